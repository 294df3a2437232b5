import type { RegexNode } from './regex-node.ts';

/** How many characters a match may have, and how far beside it a pattern looks. Infinity where there is no bound. */
export interface MatchLength {
  readonly min: number;
  readonly max: number;
  readonly behind: number;
  readonly ahead: number;
}

export const NO_LENGTH: MatchLength = { min: 0, max: 0, behind: 0, ahead: 0 };

export function matchLengthOf(node: RegexNode): MatchLength {
  switch (node.kind) {
    case 'set':
      return { ...NO_LENGTH, min: 1, max: 1 };
    case 'backreference':
      return { ...NO_LENGTH, max: matchLengthOf(node.body).max };
    case 'sequence':
      return node.parts.map(matchLengthOf).reduce(addLengths, NO_LENGTH);
    case 'choice':
      return node.options.map(matchLengthOf).reduce(widest);
    case 'repeat': {
      const body = matchLengthOf(node.body);
      return { ...body, min: body.min * node.min, max: body.max === 0 || node.max === 0 ? 0 : body.max * node.max };
    }
    case 'look': {
      const { max, behind, ahead } = matchLengthOf(node.body);
      return { ...NO_LENGTH, behind: node.isBehind ? max + behind : behind, ahead: node.isAhead ? max + ahead : ahead };
    }
  }
}

/** Of one part after another. */
export const addLengths = (a: MatchLength, b: MatchLength): MatchLength => ({
  min: a.min + b.min,
  max: a.max + b.max,
  behind: Math.max(a.behind, b.behind),
  ahead: Math.max(a.ahead, b.ahead),
});

const widest = (a: MatchLength, b: MatchLength): MatchLength => ({
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
  behind: Math.max(a.behind, b.behind),
  ahead: Math.max(a.ahead, b.ahead),
});
