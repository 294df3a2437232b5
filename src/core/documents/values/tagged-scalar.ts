import { decodeBase64Text } from './base64.ts';
import { resolvePlain, type ScalarValue } from './plain-scalar.ts';
import { isTimestamp } from './timestamp.ts';

const PREFIX = 'tag:yaml.org,2002:';

/** The tag that makes `<<` merge even where its text alone would not. */
export const MERGE_TAG = 'tag:yaml.org,2002:merge';

/**
 * Resolves a scalar that carries a tag. Tags that Kubernetes' reader does not know leave a string. Undefined when the text
 * is no value of the type that the tag names.
 */
export function resolveTagged(tag: string, text: string): ScalarValue | undefined {
  switch (tag) {
    case `${PREFIX}bool`:
      return only(resolvePlain(text), 'bool');
    case `${PREFIX}int`:
      return only(resolvePlain(text), 'int');
    case `${PREFIX}null`:
      return only(resolvePlain(text), 'null');
    case `${PREFIX}float`:
      return toFloat(resolvePlain(text));
    case `${PREFIX}timestamp`:
      return isTimestamp(text) ? string(text) : undefined;
    case `${PREFIX}binary`:
      return string(decodeBase64Text(text));
    default:
      return string(text);
  }
}

function only(scalar: ScalarValue, type: ScalarValue['type']): ScalarValue | undefined {
  return scalar.type === type ? scalar : undefined;
}

function string(value: string | undefined): ScalarValue | undefined {
  return value === undefined ? undefined : { type: 'string', value };
}

/** Integers above int64 are refused, as Go refuses them. */
function toFloat(scalar: ScalarValue): ScalarValue | undefined {
  if (scalar.type === 'float') return scalar;
  if (scalar.type !== 'int' || BigInt.asIntN(64, scalar.value) !== scalar.value) return undefined;
  return { type: 'float', value: Number(scalar.value) };
}
