import { canonicalJson } from '../evaluate/canonical-json.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Result, Status } from '../model/result.ts';
import { listAt, objectAt, textAt, valueAt } from '../gatekeeper/read-fields.ts';
import { cutText } from '../report/cut-text.ts';
import type { JudgedObject } from './judged-object.ts';

/** In whose words a report is written. Both say the same. */
export const REPORT_DIALECTS = ['wgpolicy', 'openreports'] as const;
export type ReportDialect = (typeof REPORT_DIALECTS)[number];

/** What marks a report as one of ours. */
export const MANAGED_BY: { readonly label: string; readonly value: string } = {
  label: 'app.kubernetes.io/managed-by',
  value: 'sluice',
};

const POLICY_SET = 'sluice.dev/policy-set';
/** A report must fit into etcd. What is beyond is counted in its summary. */
const MOST_RESULTS = 200;
const LONGEST_MESSAGE = 1024;

export const REPORT_KINDS: Readonly<
  Record<ReportDialect, { readonly apiVersion: string; readonly namespaced: string; readonly cluster: string }>
> = {
  wgpolicy: { apiVersion: 'wgpolicyk8s.io/v1alpha2', namespaced: 'PolicyReport', cluster: 'ClusterPolicyReport' },
  openreports: { apiVersion: 'openreports.io/v1alpha1', namespaced: 'Report', cluster: 'ClusterReport' },
};

/** The report about one object. It is called by the object's uid, and goes when the object goes. */
export function toPolicyReport(dialect: ReportDialect, judged: JudgedObject): JsonObject {
  const { identity, uid, policySet, results } = judged;
  const { apiVersion, kind, name, namespace } = identity;
  const { apiVersion: reportVersion, namespaced, cluster } = REPORT_KINDS[dialect];
  const place = namespace === '' ? {} : { namespace };
  return {
    apiVersion: reportVersion,
    kind: namespace === '' ? cluster : namespaced,
    metadata: {
      name: uid,
      ...place,
      labels: { [MANAGED_BY.label]: MANAGED_BY.value },
      annotations: { [POLICY_SET]: policySet },
      ownerReferences: [{ apiVersion, kind, name, uid }],
    },
    ...(dialect === 'openreports' ? { source: SOURCE } : {}),
    scope: { apiVersion, kind, ...place, name, uid },
    summary: summaryOf(judged),
    results: results.slice(0, MOST_RESULTS).map((result) => toResult(result, policySet)),
  };
}

const SOURCE = 'sluice';

function summaryOf({ passes, results }: JudgedObject): JsonObject {
  const count = (status: Status): number => results.filter((result) => result.status === status).length;
  return { pass: passes, fail: count('fail'), warn: count('warn'), error: count('error'), skip: count('skip') };
}

function toResult(result: Result, policySet: string): JsonObject {
  const { policy, rule, constraint, severity, status, message, fix, verdictId } = result;
  return {
    source: SOURCE,
    policy: constraint ?? policy,
    rule: constraint === undefined ? rule : policy,
    severity,
    result: status,
    scored: status === 'fail' || status === 'pass',
    message: cutText(message, LONGEST_MESSAGE),
    properties: {
      ...(verdictId === undefined ? {} : { verdictId }),
      policySet,
      ...(fix === undefined ? {} : { fix: cutText(fix, LONGEST_MESSAGE) }),
    },
  };
}

/**
 * What a report says, as one text. Fields that others may put in or take out are no part of it: a server prunes, defaults, and keeps
 * its books.
 */
export function reportContent(report: JsonObject): string {
  const scope = objectAt(report, ['scope']);
  return canonicalJson({
    policySet: textAt(report, ['metadata', 'annotations', POLICY_SET]),
    owners: listAt(report, ['metadata', 'ownerReferences']).map((owner) => textAt(owner, ['uid'])),
    scope: picked(scope, ['apiVersion', 'kind', 'namespace', 'name', 'uid']),
    summary: picked(objectAt(report, ['summary']), ['pass', 'fail', 'warn', 'error', 'skip']),
    results: listAt(report, ['results']).flatMap((one) => (isJsonObject(one) ? [picked(one, RESULT_FIELDS)] : [])),
  });
}

const RESULT_FIELDS = ['source', 'policy', 'rule', 'severity', 'result', 'scored', 'message', 'properties'];

/** A null, a false and an empty text say what their absence says. */
function picked(object: JsonObject, fields: readonly string[]): JsonObject {
  const present = fields.flatMap((field): readonly (readonly [string, JsonValue])[] => {
    const value = valueAt(object, [field]) ?? null;
    return value === null || value === false || value === '' ? [] : [[field, value]];
  });
  return Object.fromEntries(present);
}
