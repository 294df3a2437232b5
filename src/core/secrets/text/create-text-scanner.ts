import type { SearchOutcome, TextFinding } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { previewOf } from '../preview.ts';
import type { RuleSet, SecretRule } from '../rule.ts';
import type { ScannerOptions, ScannerPorts, SearchedText, TextScanner } from '../text-scanner.ts';
import type { Candidate } from './candidate.ts';
import { decodeLayer } from './decode-layer.ts';
import { findMatches, type MatchSink } from './find-matches.ts';
import { isFileAllowed, isMatch, type SearchedFile } from './is-allowed.ts';
import { isTargeted, judgeMatch } from './judge-match.ts';
import { keepWithCompany } from './keep-with-company.ts';
import { type Layer, plainLayer } from './layer.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';
import { createWorkBudget, type WorkBudget } from './work-budget.ts';

const BUDGET_MS = 2000;
const DECODE_DEPTH = 2;

/** A scanner of texts by a set of rules. Making one costs nothing: what it needs is built by the first search. */
export function createTextScanner(rules: RuleSet, ports: ScannerPorts, options: ScannerOptions = {}): TextScanner {
  const { budgetMs = BUDGET_MS, decodeDepth = DECODE_DEPTH, overlaps = 'resolve' } = options;
  let matcher: Matcher | undefined;
  return {
    search: (input) => {
      matcher ??= createMatcher(rules.rules);
      const budget = createWorkBudget(ports.clock, budgetMs);
      const candidates = findCandidates({ rules, matcher, input, budget, decodeDepth });
      const kept = overlaps === 'keep' ? candidates : resolveOverlaps(candidates);
      const findings = kept.map((candidate) => toFinding(candidate, ports));
      return { findings: [...findNames(rules, input, ports), ...findings], ...incompleteness(budget, budgetMs) };
    },
  };
}

interface Search {
  readonly rules: RuleSet;
  readonly matcher: Matcher;
  readonly input: SearchedText;
  readonly budget: WorkBudget;
  readonly decodeDepth: number;
}

/** What stood every test, in the text and in what its encoded parts decode to. */
function findCandidates(search: Search): readonly Candidate[] {
  const { input, budget, decodeDepth } = search;
  const concerned = concernedRules(search.rules, input);
  const candidates: Candidate[] = [];
  let layer: Layer | undefined = plainLayer(input.text, input.bytes);
  for (let depth = 0; layer !== undefined; depth++) {
    candidates.push(...searchLayer(search, concerned, layer, depth));
    layer = depth < decodeDepth && !budget.isOver() ? decodeLayer(layer) : undefined;
  }
  return candidates;
}

function searchLayer(
  search: Search,
  concerns: (place: number) => boolean,
  layer: Layer,
  depth: number,
): readonly Candidate[] {
  const { rules, matcher, budget, input: file } = search;
  const candidates: Candidate[] = [];
  const judge = (place: number, rule: SecretRule, match: RegExpExecArray): Candidate | undefined =>
    judgeMatch({ rule, order: place, file, layer, depth, allowlists: rules.allowlists }, match);
  const sink: MatchSink = (place, match) => {
    const rule = matcher.rules[place];
    const candidate = rule && judge(place, rule, match);
    if (candidate !== undefined) candidates.push(candidate);
  };
  findMatches(matcher, { layer, budget, concerns, sink });
  return keepWithCompany(candidates, { rules: rules.rules, layer, text: search.input.text, budget, judge });
}

/** Whether a rule is about a file at all: its path fits, and nothing admits whatever may be there. Decided once, when asked. */
function concernedRules(rules: RuleSet, file: SearchedFile): (place: number) => boolean {
  const decided = new Map<number, boolean>();
  return (place) => {
    const known = decided.get(place);
    if (known !== undefined) return known;
    const rule = rules.rules[place];
    const concerned = rule !== undefined && isAbout(rule, rules.allowlists, file);
    decided.set(place, concerned);
    return concerned;
  };
}

function isAbout(rule: SecretRule, allowlists: RuleSet['allowlists'], file: SearchedFile): boolean {
  if (rule.path !== undefined && !isMatch(rule.path, file.path)) return false;
  const lists = [...allowlists.filter((list) => isTargeted(list, rule)), ...(rule.allowlists ?? [])];
  return !lists.some((list) => isFileAllowed(list, file));
}

/** Rules without a pattern are about the names of files. */
function findNames(rules: RuleSet, file: SearchedFile, ports: ScannerPorts): readonly TextFinding[] {
  const telling = rules.rules.filter(({ pattern, path, isSilent = false }) => !pattern && path && !isSilent);
  return telling
    .filter((rule) => isAbout(rule, rules.allowlists, file))
    .map(({ id, title, confidence }) => ({
      rule: id,
      title,
      confidence,
      preview: file.path.slice(file.path.lastIndexOf('/') + 1),
      fingerprint: fingerprintOf(ports.keyedHash, id, file.path),
      entropy: 0,
      decoded: [],
      start: 0,
      end: 0,
    }));
}

/** The last that holds the secret: what leaves it is masked. */
function toFinding(
  { rule, secret, confidence, entropy, origin, encodings }: Candidate,
  ports: ScannerPorts,
): TextFinding {
  return {
    rule: rule.id,
    title: rule.title,
    confidence,
    preview: previewOf(secret),
    fingerprint: fingerprintOf(ports.keyedHash, rule.id, secret),
    entropy: Math.round(entropy * 10) / 10,
    decoded: encodings,
    start: origin.start,
    end: origin.end,
  };
}

const incompleteness = (budget: WorkBudget, budgetMs: number): Pick<SearchOutcome<never>, 'incomplete'> =>
  budget.isOver() ? { incomplete: `${budgetMs} ms are over` } : {};
