import { createKeywordFinder, findKeywords, type KeywordFinder } from './keyword-finder.ts';
import { toBytes } from './layer.ts';
import { parseRegex } from './regex/parse-regex.ts';
import { requiredLiterals } from './regex/required-literals.ts';

/**
 * Things that are about some paths each, as many rules are about one well-known file. To ask every one about every file would take
 * longer than to search most files: here only those are asked of whose pattern a path holds what it must.
 */
export class PathIndex<Thing> {
  /** Things that say nothing of paths, or nothing that can be looked up. */
  readonly #anywhere: Thing[] = [];
  /** By literal of the finder. */
  readonly #things: Thing[][];
  readonly #literals: KeywordFinder;

  constructor(entries: readonly (readonly [path: RegExp | undefined, thing: Thing])[]) {
    const byLiteral = new Map<string, Thing[]>();
    for (const [path, thing] of entries) {
      const node = path && parseRegex(path);
      const literals = node && requiredLiterals(node);
      if (literals === undefined) this.#anywhere.push(thing);
      else for (const literal of literals) byLiteral.set(literal, [...(byLiteral.get(literal) ?? []), thing]);
    }
    this.#things = [...byLiteral.values()];
    this.#literals = createKeywordFinder([...byLiteral.keys()]);
  }

  /** The things that may be about a path: each that is, and few others. */
  candidates(path: string): ReadonlySet<Thing> {
    const found = new Set(this.#anywhere);
    findKeywords(this.#literals, toBytes(path), (literal) => {
      for (const thing of this.#things[literal] ?? []) found.add(thing);
      return true;
    });
    return found;
  }
}
