import { hasMember, lookUp } from '../collection.ts';
import { equalValues } from '../compare.ts';
import { isArray, RegoObject, RegoSet, type RegoValue } from '../value.ts';
import { type Builtin, BuiltinError } from './builtin.ts';
import { operandAt } from './operands.ts';

/** The functions on objects that Wasm lacks and policies use often. */
export const OBJECTS: Readonly<Record<string, Builtin>> = {
  'object.subset': (operands) => isSubset(operandAt(operands, 0), operandAt(operands, 1)),
};

function isSubset(whole: RegoValue, part: RegoValue): boolean {
  const answer = subsetOfSameType(whole, part) ?? setInArray(whole, part);
  if (answer === undefined) {
    throw new BuiltinError('both arguments object.subset must be of the same type or array and set');
  }
  return answer;
}

function subsetOfSameType(whole: RegoValue, part: RegoValue): boolean | undefined {
  if (whole instanceof RegoObject && part instanceof RegoObject) return isSubObject(whole, part);
  if (whole instanceof RegoSet && part instanceof RegoSet) return part.members.every((each) => hasMember(whole, each));
  if (whole === null || part === null || !isArray(whole) || !isArray(part)) return undefined;
  return isSubArray(whole, part);
}

// Only objects are looked into: members of sets and arrays must be equal.
function isSubObject(whole: RegoObject, part: RegoObject): boolean {
  return part.entries.every(([key, value]) => {
    const held = lookUp(whole, key);
    if (held === undefined) return false;
    return equalValues(held, value) || (subsetOfSameType(held, value) ?? false);
  });
}

// Whether the part stands somewhere in the whole, in one piece.
function isSubArray(whole: readonly RegoValue[], part: readonly RegoValue[]): boolean {
  let start = 0;
  let matched = 0;
  while (matched < part.length) {
    const held = whole[start + matched];
    if (held === undefined) return false;
    if (equalValues(held, part[matched] ?? null)) matched++;
    else {
      start++;
      matched = 0;
    }
  }
  return true;
}

// OPA counts elements of the array, so a repeated one counts twice and an empty array holds not even the empty set.
function setInArray(whole: RegoValue, part: RegoValue): boolean | undefined {
  if (whole === null || !isArray(whole) || !(part instanceof RegoSet)) return undefined;
  let unmatched = part.members.length;
  return whole.some((element) => {
    if (hasMember(part, element)) unmatched--;
    return unmatched === 0;
  });
}
