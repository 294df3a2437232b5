import { toPredicateType, PREDICATE_TYPES } from '../../../core/images/predicate-types.ts';
import type { AttestationDemand, Authority, Signer } from '../../../core/images/authority.ts';
import { parseImageGlob } from '../../../core/images/image-glob.ts';
import { parseReference } from '../../../core/images/reference.ts';
import { messageOf } from '../../../core/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import { didYouMean } from '../../flags/near-miss.ts';
import type { ImagesContext } from './images-context.ts';
import { toSigners } from './to-signers.ts';

/** One of `images.authorities`. Whatever is at fault is complained about; what is given back is of use only when nothing was. */
export function toAuthority(value: JsonObject, at: FieldPath, context: ImagesContext): Authority {
  const { signers, required } = toSigners(value, at, context);
  const attestations = list(value['attestations']).map((one, index) =>
    toDemand(one, [...at, 'attestations', index], signers, context),
  );
  const signature = value['signature'] === 'ignored' ? 'ignored' : 'required';
  if (signature === 'ignored' && attestations.length === 0)
    context.complain(
      [...at, 'signature'],
      'is "ignored", and there are no attestations; then nothing would be checked',
    );
  const repository = toRepository(value['repository'], [...at, 'repository'], context);
  return {
    name: text(value['name']),
    images: toGlobs(value['images'], [...at, 'images'], context),
    exclude: toGlobs(value['exclude'], [...at, 'exclude'], context),
    signers,
    required,
    attestations,
    signature,
    ...(repository === undefined ? {} : { repository }),
    allPlatforms: value['allPlatforms'] === true,
    action: value['action'] === 'warn' ? 'warn' : 'deny',
  };
}

function toGlobs(value: JsonValue | undefined, at: FieldPath, { complain }: ImagesContext): readonly string[] {
  return list(value).flatMap((one, index) => {
    const reading = parseImageGlob(text(one));
    if (reading.kind === 'glob') return [reading.glob];
    complain([...at, index], reading.problem);
    return [];
  });
}

function toDemand(
  value: JsonValue,
  at: FieldPath,
  signers: readonly Signer[],
  { complain }: ImagesContext,
): AttestationDemand {
  const isShort = typeof value === 'string';
  const object = isJsonObject(value) ? value : {};
  const written = isShort ? value : text(object['predicateType']);
  const predicateType = toPredicateType(written);
  if (predicateType === undefined)
    complain(
      isShort ? at : [...at, 'predicateType'],
      `is ${JSON.stringify(written)}; write the type of the predicate, such as https://slsa.dev/provenance/v1, or a short name (${Object.keys(PREDICATE_TYPES).join(', ')})`,
    );
  const names = list(object['signers']).map(text);
  const known = signers.map(({ name }) => name);
  for (const [index, name] of names.entries())
    if (!known.includes(name))
      complain(
        [...at, 'signers', index],
        `is "${name}", and the authority's signers are ${known.join(', ')}${didYouMean(name, known)}`,
      );
  return { predicateType: predicateType ?? '', signers: names };
}

function toRepository(value: JsonValue | undefined, at: FieldPath, { complain }: ImagesContext): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const { registry, repository, tag, digest } = parseReference(value);
    if (!value.includes('/')) complain(at, `is "${value}"; write REGISTRY/REPOSITORY`);
    const isBare = digest === undefined && (tag === undefined || !value.endsWith(`:${tag}`));
    if (!isBare) complain(at, `is "${value}"; write it without tag and digest: ${registry}/${repository}`);
    return `${registry}/${repository}`;
  } catch (error) {
    complain(at, `is no repository: ${messageOf(error)}`);
    return undefined;
  }
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
