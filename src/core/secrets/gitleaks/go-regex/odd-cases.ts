import { type CodePoints, complement, intersection } from './code-points.ts';
import type { GoSyntax } from './syntax.ts';

/**
 * The long s and the kelvin sign: the only characters beyond ASCII that fold to letters of it. Where case is ignored Go counts them
 * as an `s` and a `k`. Hardly any text has them.
 */
const ODD_CASES: CodePoints = [
  [0x17f, 0x17f],
  [0x212a, 0x212a],
];
const BEYOND_ASCII: CodePoints = [[0x80, 0x10ffff]];

/** A set as it is for texts without odd cases, where these are all that it has beyond ASCII. */
export function withoutOddCases(set: CodePoints): CodePoints {
  const beyond = intersection(set, BEYOND_ASCII);
  const isOdd = beyond.length > 0 && intersection(beyond, complement(ODD_CASES)).length === 0;
  return isOdd ? intersection(set, complement(ODD_CASES)) : set;
}

/** Whether an expression takes an odd case in the place of a letter. */
export function holdsOddCases(syntax: GoSyntax): boolean {
  switch (syntax.kind) {
    case 'empty':
    case 'assert':
      return false;
    case 'set':
      return withoutOddCases(syntax.set) !== syntax.set;
    case 'group':
    case 'repeat':
      return holdsOddCases(syntax.body);
    case 'sequence':
      return syntax.parts.some(holdsOddCases);
    case 'choice':
      return syntax.options.some(holdsOddCases);
  }
}
