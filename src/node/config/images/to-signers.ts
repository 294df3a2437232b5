import type { Authority } from '../../../core/images/authority.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import type { ImagesContext } from './images-context.ts';
import { SIGNER_KINDS, takesSetting, toSigner, type SignerSetting, SIGNER_SETTINGS } from './to-signer.ts';

const GROUPS = ['any', 'all', 'threshold'] as const;

type Signers = Pick<Authority, 'signers' | 'required'>;

/** Who may sign for an authority, and how many of them must. Exactly one way to say so is taken. */
export function toSigners(value: JsonObject, at: FieldPath, context: ImagesContext): Signers {
  const ways = [...SIGNER_KINDS, ...GROUPS].filter((key) => value[key] !== undefined);
  const [way, other] = ways;
  if (way === undefined) {
    context.complain(at, `has no signer; write one of ${[...SIGNER_KINDS, ...GROUPS].join(', ')}`);
    return { signers: [], required: 1 };
  }
  if (other !== undefined)
    context.complain(
      [...at, other],
      `is beside "${way}", and one of them is meant; put both under any (one suffices) or all (each is needed)`,
    );
  const name = text(value['name']);
  switch (way) {
    case 'any':
      return { signers: toGroup(value, value['any'], [...at, 'any'], context), required: 1 };
    case 'all': {
      const signers = toGroup(value, value['all'], [...at, 'all'], context);
      return { signers, required: signers.length };
    }
    case 'threshold':
      return toThreshold(value, [...at, 'threshold'], context);
    default:
      return { signers: [toSigner(value, { name, settings: {}, at }, context)], required: 1 };
  }
}

function toThreshold(authority: JsonObject, at: FieldPath, context: ImagesContext): Signers {
  const threshold = isJsonObject(authority['threshold']) ? authority['threshold'] : {};
  const signers = toGroup(authority, threshold['of'], [...at, 'of'], context);
  const required = typeof threshold['count'] === 'number' ? threshold['count'] : signers.length;
  if (required > signers.length)
    context.complain([...at, 'count'], `is ${required}, and there are only ${signers.length} signers`);
  return { signers, required };
}

function toGroup(
  authority: JsonObject,
  value: JsonValue | undefined,
  at: FieldPath,
  context: ImagesContext,
): Authority['signers'] {
  const items = Array.isArray(value) ? value.filter(isJsonObject) : [];
  const settings = Object.fromEntries(SIGNER_SETTINGS.map((key) => [key, authority[key]]));
  const signers = items.map((item, index) => {
    const name = text(item['name']) || `${text(authority['name'])}-${index + 1}`;
    checkWays(item, [...at, index], context);
    return toSigner(item, { name, settings, at: [...at, index] }, context);
  });
  for (const [index, { name }] of signers.entries()) {
    const before = signers.findIndex((one) => one.name === name);
    if (before < index) context.complain([...at, index], `is called "${name}", as another signer of the authority is`);
  }
  for (const key of SIGNER_SETTINGS) checkUse(authority, key, signers, at.slice(0, 3), context);
  if (
    signers.length > 1 &&
    at.at(-1) === 'any' &&
    signers.some((one) => one.kind === 'static' && one.action === 'allow')
  )
    context.notice(at, 'holds "static: allow", which lets every image through; the other signers are of no effect');
  return signers;
}

function checkWays(item: JsonObject, at: FieldPath, { complain }: ImagesContext): void {
  const ways = SIGNER_KINDS.filter((key) => item[key] !== undefined);
  const [way, other] = ways;
  if (way === undefined) complain(at, `is no signer; write one of ${SIGNER_KINDS.join(', ')}`);
  if (other !== undefined) complain([...at, other], `is beside "${way}"; write two signers`);
}

/** What is said for all signers and means something to none of them was meant for something. */
function checkUse(
  authority: JsonObject,
  key: SignerSetting,
  signers: Authority['signers'],
  at: FieldPath,
  { complain }: ImagesContext,
): void {
  if (authority[key] === undefined || signers.some(({ kind }) => takesSetting(kind, key))) return;
  complain([...at, key], 'means nothing to any of the signers; leave it out');
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
