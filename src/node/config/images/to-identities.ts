import type { IdentityPattern } from '../../../core/images/authority.ts';
import { openIdentity } from '../../../core/images/open-identity.ts';
import { textMatcher } from '../../../core/images/text-matcher.ts';
import type { TextPattern } from '../../../core/images/text-pattern.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import { GoRegexError } from '../../../core/secrets/gitleaks/go-regex/syntax.ts';
import type { ImagesContext } from './images-context.ts';

/** What GitHub's certificates say besides, as cosign's flags call it. Source: fulcio, docs/oid-info.md. */
const WORKFLOW_EXTENSIONS: Readonly<Record<string, string>> = {
  githubWorkflowTrigger: '1.3.6.1.4.1.57264.1.2',
  githubWorkflowSha: '1.3.6.1.4.1.57264.1.3',
  githubWorkflowName: '1.3.6.1.4.1.57264.1.4',
  githubWorkflowRepository: '1.3.6.1.4.1.57264.1.5',
  githubWorkflowRef: '1.3.6.1.4.1.57264.1.6',
};

const OID = /^[0-2](?:\.(?:0|[1-9][0-9]*))+$/;

/** Who may sign without a key of their own: one identity, or a list of them. */
export function toIdentities(
  value: JsonValue | undefined,
  at: FieldPath,
  context: ImagesContext,
): readonly IdentityPattern[] {
  if (!isJsonObject(value)) return [];
  const { identities, ...single } = value;
  if (!Array.isArray(identities)) return [toIdentity(single, at, context)];
  const beside = Object.keys(single)[0];
  if (beside !== undefined) context.complain([...at, beside], 'is beside "identities"; write it into the list');
  return identities.filter(isJsonObject).map((one, index) => toIdentity(one, [...at, 'identities', index], context));
}

function toIdentity(value: JsonObject, at: FieldPath, context: ImagesContext): IdentityPattern {
  const issuer = toPattern(value, 'issuer', 'https://token.actions.githubusercontent.com', at, context);
  const subject = toPattern(value, 'subject', 'release@example.com', at, context);
  const identity = {
    issuer: issuer ?? NOBODY,
    subject: subject ?? NOBODY,
    extensions: toExtensions(value, at, context),
  };
  const open = issuer === undefined || subject === undefined ? undefined : openIdentity(identity);
  if (open?.kind === 'fault') context.complain(at, open.problem);
  if (open?.kind === 'notice') context.notice(at, open.problem);
  return identity;
}

/** Stands where a fault was. */
const NOBODY: TextPattern = { kind: 'exact', text: '' };

function toPattern(
  value: JsonObject,
  key: 'issuer' | 'subject',
  example: string,
  at: FieldPath,
  context: ImagesContext,
): TextPattern | undefined {
  const { [key]: exact, [`${key}Regex`]: source } = value;
  if (typeof exact === 'string' && typeof source === 'string')
    context.complain([...at, `${key}Regex`], `is beside "${key}"; write one of them`);
  if (typeof source === 'string') return toExpression(source, [...at, `${key}Regex`], context);
  if (typeof exact !== 'string') {
    context.complain(
      at,
      `has no "${key}"; without it, anybody could have signed. Write ${key}: ${example}, or ${key}Regex`,
    );
    return undefined;
  }
  if (exact.includes('*'))
    context.complain([...at, key], `has a "*", and is compared to the letter; write ${key}Regex for a pattern`);
  return { kind: 'exact', text: exact };
}

function toExpression(source: string, at: FieldPath, { complain }: ImagesContext): TextPattern | undefined {
  const pattern: TextPattern = { kind: 'regex', source };
  try {
    textMatcher(pattern);
    return pattern;
  } catch (error) {
    if (!(error instanceof GoRegexError)) throw error;
    complain(at, `is no expression of RE2: ${error.message} (at character ${error.offset + 1})`);
    return undefined;
  }
}

function toExtensions(value: JsonObject, at: FieldPath, context: ImagesContext): IdentityPattern['extensions'] {
  const named = Object.entries(WORKFLOW_EXTENSIONS).flatMap(([key, oid]) => {
    const text = value[key];
    return typeof text === 'string' ? [[oid, { kind: 'exact', text }] as const] : [];
  });
  const others = isJsonObject(value['extensions']) ? Object.entries(value['extensions']) : [];
  return Object.fromEntries([
    ...named,
    ...others.map(([oid, text]) => {
      if (!OID.test(oid))
        context.complain([...at, 'extensions', oid], 'is no object identifier, such as 1.3.6.1.4.1.57264.1.12');
      return [oid, { kind: 'exact', text: typeof text === 'string' ? text : '' }] as const;
    }),
  ]);
}
