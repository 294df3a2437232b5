import type { Location } from '../model/location.ts';
import type { Report, Summary } from '../model/report.ts';
import type { ResourceIdentity } from '../model/resource.ts';
import { STATUSES, type Result } from '../model/result.ts';

/** The wording that formats share, so that one thing is called one thing everywhere. Untrusted parts are not escaped yet. */

/** `required-labels/violation`: what a person searches for, and what CI systems group by. */
export function ruleId({ policy, rule }: Result): string {
  return `${policy}/${rule}`;
}

/** `deploy/web.yaml:12:3`: terminals and editors open this. */
export function placeText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}

/** `Deployment shop/web`, or `Namespace shop` for what has no namespace. */
export function objectText({ kind, namespace, name }: ResourceIdentity): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** The message with what it is about and what to do, one thing a line. */
export function fullMessage({ message, resource, fix, verdictId }: Result): string {
  return [
    message,
    ...(resource === undefined ? [] : [`object: ${objectText(resource)}`]),
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
    ...(verdictId === undefined ? [] : [`verdict: ${shortId(verdictId)}`]),
  ].join('\n');
}

/** Enough of a digest to tell it from every other one in a run, and to ask `sluice explain` about it. */
export function shortId(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

/** `1 violation`, `2 violations`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `3 files, 5 documents, 4 resources, 8 policies`: what was looked at. */
export function scopeText({ files, documents, resources, policies }: Summary): string {
  const parts = [counted(files, 'file'), counted(documents, 'document'), counted(resources, 'resource')];
  return `${parts.join(', ')}, ${policies} ${policies === 1 ? 'policy' : 'policies'}`;
}

/** `30 pass, 1 fail, 0 warn, 0 error, 1 skip`. */
export function countsText({ pass, fail, warn, error, skip }: Summary): string {
  return `${pass} pass, ${fail} fail, ${warn} warn, ${error} error, ${skip} skip`;
}

/** `2 fail, 1 warn`: the statuses that occur, in their fixed order. */
export function tallyText(results: readonly Result[]): string {
  return STATUSES.map((status) => ({ status, count: results.filter((result) => result.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`)
    .join(', ');
}

/** Where the report was made: `ci, policy set 3f9c2a1b0c4d, revision main@sha1:…`. */
export function originText({ point, policySet, revision }: Report): string {
  return `${point}, policy set ${shortId(policySet)}${revision === undefined ? '' : `, revision ${revision}`}`;
}
