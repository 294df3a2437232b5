import { holdsOddCases } from './bounded-search.ts';
import type { Layer } from './layer.ts';
import type { Matcher } from './matcher.ts';
import type { BoundedPlan, NamedPlan, NearPlan, RulePlan, WindowPlan } from './rule-plan.ts';
import { scanKeywords } from './scan-keywords.ts';
import type { WorkBudget } from './work-budget.ts';

/** Told of each match; the place is that of its rule. */
export type MatchSink = (place: number, match: RegExpExecArray) => void;

/** What is searched, and for whom. */
export interface MatchSearch {
  readonly layer: Layer;
  readonly budget: WorkBudget;
  /** Whether the rule at a place is about the file at all. */
  readonly concerns: (place: number) => boolean;
  readonly sink: MatchSink;
}

/** Every match of every rule in a layer, as far as the budget goes. */
export function findMatches(matcher: Matcher, search: MatchSearch): void {
  const run = new LayerRun(matcher, search);
  scanKeywords(matcher.automaton, search.layer.bytes, (keyword, end) => run.onKeyword(keyword, end));
  run.finish();
}

/** Every match of one pattern (global), from left to right. */
export function matchAll(
  pattern: RegExp,
  text: string,
  budget: WorkBudget,
  sink: (match: RegExpExecArray) => void,
): void {
  for (let from = 0; from <= text.length && !budget.isOver();) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    budget.spend((match?.index ?? text.length) - from);
    if (match === null) return;
    sink(match);
    from = Math.max(match.index + match[0].length, match.index + 1);
  }
}

const UNDECIDED = 0;
const WANTED = 1;
const UNWANTED = 2;
const NONE = -1;
/** Larger windows are searched in parts, so that the clock is read between them. */
const LARGE_WINDOW = 16384;

/** The state of all rules while one layer is searched from its beginning to its end. */
class LayerRun {
  readonly #matcher: Matcher;
  readonly #search: MatchSearch;
  readonly #text: string;
  /** Whether keywords prove nothing of patterns with an engine of their own. */
  readonly #isOdd: boolean;
  readonly #interest: Uint8Array;
  /** By rule: where the next match may begin. Matches that begin before are known. */
  readonly #from: Int32Array;
  /** By rule: up to where its part after the name was tried, or the last beginning of the window that waits to be searched. */
  readonly #upTo: Int32Array;
  readonly #waiting = new Set<number>();

  constructor(matcher: Matcher, search: MatchSearch) {
    this.#matcher = matcher;
    this.#search = search;
    this.#text = search.layer.text;
    this.#isOdd = holdsOddCases(this.#text);
    this.#interest = new Uint8Array(matcher.rules.length);
    this.#from = new Int32Array(matcher.rules.length);
    this.#upTo = new Int32Array(matcher.rules.length).fill(NONE);
  }

