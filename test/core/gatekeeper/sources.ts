import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { gatekeeperSources } from '../../../src/core/gatekeeper/gatekeeper-source.ts';
import type { SourceWithLines } from '../../../src/core/gatekeeper/gatekeeper-set.ts';

/** The Gatekeeper objects of a YAML text, as if it were the file `gatekeeper.yaml`. */
export function sourcesOf(text: string): readonly SourceWithLines[] {
  const { documents } = parseDocuments(text);
  return gatekeeperSources('gatekeeper.yaml', documents).map((source) => ({ source, lines: () => text.split('\n') }));
}

/** A template whose violation rule is the given Rego body, with one library. */
export const template = (
  kind: string,
  rego: string,
  rest: string = '',
): string => `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: ${kind.toLowerCase()}
spec:
  crd:
    spec:
      names:
        kind: ${kind}
${rest}  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
${rego
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}
`;

export const constraint = (
  kind: string,
  name: string,
  spec: string = '{}',
): string => `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: ${kind}
metadata:
  name: ${name}
spec: ${spec}
`;
