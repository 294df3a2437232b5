import type { Report, Skipped } from '../model/report.ts';
import type { ResourceIdentity } from '../model/resource.ts';
import type { Result } from '../model/result.ts';
import type { SparseJsonObject } from './sparse-json.ts';

/**
 * The report as a document, in the order of its published shape. Members are named one by one, so that nothing which an
 * object happens to carry besides gets out. Results and skipped files are left to the caller, who writes them in pieces.
 */
export function reportHead({ apiVersion, kind, point, policySet, revision, summary }: Report): SparseJsonObject {
  const { files, documents, resources, policies, pass, fail, warn, error, skip } = summary;
  const counts = { files, documents, resources, policies, pass, fail, warn, error, skip };
  return { apiVersion, kind, point, policySet, revision, summary: counts };
}

export function resultDocument(result: Result): SparseJsonObject {
  const { status, policy, rule, constraint, severity, message, fix, details, verdictId } = result;
  const { file, line, column } = result.location;
  const resource = result.resource === undefined ? undefined : resourceDocument(result.resource);
  const location = { file, line, column };
  return { status, policy, rule, constraint, severity, message, fix, details, resource, location, verdictId };
}

export function skippedDocument({ file, reason }: Skipped): SparseJsonObject {
  return { file, reason };
}

function resourceDocument({ apiVersion, kind, namespace, name }: ResourceIdentity): SparseJsonObject {
  return { apiVersion, kind, namespace, name };
}
