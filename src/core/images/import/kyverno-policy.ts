import type { JsonObject } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';
import { kyvernoGlobs } from './foreign-globs.ts';
import type { TakeNote, WrittenAuthority } from './image-import.ts';
import { isSaid, objectOf, objectsOf, textOf, textsOf } from './json-fields.ts';
import { kyvernoSigners } from './kyverno-attestor.ts';
import { refusedAuthority, written, writtenAuthority } from './written-authority.ts';

interface Verification {
  readonly at: FieldPath;
  readonly name: string;
  readonly images: readonly string[];
  readonly exclude: readonly string[];
  readonly action: 'deny' | 'warn';
  readonly isNotary: boolean;
  readonly repository: string;
  readonly note: TakeNote;
}

/** `verifyImages` of Kyverno's ClusterPolicy and Policy. Each set of attestors is needed, of its entries as many as it counts. */
export function importKyvernoPolicy(object: JsonObject, name: string, note: TakeNote): readonly WrittenAuthority[] {
  const spec = objectOf(object['spec']);
  const rules = objectsOf(spec['rules']);
  const all = rules.flatMap((rule, ruleIndex) =>
    objectsOf(rule['verifyImages']).map((value, index) => ({ rule, ruleIndex, value, index })),
  );
  if (all.length === 0) return [];
  if (object['kind'] === 'Policy')
    note('stricter', ['metadata', 'namespace'], 'is for one Namespace; authorities hold for all');
  note(
    'different',
    ['spec'],
    'images are not rewritten to their digests; "sluice pin" writes these into Git, and the policy pinned-images demands them',
  );
  return all.flatMap(({ rule, ruleIndex, value, index }) => {
    const at = ['spec', 'rules', ruleIndex, 'verifyImages', index];
    noteSelection(rule, ['spec', 'rules', ruleIndex], note);
    const suffix = all.length === 1 ? '' : `-${textOf(rule['name']) || ruleIndex}${index === 0 ? '' : `-${index + 1}`}`;
    return importVerification(value, { at, name: `${name}${suffix}`, action: actionOf(value, spec), note });
  });
}

/** What enforces anywhere enforces here. */
function actionOf(value: JsonObject, spec: JsonObject): 'deny' | 'warn' {
  const said = [
    textOf(value['failureAction']) || textOf(spec['validationFailureAction']) || 'Audit',
    ...objectsOf(spec['validationFailureActionOverrides']).map(({ action }) => textOf(action)),
  ];
  return said.some((action) => action.toLowerCase() === 'enforce') ? 'deny' : 'warn';
}

function noteSelection(rule: JsonObject, at: FieldPath, note: TakeNote): void {
  if (
    /"(?:namespaces|names?|selector|namespaceSelector|annotations|operations|subjects|roles|clusterRoles)":/.test(
      JSON.stringify(rule['match'] ?? {}),
    )
  )
    note('stricter', [...at, 'match'], 'selects some objects; authorities hold for every object that names the image');
  for (const key of ['exclude', 'preconditions', 'celPreconditions'])
    if (isSaid(rule[key])) note('stricter', [...at, key], 'leaves objects out; authorities hold for every object');
  if (isSaid(rule['imageExtractors']))
    note('different', [...at, 'imageExtractors'], 'names fields of further kinds; write them under images.paths');
}

type Place = Pick<Verification, 'at' | 'name' | 'action' | 'note'>;

function importVerification(value: JsonObject, place: Place): readonly WrittenAuthority[] {
  const { at, note } = place;
  const images = imagesOf(value, at, note);
  if (images.length === 0) return [];
  const verification: Verification = {
    ...place,
    images,
    exclude: excludedOf(value, at, note),
    isNotary: value['type'] === 'Notary',
    repository: textOf(value['repository']),
  };
  noteSettings(value, at, note);
  if (isSaid(objectOf(value['validate'])['deny']))
    return [refusedAuthority({ ...verification, at: [...at, 'validate'] }, 'it judges by conditions of Kyverno', note)];
  return [...signatureAuthorities(value, verification), ...attestationAuthorities(value, verification)];
}

function imagesOf(value: JsonObject, at: FieldPath, note: TakeNote): readonly string[] {
  const written = [...textsOf(value['imageReferences']), ...(isSaid(value['image']) ? [textOf(value['image'])] : [])];
  const globs = written.flatMap((pattern, index) => {
    const read = kyvernoGlobs(pattern);
    const place = [...at, 'imageReferences', index];
    if (read.kind === 'fault') note('unread', place, read.problem);
    else if (read.wider !== undefined) note('stricter', place, `${read.wider}; a signature is of every tag alike`);
    return read.kind === 'globs' ? read.globs : [];
  });
  if (globs.length === 0) note('unread', at, 'names no images');
  return [...new Set(globs)];
}

