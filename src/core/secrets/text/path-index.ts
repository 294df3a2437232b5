import { KeywordFinder } from './keyword-finder.ts';
import { toBytes } from './layer.ts';
import { parseRegex } from './regex/parse-regex.ts';
import { requiredLiterals } from './regex/required-literals.ts';

/** To take the patterns apart takes as long as to try them on so many paths. */
const FEW_PATHS = 64;
/** Shorter literals stand in most paths. */
const MIN_LITERAL = 3;

/**
 * Patterns of paths, as many rules are about one well-known file. To try every one on every path would take longer than to search
 * most files: here only those are tried of which a path holds what it must.
 */
export class PathIndex {
  readonly #patterns: () => ReadonlySet<RegExp>;
  #asked = 0;
  #literals: Literals | undefined;

  /** @param patterns are asked for when there were many paths */
  constructor(patterns: () => ReadonlySet<RegExp>) {
    this.#patterns = patterns;
  }

  /** Says of a pattern whether it may fit a path: yes of each that does, and of few others. Of the first paths nothing is known. */
  candidates(path: string): (pattern: RegExp) => boolean {
    this.#asked++;
    if (this.#asked <= FEW_PATHS) return () => true;
    this.#literals ??= literalsOf(this.#patterns());
    const { finder, holding, anywhere } = this.#literals;
    const found = new Set<RegExp>();
    finder.find(toBytes(path), (literal) => {
      for (const pattern of holding[literal] ?? []) found.add(pattern);
      return true;
    });
    return (pattern) => anywhere.has(pattern) || found.has(pattern);
  }
}

interface Literals {
  readonly finder: KeywordFinder;
  /** By literal of the finder: the patterns of which a path may hold it instead of others. */
  readonly holding: readonly (readonly RegExp[])[];
  /** Patterns of which nothing can be looked up. */
  readonly anywhere: ReadonlySet<RegExp>;
}

function literalsOf(patterns: ReadonlySet<RegExp>): Literals {
  const anywhere = new Set<RegExp>();
  const byLiteral = new Map<string, RegExp[]>();
  for (const pattern of patterns) {
    const node = parseRegex(pattern);
    const literals = node && requiredLiterals(node);
    if (literals?.every(({ length }) => length >= MIN_LITERAL) !== true) anywhere.add(pattern);
    else for (const literal of literals) byLiteral.set(literal, [...(byLiteral.get(literal) ?? []), pattern]);
  }
  return { finder: new KeywordFinder([...byLiteral.keys()]), holding: [...byLiteral.values()], anywhere };
}
