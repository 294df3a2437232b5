import { fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { chartValues, chartValuesText } from './chart-values.ts';
import { patchList } from './kustomization.ts';
import { metadata } from './metadata.ts';

const identity = { apiVersion: settled, kind: settled, metadata, status: settled } as const;

export const helmRelease: Reading = fields({ ...identity, spec: fields({ values: chartValues, chart: settled }) });

/** What Flux applies, not what Kustomize builds. */
export const fluxKustomization: Reading = fields({
  ...identity,
  spec: fields({ decryption: settled, sourceRef: settled, patches: patchList }),
});

/** Charts of k3s and RKE2. */
export const rancherChart: Reading = fields({
  ...identity,
  spec: fields({ valuesContent: chartValuesText, set: chartValues, values: chartValues }),
});
