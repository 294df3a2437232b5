import type { JsonObject } from '../model/json.ts';
import type { Report, Skipped } from '../model/report.ts';
import type { Result } from '../model/result.ts';

/**
 * The report as a document, in the order of its published shape. Members are named one by one, so that nothing which an
 * object happens to carry besides gets out. Results and skipped files are left to the caller, who writes them one at a time.
 */
export function reportHead({ apiVersion, kind, point, policySet, revision, summary }: Report): JsonObject {
  const { files, documents, resources, policies, pass, fail, warn, error, skip } = summary;
  return {
    apiVersion,
    kind,
    point,
    policySet,
    ...(revision === undefined ? {} : { revision }),
    summary: { files, documents, resources, policies, pass, fail, warn, error, skip },
  };
}

export function resultDocument(result: Result): JsonObject {
  const { status, policy, rule, constraint, severity, message, fix, details, resource, location, verdictId } = result;
  return {
    status,
    policy,
    rule,
    ...(constraint === undefined ? {} : { constraint }),
    severity,
    message,
    ...(fix === undefined ? {} : { fix }),
    ...(details === undefined ? {} : { details }),
    ...(resource === undefined ? {} : { resource: resourceDocument(resource) }),
    location: { file: location.file, line: location.line, column: location.column },
    ...(verdictId === undefined ? {} : { verdictId }),
  };
}

function resourceDocument({ apiVersion, kind, namespace, name }: NonNullable<Result['resource']>): JsonObject {
  return { apiVersion, kind, namespace, name };
}

export function skippedDocument({ file, reason }: Skipped): JsonObject {
  return { file, reason };
}
