import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import type { ValidSignature } from '../../../core/images/signature-check.ts';
import type { Envelope } from '@sigstore/bundle';
import { readUntrustedJson } from './read-untrusted-json.ts';
import { Refusal, shown } from './refusal.ts';

/** What a signature says of an image, beside that it is the one. */
export type Claim = Pick<ValidSignature, 'annotations' | 'statement'>;

export const NO_CLAIM: Claim = { annotations: {} };

const COSIGN_SIGNATURE = 'cosign container image signature';
const COSIGN_SIGN = 'https://sigstore.dev/cosign/sign/v1';
const IN_TOTO = 'application/vnd.in-toto+json';
const STATEMENTS: ReadonlySet<JsonValue | undefined> = new Set([
  'https://in-toto.io/Statement/v1',
  'https://in-toto.io/Statement/v0.1',
]);

/**
 * Reads cosign's simple signing payload, and holds it to the image.
 * @throws Refusal IMG_DIGEST_MISMATCH, IMG_SIG_INVALID
 */
export function readPayload(bytes: Uint8Array, digest: string): Claim {
  const payload = readUntrustedJson(bytes, 'the payload');
  const { critical, optional } = isJsonObject(payload) ? payload : {};
  const { type, image } = isJsonObject(critical) ? critical : {};
  if (type !== COSIGN_SIGNATURE)
    throw new Refusal(
      'IMG_SIG_INVALID',
      `the payload is no signature of an image: critical.type is not "${COSIGN_SIGNATURE}"`,
    );
  const signed = isJsonObject(image) ? image['docker-manifest-digest'] : undefined;
  if (signed !== digest) throw anotherImage(typeof signed === 'string' ? [signed] : [], digest);
  return { annotations: textsOf(optional) };
}

/**
 * Reads the in-toto statement of an envelope, and holds it to the image: one subject at least must be the image, as for cosign.
 * Annotations of other subjects are not the image's. A statement of `cosign sign` says nothing more.
 * @throws Refusal IMG_DIGEST_MISMATCH, IMG_SIG_INVALID, IMG_UNSUPPORTED
 */
export function readStatement({ payload, payloadType }: Envelope, digest: string): Claim {
  if (payloadType !== IN_TOTO)
    throw new Refusal(
      'IMG_UNSUPPORTED',
      `the envelope holds "${shown(payloadType)}", and an in-toto statement is wanted`,
    );
  const statement = readUntrustedJson(payload, 'the statement');
  if (!isJsonObject(statement) || !STATEMENTS.has(statement['_type']))
    throw new Refusal('IMG_SIG_INVALID', 'the envelope holds no in-toto statement of version 0.1 or 1');
  const { predicateType, predicate } = statement;
  if (typeof predicateType !== 'string' || predicateType === '')
    throw new Refusal('IMG_SIG_INVALID', 'the statement does not say what it is: its predicateType is missing');
  const annotations = textsOf(subjectOf(statement, digest)['annotations']);
  if (predicateType === COSIGN_SIGN) return { annotations };
  if (!isJsonObject(predicate)) throw new Refusal('IMG_UNSUPPORTED', 'the predicate of the statement is no object');
  return { annotations, statement: { predicateType, predicate } };
}

function subjectOf({ subject }: JsonObject, digest: string): JsonObject {
  const subjects = Array.isArray(subject) ? subject.filter(isJsonObject) : [];
  const found = subjects.find((each) => digestsOf(each).includes(digest));
  if (found === undefined) throw anotherImage(subjects.flatMap(digestsOf), digest);
  return found;
}

function digestsOf({ digest }: JsonObject): readonly string[] {
  return Object.entries(textsOf(digest)).map(([algorithm, hex]) => `${algorithm}:${hex}`);
}

const MOST_SHOWN = 3;

function anotherImage(signed: readonly string[], digest: string): Refusal {
  const others = signed.length > MOST_SHOWN ? ` and ${signed.length - MOST_SHOWN} more` : '';
  const named = signed.length === 0 ? 'no image' : `${signed.slice(0, MOST_SHOWN).map(shown).join(', ')}${others}`;
  return new Refusal('IMG_DIGEST_MISMATCH', `it signs ${named}, and this image is ${digest}`);
}

/** Members that are texts. Tools also write numbers there, which nobody can demand. */
function textsOf(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text] as const] : [])),
  );
}
