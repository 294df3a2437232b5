import type { JsonObject } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';
import { kyvernoGlobs } from './foreign-globs.ts';
import { identityText } from './foreign-identity.ts';
import type { TakeNote, WrittenAuthority } from './image-import.ts';
import { isSaid, objectOf, objectsOf, textOf, textsOf } from './json-fields.ts';
import {
  isHash,
  refusedAuthority,
  UNKNOWN_HASH,
  written,
  writtenAuthority,
  type SignerImport,
} from './written-authority.ts';

/** `images.containers.map(image, verifyImageSignatures(image, [attestors.a, attestors.b])).all(e, e > 0)`, and the same of attestations. */
const SIGNATURES = /^images\.\w+\.map\((\w+),verifyImageSignatures\(\1,\[([\w.,]+)\]\)\)\.all\((\w+),\3>0\)$/;
const ATTESTATIONS =
  /^images\.\w+\.map\((\w+),verifyAttestationSignatures\(\1,attestations\.(\w+),\[([\w.,]+)\]\)\)\.all\((\w+),\4>0\)$/;

/** Kyverno's ImageValidatingPolicy, as far as its expressions do no more than to verify. Each of its validations is needed. */
export function importImageValidatingPolicy(
  object: JsonObject,
  name: string,
  note: TakeNote,
): readonly WrittenAuthority[] {
  const spec = objectOf(object['spec']);
  const globs = globsOf(spec, note);
  if (globs === undefined) return [];
  const actions = textsOf(spec['validationActions']);
  const action = actions.length === 0 || actions.includes('Deny') ? 'deny' : 'warn';
  for (const key of ['matchConditions', 'matchConstraints'])
    if (
      key === 'matchConditions'
        ? isSaid(spec[key])
        : /"(?:namespaceSelector|objectSelector)":\{"/.test(JSON.stringify(spec[key] ?? {}))
    )
      note('stricter', ['spec', key], 'selects some objects; authorities hold for every object that names the image');
  if (isSaid(spec['images']))
    note('different', ['spec', 'images'], 'names fields of further kinds; write them under images.paths');
  const validations = objectsOf(spec['validations']);
  const base = { images: globs, action } as const;
  if (validations.length === 0)
    return [refusedAuthority({ ...base, at: ['spec'], name }, 'it has no validations', note)];
  return validations.map((validation, index) => {
    const own = validations.length === 1 ? name : `${name}-${index + 1}`;
    return readValidation(validation, spec, { ...base, at: ['spec', 'validations', index], name: own }, note);
  });
}

function globsOf(spec: JsonObject, note: TakeNote): readonly string[] | undefined {
  const references = objectsOf(spec['matchImageReferences']);
  const read = references.map(({ glob }) => (isSaid(glob) ? kyvernoGlobs(textOf(glob)) : undefined));
  const globs = read.flatMap((one) => (one?.kind === 'globs' ? one.globs : []));
  if (globs.length === 0 || globs.length < references.length) {
    // Images that a CEL expression selects are not known: then all of them are meant.
    note(
      'stricter',
      ['spec', 'matchImageReferences'],
      'selects images by CEL, or by nothing; here all images are meant',
    );
    return ['**'];
  }
  for (const [index, one] of read.entries())
    if (one?.kind === 'globs' && one.wider !== undefined)
      note('stricter', ['spec', 'matchImageReferences', index], `${one.wider}; a signature is of every tag alike`);
  return [...new Set(globs)];
}

interface Place {
  readonly at: FieldPath;
  readonly name: string;
  readonly images: readonly string[];
  readonly action: 'deny' | 'warn';
}

function readValidation(validation: JsonObject, spec: JsonObject, place: Place, note: TakeNote): WrittenAuthority {
  const expression = textOf(validation['expression']).replaceAll(/\s+/g, '');
  const signatures = SIGNATURES.exec(expression);
  const attestations = ATTESTATIONS.exec(expression);
  const names = (signatures?.[2] ?? attestations?.[3] ?? '').split(',').map((one) => one.replace(/^attestors\./, ''));
  if (signatures === null && attestations === null)
    return refusedAuthority(
      place,
      'it judges by CEL that does more than to verify signatures; write a policy that reads input.facts.images',
      note,
    );
  const type = attestationType(spec, attestations?.[2]);
  if (attestations !== null && type === undefined)
    return refusedAuthority(place, 'the attestation that it verifies is no in-toto statement', note);
  const { signers, repositories } = signersOf(spec, names);
  const [repository = '', other] = repositories;
  if (other !== undefined) return refusedAuthority(place, 'its attestors look in different repositories', note);
  const more = written({
    ...(type === undefined ? {} : { attestations: [type], signature: 'ignored' }),
    repository: repository === '' ? undefined : repository,
  });
  return writtenAuthority({ ...place, signers, required: 1, more }, note);
}

function attestationType(spec: JsonObject, name: string | undefined): string | undefined {
  const found = objectsOf(spec['attestations']).find((one) => one['name'] === name && name !== undefined);
  return textOf(objectOf(found?.['intoto'])['type']) || undefined;
}

function signersOf(
  spec: JsonObject,
  names: readonly string[],
): { readonly signers: readonly SignerImport[]; readonly repositories: readonly string[] } {
  const all = objectsOf(spec['attestors']);
  const found = names.map((name) => ({ name, index: all.findIndex((one) => one['name'] === name) }));
  const places = found.map(({ index }) => textOf(objectOf(objectOf(all[index]?.['cosign'])['source'])['repository']));
  return {
    signers: found.map(({ name, index }) =>
      readAttestor(all[index] ?? {}, name, ['spec', 'attestors', Math.max(0, index)]),
    ),
    repositories: [...new Set(places)],
  };
}

const refused = (at: FieldPath, problem: string): SignerImport => ({ kind: 'refused', at, problem });

function readAttestor(attestor: JsonObject, name: string, at: FieldPath): SignerImport {
  if (isSaid(attestor['notary'])) return readNotary(objectOf(attestor['notary']), name, [...at, 'notary']);
  if (!isSaid(attestor['cosign'])) return refused(at, `the attestor ${name} is neither cosign nor notary`);
  return readCosign(objectOf(attestor['cosign']), name, [...at, 'cosign']);
}

function readCosign(cosign: JsonObject, name: string, at: FieldPath): SignerImport {
  const log = objectOf(cosign['ctlog']);
  const url = textOf(log['url']).replace(/\/+$/, '');
  const isIgnored = log['insecureIgnoreTlog'] === true;
  const isOwn = ['rekorPubKey', 'ctLogPubKey', 'tsaCertChain'].some((key) => isSaid(log[key]));
  if (isOwn || isSaid(cosign['tuf']) || (!isIgnored && !['', 'https://rekor.sigstore.dev'].includes(url)))
    return refused(
      at,
      'it has logs or trust roots of its own; write them as trusted_root.json under images.trustRoots',
    );
  const settings = {
    name,
    tlog: isIgnored ? 'ignored' : 'required',
    ...(isSaid(cosign['annotations']) ? { annotations: objectOf(cosign['annotations']) } : {}),
  };
  if (isSaid(cosign['key'])) {
    const key = objectOf(cosign['key']);
    const hash = textOf(key['hashAlgorithm']).toLowerCase();
    if (!isSaid(key['data']))
      return refused(
        [...at, 'key'],
        'its key is in a KMS, a Secret or an expression; write the public key into a file',
      );
    if (!isHash(hash)) return refused([...at, 'key', 'hashAlgorithm'], UNKNOWN_HASH);
    return {
      kind: 'signer',
      value: { ...settings, key: { data: textOf(key['data']), ...(hash === '' ? {} : { hash }) } },
    };
  }
  const keyless = objectOf(cosign['keyless']);
  const identities = objectsOf(keyless['identities']).map((one) => ({
    ...identityText('issuer', textOf(one['issuer']), textOf(one['issuerRegExp'])),
    ...identityText('subject', textOf(one['subject']), textOf(one['subjectRegExp'])),
  }));
  if (isSaid(keyless['roots']))
    return refused(
      [...at, 'keyless', 'roots'],
      'it trusts a Fulcio of its own; write it as trusted_root.json under images.trustRoots',
    );
  if (identities.length === 0) return refused(at, 'it has neither a key nor identities');
  const sct = log['insecureIgnoreSCT'] === true ? { sct: 'ignored' } : {};
  return { kind: 'signer', value: { ...settings, keyless: { identities }, ...sct } };
}

function readNotary(notary: JsonObject, name: string, at: FieldPath): SignerImport {
  const certificates = textOf(objectOf(notary['certs'])['value']);
  const tsa = textOf(objectOf(notary['tsaCerts'])['value']);
  if (![certificates, tsa || certificates].every((one) => one.includes('-----BEGIN CERTIFICATE-----')))
    return refused([...at, 'certs'], 'its certificates are an expression; write them into a file');
  return {
    kind: 'signer',
    value: { name, notation: { ca: [certificates], ...(tsa === '' ? {} : { tsa: [tsa] }), trustedIdentities: ['*'] } },
  };
}
