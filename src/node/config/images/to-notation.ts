import type { NotationSigner } from '../../../core/images/authority.ts';
import { isJsonObject, type JsonValue } from '../../../core/model/json.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import type { ImagesContext } from './images-context.ts';
import { readCertificates } from './read-pem.ts';
import { readTextFile } from './read-text-file.ts';

type Notation = Pick<NotationSigner, 'ca' | 'signingAuthority' | 'tsa' | 'trustedIdentities' | 'level'>;

const LEVELS = ['strict', 'permissive', 'audit'] as const;
const MAX_BYTES = 1024 * 1024;

/** Trust policy and trust store of the Notary Project, in one place. */
export function toNotation(value: JsonValue | undefined, at: FieldPath, context: ImagesContext): Notation {
  const object = isJsonObject(value) ? value : {};
  const store = (key: 'ca' | 'signingAuthority' | 'tsa'): readonly string[] =>
    texts(object[key]).flatMap((file, index) => readStore(file, [...at, key, index], context));
  const ca = store('ca');
  const signingAuthority = store('signingAuthority');
  if (texts(object['ca']).length + texts(object['signingAuthority']).length === 0)
    context.complain(at, 'trusts no certificate; write ca: [FILE] or signingAuthority: [FILE]');
  return {
    ca,
    signingAuthority,
    tsa: store('tsa'),
    trustedIdentities: toTrustedIdentities(texts(object['trustedIdentities']), [...at, 'trustedIdentities'], context),
    level: LEVELS.find((one) => one === object['level']) ?? 'strict',
  };
}

function readStore(file: string, at: FieldPath, { toAbsolute, complain }: ImagesContext): readonly string[] {
  const isInline = file.includes('-----BEGIN ');
  const reading = isInline ? { kind: 'text' as const, text: file } : readTextFile(toAbsolute(file), MAX_BYTES);
  const certificates = reading.kind === 'text' ? readCertificates(reading.text) : reading;
  if (certificates.kind === 'certificates') return certificates.pems;
  complain(at, isInline ? `cannot be used: ${certificates.problem}` : `names ${file}: ${certificates.problem}`);
  return [];
}

function toTrustedIdentities(
  identities: readonly string[],
  at: FieldPath,
  { complain }: ImagesContext,
): readonly string[] {
  for (const [index, identity] of identities.entries()) {
    if (identity === '*') {
      if (identities.length > 1) complain([...at, index], 'is "*", which stands alone: it is everybody of the store');
    } else if (!/^x509\.subject:\s*\S+=/.test(identity)) {
      complain([...at, index], `is ${JSON.stringify(identity)}; write "x509.subject: C=…, ST=…, O=…" or "*"`);
    }
  }
  return identities;
}

const texts = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? one : '')) : [];
