import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';
import { clusterImagePolicyGlobs } from './foreign-globs.ts';
import { identityText } from './foreign-identity.ts';
import type { TakeNote, WrittenAuthority } from './image-import.ts';
import { isSaid, objectOf, objectsOf, textOf } from './json-fields.ts';
import {
  isHash,
  refusedAuthority,
  UNKNOWN_HASH,
  written,
  writtenAuthority,
  type SignerImport,
} from './written-authority.ts';

interface Context {
  readonly name: string;
  readonly images: readonly string[];
  readonly action: 'deny' | 'warn';
  /** Names that `trustRoot` may have. */
  readonly trustRoots: readonly string[];
  readonly note: TakeNote;
}

/**
 * ClusterImagePolicy of policy-controller. One of its authorities suffices, each of the policies that match is needed; an
 * authority with attestations asks for these alone. Source: policy-controller pkg/webhook/validator.go.
 */
export function importClusterImagePolicy(
  object: JsonObject,
  name: string,
  trustRoots: readonly string[],
  note: TakeNote,
): readonly WrittenAuthority[] {
  const spec = objectOf(object['spec']);
  const images = globsOf(spec, note);
  if (images.length === 0) return [];
  const action = spec['mode'] === 'warn' ? 'warn' : 'deny';
  const context = { name, images, action, trustRoots, note } as const;
  if (isSaid(spec['match']))
    note('stricter', ['spec', 'match'], 'selects some objects; authorities hold for every object that names the image');
  if (isSaid(spec['policy']))
    return [
      refuse(
        context,
        ['spec', 'policy'],
        'it decides by a CUE or Rego policy of its own; write one that reads input.facts.images',
      ),
    ];
  return authoritiesOf(objectsOf(spec['authorities']), context);
}

const refuse = (context: Context, at: FieldPath, problem: string): WrittenAuthority =>
  refusedAuthority({ ...context, at }, problem, context.note);

function globsOf(spec: JsonObject, note: TakeNote): readonly string[] {
  const globs = objectsOf(spec['images']).flatMap(({ glob }, index) => {
    const at = ['spec', 'images', index, 'glob'];
    const read = clusterImagePolicyGlobs(textOf(glob));
    if (read.kind === 'fault') note('unread', at, read.problem);
    else if (read.wider !== undefined) note('stricter', at, `${read.wider}; a signature is of every tag alike`);
    return read.kind === 'globs' ? read.globs : [];
  });
  if (globs.length === 0) note('unread', ['spec', 'images'], 'names no images');
  return [...new Set(globs)];
}

interface Read {
  readonly at: FieldPath;
  readonly value: JsonObject;
  readonly signer: SignerImport;
  /** Types of the predicates that it demands; empty: it demands a signature. */
  readonly attests: readonly string[];
  readonly repository: string;
}

function authoritiesOf(list: readonly JsonObject[], context: Context): readonly WrittenAuthority[] {
  const all = list.map((value, index) => readAuthority(value, index, context));
  // A rule that fails is a way that leads nowhere while there are others.
  const ways = all.length > 1 ? all.filter(({ value }) => !isFailing(value)) : all;
  const readable = ways.filter(({ signer }) => signer.kind === 'signer');
  const groups = groupsOf(readable);
  const [refused, ...more] = ways.flatMap(({ signer }) => (signer.kind === 'refused' ? [signer] : []));
  if (groups.length === 0)
    return [refuse(context, refused?.at ?? ['spec', 'authorities'], refused?.problem ?? 'it has no authorities')];
  for (const one of refused === undefined ? [] : [refused, ...more])
    context.note('stricter', one.at, `${one.problem}; it is left out, and the other authorities remain`);
  if (groups.length > 1)
    context.note(
      'stricter',
      ['spec', 'authorities'],
      `one of its authorities sufficed; here ${groups.length} groups of them are needed each, because they demand different attestations or look in different repositories`,
    );
  return groups.map((group, index) => toWritten(group, groups.length === 1 ? '' : `-${index + 1}`, context));
}

const isFailing = ({ static: rule }: JsonObject): boolean => objectOf(rule)['action'] === 'fail';

