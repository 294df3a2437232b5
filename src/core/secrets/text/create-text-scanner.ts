import type { SearchOutcome, TextFinding } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { previewOf } from '../preview.ts';
import type { RuleSet } from '../rule.ts';
import type { ScannerOptions, ScannerPorts, SearchedText, TextScanner } from '../text-scanner.ts';
import type { Candidate } from './candidate.ts';
import { decodeLayer } from './decode-layer.ts';
import { findMatches, type MatchSink } from './find-matches.ts';
import { FileScope } from './file-scope.ts';
import { judgeMatch } from './judge-match.ts';
import { keepWithCompany } from './keep-with-company.ts';
import { type Layer, plainLayer } from './layer.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { PathIndex } from './path-index.ts';
import { type ReadyRule, readyRules } from './ready-rule.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';
import { createWorkBudget, type WorkBudget } from './work-budget.ts';

const BUDGET_MS = 2000;
const DECODE_DEPTH = 2;

/** A scanner of texts by a set of rules. Making one costs nothing: what it needs is built by the first search. */
export function createTextScanner(rules: RuleSet, ports: ScannerPorts, options: ScannerOptions = {}): TextScanner {
  const { budgetMs = BUDGET_MS, decodeDepth = DECODE_DEPTH } = options;
  let tools: Tools | undefined;
  return {
    search: (input) => {
      tools ??= createTools(rules);
      const budget = createWorkBudget(ports.clock, budgetMs);
      const search = { ...tools, input, budget, decodeDepth, scope: new FileScope(input) };
      const findings = resolveOverlaps(findCandidates(search)).map((candidate) => toFinding(candidate, ports));
      return { findings: [...findNames(search, ports), ...findings], ...incompleteness(budget, budgetMs) };
    },
  };
}

/** What a set of rules is searched with. */
interface Tools {
  readonly rules: readonly ReadyRule[];
  readonly matcher: Matcher;
  /** Rules without a pattern: they are about the names of files. */
  readonly nameRules: PathIndex<ReadyRule>;
}

function createTools(set: RuleSet): Tools {
  const rules = readyRules(set);
  const aboutNames = rules.filter(({ rule: { pattern, path, isSilent = false } }) => !pattern && path && !isSilent);
  const nameRules = new PathIndex(aboutNames.map((ready) => [ready.rule.path, ready]));
  return { rules, matcher: createMatcher(rules), nameRules };
}

interface Search extends Tools {
  readonly input: SearchedText;
  readonly scope: FileScope;
  readonly budget: WorkBudget;
  readonly decodeDepth: number;
}

/** What stood every test, in the text and in what its encoded parts decode to. */
function findCandidates(search: Search): readonly Candidate[] {
  const { input, budget, decodeDepth } = search;
  const candidates: Candidate[] = [];
  let layer: Layer | undefined = plainLayer(input.text, input.bytes);
  for (let depth = 0; layer !== undefined; depth++) {
    candidates.push(...searchLayer(search, layer, depth));
    layer = depth < decodeDepth && !budget.isOver() ? decodeLayer(layer) : undefined;
  }
  return candidates;
}

function searchLayer(
  { rules, matcher, scope, budget, input }: Search,
  layer: Layer,
  depth: number,
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const judge = (ready: ReadyRule, match: RegExpExecArray): Candidate | undefined =>
    judgeMatch({ ready, file: input, layer, depth }, match);
  const sink: MatchSink = (ready, match) => {
    const candidate = judge(ready, match);
    if (candidate !== undefined) candidates.push(candidate);
  };
  findMatches(matcher, { layer, scope, budget, sink });
  return keepWithCompany(candidates, { rules, layer, text: input.text, budget, judge });
}

function findNames({ nameRules, scope, input: { path } }: Search, ports: ScannerPorts): readonly TextFinding[] {
  return [...nameRules.candidates(path)]
    .filter((ready) => scope.holds(ready))
    .map(({ rule: { id, title, confidence } }) => ({
      rule: id,
      title,
      confidence,
      preview: path.slice(path.lastIndexOf('/') + 1),
      fingerprint: fingerprintOf(ports.keyedHash, id, path),
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
