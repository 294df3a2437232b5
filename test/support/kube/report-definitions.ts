import type { JsonObject } from '../../../src/core/model/json.ts';
import type { KubeCluster } from './kube-cluster.ts';
import { pollUntil } from './poll-until.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

interface ReportDefinition {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** Fields of the report besides those of both dialects. */
  readonly more?: JsonObject;
}

const text: JsonObject = { type: 'string' };
const count: JsonObject = { type: 'integer' };
const oneOf = (...values: readonly string[]): JsonObject => ({ type: 'string', enum: values });
const objectOf = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const reference = objectOf(
  Object.fromEntries(
    ['apiVersion', 'fieldPath', 'kind', 'name', 'namespace', 'resourceVersion', 'uid'].map((field) => [field, text]),
  ),
);

/** What both dialects say of one result, as far as anything here writes it. What is not here is pruned, as by the real ones. */
const result: JsonObject = {
  ...objectOf({
    source: text,
    policy: text,
    rule: text,
    category: text,
    severity: oneOf('critical', 'high', 'low', 'medium', 'info'),
    result: oneOf('pass', 'fail', 'warn', 'error', 'skip'),
    scored: { type: 'boolean' },
    message: text,
    timestamp: {
      ...objectOf({ seconds: { type: 'integer', format: 'int64' }, nanos: count }),
      required: ['nanos', 'seconds'],
    },
    resources: { type: 'array', items: reference },
    properties: { type: 'object', additionalProperties: text },
  }),
  required: ['policy'],
};

const REPORTS: readonly ReportDefinition[] = [
  {
    group: 'wgpolicyk8s.io',
    version: 'v1alpha2',
    kind: 'PolicyReport',
    plural: 'policyreports',
    scope: 'Namespaced',
  },
  {
    group: 'wgpolicyk8s.io',
    version: 'v1alpha2',
    kind: 'ClusterPolicyReport',
    plural: 'clusterpolicyreports',
    scope: 'Cluster',
  },
  {
    group: 'openreports.io',
    version: 'v1alpha1',
    kind: 'Report',
    plural: 'reports',
    scope: 'Namespaced',
    more: { source: text },
  },
  {
    group: 'openreports.io',
    version: 'v1alpha1',
    kind: 'ClusterReport',
    plural: 'clusterreports',
    scope: 'Cluster',
    more: { source: text },
  },
];

/** Makes the API server know reports of both dialects. */
export async function installReports(cluster: KubeCluster): Promise<void> {
  for (const report of REPORTS) await cluster.create(DEFINITIONS, toDefinition(report));
  for (const { group, version, plural } of REPORTS) {
    await pollUntil(
      async () => {
        const { status } = await cluster.request({ method: 'GET', path: `/apis/${group}/${version}/${plural}` });
        return status === 200 ? true : undefined;
      },
      { what: `the API server knows ${plural}.${group}` },
    );
  }
}

const toDefinition = ({ group, version, kind, plural, scope, more = {} }: ReportDefinition): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: `${plural}.${group}`,
    // Only who is allowed to may serve kinds of this group.
    ...(group.endsWith('k8s.io') ? { annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' } } : {}),
  },
  spec: {
    group,
    scope,
    names: { kind, plural, singular: kind.toLowerCase() },
    versions: [
      {
        name: version,
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: objectOf({
            apiVersion: text,
            kind: text,
            metadata: { type: 'object' },
            ...more,
            scope: reference,
            summary: objectOf({ pass: count, fail: count, warn: count, error: count, skip: count }),
            results: { type: 'array', items: result },
          }),
        },
      },
    ],
  },
});
