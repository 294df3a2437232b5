import { type ByteSet, sizeOf } from './byte-set.ts';
import type { RegexNode } from './regex-node.ts';

/** More alternatives are too many to look for. */
const MOST = 64;
const MOST_CHARACTERS = 64;

/**
 * Texts of which every match holds one, in lower case: the longest that are sure. Undefined when there are none. With these a
 * pattern that came without keywords is as cheap as one with them.
 */
export function requiredLiterals(node: RegexNode): readonly string[] | undefined {
  const { exact, best } = literalsOf(node);
  return better(exact, best);
}

interface Literals {
  /** All that the node takes, if that is a few texts; one may be empty. */
  readonly exact?: readonly string[] | undefined;
  /** Of which it holds one, at least. */
  readonly best?: readonly string[] | undefined;
}

const NOTHING: Literals = { exact: [''] };

function literalsOf(node: RegexNode): Literals {
  switch (node.kind) {
    case 'set':
      return { exact: textsOf(node.set) };
    case 'sequence':
      return inSequence(node.parts.map(literalsOf));
    case 'choice':
      return inChoice(node.options.map(literalsOf));
    case 'repeat':
      return repeated(literalsOf(node.body), node.min, node.max);
    case 'look':
      return NOTHING;
    case 'backreference':
      return {};
  }
}

function textsOf(set: ByteSet): readonly string[] | undefined {
  if (sizeOf(set) > 2 * MOST_OF_A_SET) return undefined;
  const texts = new Set<string>();
  for (const [from, to] of set) {
    for (let code = from; code <= to; code++)
      texts.add(String.fromCharCode(code >= 0x41 && code <= 0x5a ? code + 0x20 : code));
  }
  return texts.size <= MOST_OF_A_SET ? [...texts] : undefined;
}

const MOST_OF_A_SET = 4;

/** Texts that follow each other become longer ones, until there are too many, or a part is not known. */
function inSequence(parts: readonly Literals[]): Literals {
  let exact: readonly string[] | undefined = [''];
  let best: readonly string[] | undefined;
  let isWhole = true;
  for (const part of parts) {
    const longer = joined(exact, part.exact);
    if (longer === undefined) {
      best = better(better(best, exact), part.best);
      isWhole = false;
    }
    exact = longer ?? part.exact ?? [''];
  }
  return isWhole ? { exact, best } : { best: better(best, exact) };
}

function joined(texts: readonly string[], more: readonly string[] | undefined): readonly string[] | undefined {
  if (more === undefined || texts.length * more.length > MOST) return undefined;
  const all = texts.flatMap((text) => more.map((end) => text + end));
  return all.every(({ length }) => length <= MOST_CHARACTERS) ? all : undefined;
}

function inChoice(options: readonly Literals[]): Literals {
  return {
    exact: union(options.map(({ exact }) => exact)),
    best: union(options.map(({ exact, best }) => better(exact, best))),
  };
}

function union(all: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const texts = new Set<string>();
  for (const some of all) {
    if (some === undefined) return undefined;
    for (const text of some) texts.add(text);
  }
  return texts.size <= MOST ? [...texts] : undefined;
}

function repeated({ exact, best }: Literals, min: number, max: number): Literals {
  if (min === 0) return max === 1 && exact !== undefined && exact.length < MOST ? { exact: ['', ...exact] } : {};
  if (max === 1) return { exact, best };
  const sure = better(exact, best);
  return exact?.length === 1 && min <= MOST_CHARACTERS
    ? { exact: max === min ? [exact[0]?.repeat(min) ?? ''] : undefined, best: [exact[0]?.repeat(min) ?? ''] }
    : { best: sure };
}

/** Whose shortest text is longer; one that may be empty says nothing. */
function better(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined {
  const longer = shortest(one) >= shortest(other) ? one : other;
  return shortest(longer) === 0 ? undefined : longer;
}

const shortest = (texts: readonly string[] | undefined): number =>
  texts === undefined || texts.length === 0 ? 0 : Math.min(...texts.map(({ length }) => length));