/** Authorities of which any suffices here, too: they demand a signature, or one and the same attestation, in one place. */
function groupsOf(list: readonly Read[]): readonly (readonly Read[])[] {
  const groups = new Map<string, Read[]>();
  for (const [index, one] of list.entries()) {
    const key = JSON.stringify([one.repository, one.attests, one.attests.length > 1 ? index : '']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function toWritten(group: readonly Read[], suffix: string, context: Context): WrittenAuthority {
  const [first] = group;
  const { attests = [], repository = '' } = first ?? {};
  return writtenAuthority(
    {
      ...context,
      at: first?.at ?? [],
      name: `${context.name}${suffix}`,
      signers: group.map(({ signer }) => signer),
      required: 1,
      more: written({
        ...(attests.length === 0 ? {} : { attestations: attests, signature: 'ignored' }),
        repository: repository === '' ? undefined : repository,
      }),
    },
    context.note,
  );
}

function readAuthority(value: JsonObject, index: number, context: Context): Read {
  const at = ['spec', 'authorities', index];
  const sources = objectsOf(value['source']);
  const attestations = objectsOf(value['attestations']);
  for (const [place, source] of sources.entries()) noteSource(source, [...at, 'source', place], context.note);
  const policy = attestations.findIndex((one) => isSaid(one['policy']));
  const signer: SignerImport =
    policy >= 0
      ? refusedSigner([...at, 'attestations', policy, 'policy'], 'it judges attestations by CUE or Rego of its own')
      : sources.length > 1
        ? refusedSigner([...at, 'source'], 'it looks in several places')
        : readSigner(value, at, index, context);
  return {
    at,
    value,
    signer,
    attests: attestations.map(({ predicateType }) => textOf(predicateType)).toSorted(),
    repository: textOf(sources[0]?.['oci']),
  };
}

function noteSource(source: JsonObject, at: FieldPath, note: TakeNote): void {
  if (isSaid(source['tagPrefix']))
    note('stricter', [...at, 'tagPrefix'], 'gives tags of signatures a prefix; they are looked for without it');
  if (isSaid(source['signaturePullSecrets']))
    note('different', [...at, 'signaturePullSecrets'], 'names Secrets; credentials are those of the pod and of Docker');
}

const refusedSigner = (at: FieldPath, problem: string): SignerImport => ({ kind: 'refused', at, problem });

function readSigner(value: JsonObject, at: FieldPath, index: number, context: Context): SignerImport {
  const name = textOf(value['name']) || `authority-${index}`;
  if (isSaid(value['static'])) return readStatic(objectOf(value['static']), name);
  const log = readLog(value, at, context);
  if (log.kind === 'refused') return log;
  if (isSaid(value['key'])) return readKey(objectOf(value['key']), name, log.value, [...at, 'key']);
  if (isSaid(value['keyless'])) return readKeyless(objectOf(value['keyless']), name, log, [...at, 'keyless']);
  return refusedSigner(at, 'it has neither key nor keyless nor static');
}

function readStatic({ action, message }: JsonObject, name: string): SignerImport {
  const value =
    action === 'pass'
      ? { name, static: 'allow' }
      : { name, static: 'deny', ...(isSaid(message) ? { message: textOf(message) } : {}) };
  return { kind: 'signer', value };
}

type Log = Extract<SignerImport, { readonly kind: 'signer' }> & { readonly trustRoot: string };

const PUBLIC_LOGS: readonly string[] = ['', 'rekor.sigstore.dev'];
const PUBLIC_AUTHORITIES: readonly string[] = ['', 'fulcio.sigstore.dev'];

/** What it says of logs and timestamps, and whose they are. */
function readLog(
  value: JsonObject,
  at: FieldPath,
  { trustRoots }: Context,
): Log | Extract<SignerImport, { readonly kind: 'refused' }> {
  const log = objectOf(value['ctlog']);
  const timestamp = objectOf(value['rfc3161timestamp']);
  const roots = [objectOf(value['keyless']), log, timestamp].map(({ trustRootRef }) => textOf(trustRootRef));
  const [trustRoot = '', other] = [...new Set(roots.filter((one) => one !== ''))];
  const refuseLog = (problem: string): Extract<SignerImport, { readonly kind: 'refused' }> => ({
    kind: 'refused',
    at,
    problem,
  });
  if (other !== undefined)
    return refuseLog(`it has the trust roots ${trustRoot} and ${other}; write one that holds both`);
  if (trustRoot !== '' && !trustRoots.includes(trustRoot))
    return refuseLog(`its trust root is "${trustRoot}"; write it as trusted_root.json under images.trustRoots`);
  if (trustRoot === '' && !PUBLIC_LOGS.includes(hostOf(log['url'])))
    return refuseLog(
      `its log is ${textOf(log['url'])}; write the log's key as trusted_root.json under images.trustRoots`,
    );
  const demands = isSaid(value['rfc3161timestamp'])
    ? { tlog: 'ignored', timestamp: 'required' }
    : isSaid(value['key'])
      ? { tlog: isSaid(value['ctlog']) ? 'required' : 'ignored' }
      : {};
  return { kind: 'signer', trustRoot, value: { ...demands, ...(trustRoot === '' ? {} : { trustRoot }) } };
}

const hostOf = (url: JsonValue | undefined): string =>
  textOf(url)
    .replace(/^https:\/\//, '')
    .replace(/\/+$/, '');

function readKey(key: JsonObject, name: string, log: JsonObject, at: FieldPath): SignerImport {
  const data = textOf(key['data']);
  if (isSaid(key['secretRef']) || isSaid(key['kms']) || data === '')
    return refusedSigner(
      at,
      `its key is in ${isSaid(key['kms']) ? 'a KMS' : 'a Secret'}; write the public key into a file`,
    );
  const hash = textOf(key['hashAlgorithm']).toLowerCase();
  if (!isHash(hash)) return refusedSigner([...at, 'hashAlgorithm'], UNKNOWN_HASH);
  return { kind: 'signer', value: { name, key: { data, ...(hash === '' ? {} : { hash }) }, ...log } };
}

function readKeyless(keyless: JsonObject, name: string, log: Log, at: FieldPath): SignerImport {
  if (isSaid(keyless['ca-cert']))
    return refusedSigner(
      [...at, 'ca-cert'],
      'its certificates are of an authority of its own; write it as trusted_root.json under images.trustRoots',
    );
  if (log.trustRoot === '' && !PUBLIC_AUTHORITIES.includes(hostOf(keyless['url'])))
    return refusedSigner(
      [...at, 'url'],
      `its Fulcio is ${textOf(keyless['url'])}; write its certificates as trusted_root.json under images.trustRoots`,
    );
  const identities = objectsOf(keyless['identities']).map((one) => ({
    ...identityText('issuer', textOf(one['issuer']), textOf(one['issuerRegExp'])),
    ...identityText('subject', textOf(one['subject']), textOf(one['subjectRegExp'])),
  }));
  if (identities.length === 0) return refusedSigner(at, 'it names no identities, so anybody could have signed');
  const [single, other] = identities;
  const sct = keyless['insecureIgnoreSCT'] === true ? { sct: 'ignored' } : {};
  const value = other === undefined && single !== undefined ? single : { identities };
  return { kind: 'signer', value: { name, keyless: value, ...log.value, ...sct } };
}
