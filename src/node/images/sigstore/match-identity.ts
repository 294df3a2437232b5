import type { IdentityPattern } from '../../../core/images/authority.ts';
import type { TextPattern } from '../../../core/images/text-pattern.ts';
import { compileGoRegex } from '../../../core/secrets/gitleaks/go-regex/compile-go-regex.ts';
import type { LeafCertificate } from './leaf-certificate.ts';

type Identity = Pick<LeafCertificate, 'subject' | 'issuer' | 'extension'>;

/** Whether a certificate is of somebody whom a pattern means: issuer, subject and each extension that is given. */
export function matchesIdentity({ subject, issuer, extensions }: IdentityPattern, identity: Identity): boolean {
  return (
    matchesText(issuer, identity.issuer) &&
    matchesText(subject, identity.subject) &&
    Object.entries(extensions).every(([oid, pattern]) => matchesText(pattern, identity.extension(oid)))
  );
}

/** To the letter, or by an expression that stands for the whole text. What is missing matches nothing. */
export function matchesText(pattern: TextPattern, text: string | undefined): boolean {
  if (text === undefined) return false;
  switch (pattern.kind) {
    case 'exact':
      return text === pattern.text;
    case 'regex':
      return toExpression(pattern.source)?.test(text) ?? false;
  }
}

/** A pattern for people. */
export function describePattern(pattern: TextPattern): string {
  return pattern.kind === 'exact' ? pattern.text : `/${pattern.source}/`;
}

const MOST_EXPRESSIONS = 1000;
const expressions = new Map<string, RegExp | undefined>();

function toExpression(source: string): RegExp | undefined {
  if (!expressions.has(source)) {
    if (expressions.size >= MOST_EXPRESSIONS) expressions.clear();
    expressions.set(source, compileWhole(source));
  }
  return expressions.get(source);
}

/** An expression that cannot be read matches nobody; the configuration has said so when it was read. */
function compileWhole(source: string): RegExp | undefined {
  try {
    // By itself first: `a)|(b` can only be read between our own parentheses, and would be held by neither anchor there.
    compileGoRegex(source, { text: 'unicode' });
    return compileGoRegex(String.raw`\A(?:${source})\z`, { text: 'unicode' });
  } catch {
    return undefined;
  }
}