  /** Tries the rules that a keyword calls for. False when the time is over. */
  onKeyword(keyword: number, end: number): boolean {
    for (const place of this.#matcher.called[keyword] ?? []) {
      if (this.#interest[place] === UNWANTED) continue;
      if (this.#interest[place] === UNDECIDED && !this.#decide(place)) continue;
      const plan = this.#matcher.planOf(place);
      if (plan !== undefined) this.#follow(plan, place, end);
    }
    return !this.#search.budget.isOver();
  }

  /** Searches what waits until all keywords are known, and tries the rules that have none. */
  finish(): void {
    for (const place of this.#matcher.always) if (this.#decide(place)) this.#waiting.add(place);
    for (const place of this.#waiting) {
      const plan = this.#matcher.planOf(place);
      if (plan?.kind === 'window' || plan?.kind === 'bounded') this.#searchWaiting(plan, place);
      else if (plan?.kind === 'whole') this.#searchWhole(plan.global, place);
    }
  }

  #decide(place: number): boolean {
    const isWanted = this.#search.concerns(place);
    this.#interest[place] = isWanted ? WANTED : UNWANTED;
    return isWanted;
  }

  #follow(plan: RulePlan, place: number, end: number): void {
    switch (plan.kind) {
      case 'near':
        return this.#tryNear(plan, place, end);
      case 'named':
        return this.#tryNamed(plan, place, end);
      case 'bounded':
        if (this.#isOdd) return void this.#waiting.add(place);
        return this.#extendWindow(plan, place, end);
      case 'window':
        return this.#extendWindow(plan, place, end);
      case 'whole':
        this.#waiting.add(place);
    }
  }

  #tryNear({ sticky, reach, first }: NearPlan, place: number, end: number): void {
    const last = end - reach.min;
    let start = Math.max(end - reach.max, this.#from[place] ?? 0);
    while (start <= last) {
      const code = this.#text.charCodeAt(start);
      const isPossible = code > 0xff || first[code] === 1;
      start = (isPossible ? this.#tryAt(sticky, place, start) : undefined) ?? start + 1;
    }
    this.#from[place] = start;
  }

  #tryNamed({ sticky, rest, reach, before, most }: NamedPlan, place: number, end: number): void {
    const from = this.#from[place] ?? 0;
    for (let start = Math.max(end - reach.max, from, (this.#upTo[place] ?? 0) + 1); start <= end - reach.min; start++) {
      this.#upTo[place] = start;
      rest.lastIndex = start;
      this.#search.budget.spend(1);
      if (!rest.test(this.#text)) continue;
      const begin = this.#beginOf(start, before, Math.max(from, start - most));
      this.#from[place] = this.#tryAt(sticky, place, begin) ?? start + 1;
      return;
    }
  }

  #beginOf(start: number, before: NamedPlan['before'], least: number): number {
    let begin = start;
    while (begin > least && before[this.#text.charCodeAt(begin - 1)] === 1) begin--;
    return begin;
  }

  /** Where to go on when there is a match. */
  #tryAt(sticky: RegExp, place: number, start: number): number | undefined {
    sticky.lastIndex = start;
    this.#search.budget.spend(1);
    const match = sticky.exec(this.#text);
    if (match === null) return undefined;
    this.#search.sink(place, match);
    return Math.max(start + match[0].length, start + 1);
  }

  /** Windows that touch are one. */
  #extendWindow(plan: WindowPlan | BoundedPlan, place: number, end: number): void {
    const upTo = this.#upTo[place] ?? NONE;
    const from = Math.max(end - plan.reach.max, this.#from[place] ?? 0);
    const isPartOfLast = upTo !== NONE && from <= upTo + 1 && end - plan.reach.max - upTo < LARGE_WINDOW;
    if (upTo !== NONE && !isPartOfLast) this.#searchWaiting(plan, place);
    if (!isPartOfLast) this.#from[place] = Math.max(from, this.#from[place] ?? 0);
    this.#upTo[place] = end - plan.reach.min;
    this.#waiting.add(place);
  }

  /** Every match that begins in the window that waits. */
  #searchWaiting(plan: WindowPlan | BoundedPlan, place: number): void {
    if (plan.kind === 'window') this.#searchWindow(plan, place);
    else if (this.#isOdd) this.#searchWhole(plan.pattern, place);
    else this.#searchBounded(plan, place);
  }

  #searchBounded({ pattern }: BoundedPlan, place: number): void {
    const upTo = this.#upTo[place] ?? NONE;
    let from = this.#from[place] ?? 0;
    while (from <= upTo && !this.#search.budget.isOver()) {
      const match = pattern.searchBetween(this.#text, from, upTo);
      this.#search.budget.spend((match?.index ?? upTo) - from);
      if (match === null) break;
      this.#search.sink(place, match);
      from = Math.max(match.index + match[0].length, match.index + 1);
    }
    this.#from[place] = Math.max(from, upTo + 1);
    this.#upTo[place] = NONE;
  }

  #searchWindow({ sticky, global, behind, length }: WindowPlan, place: number): void {
    const upTo = this.#upTo[place] ?? NONE;
    let from = this.#from[place] ?? 0;
    const base = Math.max(0, from - behind - 1);
    const window = this.#text.slice(base, upTo + length + 1);
    while (from <= upTo && !this.#search.budget.isOver()) {
      global.lastIndex = from - base;
      const index = global.exec(window)?.index;
      this.#search.budget.spend((index ?? window.length) + base - from);
      if (index === undefined || base + index > upTo) break;
      from = this.#tryAt(sticky, place, base + index) ?? base + index + 1;
    }
    this.#from[place] = Math.max(from, upTo + 1);
    this.#upTo[place] = NONE;
  }

  #searchWhole(global: RegExp, place: number): void {
    matchAll(global, this.#text, this.#search.budget, (match) => this.#search.sink(place, match));
  }
}
