import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes policies that differ in names, fields and conditions, a package each, as large sets of real policies do. */
export function writePolicies(folder, count) {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++)
    writeFileSync(path.join(folder, `policy_${index}.rego`), policyText(index));
}

const CONDITIONS = [
  (index) => `not input.metadata.labels["example.com/label-${index}"]`,
  (index) => `some container in _containers\n\tnot startswith(container.image, "registry-${index}.example/")`,
  (index) => `some container in _containers\n\tregex.match(\`:v?0\\.${index}(\\.|$)\`, container.image)`,
  (index) => `some container in _containers\n\tsome port in container.ports\n\tport.containerPort == ${1000 + index}`,
  (index) => `count({name | some name, _ in input.metadata.annotations}) > ${index}`,
];

function policyText(index) {
  return `package generated.policy_${index}

deny contains msg if {
	${CONDITIONS[index % CONDITIONS.length](index)}
	msg := sprintf("%s %s breaks rule ${index}", [input.kind, object.get(input, ["metadata", "name"], "")])
}

_containers contains container if some container in input.spec.template.spec.containers

_containers contains container if some container in input.spec.containers
`;
}
