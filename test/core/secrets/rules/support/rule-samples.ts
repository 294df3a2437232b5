import { ASSIGNMENT } from '../../../../../src/core/secrets/rules/assignment.ts';
import { TOKEN_BEGINS } from '../../../../../src/core/secrets/rules/boundary.ts';
import type { SecretRule } from '../../../../../src/core/secrets/rule.ts';
import { generateFrom, seededRandom } from '../../../../support/generate-token.ts';

/** What a rule is written for: a token by its own form, a value under a name, or a text of any other form. */
export type RuleSample =
  | { readonly kind: 'token'; readonly secret: string }
  | { readonly kind: 'named'; readonly name: string; readonly secret: string }
  | { readonly kind: 'text'; readonly text: string };

const ATTEMPTS = 60;
/** Of a short random token one in thousands is below the entropy that its rule wants. */
const SEED = 20260101;

/** A text that a rule is about, made from its own pattern; the same in every run. */
export function sampleOf(rule: SecretRule): RuleSample {
  const random = seededRandom(SEED);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const sample = makeSample(sourceOf(rule), random);
    if (secretIn(rule, textOf(sample)) !== undefined) return sample;
  }
  throw new Error(`no text was made that ${rule.id} matches`);
}

/** The text of a sample alone, as short as it goes. */
export function textOf(sample: RuleSample): string {
  switch (sample.kind) {
    case 'token':
      return sample.secret;
    case 'named':
      return `${sample.name}=${sample.secret}`;
    case 'text':
      return sample.text;
  }
}

/** What the pattern of a rule takes for the secret in a text. */
export function secretIn({ pattern }: SecretRule, text: string): string | undefined {
  const [match, ...groups] = (pattern && new RegExp(pattern.source, pattern.flags).exec(text)) ?? [];
  return groups.find((group) => group !== undefined) ?? match;
}

const sourceOf = ({ id, pattern }: SecretRule): string => {
  if (pattern === undefined) throw new Error(`${id} has no pattern`);
  return pattern.source;
};

function makeSample(source: string, random: () => number): RuleSample {
  const [name, rest] = source.split(ASSIGNMENT);
  if (name !== undefined && rest !== undefined)
    return { kind: 'named', name: generateFrom(name, random), secret: generateFrom(rest, random) };
  if (source.startsWith(TOKEN_BEGINS)) return { kind: 'token', secret: generateFrom(source, random) };
  return { kind: 'text', text: generateFrom(source, random) };
}
