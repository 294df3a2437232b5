import { type CodePoints, intersection, NO_CODE_POINT } from './code-points.ts';
import { firstCharacters } from './first-characters.ts';
import type { GoRepeat, GoSyntax } from './syntax.ts';

/** Stands for the length of a text, which nobody knows. */
const LONG = 1e6;

/**
 * How many steps an engine that backtracks may take from one beginning, at worst: an estimate from above, by how many ways there
 * are to split a text among the parts. Parts whose characters differ leave one way. At least a million when it grows with the text,
 * unless the beginnings that share a run of characters are few: then the runs add up to no more than the text.
 */
export function backtrackingCost(root: GoSyntax): number {
  return estimate(root, { behind: NO_CODE_POINT, apart: [] }).steps;
}

interface Estimate {
  /** Different ways to get through, */
  readonly ways: number;
  /** steps to try them all, */
  readonly steps: number;
  /** and the most characters that it can take. */
  readonly length: number;
}

interface Surroundings {
  /** What can come first behind the part. */
  readonly behind: CodePoints;
  /** What must have been taken before it, and within how many characters: where a loop cannot take these, its runs do not overlap. */
  readonly apart: readonly { readonly set: CodePoints; readonly within: number }[];
}

function estimate(syntax: GoSyntax, around: Surroundings): Estimate {
  switch (syntax.kind) {
    case 'empty':
    case 'assert':
      return { ways: 1, steps: 1, length: 0 };
    case 'set':
      return { ways: 1, steps: 1, length: 1 };
    case 'group':
      return estimate(syntax.body, around);
    case 'sequence':
      return estimateSequence(syntax.parts, around);
    case 'choice':
      return estimateChoice(syntax.options, around);
    case 'repeat':
      return estimateRepeat(syntax, around);
  }
}

function estimateSequence(parts: readonly GoSyntax[], around: Surroundings): Estimate {
  const behinds = behindEach(parts, around.behind);
  let apart = around.apart;
  let total: Estimate = { ways: 1, steps: 0, length: 0 };
  for (const [index, part] of parts.entries()) {
    const own = estimate(part, { behind: behinds[index] ?? NO_CODE_POINT, apart });
    total = {
      ways: total.ways * own.ways,
      steps: total.steps + total.ways * own.steps,
      length: total.length + own.length,
    };
    apart = apart.map(({ set, within }) => ({ set, within: within + own.length }));
    if (part.kind === 'set') apart = [...apart.slice(-MARKS), { set: part.set, within: 1 }];
  }
  return total;
}

/** So many characters before a loop are looked at. */
const MARKS = 3;

function behindEach(parts: readonly GoSyntax[], behind: CodePoints): readonly CodePoints[] {
  const behinds: CodePoints[] = [];
  let next = behind;
  for (const part of parts.toReversed()) {
    behinds.push(next);
    next = firstCharacters(part, next);
  }
  return behinds.toReversed();
}

/** Options that begin with different characters are one way: the first character chooses. */
function estimateChoice(options: readonly GoSyntax[], around: Surroundings): Estimate {
  const all = options.map((option) => estimate(option, around));
  const steps = sum(all.map((option) => option.steps));
  const length = Math.max(...all.map((option) => option.length));
  const ways = all.map((option) => option.ways);
  return { ways: areApart(options, around.behind) ? Math.max(...ways) : sum(ways), steps, length };
}

function areApart(options: readonly GoSyntax[], behind: CodePoints): boolean {
  const firsts = options.flatMap((option) => firstCharacters(option, behind)).sort(([a], [b]) => a - b);
  return firsts.every(([low], index) => low > (firsts[index - 1]?.[1] ?? -1));
}

function estimateRepeat({ body, min, max }: GoRepeat, { behind, apart }: Surroundings): Estimate {
  const first = firstCharacters(body, behind);
  const again = { behind: firstCharacters({ kind: 'repeat', body, min: 0, max, isGreedy: true }, behind), apart };
  const own = estimate(body, max > 1 ? again : { behind, apart });
  const count = max === Infinity ? LONG : max;
  const exits = intersection(first, behind).length === 0 ? 1 : Math.min(count, LONG) - Math.min(min, count - 1);
  const ways = own.ways > 1 ? Math.min(own.ways ** count, Number.MAX_SAFE_INTEGER) : 1;
  const isShared = max === Infinity && !isKeptApart(body, apart);
  const rounds = max === Infinity && !isShared ? 1 : count;
  return { ways: ways * exits, steps: ways * own.steps * rounds, length: own.length * count };
}

/** Whether something that stands shortly before a loop cannot be taken by it: then no two runs of it share a character. */
function isKeptApart(body: GoSyntax, apart: Surroundings['apart']): boolean {
  return (
    body.kind === 'set' && apart.some(({ set, within }) => within <= NEAR && intersection(set, body.set).length === 0)
  );
}

/** Beginnings at most so far from a run may share it. */
const NEAR = 100;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
