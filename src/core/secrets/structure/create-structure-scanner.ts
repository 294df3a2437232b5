import { identityOf } from '../../resources/to-resources.ts';
import type { JsonValue } from '../../model/json.ts';
import type { SearchOutcome, ValueFinding } from '../finding.ts';
import type { KeyedHash, TextScanner } from '../text-scanner.ts';
import { collect, type Collected, STRUCTURE_LIMITS, type StructureLimits } from './collect.ts';
import { flatTextOf } from './flat-text.ts';
import type { Found } from './found.ts';
import type { Leaf } from './leaf.ts';
import { mask } from './mask.ts';
import { mergeFindings } from './merge-findings.ts';
import { pathOf } from './place.ts';
import { readAnything } from './read-anything.ts';
import { readDocument } from './read-document.ts';
import type { SearchedValue, StructureScanner } from './structure-scanner.ts';

/** What a structure scanner is made of. */
export interface StructureParts {
  /** For the texts in documents. */
  readonly textScanner: TextScanner;
  readonly keyedHash: KeyedHash;
  /** What else stands for a secret and is none. Default: nothing else. */
  readonly placeholders?: readonly RegExp[];
  readonly limits?: StructureLimits;
}

/** How deep documents in texts of documents are read: a Kustomization's patch that holds a ConfigMap that holds YAML. */
const MAX_LEVELS = 3;

/** Findings in the order of the walk, without their masks. */
interface Outcome {
  readonly found: readonly Found[];
  readonly incomplete?: string;
}

/** Searches documents: first by what fields mean, then all texts in them by rules, as one text. */
export function createStructureScanner(parts: StructureParts): StructureScanner {
  const { keyedHash, placeholders = [], limits = STRUCTURE_LIMITS, textScanner } = parts;
  const isPlaceholder = (value: string): boolean => placeholders.some((form) => form.test(value.trim()));

  function search({ path, value, readFile = () => undefined }: SearchedValue): SearchOutcome<ValueFinding> {
    const { found, incomplete } = find({ path, value, readFile }, 1);
    const findings = found.map((one) => mask(one, keyedHash));
    return { findings, ...(incomplete === undefined ? {} : { incomplete }) };
  }

  function find(input: Required<SearchedValue>, level: number): Outcome {
    const style = { rule: 'document-secret', names: 'telling' } as const;
    const context = { path: input.path, readFile: input.readFile, style, isPlaceholder, anything: readAnything };
    const collected = collect(input.value, readDocument, context, limits);
    const flat = flatTextOf(collected.leaves);
    const { findings, incomplete } = textScanner.search({ path: textPathOf(input), text: flat.text });
    const inner = findInner(collected.leaves, input, level);
    const found = mergeFindings(collected.leaves, flat, findings, inner.found);
    const repeated = findRepeated(collected, found, input, level);
    const reason = collected.incomplete ?? incomplete ?? inner.incomplete ?? repeated.incomplete;
    return { found: [...found, ...repeated.found], ...(reason === undefined ? {} : { incomplete: reason }) };
  }

  /** The documents in texts; what is found in one stands where its text stands. */
  function findInner(leaves: readonly Leaf[], input: Required<SearchedValue>, level: number) {
    const found = new Map<Leaf, readonly Found[]>();
    let incomplete: string | undefined;
    for (const leaf of leaves) {
      const { inner = [], place, decoded } = leaf;
      const all = inner.flatMap(({ value, lineOf }) => {
        if (level >= MAX_LEVELS) return [];
        const outcome = find({ ...input, value }, level + 1);
        incomplete ??= outcome.incomplete;
        return outcome.found.map((one): Found => {
          const line = decoded.length > 0 ? 0 : lineOf(pathOf(one.place)) + one.line;
          return { ...one, place, line, decoded: [...decoded, ...one.decoded] };
        });
      });
      if (all.length > 0) found.set(leaf, all);
    }
    return { found, incomplete };
  }

  function findRepeated(
    { repetitions }: Collected,
    known: readonly Found[],
    input: Required<SearchedValue>,
    level: number,
  ): Outcome {
    const secrets = new Set(known.map(({ secret }) => secret));
    const found: Found[] = [];
    let incomplete: string | undefined;
    for (const { value, place } of level < MAX_LEVELS ? repetitions : []) {
      const outcome = find({ ...input, value }, level + 1);
      incomplete ??= outcome.incomplete;
      found.push(
        ...outcome.found.filter(({ secret }) => !secrets.has(secret)).map((one) => ({ ...one, place, line: 0 })),
      );
    }
    return { found, ...(incomplete === undefined ? {} : { incomplete }) };
  }

  return { search };
}

/** Rules may be about paths; an object has the same findings wherever it comes from, so for objects there is none. */
const textPathOf = ({ path, value }: { readonly path: string; readonly value: JsonValue }): string =>
  identityOf(value) === undefined ? path : '';
