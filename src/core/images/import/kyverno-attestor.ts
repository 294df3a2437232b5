import type { JsonObject } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';
import { wildcardIdentityText } from './foreign-identity.ts';
import { isSaid, objectOf, objectsOf, textOf } from './json-fields.ts';
import { isHash, UNKNOWN_HASH, type SignerImport } from './written-authority.ts';

interface Signers {
  readonly signers: readonly SignerImport[];
  /** Where entries look for signatures, each once. */
  readonly repositories: readonly string[];
}

/**
 * The entries of a set of attestors. A text of several keys is an entry for each of them; a set within the set is taken apart
 * where that means the same.
 */
export function kyvernoSigners(
  entries: readonly JsonObject[],
  at: FieldPath,
  { isNotary, repository }: { readonly isNotary: boolean; readonly repository: string },
): Signers {
  const signers = entries.flatMap((entry, index) => readEntry(entry, [...at, 'entries', index], isNotary));
  const places = entries.map((entry) => textOf(entry['repository']) || repository);
  return { signers: named(signers), repositories: [...new Set(places)] };
}

const named = (signers: readonly SignerImport[]): readonly SignerImport[] =>
  signers.map((one, index) =>
    one.kind === 'signer' ? { ...one, value: { name: `attestor-${index + 1}`, ...one.value } } : one,
  );

const refused = (at: FieldPath, problem: string): SignerImport => ({ kind: 'refused', at, problem });

