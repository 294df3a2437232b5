import type { Allowlist, RuleSet, SecretRule, RuleCall, WrittenRule } from '../rule.ts';
import { withPattern } from './with-pattern.ts';

/**
 * A set of rules, and what is found out of all of them together, as text (`writeRuleTable`). To make a thousand rules takes longer than to
 * search a commit, and few of them are called for.
 */
export interface RuleTable {
  /** How many rules there are. */
  readonly count: number;
  /** One `RuleRow` a line, as JSON in which a character from `FIRST_FRAGMENT` on stands for each fragment. */
  readonly rules: string;
  /** Texts that many rules hold. */
  readonly fragments: readonly string[];
  /** One `WrittenList` a line, as JSON. */
  readonly lists: string;
  /** The lists of the set, by their places in `lists`: the rules name those that are about them. */
  readonly ofSet: readonly number[];
  /** One `WrittenPattern` a line, as JSON: many rules are about the same paths. */
  readonly paths: string;
  /** One a line. */
  readonly keywords: string;
  /** For each keyword a line of calls with spaces between: `<place of the rule>.<place of the keyword in it>`. */
  readonly calls: string;
  readonly always: readonly number[];
  readonly names: readonly number[];
}

/** Source and flags. */
export type WrittenPattern = readonly [source: string, flags: string];

export interface WrittenList extends Omit<Allowlist, 'paths' | 'patterns'> {
  readonly paths?: readonly WrittenPattern[];
  readonly patterns?: readonly WrittenPattern[];
}

export interface RuleRow {
  readonly rule: Omit<SecretRule, 'pattern' | 'path' | 'allowlists'>;
  readonly pattern?: WrittenPattern;
  /** Its place among the paths. */
  readonly path?: number;
  /** Lists of the set that are about it, and its own, by their places. */
  readonly ofSet?: readonly number[];
  readonly own?: readonly number[];
  readonly proof?: string;
}

/** Rules that are written hold no character that is no ASCII. */
export const FIRST_FRAGMENT = 0x80;

/** The rules of a table. As a whole they are made when somebody asks for all of them. */
export function readRuleTable(table: RuleTable): RuleSet {
  const reader = new TableReader(table);
  return {
    get rules() {
      return reader.all.rules;
    },
    get proofs() {
      return reader.all.proofs;
    },
    get allowlists() {
      return reader.all.allowlists;
    },
    written: {
      count: table.count,
      keywords: table.keywords.split('\n'),
      callsOf: (keyword) => reader.callsOf(keyword),
      always: table.always,
      names: table.names,
      ruleAt: (place) => reader.ruleAt(place),
    },
  };
}

class TableReader {
  readonly #table: RuleTable;
  #rows: readonly string[] | undefined;
  #calls: readonly string[] | undefined;
  #lists: readonly string[] | undefined;
  #paths: readonly string[] | undefined;
  /** What several rules share is one object, so that what it says of a file is found out once. */
  readonly #knownLists: Allowlist[] = [];
  readonly #knownPaths: RegExp[] = [];
  #all: WholeSet | undefined;

  constructor(table: RuleTable) {
    this.#table = table;
  }

  get all(): WholeSet {
    return (this.#all ??= this.#readAll());
  }

  callsOf(keyword: number): readonly RuleCall[] {
    this.#calls ??= this.#table.calls.split('\n');
    return (this.#calls[keyword] ?? '').split(' ').map(readCall);
  }

  ruleAt(place: number): WrittenRule {
    const { rule, pattern, path, ofSet = NONE, own, proof } = this.#rowAt(place);
    const lists = own?.map((list) => this.#listAt(list));
    const plain = {
      ...rule,
      ...(path !== undefined && { path: this.#pathAt(path) }),
      ...(lists && { allowlists: lists }),
    };
    return {
      rule: pattern === undefined ? plain : withPattern(plain, () => toRegex(pattern)),
      allowlists: [...ofSet.map((list) => this.#listAt(list)), ...(lists ?? [])],
      ...(proof !== undefined && { proof }),
    };
  }

  #listAt(place: number): Allowlist {
    return (this.#knownLists[place] ??= this.#readList(place));
  }

  #pathAt(place: number): RegExp {
    this.#paths ??= this.#table.paths.split('\n');
    return (this.#knownPaths[place] ??= toRegex(JSON.parse(this.#paths[place] ?? '')));
  }

  #rowAt(place: number): RuleRow {
    this.#rows ??= this.#table.rules.split('\n');
    const written = (this.#rows[place] ?? '').replaceAll(
      FRAGMENT,
      (mark) => this.#table.fragments[mark.charCodeAt(0) - FIRST_FRAGMENT] ?? '',
    );
    const row: RuleRow = JSON.parse(written);
    return row;
  }

  #readList(place: number): Allowlist {
    this.#lists ??= this.#table.lists.split('\n');
    const { paths, patterns, ...rest }: WrittenList = JSON.parse(this.#lists[place] ?? '');
    return {
      ...rest,
      ...(paths && { paths: paths.map(toRegex) }),
      ...(patterns && { patterns: patterns.map(toRegex) }),
    };
  }

  #readAll(): WholeSet {
    const written = this.#table.rules.split('\n').map((_, place) => this.ruleAt(place));
    return {
      rules: written.map(({ rule }) => rule),
      proofs: new Map(written.flatMap(({ rule, proof }) => (proof === undefined ? [] : [[rule, proof] as const]))),
      allowlists: this.#table.ofSet.map((place) => {
        const list = this.#listAt(place);
        const about = written.filter(({ allowlists }) => allowlists.includes(list));
        return { ...list, rules: about.map(({ rule }) => rule.id) };
      }),
    };
  }
}

type WholeSet = Required<Omit<RuleSet, 'written'>>;

const toRegex = ([source, flags]: WrittenPattern): RegExp => new RegExp(source, flags);

const NONE: readonly number[] = [];

const FRAGMENT = /[\x80-\xff]/g;

function readCall(text: string): RuleCall {
  const [place, keyword] = text.split('.');
  return { place: Number(place), keyword: Number(keyword) };
}