/** An image that is left out must be one that was left out: what would leave out more is not taken over. */
function excludedOf(value: JsonObject, at: FieldPath, note: TakeNote): readonly string[] {
  return textsOf(value['skipImageReferences']).flatMap((pattern, index) => {
    const read = kyvernoGlobs(pattern);
    if (read.kind === 'globs' && read.wider === undefined) return read.globs;
    const problem = read.kind === 'fault' ? read.problem : read.wider;
    note('stricter', [...at, 'skipImageReferences', index], `${problem}; nothing is left out for it`);
    return [];
  });
}

function noteSettings(value: JsonObject, at: FieldPath, note: TakeNote): void {
  if (value['required'] === false)
    note('stricter', [...at, 'required'], 'lets images through that nobody verified; here they are not');
  if (isSaid(value['imageRegistryCredentials']))
    note(
      'different',
      [...at, 'imageRegistryCredentials'],
      'names Secrets; credentials are those of the pod and of Docker',
    );
}

/** Fields that Kyverno had before it had attestors. */
function olderAttestors(value: JsonObject): readonly JsonObject[] {
  const { key, issuer, subject, roots, additionalExtensions, annotations } = value;
  if (!isSaid(key) && !isSaid(issuer) && !isSaid(subject)) return [];
  const signer = isSaid(key)
    ? { keys: { publicKeys: textOf(key) } }
    : { keyless: written({ issuer, subject, roots, additionalExtensions }) };
  return [{ entries: [{ ...signer, ...(isSaid(annotations) ? { annotations: objectOf(annotations) } : {}) }] }];
}

function signatureAuthorities(value: JsonObject, verification: Verification): readonly WrittenAuthority[] {
  const older = isSaid(value['attestations']) ? [] : olderAttestors(value);
  const sets = [...objectsOf(value['attestors']), ...older];
  if (sets.length === 0 && !isSaid(value['attestations']))
    return [refusedAuthority(verification, 'it names nobody who must have signed', verification.note)];
  return sets.map((set, index) =>
    toAuthority(
      set,
      {
        ...verification,
        at: [...verification.at, 'attestors', index],
        name: numbered(verification.name, index, sets.length),
      },
      {},
    ),
  );
}

const numbered = (name: string, index: number, of: number): string => (of === 1 ? name : `${name}-${index + 1}`);

function attestationAuthorities(value: JsonObject, verification: Verification): readonly WrittenAuthority[] {
  const older = olderAttestors(value);
  return objectsOf(value['attestations']).flatMap((attestation, index) => {
    const at = [...verification.at, 'attestations', index];
    const name = `${verification.name}-attestation-${index + 1}`;
    const type = textOf(attestation['type']) || textOf(attestation['predicateType']);
    const refused = (problem: string): readonly WrittenAuthority[] => [
      refusedAuthority({ ...verification, at, name }, problem, verification.note),
    ];
    if (isSaid(attestation['conditions']))
      return refused('it judges attestations by conditions of Kyverno; write a policy that reads input.facts.images');
    if (verification.isNotary) return refused('it demands artefacts that the Notary Project signs');
    const sets = [...objectsOf(attestation['attestors']), ...older];
    if (sets.length === 0) return refused('it names nobody who must have made the attestation');
    return sets.map((set, place) =>
      toAuthority(
        set,
        { ...verification, at: [...at, 'attestors', place], name: numbered(name, place, sets.length) },
        {
          attestations: [type],
          signature: 'ignored',
        },
      ),
    );
  });
}

function toAuthority(set: JsonObject, verification: Verification, demands: JsonObject): WrittenAuthority {
  const { signers, repositories } = kyvernoSigners(objectsOf(set['entries']), verification.at, verification);
  const [repository = verification.repository, other] = repositories;
  if (other !== undefined)
    return refusedAuthority(verification, 'its attestors look in different repositories', verification.note);
  const count = typeof set['count'] === 'number' && set['count'] > 0 ? set['count'] : signers.length;
  return writtenAuthority(
    {
      ...verification,
      signers,
      required: count,
      more: { ...demands, ...(repository === '' ? {} : { repository }) },
    },
    verification.note,
  );
}
