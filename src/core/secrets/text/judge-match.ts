import { checkToken } from '../checks/check-token.ts';
import type { Proof } from '../checks/proof.ts';
import { CONFIDENCES, type Confidence, type SecretRule } from '../rule.ts';
import { shannonEntropy } from '../shannon-entropy.ts';
import { gradeSecret } from '../values/grade-secret.ts';
import { isSensitiveName } from '../values/is-sensitive-name.ts';
import type { Candidate } from './candidate.ts';
import { type AllowlistedMatch, isMatchAllowed, type SearchedFile } from './is-allowed.ts';
import { type Layer, pieceOf, type Span } from './layer.ts';
import { linesAround } from './lines-around.ts';
import type { ReadyRule } from './ready-rule.ts';

/** What a match is judged by. */
export interface Judgement {
  readonly ready: ReadyRule;
  readonly file: SearchedFile;
  readonly layer: Layer;
  readonly depth: number;
}

/** The secret in a match of a rule's pattern; undefined when there is none after all. */
export function judgeMatch(judgement: Judgement, match: RegExpExecArray): Candidate | undefined {
  const { layer, depth } = judgement;
  const { rule, order } = judgement.ready;
  const group = secretGroupOf(rule, match);
  const secret = group === 0 ? withoutLineBreaks(match[0]) : (match[group] ?? '');
  if (secret.trim() === '' || !isRareEnough(rule, secret)) return undefined;
  const confidence = confidenceOf(rule, secret, match);
  if (confidence === undefined || isAllowed(judgement, match, secret)) return undefined;
  const span = spanOf(rule, match, group);
  const piece = pieceOf(layer, span);
  if (piece === undefined) return undefined; // Only beside what was decoded: the pass before saw it.
  const isPlain = piece.encodings.length === 0;
  return {
    rule,
    order,
    depth,
    secret,
    entropy: shannonEntropy(secret),
    confidence,
    span,
    origin: isPlain ? span : piece.origin,
    matchStart: isPlain ? match.index : piece.origin.start,
    encodings: piece.encodings,
  };
}

function secretGroupOf({ secretGroup, nameGroup = 0 }: SecretRule, match: RegExpExecArray): number {
  if (secretGroup !== undefined) return secretGroup;
  const group = match.findIndex(
    (text: string | undefined, index) => index > nameGroup && text !== undefined && text !== '',
  );
  return group === -1 ? 0 : group;
}

/** A pattern without groups may take the line breaks around a secret, which are no part of it. */
function withoutLineBreaks(text: string): string {
  let [start, end] = [0, text.length];
  while (text[start] === '\n') start++;
  while (end > start && text[end - 1] === '\n') end--;
  return text.slice(start, end);
}

const isRareEnough = ({ minEntropy }: SecretRule, secret: string): boolean =>
  minEntropy === undefined || shannonEntropy(secret) > minEntropy;

function confidenceOf(rule: SecretRule, secret: string, match: RegExpExecArray): Confidence | undefined {
  const name = rule.nameGroup === undefined ? undefined : match[rule.nameGroup];
  if (name !== undefined && !isSensitiveName(name)) return undefined;
  const confidence = rule.isGeneric === true ? genericConfidence(rule, secret, name) : rule.confidence;
  if (confidence === undefined || rule.check === undefined) return confidence;
  return adjust(confidence, checkToken(rule.check, { secret, match: match[0] }));
}

/** By what a value looks like under the name that it has. */
function genericConfidence(rule: SecretRule, secret: string, name: string | undefined): Confidence | undefined {
  const { confidence, weakConfidence = 'possible', commonConfidence = weakConfidence } = rule;
  const byGrade = { strong: confidence, weak: weakConfidence, common: commonConfidence, none: 'none' } as const;
  const found = byGrade[gradeSecret(secret, name === undefined ? {} : { name })];
  return found === 'none' ? undefined : found;
}

function adjust(confidence: Confidence, proof: Proof): Confidence | undefined {
  switch (proof) {
    case 'proven':
      return 'certain';
    case 'plausible':
      return confidence;
    case 'doubtful':
      return CONFIDENCES[CONFIDENCES.indexOf(confidence) + 1] ?? 'possible';
    case 'refuted':
      return undefined;
  }
}

function isAllowed({ ready, file, layer }: Judgement, match: RegExpExecArray, secret: string): boolean {
  const span = { start: match.index, end: match.index + match[0].length };
  const found: AllowlistedMatch = { secret, match: match[0], line: () => linesAround(layer.text, span) };
  return ready.allowlists.some((list) => isMatchAllowed(list, file, found));
}

/** Where a group stands in its layer. Only the few matches that are findings pay for a run that notes it. */
function spanOf({ pattern }: SecretRule, match: RegExpExecArray, group: number): Span {
  if (group === 0 || pattern === undefined) {
    const secret = withoutLineBreaks(match[0]);
    const start = match.index + match[0].indexOf(secret);
    return { start, end: start + secret.length };
  }
  // An engine of its own (see `gitleaks/go-regex`) notes it anyway.
  const noted = match.indices?.[group];
  if (noted !== undefined) return { start: noted[0], end: noted[1] };
  const noting = new RegExp(pattern.source, `${pattern.flags.replaceAll(/[gyd]/g, '')}dy`);
  noting.lastIndex = match.index;
  const [start, end] = noting.exec(match.input)?.indices?.[group] ?? [match.index, match.index + match[0].length];
  return { start, end };
}
