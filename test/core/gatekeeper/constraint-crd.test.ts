import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toConstraintCrd } from '../../../src/core/gatekeeper/crds/constraint-crd.ts';
import { GATEKEEPER_CRDS } from '../../../src/core/gatekeeper/crds/gatekeeper-crds.ts';
import type { GatekeeperSource } from '../../../src/core/gatekeeper/gatekeeper-source.ts';
import { listAt, objectAt, textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import { structuralProblems } from '../../../src/core/kubernetes-schema/structural-problems.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';

describe('the custom resource of a template', () => {
  const schemaOf = (crd: JsonObject): JsonObject => objectAt(crd, ['spec', 'versions', 0, 'schema', 'openAPIV3Schema']);

  it('has the names and the place that constraints are found at', () => {
    const crd = toConstraintCrd(template({ shortNames: ['krl'] }));
    expect(textAt(crd, ['metadata', 'name'])).to.equal('k8srequiredlabels.constraints.gatekeeper.sh');
    expect(valueAt(crd, ['spec', 'scope'])).to.equal('Cluster');
    expect(valueAt(crd, ['spec', 'names'])).to.deep.equal({
      kind: 'K8sRequiredLabels',
      listKind: 'K8sRequiredLabelsList',
      plural: 'k8srequiredlabels',
      singular: 'k8srequiredlabels',
      shortNames: ['krl'],
      categories: ['constraint', 'constraints'],
    });
    expect(
      listAt(crd, ['spec', 'versions']).map((one) => [valueAt(one, ['name']), valueAt(one, ['storage'])]),
    ).to.deep.equal([
      ['v1beta1', true],
      ['v1alpha1', false],
    ]);
  });

  it('holds parameters to the schema of the template, and denies by default', () => {
    const schema = schemaOf(toConstraintCrd(template({})));
    const parameters = { type: 'object', properties: { labels: { type: 'array', items: { type: 'string' } } } };
    expect(valueAt(schema, ['properties', 'spec', 'properties', 'parameters'])).to.deep.equal(parameters);
    expect(valueAt(schema, ['properties', 'spec', 'properties', 'enforcementAction', 'default'])).to.equal('deny');
    expect(valueAt(schema, ['properties', 'metadata', 'properties', 'name', 'maxLength'])).to.equal(63);
  });

  it('lets unknown parameters through where the template is older than structural schemas', () => {
    const schema = schemaOf(toConstraintCrd(template({}, 'templates.gatekeeper.sh/v1beta1')));
    const parameters = objectAt(schema, ['properties', 'spec', 'properties', 'parameters']);
    expect(parameters['x-kubernetes-preserve-unknown-fields']).to.equal(true);
  });

  it('goes with its template, and carries its labels', () => {
    const crd = toConstraintCrd(template({}));
    expect(valueAt(crd, ['metadata', 'labels'])).to.deep.equal({ team: 'a', 'gatekeeper.sh/constraint': 'yes' });
    expect(valueAt(crd, ['metadata', 'ownerReferences'])).to.deep.equal([
      {
        apiVersion: 'templates.gatekeeper.sh/v1',
        kind: 'ConstraintTemplate',
        name: 'k8srequiredlabels',
        uid: 'u-1',
        controller: true,
        blockOwnerDeletion: true,
      },
    ]);
  });

  it('is structural, as are those of the kinds of Gatekeeper', () => {
    for (const crd of [toConstraintCrd(template({})), ...GATEKEEPER_CRDS]) {
      for (const version of listAt(crd, ['spec', 'versions'])) {
        expect(structuralProblems(objectAt(version, ['schema', 'openAPIV3Schema']), [])).to.deep.equal([]);
      }
    }
  });
});

function template(names: JsonObject, apiVersion = 'templates.gatekeeper.sh/v1'): GatekeeperSource {
  const openAPIV3Schema = { type: 'object', properties: { labels: { type: 'array', items: { type: 'string' } } } };
  const object: JsonObject = {
    apiVersion,
    kind: 'ConstraintTemplate',
    metadata: { name: 'k8srequiredlabels', uid: 'u-1', labels: { team: 'a' } },
    spec: { crd: { spec: { names: { kind: 'K8sRequiredLabels', ...names }, validation: { openAPIV3Schema } } } },
  };
  const identity = { apiVersion, kind: 'ConstraintTemplate', namespace: '', name: 'k8srequiredlabels' };
  const file = 'template.yaml';
  const resource = { identity, object, json: JSON.stringify(object), pathInDocument: [] };
  return { file, object, resource, locate: () => ({ file, line: 1, column: 1 }) };
}
