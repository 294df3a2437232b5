import { canonicalJson } from '../../evaluate/canonical-json.ts';
import { bareMessage } from '../../evaluate/skip-reason-text.ts';
import { compareText } from '../../compare-text.ts';
import type { Report } from '../../model/report.ts';
import type { Result } from '../../model/result.ts';
import { findingsOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { groupBy } from '../group-by.ts';
import { jsonItems, type SparseJsonObject } from '../sparse-json.ts';

/**
 * The list that `conftest test -o json` prints: one entry for each file and package. What conftest has no word for is said in
 * its own: an error is a failure, a waived violation or a dry run is skipped. The report must list its passes.
 */
export function* formatConftestJson(report: Report, options: FormatOptions): Generator<string, void, undefined> {
  const results = findingsOf(report);
  const entries = [...groupBy(results, (result) => `${fileOf(result)}\0${packageOf(result, options)}`).values()];
  const sorted = entries.toSorted((a, b) => compareFirst(a, b, options));
  yield '[';
  yield* jsonItems(sorted, 'filename', (group) => entryDocument(group, options));
  yield ']\n';
}

type Group = readonly [Result, ...Result[]];

/** The file that was judged, which a policy may say is not the one at fault. */
const fileOf = ({ judged, location }: Result): string => judged ?? location.file;

const packageOf = ({ policy }: Result, { describePolicy }: FormatOptions): string =>
  describePolicy(policy)?.package ?? policy;

function compareFirst([a]: Group, [b]: Group, options: FormatOptions): number {
  return compareText(fileOf(a), fileOf(b)) || compareText(packageOf(a, options), packageOf(b, options));
}

function entryDocument(group: Group, options: FormatOptions): SparseJsonObject {
  const [first] = group;
  const namespace = packageOf(first, options);
  const file = fileOf(first);
  const list = (belongs: (result: Result) => boolean): readonly SparseJsonObject[] | undefined =>
    listOf(group.filter(belongs).map((result) => resultDocument(result, namespace)));
  return {
    filename: file === '-' ? '' : file,
    namespace,
    successes: countSuccesses(group, options),
    skipped: list(({ status, skipReason }) => status === 'skip' && skipReason?.kind !== 'exception'),
    warnings: list(({ status }) => status === 'warn'),
    failures: list(({ status }) => status === 'fail' || status === 'error'),
    exceptions: listOf(exceptionsIn(group).map((msg) => ({ msg }))),
  };
}

const listOf = (items: readonly SparseJsonObject[]): readonly SparseJsonObject[] | undefined =>
  items.length === 0 ? undefined : items;

/** conftest leaves out what a policy did not say: a message alone has no place, and of metadata only the query. */
function resultDocument(result: Result, namespace: string): SparseJsonObject {
  const { msg: _msg, _loc: loc, ...said } = result.said ?? result.details ?? {};
  const isFault = result.policy === 'sluice';
  const query = isFault ? undefined : `data.${namespace}.${result.rule}`;
  const error = result.status === 'error' ? (isFault ? result.rule : 'not evaluated') : undefined;
  return { msg: bareMessage(result), loc: placeDocument(loc), metadata: sortedKeys({ ...said, error, query }) };
}

function placeDocument(loc: unknown): SparseJsonObject | undefined {
  if (typeof loc !== 'object' || loc === null || Array.isArray(loc)) return undefined;
  const { file, line } = { file: undefined, line: undefined, ...loc };
  const place = {
    ...(typeof file === 'string' && file !== '' ? { file } : {}),
    ...(typeof line === 'number' ? { line } : {}),
  };
  return Object.keys(place).length === 0 ? undefined : place;
}

const sortedKeys = (metadata: SparseJsonObject): SparseJsonObject =>
  Object.fromEntries(Object.entries(metadata).toSorted(([a], [b]) => compareText(a, b)));

/** One for each rule that an input is exempted from, however much the rule found. */
function exceptionsIn(group: Group): readonly string[] {
  return verdictsIn(group).flatMap((results) => {
    const queries = new Map<string, string>();
    for (const { skipReason, rule } of results) {
      if (skipReason?.kind === 'exception') queries.set(rule, skipReason.query);
    }
    return Array.from({ length: inputsIn(results) }, () => [...queries.values()]).flat();
  });
}

const verdictsIn = (group: Group): readonly Group[] => [...groupBy(group, ({ verdictId }) => verdictId ?? '').values()];

/**
 * conftest counts the bodies of rules: those of each input that brought no result, and at least the rules that found nothing.
 * Source: conftest policy/engine.go (check).
 */
function countSuccesses(group: Group, { describePolicy }: FormatOptions): number {
  let successes = 0;
  for (const results of verdictsIn(group)) {
    const inputs = inputsIn(results);
    const passed = results.filter(({ status }) => status === 'pass');
    const bodies = (describePolicy(results[0].policy)?.rules ?? []).reduce(
      (sum, { definitions = 1 }) => sum + definitions,
      0,
    );
    const others = results.length - passed.length - excess(results, inputs);
    successes += Math.max(passed.length, bodies * inputs - others);
  }
  return successes;
}

/** How many results of one exception there are besides the first: conftest counts the exception. */
function excess(results: Group, inputs: number): number {
  const excepted = results.filter(({ skipReason }) => skipReason?.kind === 'exception');
  return excepted.length - inputs * new Set(excepted.map(({ rule }) => rule)).size;
}

/** Objects of one file that are called the same may have equal verdicts: each brought each of its results once. */
function inputsIn(results: Group): number {
  const equal = groupBy(results, ({ status, rule, message, said, details }) =>
    canonicalJson([status, rule, message, said ?? details ?? null]),
  );
  return Math.min(...[...equal.values()].map(({ length }) => length));
}
