import type { TextFinding } from '../finding.ts';
import type { Confidence } from '../rule.ts';
import { assignmentRules } from '../rules/generic/assignment-rules.ts';
import { hashRules } from '../rules/generic/hash-rules.ts';
import { keyRules } from '../rules/generic/key-rules.ts';
import { connectionUrlRules } from '../rules/vendors/connection-urls.ts';
import { bytesOfText } from '../bytes-of-text.ts';
import { type FlatText, leafAt } from './flat-text.ts';
import type { Found } from './found.ts';
import type { Claim, Leaf } from './leaf.ts';

/** A finding of the text engine, in the leaf where it stands. */
interface Hit {
  readonly finding: TextFinding;
  readonly secret: string;
  /** Lines of the leaf's text before it. */
  readonly line: number;
}

/** What was found in each leaf: one finding for a whole value, with the best of what is known of it; else all that rules of text found. */
export function mergeFindings(
  leaves: readonly Leaf[],
  flat: FlatText,
  findings: readonly TextFinding[],
  inner: ReadonlyMap<Leaf, readonly Found[]>,
): readonly Found[] {
  const hits = hitsByLeaf(flat, findings);
  const all: Found[] = [];
  for (const [index, leaf] of leaves.entries()) {
    const [ofText, ofInner] = [hits.get(index), inner.get(leaf)];
    // So it is with nearly every text of a document.
    if (ofText === undefined && ofInner === undefined && leaf.claim === undefined) continue;
    for (const one of foundIn(leaf, ofText ?? [], ofInner ?? [])) all.push(one);
  }
  return all;
}

function hitsByLeaf(flat: FlatText, findings: readonly TextFinding[]): ReadonlyMap<number, readonly Hit[]> {
  const hits = new Map<number, Hit[]>();
  for (const finding of findings) {
    const index = leafAt(flat, finding.start);
    const line = countLines(flat.text, flat.texts[index] ?? 0, finding.start);
    const hit: Hit = { finding, secret: flat.text.slice(finding.start, finding.end), line };
    const known = hits.get(index);
    if (known === undefined) hits.set(index, [hit]);
    else known.push(hit);
  }
  return hits;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function foundIn(leaf: Leaf, hits: readonly Hit[], inner: readonly Found[]): readonly Found[] {
  const found = hits.filter((hit) => !isJudgedByName(leaf, hit)).map((hit) => ofHit(leaf, hit));
  if (leaf.claim !== undefined) return wholeValue(leaf, leaf.claim, [...inner, ...found]);
  return distinct(inner, countedIn(leaf, found));
}

/** Where names say nothing, what is certain in itself counts, and what no name makes a secret. */
function countedIn(leaf: Leaf, found: readonly Found[]): readonly Found[] {
  if (leaf.isSettled === true) return found.filter((one) => one.confidence === 'certain' || needsNoName(one));
  return leaf.inner === undefined ? found : found.filter(({ confidence }) => confidence === 'certain');
}

/** A password in a URL, a hash of one. */
const needsNoName = ({ rule, confidence }: Found): boolean => confidence === 'likely' && NAMELESS_RULES.has(rule);

const NAMELESS_RULES: ReadonlySet<string> = new Set([
  'credentials-in-url',
  ...[...connectionUrlRules, ...hashRules].map(({ id }) => id),
]);

/** A rule of text that goes by names has nothing to say of a whole value: the walk has judged it by its name, and by more. */
const isJudgedByName = ({ text }: Leaf, { finding, secret }: Hit): boolean =>
  NAME_RULES.has(finding.rule) && !text.includes('\n') && secret.trim() === bytesOfText(text).trim();

const NAME_RULES: ReadonlySet<string> = new Set([...assignmentRules, ...keyRules].map(({ id }) => id));

function ofHit({ place, decoded, adopts }: Leaf, { finding, secret, line }: Hit): Found {
  const { title, confidence } = finding;
  const rule = adopts ?? finding.rule;
  const isEncoded = decoded.length > 0;
  const layers = [...decoded, ...finding.decoded];
  return {
    place,
    rule,
    title,
    confidence,
    secret,
    decoded: layers,
    line: isEncoded ? 0 : line,
    ...(adopts === undefined ? { masked: finding } : {}),
  };
}

const RANK = { certain: 2, likely: 1, possible: 0 } as const satisfies Record<Confidence, number>;

/** A value that is one secret keeps its rule; what was found in it says more exactly what it is. */
function wholeValue({ place, text, decoded }: Leaf, claim: Claim, found: readonly Found[]): readonly Found[] {
  const { rule, title, confidence, isContainer = false, isConditional = false } = claim;
  const own = { place, rule, title, confidence, secret: bytesOfText(claim.secret), decoded, line: 0 };
  const best = found.toSorted((a, b) => RANK[b.confidence] - RANK[a.confidence])[0];
  if (best === undefined || RANK[best.confidence] < (isContainer ? RANK.likely : RANK.certain))
    return isConditional ? [] : [own];
  return [{ ...own, title: best.title, confidence: 'certain', line: text.includes('\n') ? best.line : 0 }];
}

/** What the documents in a text hold, and what else rules of text found: of one secret in one line the surer finding. */
function distinct(inner: readonly Found[], found: readonly Found[]): readonly Found[] {
  const lines = new Map<number, Found[]>();
  const inLine = (line: number): Found[] => {
    const kept = lines.get(line) ?? [];
    lines.set(line, kept);
    return kept;
  };
  for (const one of inner) inLine(one.line).push(one);
  for (const one of found) keep(inLine(one.line), one);
  return [...lines.values()].flat();
}

/** In a line with very many, later ones are compared with the first alone: rather one too many than one too few. */
const MAX_COMPARED = 200;

function keep(kept: Found[], one: Found): void {
  const at = kept.slice(0, MAX_COMPARED).findIndex((other) => overlap(other.secret, one.secret));
  const other = kept[at];
  if (other === undefined) kept.push(one);
  else if (RANK[one.confidence] > RANK[other.confidence]) kept[at] = one;
}

const overlap = (a: string, b: string): boolean => a.includes(b) || b.includes(a);
