import type { RuleCall } from '../rule.ts';
import { holdsOddCases } from './bounded-search.ts';
import type { FileScope } from './file-scope.ts';
import { holdsWords } from './holds-words.ts';
import type { Layer } from './layer.ts';
import { ALL_RUNS, type Runs } from './find-base64-and-hex.ts';
import type { MatchedRule, Matcher } from './matcher.ts';
import type { ReadyRule } from './ready-rule.ts';
import type { Reach } from './regex/keyword-reach.ts';
import type { Begins, BoundedPlan, NamedPlan, NearPlan, RulePlan, WindowPlan } from './rule-plan.ts';
import { mayHoldRun } from './run-test.ts';
import { createTextScan, type ScanSink, type TextScan } from './scan/text-scan.ts';
import type { WorkBudget } from './work-budget.ts';

/** Told of each match of a rule. */
export type MatchSink = (rule: ReadyRule, match: RegExpExecArray) => void;

/** What is searched, and for whom. */
export interface MatchSearch {
  readonly layer: Layer;
  readonly scope: FileScope;
  readonly budget: WorkBudget;
  readonly sink: MatchSink;
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

/** Larger windows are searched in parts, so that the clock is read between them. */
const LARGE_WINDOW = 16384;
/** So many beginnings wait to be tried: one rule after the other goes faster than one place after the other. */
const MANY_BEGINNINGS = 4096;

/** Who searches more than that soon has back what it takes to make a scan. */
const MUCH_TEXT_BYTES = 100_000;

/** Where a rule may begin so often, it is worth to find out how its matches do. */
const MANY_TOLD = 256;

/** What is known of one rule while a layer is searched from its beginning to its end. It is used again for the next layer. */
class RuleRun {
  readonly rule: MatchedRule;
  /** The number of the layer that it is about. */
  layer = 0;
  /** How the rule is tried; absent: it is not about the file. */
  plan: RulePlan | undefined;
  /** Where the next match may begin: matches that begin before are known. */
  from = 0;
  /** Where it, or its part after a name, may begin; to be tried. */
  readonly begins: number[] = [];
  /** The last beginning of the window that waits to be searched, or -1. Of a rule with a name: up to where the rest was tried. */
  upTo = -1;
  /** A pattern without bounds is called for. */
  isCalled = false;
  /** Whether the layer holds the words of the rule; absent: nobody asked. */
  hasWords: boolean | undefined;
  /** How often a scan told where it may begin, in all layers. */
  told = 0;

  constructor(rule: MatchedRule) {
    this.rule = rule;
  }

  reset(layer: number, plan: RulePlan | undefined): void {
    this.layer = layer;
    this.plan = plan;
    this.from = 0;
    this.begins.length = 0;
    this.upTo = -1;
    this.isCalled = false;
    this.hasWords = undefined;
  }
}

/**
 * Searches layers, one at a time, by the rules of a matcher. What it keeps between two of them are objects to be used again: most
 * files are small, and to make hundreds for each would take longer than to search it.
 */
export class MatchFinder {
  readonly #matcher: Matcher;
  /** By place of a rule: made when it is called for the first time. */
  readonly #runs: (RuleRun | undefined)[] = [];
  /** Layers so far. */
  #layers = 0;
  /** Bytes so far. */
  #searched = 0;
  #scan: TextScan | undefined;
  /** The one that the last layer was searched with. */
  #scanOfLast: TextScan | undefined;

  constructor(matcher: Matcher) {
    this.#matcher = matcher;
  }

  /**
   * Every match of every rule that is about the file in a layer, as far as the budget goes.
   * @returns up to where in the layer rules were called; if that is its end, all were tried unless the budget is over
   */
  find(search: MatchSearch): number {
    const { bytes } = search.layer;
    const scan = (this.#scanOfLast = this.#scanFor(bytes));
    const run = new LayerRun(this.#matcher, this.#runs, ++this.#layers, search, scan);
    const calledUpTo = scan === undefined ? this.#findByTables(bytes, run) : scan.find(bytes, run);
    run.finish();
    return calledUpTo;
  }

  /** The runs of base64 and hex in the layer that was searched last. */
  get runsOfLast(): Runs {
    return this.#scanOfLast ?? ALL_RUNS;
  }

  #scanFor(bytes: Uint8Array): TextScan | undefined {
    this.#searched += bytes.length;
    if (this.#searched <= MUCH_TEXT_BYTES) return undefined;
    this.#scan ??= createTextScan(this.#matcher);
    return this.#scan?.takes(bytes) === true ? this.#scan : undefined;
  }

  #findByTables(bytes: Uint8Array, run: LayerRun): number {
    let calledUpTo = bytes.length;
    this.#matcher.keywords.find(bytes, (keyword, end) => {
      const goesOn = run.onKeyword(keyword, end);
      if (!goesOn) calledUpTo = end;
      return goesOn;
    });
    return calledUpTo;
  }
}

