import { REPORT_DIALECTS, REPORT_KINDS, type ReportDialect } from '../../core/audit/policy-report.ts';
import { SluiceError } from '../../core/errors.ts';
import { splitApiVersion } from '../../core/model/resource.ts';
import type { ApiResource, KubeClient, WithSignal } from '../kubernetes/kube-client.ts';

/** Which reports are written: those that the cluster knows, one kind of them, or none. */
export type ReportChoice = ReportDialect | 'auto' | 'none';

/** A dialect, and where its reports are. */
export interface ReportKinds {
  readonly dialect: ReportDialect;
  readonly namespaced: ApiResource;
  readonly cluster: ApiResource;
}

/**
 * The reports that are to be written, as the cluster knows them.
 * @throws SluiceError CONFIG_INVALID when it does not know those that were asked for by name; KubeError
 */
export async function findReportKinds(
  client: KubeClient,
  choice: ReportChoice,
  options: WithSignal = {},
): Promise<readonly ReportKinds[]> {
  const wanted = REPORT_DIALECTS.filter((dialect) => choice === 'auto' || choice === dialect);
  const found: ReportKinds[] = [];
  for (const dialect of wanted) {
    const { apiVersion, namespaced, cluster } = REPORT_KINDS[dialect];
    const kinds = await Promise.all(
      [namespaced, cluster].map((kind) => client.discover({ ...splitApiVersion(apiVersion), kind }, options)),
    );
    const [inNamespace, ofCluster] = kinds;
    if (inNamespace !== undefined && ofCluster !== undefined) {
      found.push({ dialect, namespaced: inNamespace, cluster: ofCluster });
    } else if (choice !== 'auto') throw unknown(dialect);
  }
  return found;
}

function unknown(dialect: ReportDialect): SluiceError {
  const { apiVersion, namespaced, cluster } = REPORT_KINDS[dialect];
  return new SluiceError(
    'CONFIG_INVALID',
    `the cluster does not know ${namespaced} and ${cluster} of ${apiVersion}; install their custom resources, or take another --report`,
  );
}
