import { isJsonObject } from '../../../model/json.ts';
import { each, fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { chartParameter, chartValues, chartValuesText } from './chart-values.ts';
import { patchList } from './kustomization.ts';
import { metadata } from './metadata.ts';

const parameter: Reading = (value, place, search) => {
  const name = isJsonObject(value) ? value['name'] : undefined;
  if (typeof name === 'string') fields({ value: chartParameter(name) })(value, place, search);
  else search.anything(value, place, search);
};

const helm: Reading = fields({
  values: chartValuesText,
  valuesObject: chartValues,
  parameters: each(parameter),
  valueFiles: settled,
});

const source: Reading = fields({
  helm,
  repoURL: settled,
  chart: settled,
  path: settled,
  kustomize: fields({ patches: patchList }),
});

const applicationSpec: Reading = fields({ source, sources: each(source), destination: settled });

const application: Reading = fields({
  apiVersion: settled,
  kind: settled,
  metadata,
  spec: applicationSpec,
  operation: settled,
  status: settled,
});

export { application as argoApplication };

/** The template of an ApplicationSet is an Application; what its generators list are parameters. */
export const applicationSet: Reading = fields({
  apiVersion: settled,
  kind: settled,
  metadata,
  spec: fields({ template: fields({ metadata, spec: applicationSpec }) }),
  status: settled,
});
