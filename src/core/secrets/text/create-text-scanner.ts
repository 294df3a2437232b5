import type { TextFinding } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { previewOf } from '../preview.ts';
import type { RuleSet } from '../rule.ts';
import type { ScannerOptions, ScannerPorts, SearchedText, TextScanner } from '../text-scanner.ts';
import type { Candidate } from './candidate.ts';
import { decodeLayer } from './decode-layer.ts';
import { MatchFinder, type MatchSink } from './match-finder.ts';
import { FileScope, FileScopes } from './file-scope.ts';
import { judgeMatch } from './judge-match.ts';
import { keepWithCompany } from './keep-with-company.ts';
import { type Layer, plainLayer } from './layer.ts';
import { PathIndex } from './path-index.ts';
import type { ReadyRule } from './ready-rule.ts';
import { resolveOverlaps } from './resolve-overlaps.ts';
import { openRules, type RuleBook } from './rule-book.ts';
import { createWorkBudget, type WorkBudget } from './work-budget.ts';

const BUDGET_MS = 2000;
const DECODE_DEPTH = 2;

/** A scanner of texts by a set of rules. Making one costs nothing: what it needs is built by the first search. */
export function createTextScanner(rules: RuleSet, ports: ScannerPorts, options: ScannerOptions = {}): TextScanner {
  const { budgetMs = BUDGET_MS, decodeDepth = DECODE_DEPTH, overlaps = 'resolve' } = options;
  let tools: Tools | undefined;
  return {
    search: (input) => {
      tools ??= createTools(rules);
      const budget = createWorkBudget(ports.clock, budgetMs);
      const search = { tools, input, budget, decodeDepth, scope: tools.scopes.of(input) };
      const { candidates, stopped } = findCandidates(search);
      const kept = overlaps === 'keep' ? candidates : resolveOverlaps(candidates);
      const findings = kept.map((candidate) => toFinding(candidate, ports));
      const incomplete = stopped === undefined ? {} : { incomplete: `${budgetMs} ms are over ${stopped}` };
      return { findings: [...findNames(search, ports), ...findings], ...incomplete };
    },
  };
}

/** What a set of rules is searched with. */
interface Tools extends Pick<RuleBook, 'rules' | 'nameRules'> {
  readonly finder: MatchFinder;
  readonly scopes: FileScopes;
}

function createTools(set: RuleSet): Tools {
  const { matcher, rules, nameRules } = openRules(set);
  const paths = new PathIndex(() => new Set(rules().flatMap(({ rule: { path } }) => path ?? [])));
  return {
    rules,
    nameRules,
    finder: new MatchFinder(matcher),
    scopes: new FileScopes((file) => new FileScope(file, paths.candidates(file.path))),
  };
}

interface Search {
  readonly tools: Tools;
  readonly input: SearchedText;
  readonly scope: FileScope;
  readonly budget: WorkBudget;
  readonly decodeDepth: number;
}

interface Found {
  readonly candidates: readonly Candidate[];
  /** When the time was over, for people. */
  readonly stopped?: string;
}

/** What stood every test, in the text and in what its encoded parts decode to. */
function findCandidates(search: Search): Found {
  const { input, budget, decodeDepth } = search;
  const candidates: Candidate[] = [];
  let layer: Layer | undefined = plainLayer(input.text, input.bytes);
  for (let depth = 0; layer !== undefined; depth++) {
    const searched = searchLayer(search, layer, depth);
    candidates.push(...searched.candidates);
    if (budget.isOver()) return { candidates, stopped: whenStopped(layer, depth, searched.upTo) };
    layer = depth < decodeDepth ? decodeLayer(layer, search.tools.finder.runsOfLast) : undefined;
  }
  return { candidates };
}

function whenStopped({ text }: Layer, depth: number, upTo: number): string {
  if (depth > 0) return 'before all that is encoded in it was searched';
  if (upTo === text.length) return 'before all rules were tried on it';
  return `when ${Math.floor((100 * upTo) / text.length)} % of it were searched`;
}

interface LayerSearched {
  readonly candidates: readonly Candidate[];
  readonly upTo: number;
}

function searchLayer(search: Search, layer: Layer, depth: number): LayerSearched {
  const { scope, budget, input } = search;
  const { rules, finder } = search.tools;
  const candidates: Candidate[] = [];
  const judge = (ready: ReadyRule, match: RegExpExecArray): Candidate | undefined =>
    judgeMatch({ ready, file: input, layer, depth }, match);
  const sink: MatchSink = (ready, match) => {
    const candidate = judge(ready, match);
    if (candidate !== undefined) candidates.push(candidate);
  };
  const upTo = finder.find({ layer, scope, budget, sink });
  const kept = keepWithCompany(candidates, { rules, layer, scope, text: input.text, budget, judge });
  return { candidates: kept, upTo };
}

function findNames(
  { tools: { nameRules }, scope, input: { path } }: Search,
  ports: ScannerPorts,
): readonly TextFinding[] {
  return scope.among(nameRules).map(({ rule: { id, title, confidence } }) => ({
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
