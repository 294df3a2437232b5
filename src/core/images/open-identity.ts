import type { IdentityPattern } from './authority.ts';
import { textMatcher } from './text-matcher.ts';

/** Issuers that vouch for whoever has an account with them, and how they call somebody whom nobody chose. */
const PUBLIC_ISSUERS: readonly { readonly issuer: string; readonly stranger: string; readonly instead: string }[] = [
  {
    issuer: 'https://token.actions.githubusercontent.com',
    stranger: 'https://github.com/sluice-nobody-0f3a/x7k2/.github/workflows/q.yml@refs/heads/z',
    instead: 'https://github.com/ORGANISATION/.+',
  },
  {
    issuer: 'https://gitlab.com',
    stranger: 'https://gitlab.com/sluice-nobody-0f3a/x7k2//.gitlab-ci.yml@refs/heads/z',
    instead: 'https://gitlab.com/GROUP/.+',
  },
  ...[
    'https://accounts.google.com',
    'https://github.com/login/oauth',
    'https://login.microsoftonline.com',
    'https://oauth2.sigstore.dev/auth',
  ].map((issuer) => ({ issuer, stranger: 'sluice-nobody-0f3a@x7k2.invalid', instead: '.+@example\\.com' })),
];

/** One that nobody has heard of. */
const STRANGE_ISSUER = 'https://x7k2.sluice-nobody-0f3a.invalid';

/**
 * Whether a pattern lets in strangers. `fault`: anybody who has an account somewhere could have signed, so nothing is checked;
 * `notice`: one half of it restricts nothing, which may be meant.
 * @throws GoRegexError when an expression of it is none of RE2
 */
export function openIdentity({
  issuer,
  subject,
  extensions,
}: IdentityPattern): { readonly kind: 'fault' | 'notice'; readonly problem: string } | undefined {
  const [isIssuer, isSubject] = [textMatcher(issuer), textMatcher(subject)];
  const open = PUBLIC_ISSUERS.find((one) => isIssuer(one.issuer) && isSubject(one.stranger));
  if (open !== undefined && Object.keys(extensions).length === 0)
    return {
      kind: 'fault',
      problem: `accepts everybody whom ${open.issuer} knows, which is no check; narrow the subject, such as subjectRegex: ${open.instead}`,
    };
  if (isIssuer(STRANGE_ISSUER))
    return {
      kind: 'notice',
      problem: 'accepts every issuer, also one that lies about subjects; write the issuer itself',
    };
  return undefined;
}
