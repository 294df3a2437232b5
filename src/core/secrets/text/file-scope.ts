import type { Allowlist } from '../rule.ts';
import { isFileAllowed, isMatch, type SearchedFile } from './is-allowed.ts';
import type { ReadyRule } from './ready-rule.ts';

/** Which rules are about a file. Many share a path or an allowlist: what is known of one of those is not found out again. */
export class FileScope {
  readonly #file: SearchedFile;
  readonly #mayFit: (path: RegExp) => boolean;
  #lowerPath: string | undefined;
  readonly #paths = new Map<RegExp, boolean>();
  readonly #allowed = new Map<Allowlist, boolean>();

  /** @param mayFit says of a pattern for paths that it does not fit, where that is known without trying it */
  constructor(file: SearchedFile, mayFit: (path: RegExp) => boolean) {
    this.#file = file;
    this.#mayFit = mayFit;
  }

  /** Whether its path fits, and nothing admits whatever the rule finds in the file. */
  holds({ rule, allowlists }: ReadyRule): boolean {
    if (rule.pathWords !== undefined && !this.#holdsOneOf(rule.pathWords)) return false;
    return (rule.path === undefined || this.#fits(rule.path)) && !allowlists.some((list) => this.#isAllowed(list));
  }

  #holdsOneOf(words: readonly string[]): boolean {
    this.#lowerPath ??= this.#file.path.toLowerCase();
    for (const word of words) if (this.#lowerPath.includes(word)) return true;
    return false;
  }

  #fits(path: RegExp): boolean {
    const fits = this.#paths.get(path) ?? (this.#mayFit(path) && isMatch(path, this.#file.path));
    this.#paths.set(path, fits);
    return fits;
  }

  #isAllowed(list: Allowlist): boolean {
    if (list.paths === undefined && list.commits === undefined) return false;
    const isAllowed = this.#allowed.get(list) ?? isFileAllowed(list, this.#file);
    this.#allowed.set(list, isAllowed);
    return isAllowed;
  }
}
