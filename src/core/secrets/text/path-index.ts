import { createKeywordFinder, findKeywords, type KeywordFinder } from './keyword-finder.ts';
import { toBytes } from './layer.ts';
import { parseRegex } from './regex/parse-regex.ts';
import { requiredLiterals } from './regex/required-literals.ts';

/** To take the patterns apart takes as long as to try them on so many paths. */
const FEW_PATHS = 64;

/**
 * Patterns of paths, as many rules are about one well-known file. To try every one on every path would take longer than to search
 * most files: here only those are tried of which a path holds what it must.
 */
export class PathIndex {
  readonly #patterns: ReadonlySet<RegExp>;
  #asked = 0;
  #literals: Literals | undefined;

  constructor(patterns: ReadonlySet<RegExp>) {
    this.#patterns = patterns;
  }

  /** The patterns that may fit a path: each that does, and few others. Of the first paths nothing is known: all. */
  candidates(path: string): ReadonlySet<RegExp> {
    this.#asked++;
    if (this.#asked <= FEW_PATHS) return this.#patterns;
    this.#literals ??= literalsOf(this.#patterns);
    const { finder, holding, anywhere } = this.#literals;
    const found = new Set(anywhere);
    findKeywords(finder, toBytes(path), (literal) => {
      for (const pattern of holding[literal] ?? []) found.add(pattern);
      return true;
    });
    return found;
  }
}

interface Literals {
  readonly finder: KeywordFinder;
  /** By literal of the finder: the patterns of which a path may hold it instead of others. */
  readonly holding: readonly (readonly RegExp[])[];
  /** Patterns of which nothing can be looked up. */
  readonly anywhere: readonly RegExp[];
}

function literalsOf(patterns: ReadonlySet<RegExp>): Literals {
  const anywhere: RegExp[] = [];
  const byLiteral = new Map<string, RegExp[]>();
  for (const pattern of patterns) {
    const node = parseRegex(pattern);
    const literals = node && requiredLiterals(node);
    if (literals === undefined) anywhere.push(pattern);
    else for (const literal of literals) byLiteral.set(literal, [...(byLiteral.get(literal) ?? []), pattern]);
  }
  return { finder: createKeywordFinder([...byLiteral.keys()]), holding: [...byLiteral.values()], anywhere };
}
