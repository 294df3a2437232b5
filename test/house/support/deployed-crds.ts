import { stringify } from 'yaml';
import { GATEKEEPER_CRDS } from '../../../src/core/gatekeeper/crds/gatekeeper-crds.ts';
import { objectAt, textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';

/** Where the chart and the kustomize base find the custom resources. */
export const CRD_FOLDER = 'deploy/helm/sluice/files/crds';

/** With them would go all templates and constraints of the cluster: Helm leaves them. */
const KEPT: JsonObject = { annotations: { 'helm.sh/resource-policy': 'keep' } };

/** The custom resources of Gatekeeper as they are installed, by the name of their file. */
export function deployedCrds(): ReadonlyMap<string, string> {
  return new Map(
    GATEKEEPER_CRDS.map((crd) => {
      const metadata = { ...objectAt(crd, ['metadata']), ...KEPT };
      const text = stringify({ ...crd, metadata }, { aliasDuplicateObjects: false, lineWidth: 0, singleQuote: true });
      return [`${textAt(crd, ['metadata', 'name'])}.yaml`, `${WRITTEN_BY}${text}`];
    }),
  );
}

const WRITTEN_BY = '# Written by scripts/write-deployed-crds.mjs.\n';
