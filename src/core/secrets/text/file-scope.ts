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
  /** Lists of which no rule is about the file. */
  readonly #none = new Set<readonly unknown[]>();

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

  /** Those of a list of rules that are about the file. */
  among<Rule extends ReadyRule | { readonly ready: ReadyRule }>(rules: readonly Rule[]): readonly Rule[] {
    if (this.#none.has(rules)) return [];
    const held = rules.filter((rule) => this.holds('ready' in rule ? rule.ready : rule));
    if (held.length === 0) this.#none.add(rules);
    return held;
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

/**
 * The scopes of files, one after the other. What rules are about a file is asked again for what is found in it; and objects, of which
 * there are many, have no path: what is known of those holds for all of them.
 */
export class FileScopes {
  readonly #open: (file: SearchedFile) => FileScope;
  #ofObjects: FileScope | undefined;
  #last: { readonly file: SearchedFile; readonly scope: FileScope } | undefined;

  constructor(open: (file: SearchedFile) => FileScope) {
    this.#open = open;
  }

  of({ path, commit }: SearchedFile): FileScope {
    const file = { path, ...(commit === undefined ? {} : { commit }) };
    if (path === '' && commit === undefined) return (this.#ofObjects ??= this.#open(file));
    if (this.#last?.file.path !== path || this.#last.file.commit !== commit)
      this.#last = { file, scope: this.#open(file) };
    return this.#last.scope;
  }
}
