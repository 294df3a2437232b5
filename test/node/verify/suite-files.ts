// A template, constraints and objects that the suites of these tests are about.

export const TEMPLATE: string = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: k8sneedslabels
spec:
  crd:
    spec:
      names:
        kind: K8sNeedsLabels
      validation:
        openAPIV3Schema:
          type: object
          properties:
            labels:
              type: array
              items:
                type: string
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package k8sneedslabels
        import data.lib.naming
        violation[{"msg": msg, "details": {"label": label}}] {
          label := input.parameters.labels[_]
          not input.review.object.metadata.labels[label]
          msg := sprintf("%v needs the label %v", [naming.name(input.review), label])
        }
        violation[{"msg": msg}] {
          other := data.inventory.namespace[_][_]["Pod"][_]
          other.metadata.labels.app == input.review.object.metadata.labels.app
          msg := sprintf("%v has the same app", [other.metadata.name])
        }
      libs:
        - |
          package lib.naming
          name(review) = review.object.metadata.name
`;

export const CONSTRAINT: string = `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sNeedsLabels
metadata:
  name: needs-labels
spec:
  match:
    kinds:
      - apiGroups: [""]
        kinds: [Pod]
  parameters:
    labels: [team, app]
`;

export const BAD_CONSTRAINT: string = CONSTRAINT.replace('[team, app]', 'team');

export const pod = (name: string, labels: string = '{}', namespace: string = 'shop'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: ${labels}}\n`;

/** A suite of these tests, each written in YAML's flow style. */
export const suite = (...tests: readonly string[]): string =>
  `kind: Suite\napiVersion: test.gatekeeper.sh/v1alpha1\ntests:\n${tests.map((test) => `- ${test}\n`).join('')}`;

/** A test of the template and constraint above. */
export const labelsTest = (...cases: readonly string[]): string =>
  `{name: labels, template: template.yaml, constraint: constraint.yaml, cases: [${cases.join(', ')}]}`;

/** Of a Deployment, the Pod of its template. */
export const EXPANSION: string = `apiVersion: expansion.gatekeeper.sh/v1alpha1
kind: ExpansionTemplate
metadata:
  name: expand-deployments
spec:
  applyTo:
    - groups: [apps]
      kinds: [Deployment]
      versions: [v1]
  templateSource: spec.template
  generatedGVK:
    kind: Pod
    group: ""
    version: v1
`;

export const DEPLOYMENT: string = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
`;
