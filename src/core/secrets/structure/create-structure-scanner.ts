import type { JsonValue } from '../../model/json.ts';
import { identityOf } from '../../resources/to-resources.ts';
import type { SearchOutcome, ValueFinding } from '../finding.ts';
import type { KeyedHash, TextScanner } from '../text-scanner.ts';
import { collect, STRUCTURE_LIMITS, type StructureLimits } from './collect.ts';
import type { Found } from './found.ts';
import type { InnerDocument, Leaf } from './leaf.ts';
import { mask } from './mask.ts';
import { mergeFindings } from './merge-findings.ts';
import { pathOf } from './place.ts';
import { readAnything } from './read-anything.ts';
import { readDocument } from './read-document.ts';
import type { DocumentFinding, Style } from './search.ts';
import { createSopsRuleFinder } from './sops/find-sops-rule.ts';
import { flatTextOf } from './flat-text.ts';
import { searchTexts } from './search-texts.ts';
import type { SearchedValue, StructureScanner } from './structure-scanner.ts';
import { STRUCTURE_RULES } from './structure-rules.ts';

/** What a structure scanner is made of. */
export interface StructureParts {
  /** For the texts in documents. */
  readonly textScanner: TextScanner;
  readonly keyedHash: KeyedHash;
  /** The folder that paths are relative to, with `/`. Absent: no `.sops.yaml` stands above it. */
  readonly root?: string;
  /** What else stands for a secret and is none. Default: nothing else. */
  readonly placeholders?: readonly RegExp[];
  /** Default: STRUCTURE_LIMITS. */
  readonly limits?: StructureLimits;
}

/** Searches documents: first by what fields mean, then all texts in them by rules, as one text. */
export function createStructureScanner(parts: StructureParts): StructureScanner {
  const finder = createFinder(parts);
  return {
    search: ({ path, value, readFile = noFile }): SearchOutcome<ValueFinding> => {
      const { found, incomplete } = finder({ path, value, readFile, level: 1, style: PLAIN_STYLE });
      const findings = found.map((one) => mask(one, parts.keyedHash));
      return { findings, ...(incomplete === undefined ? {} : { incomplete }) };
    },
  };
}

const noFile = (): undefined => undefined;

const PLAIN_STYLE: Style = { rule: 'document-secret', names: 'telling' };

/** How deep documents in texts of documents are read: a Kustomization's patch that holds a ConfigMap that holds YAML. */
const MAX_LEVELS = 4;

interface Task extends Required<SearchedValue> {
  readonly level: number;
  readonly style: Style;
}

/** Findings in the order of the walk, without their masks. */
interface Outcome {
  readonly found: readonly Found[];
  readonly incomplete: string | undefined;
}

type Finder = (task: Task) => Outcome;

function createFinder({ textScanner, placeholders = [], limits = STRUCTURE_LIMITS, root }: StructureParts): Finder {
  const isPlaceholder = (value: string): boolean => placeholders.some((form) => form.test(value.trim()));
  const findSopsRule = createSopsRuleFinder(root);

  const find: Finder = (task) => {
    const { path, value, readFile, style, level } = task;
    const isOfFile = level === 1 && path !== '' && readFile !== noFile;
    const sopsRule = isOfFile ? findSopsRule(path, readFile) : undefined;
    const context = { path, readFile, style, isPlaceholder, anything: readAnything, ...(sopsRule && { sopsRule }) };
    const { leaves, repetitions, reports, incomplete } = collect(value, readDocument, context, limits);
    const flat = flatTextOf(leaves);
    const texts = searchTexts(textScanner, textPathOf(task), leaves, flat);
    const inner = findInner(leaves, task, find);
    const found = mergeFindings(leaves, flat, texts.findings, inner.found);
    const repeated = repetitions.map((repetition) => findRepeated(repetition, found, task, find));
    const reasons = [incomplete, texts.incomplete, inner.incomplete, ...repeated.map((one) => one.incomplete)];
    return {
      found: [...reports.map(toFound), ...found, ...repeated.flatMap((one) => one.found)],
      incomplete: reasons.find((reason) => reason !== undefined),
    };
  };
  return find;
}

/** Rules may be about paths; an object has the same findings wherever it comes from, so for objects there is none. */
const textPathOf = ({ path, value }: Task): string => (identityOf(value) === undefined ? path : '');

const toFound = ({ rule, confidence, place, subject }: DocumentFinding): Found => ({
  rule,
  title: STRUCTURE_RULES[rule],
  confidence,
  place,
  secret: subject,
  decoded: [],
  line: 0,
});

/** The documents in texts; what is found in one stands where its text stands. */
function findInner(leaves: readonly Leaf[], task: Task, find: Finder) {
  const found = new Map<Leaf, readonly Found[]>();
  let incomplete: string | undefined;
  for (const leaf of leaves) {
    if (leaf.inner === undefined) continue;
    const outcomes = leaf.inner.map((document) => findInDocument(leaf, document, task, find));
    const all = outcomes.flatMap((outcome) => outcome.found);
    incomplete ??= outcomes.find((outcome) => outcome.incomplete !== undefined)?.incomplete;
    if (all.length > 0) found.set(leaf, all);
  }
  return { found, incomplete };
}

function findInDocument(leaf: Leaf, { value, lineOf }: InnerDocument, task: Task, find: Finder): Outcome {
  const { place, decoded, innerStyle = PLAIN_STYLE } = leaf;
  const level = task.level + 1;
  if (level > MAX_LEVELS)
    return { found: [], incomplete: `documents in texts deeper than ${MAX_LEVELS} levels were not searched` };
  const { found, incomplete } = find({ ...task, value, level, style: innerStyle });
  const moved = found.map((one): Found => {
    const line = decoded.length > 0 ? 0 : lineOf(pathOf(one.place)) + one.line;
    return { ...one, place, line, decoded: [...decoded, ...one.decoded] };
  });
  return { found: moved, incomplete };
}

/** What an object repeats of itself has been found; only what nothing else holds is new. */
function findRepeated(
  { value, place }: { readonly value: JsonValue; readonly place: Found['place'] },
  known: readonly Found[],
  task: Task,
  find: Finder,
): Outcome {
  const level = task.level + 1;
  if (level > MAX_LEVELS)
    return { found: [], incomplete: `documents in texts deeper than ${MAX_LEVELS} levels were not searched` };
  const secrets = new Set(known.map(({ secret }) => secret));
  const { found, incomplete } = find({ ...task, value, level, style: PLAIN_STYLE });
  return {
    found: found.filter(({ secret }) => !secrets.has(secret)).map((one) => ({ ...one, place, line: 0 })),
    incomplete,
  };
}