/** The search of one layer. */
class LayerRun implements ScanSink {
  readonly #matcher: Matcher;
  readonly #search: MatchSearch;
  readonly #text: string;
  readonly #bytes: Uint8Array;
  /** Whether keywords prove nothing of patterns with an engine of their own. */
  #isOdd: boolean | undefined;
  /** The text in lower case. */
  #lower: string | undefined;
  readonly #runs: (RuleRun | undefined)[];
  readonly #layer: number;
  readonly #scan: TextScan | undefined;
  /** Those of rules that were called, in this layer. */
  readonly #begun: RuleRun[] = [];

  /** @param layer its number */
  constructor(
    matcher: Matcher,
    runs: (RuleRun | undefined)[],
    layer: number,
    search: MatchSearch,
    scan: TextScan | undefined,
  ) {
    this.#layer = layer;
    this.#scan = scan;
    this.#matcher = matcher;
    this.#runs = runs;
    this.#search = search;
    this.#text = search.layer.text;
    this.#bytes = search.layer.bytes;
  }

  /** Calls the rules that a keyword calls for. False when the time is over. */
  onKeyword(keyword: number, end: number): boolean {
    for (const call of this.#matcher.callsOf(keyword)) {
      const run = this.#runAt(call.place);
      if (run.plan !== undefined) this.#call(run, run.plan, call.keyword, end);
    }
    return !this.#search.budget.isOver();
  }

  onScanned(characters: number): boolean {
    this.#search.budget.spend(characters);
    return !this.#search.budget.isOver();
  }

  /** The same for one call that a scan tells of. It is told what else it need not tell. */
  onCall({ place, keyword }: RuleCall, end: number): boolean {
    const run = this.#runAt(place);
    const { plan } = run;
    if (plan !== undefined) this.#call(run, plan, keyword, end);
    if (plan === undefined || run.isCalled) this.#scan?.silence(place);
    else if (plan.kind === 'near') this.#scan?.tellBegins(place, plan);
    return !this.#search.budget.isOver();
  }

  /** Where a rule that is tried near its keywords may begin, a scan knows. */
  onBegin(place: number, begin: number): boolean {
    const run = this.#runAt(place);
    if (run.plan?.kind === 'near') {
      run.begins.push(begin);
      if (++run.told === MANY_TOLD) this.#scan?.tellFewer(run.rule);
      if (run.begins.length >= MANY_BEGINNINGS) this.#tryBegins(run, begin - run.plan.begins.farthestOfAll);
    } else this.#scan?.silence(place);
    return !this.#search.budget.isOver();
  }

