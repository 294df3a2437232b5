import type { Sha256 } from '../evaluate/verdict.ts';
import type { Result } from '../model/result.ts';

/**
 * Names each finding so that a later run can say it is the same one. Lines and columns are left out, so a finding keeps its
 * name when text is added above it; so are the verdict and the policy set, so it does when another finding is fixed.
 * Findings that are equal in all else are numbered in report order: no two of one report share a name.
 * @returns a function that gives 64 hex digits; use one for a whole report, in its order
 */
export function createFingerprinter(sha256: Sha256): (result: Result) => string {
  const seen = new Map<string, number>();
  return (result) => {
    const identity = identityText(result);
    const ordinal = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, ordinal);
    return sha256(`${identity}\n${ordinal}`);
  };
}

function identityText({ policy, rule, constraint, message, resource, location }: Result): string {
  const { apiVersion = '', kind = '', namespace = '', name = '' } = resource ?? {};
  return JSON.stringify([location.file, policy, rule, constraint ?? '', apiVersion, kind, namespace, name, message]);
}
