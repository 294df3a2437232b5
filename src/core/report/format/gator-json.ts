import { bareMessage } from '../../evaluate/skip-reason-text.ts';
import type { Report } from '../../model/report.ts';
import type { ResourceIdentity } from '../../model/resource.ts';
import type { Result } from '../../model/result.ts';
import { findingsOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { jsonItems, type SparseJsonObject } from '../sparse-json.ts';

const TARGET = 'admission.k8s.gatekeeper.sh';
const CONSTRAINT_VERSION = 'constraints.gatekeeper.sh/v1beta1';

/**
 * The list that `gator test -o json` prints: one entry for each violation. Other than there, the violating object is its
 * identity alone, for an object under review is never printed, and the metadata say where it stands. Passes and what is
 * exempted or waived are left out, as gator knows none; an error is a denial.
 */
export function* formatGatorJson(report: Report, options: FormatOptions): Generator<string, void, undefined> {
  yield '[';
  yield* jsonItems(findingsOf(report).filter(isShown), 'target', (result) => entryDocument(result, options));
  yield ']\n';
}

const isShown = ({ status, skipReason }: Result): boolean =>
  status !== 'pass' && (status !== 'skip' || skipReason?.kind === 'dryrun');

function entryDocument(result: Result, { describeConstraint }: FormatOptions): SparseJsonObject {
  const { policy, constraint, location, details, resource } = result;
  const { file, line, column } = location;
  return {
    target: TARGET,
    msg: bareMessage(result),
    metadata: { details: details ?? faultDetails(result), location: { file, line, column } },
    constraint: {
      apiVersion: CONSTRAINT_VERSION,
      kind: policy,
      metadata: { name: constraint ?? policy },
      spec: constraint === undefined ? undefined : describeConstraint(policy, constraint),
    },
    enforcementAction: actionOf(result),
    violatingObject: resource === undefined ? undefined : objectDocument(resource),
    trace: null,
  };
}

const faultDetails = ({ status, rule }: Result): SparseJsonObject => (status === 'error' ? { error: rule } : {});

function actionOf({ status }: Result): string {
  if (status === 'warn') return 'warn';
  return status === 'skip' ? 'dryrun' : 'deny';
}

const objectDocument = ({ apiVersion, kind, namespace, name }: ResourceIdentity): SparseJsonObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: namespace === '' ? undefined : namespace },
});