  /** Tries all that waits until the keywords are known, and the rules that have none. */
  finish(): void {
    for (const rule of this.#search.scope.among(this.#matcher.always)) this.#runAt(rule.place).isCalled = true;
    for (const run of this.#begun) if (run.plan !== undefined) this.#finishRule(run, run.plan);
  }

  #runAt(place: number): RuleRun {
    const run = (this.#runs[place] ??= new RuleRun(this.#matcher.ruleAt(place)));
    if (run.layer !== this.#layer) this.#begin(run);
    return run;
  }

  #begin(run: RuleRun): void {
    const isAbout = this.#search.scope.holds(run.rule.ready);
    run.reset(this.#layer, isAbout ? run.rule.planFor(this.#text) : undefined);
    this.#begun.push(run);
  }

  #call(run: RuleRun, plan: RulePlan, keyword: number, end: number): void {
    switch (plan.kind) {
      case 'near':
      case 'named':
        this.#noteBegins(run, plan.begins, keyword, end);
        if (run.begins.length >= MANY_BEGINNINGS) this.#tryBegins(run, end - plan.begins.farthestOfAll);
        return;
      case 'bounded':
        this.#isOdd ??= holdsOddCases(this.#text);
        if (plan.reach === undefined || this.#isOdd) run.isCalled = true;
        else this.#extendWindow(plan, plan.reach, run, end);
        return;
      case 'window':
        return this.#extendWindow(plan, plan.reach, run, end);
      case 'whole':
        run.isCalled = true;
    }
  }

  #finishRule(run: RuleRun, plan: RulePlan): void {
    switch (plan.kind) {
      case 'near':
      case 'named':
        return this.#tryBegins(run, Infinity);
      case 'window':
        return this.#searchWindow(plan, run);
      case 'bounded':
        if (run.isCalled) run.upTo = this.#text.length;
        return this.#searchBounded(plan, run);
      case 'whole':
        if (run.isCalled) this.#searchWhole(plan.global, run);
    }
  }

  #searchWhole(global: RegExp, run: RuleRun): void {
    if (!this.#hasWords(run)) return;
    matchAll(global, this.#text, this.#search.budget, (match) => this.#search.sink(run.rule.ready, match));
  }

  #hasWords(run: RuleRun): boolean {
    const { words } = run.rule.ready.rule;
    return (run.hasWords ??= words === undefined || holdsWords((this.#lower ??= this.#text.toLowerCase()), words));
  }

  #noteBegins(run: RuleRun, { nearest, farthest, first }: Begins, keyword: number, end: number): void {
    const last = end - (nearest[keyword] ?? Infinity);
    for (let at = Math.max(end - (farthest[keyword] ?? 0), 0); at <= last; at++) {
      if (first[this.#bytes[at] ?? 0] === 1) run.begins.push(at);
    }
  }

  /** Tries the beginnings before a place, from left to right: keywords of other lengths may call for others behind it. */
  #tryBegins(run: RuleRun, before: number): void {
    const { plan, begins } = run;
    if (!isInOrder(begins)) begins.sort((a, b) => a - b);
    let tried = 0;
    for (; tried < begins.length && !this.#search.budget.isOver(); tried++) {
      const at = begins[tried] ?? 0;
      if (at >= before) break;
      if (plan?.kind === 'near') this.#tryNear(plan, run, at);
      else if (plan?.kind === 'named') this.#tryNamed(plan, run, at);
    }
    begins.splice(0, tried);
  }

  #tryNear(plan: NearPlan, run: RuleRun, at: number): void {
    if (at < run.from) return;
    // To compile a pattern takes longer than to look for the words of its rule; to try it again does not.
    const isWorthIt =
      (plan.run === undefined || mayHoldRun(plan.run, this.#bytes, at)) && (plan.isMade || this.#hasWords(run));
    if (!isWorthIt) this.#search.budget.spend(1);
    run.from = (isWorthIt ? this.#tryAt(plan.sticky, run, at) : undefined) ?? at + 1;
  }

  #tryNamed({ sticky, rest, before, most }: NamedPlan, run: RuleRun, at: number): void {
    if (at < run.from || at <= run.upTo) return;
    run.upTo = at;
    rest.lastIndex = at;
    this.#search.budget.spend(1);
    if (!rest.test(this.#text)) return;
    let begin = at;
    const least = Math.max(run.from, at - most);
    while (begin > least && before[this.#bytes[begin - 1] ?? 0] === 1) begin--;
    run.from = this.#tryAt(sticky, run, begin) ?? at + 1;
  }

  /** Where to go on when there is a match. */
  #tryAt(sticky: RegExp, run: RuleRun, start: number): number | undefined {
    sticky.lastIndex = start;
    this.#search.budget.spend(1);
    const match = sticky.exec(this.#text);
    if (match === null) return undefined;
    this.#search.sink(run.rule.ready, match);
    return Math.max(start + match[0].length, start + 1);
  }

  /** Windows that touch are one. */
  #extendWindow(plan: WindowPlan | BoundedPlan, reach: Reach, run: RuleRun, end: number): void {
    const [from, upTo] = [end - reach.max, end - reach.min];
    const isPartOfLast = run.upTo !== -1 && from <= run.upTo + 1 && run.upTo - run.from < LARGE_WINDOW;
    if (!isPartOfLast) {
      if (plan.kind === 'window') this.#searchWindow(plan, run);
      else this.#searchBounded(plan, run);
      run.from = Math.max(from, run.from);
    }
    run.upTo = Math.max(upTo, 0);
  }

  #searchBounded({ pattern }: BoundedPlan, run: RuleRun): void {
    if (run.upTo === -1) return;
    while (run.from <= run.upTo && !this.#search.budget.isOver()) {
      const match = pattern.searchBetween(this.#text, run.from, run.upTo, this.#search.budget);
      this.#search.budget.spend((match?.index ?? run.upTo) - run.from);
      if (match === null) break;
      this.#search.sink(run.rule.ready, match);
      run.from = Math.max(match.index + match[0].length, match.index + 1);
    }
    run.from = Math.max(run.from, run.upTo + 1);
    run.upTo = -1;
  }

  /** Every match that begins in the window that waits. */
  #searchWindow({ sticky, global, behind, length }: WindowPlan, run: RuleRun): void {
    if (run.upTo === -1) return;
    const base = Math.max(0, run.from - behind - 1);
    const window = this.#text.slice(base, run.upTo + length + 1);
    while (run.from <= run.upTo && !this.#search.budget.isOver()) {
      global.lastIndex = run.from - base;
      const index = global.exec(window)?.index;
      this.#search.budget.spend((index ?? window.length) + base - run.from);
      if (index === undefined || base + index > run.upTo) break;
      run.from = this.#tryAt(sticky, run, base + index) ?? base + index + 1;
    }
    run.from = Math.max(run.from, run.upTo + 1);
    run.upTo = -1;
  }
}

/** Keywords of one length call for beginnings in order. */
const isInOrder = (numbers: readonly number[]): boolean =>
  numbers.every((number, i) => i === 0 || (numbers[i - 1] ?? 0) <= number);