function readEntry(entry: JsonObject, at: FieldPath, isNotary: boolean): readonly SignerImport[] {
  const annotations = isSaid(entry['annotations']) ? { annotations: objectOf(entry['annotations']) } : {};
  const variable = /\{\{/.test(JSON.stringify(entry));
  if (variable) return [refused(at, 'it has variables of Kyverno ({{ }})')];
  if (isSaid(entry['attestor'])) return readNested(objectOf(entry['attestor']), [...at, 'attestor'], isNotary);
  if (isSaid(entry['keys']))
    return readKeys(objectOf(entry['keys']), textOf(entry['signatureAlgorithm']), annotations, [...at, 'keys']);
  if (isSaid(entry['keyless'])) return [readKeyless(objectOf(entry['keyless']), annotations, [...at, 'keyless'])];
  if (isSaid(entry['certificates'])) {
    const place = [...at, 'certificates'];
    return [
      isNotary
        ? readNotary(objectOf(entry['certificates']), annotations, place)
        : refused(place, 'it trusts a certificate; write its key as key, or its authority as trusted_root.json'),
    ];
  }
  return [refused(at, 'it has neither keys nor keyless nor certificates')];
}

/** A set of one is its entry. Sets of more would be counted otherwise within the outer one. */
function readNested(set: JsonObject, at: FieldPath, isNotary: boolean): readonly SignerImport[] {
  const entries = objectsOf(set['entries']);
  const [only, other] = entries;
  if (only === undefined || other !== undefined) return [refused(at, 'it is a set of attestors within a set')];
  const inner = readEntry(only, [...at, 'entries', 0], isNotary);
  return inner.length === 1 ? inner : [refused(at, 'it is a set of attestors within a set')];
}

function readKeys(
  keys: JsonObject,
  outerHash: string,
  annotations: JsonObject,
  at: FieldPath,
): readonly SignerImport[] {
  const text = textOf(keys['publicKeys']).trim();
  const hash = textOf(keys['signatureAlgorithm']) || outerHash;
  const settings = logSettings(keys, at);
  if (settings.kind === 'refused') return [settings];
  if (isSaid(keys['kms']) || isSaid(keys['secret']) || /^[a-z0-9]+:\/\//.test(text))
    return [refused(at, 'its key is in a KMS or a Secret; write the public key into a file')];
  if (!isHash(hash)) return [refused(at, UNKNOWN_HASH)];
  const blocks = text.match(/-----BEGIN [^-]+-----[^-]*-----END [^-]+-----/g) ?? [];
  if (blocks.length === 0) return [refused(at, 'its public key is none in PEM')];
  const { sct: _, ...forKeys } = settings.value;
  return blocks.map((block) => ({
    kind: 'signer',
    value: { key: { data: `${withoutIndent(block)}\n`, ...(hash === '' ? {} : { hash }) }, ...forKeys, ...annotations },
  }));
}

const withoutIndent = (block: string): string => block.replaceAll(/^[ \t]+/gm, '');

/** Kyverno wants an entry of Rekor unless it is told to ignore it. Own keys of logs are those of own trust roots. */
function logSettings(value: JsonObject, at: FieldPath): SignerImport {
  const rekor = objectOf(value['rekor']);
  const log = objectOf(value['ctlog']);
  const isIgnored = rekor['ignoreTlog'] === true;
  const url = textOf(rekor['url']).replace(/\/+$/, '');
  if (!isIgnored && (isSaid(rekor['pubkey']) || !['', 'https://rekor.sigstore.dev'].includes(url)))
    return refused(
      [...at, 'rekor'],
      'it has a log of its own; write its key as trusted_root.json under images.trustRoots',
    );
  if (isSaid(log['pubkey']) || isSaid(log['tsaCertChain']))
    return refused(
      [...at, 'ctlog'],
      'it has a certificate log or timestamp authority of its own; write it as trusted_root.json under images.trustRoots',
    );
  const sct = log['ignoreSCT'] === true ? { sct: 'ignored' } : {};
  return { kind: 'signer', value: { tlog: isIgnored ? 'ignored' : 'required', ...sct } };
}

/** What Kyverno calls extensions of Fulcio's certificates, as sluice.yaml does. */
const WORKFLOW_KEYS: readonly string[] = [
  'githubWorkflowTrigger',
  'githubWorkflowSha',
  'githubWorkflowName',
  'githubWorkflowRepository',
  'githubWorkflowRef',
];

function readKeyless(keyless: JsonObject, annotations: JsonObject, at: FieldPath): SignerImport {
  const settings = logSettings(keyless, at);
  if (settings.kind === 'refused') return settings;
  if (isSaid(keyless['roots']))
    return refused(
      [...at, 'roots'],
      'it trusts a Fulcio of its own; write it as trusted_root.json under images.trustRoots',
    );
  const identity = identityOf(keyless);
  const extensions = Object.entries(objectOf(keyless['additionalExtensions']));
  const strange = extensions.find(([key, value]) => !WORKFLOW_KEYS.includes(key) || /[*?]/.test(textOf(value)));
  if (strange !== undefined)
    return refused(
      [...at, 'additionalExtensions'],
      `it demands the extension ${strange[0]} in a way that is not known here`,
    );
  if (identity === undefined) return refused(at, 'it names neither issuer nor subject, so anybody could have signed');
  const value = { keyless: { ...identity, ...Object.fromEntries(extensions) }, ...settings.value, ...annotations };
  return { kind: 'signer', value };
}

function identityOf(keyless: JsonObject): JsonObject | undefined {
  const { issuer, issuerRegExp, subject, subjectRegExp } = keyless;
  if (![issuer, issuerRegExp, subject, subjectRegExp].some((one) => isSaid(one))) return undefined;
  return {
    ...wildcardIdentityText('issuer', textOf(issuer), textOf(issuerRegExp)),
    ...wildcardIdentityText('subject', textOf(subject), textOf(subjectRegExp)),
  };
}

/** Kyverno trusts whatever the certificates sign. */
function readNotary(certificates: JsonObject, annotations: JsonObject, at: FieldPath): SignerImport {
  const ca = [textOf(certificates['cert']), textOf(certificates['certChain'])].filter((one) => one !== '');
  if (ca.length === 0 || !ca.every((one) => one.includes('-----BEGIN CERTIFICATE-----')))
    return refused(at, 'it names no certificate in PEM');
  return { kind: 'signer', value: { notation: { ca, trustedIdentities: ['*'] }, ...annotations } };
}
