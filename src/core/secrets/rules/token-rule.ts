import type { Allowlist, Confidence, SecretRule, TokenCheck } from '../rule.ts';
import { TOKEN_BEGINS, tokenEnds } from './boundary.ts';
import { withPattern } from './with-pattern.ts';

/** A kind of token that is known by its own form, wherever it stands. */
export interface TokenKind {
  readonly id: string;
  readonly title: string;
  /** The token from its first to its last character, without groups that capture. */
  readonly token: RegExp;
  /**
   * Lower case; every token holds one of them. The longer, the faster: see `SecretRule.keywords`. Default: the letters that the
   * pattern begins with.
   */
  readonly keywords?: readonly string[];
  /** Default: `certain`, as a form that nobody else uses is. */
  readonly confidence?: Confidence;
  /** Default: 2.5, which no random text of twenty characters falls below. */
  readonly minEntropy?: number;
  readonly check?: TokenCheck;
  readonly allowlists?: readonly Allowlist[];
}

/** The rules for tokens that are known by their own form. What surrounds one does not matter, only that it is not a part of more. */
export const tokenRules = (kinds: readonly TokenKind[]): readonly SecretRule[] => kinds.map(tokenRule);

const tokenRule = ({ token, ...kind }: TokenKind): SecretRule =>
  withPattern(
    { confidence: 'certain', minEntropy: 2.5, ...kind, keywords: kind.keywords ?? [literalBeginning(token)] },
    () => new RegExp(`${TOKEN_BEGINS}(${token.source})${tokenEnds(token)}`, `g${token.flags}`),
  );

/** The characters that a pattern begins with, lower case: `ghp_` of `ghp_[A-Z]{36}`. One that a quantifier follows is none of them. */
export function literalBeginning(pattern: RegExp): string {
  const literal = /^(?:[\w:~@ -](?![?*{])|\\[./$|+](?![?*{]))*/.exec(pattern.source)?.[0] ?? '';
  return literal.replaceAll('\\', '').toLowerCase();
}
