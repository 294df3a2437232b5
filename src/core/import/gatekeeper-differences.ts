import { gatekeeperRole, type GatekeeperSource } from '../gatekeeper/gatekeeper-source.ts';
import { listAt, textAt } from '../gatekeeper/read-fields.ts';
import type { JsonValue } from '../model/json.ts';

/** Something that does not run as it does in a cluster, with its place. */
export interface Difference {
  readonly place: string;
  readonly message: string;
}

/** What a Gatekeeper object means in a cluster and does not mean to Sluice. What keeps it from running is a problem, and not here. */
export function gatekeeperDifferences(sources: readonly GatekeeperSource[]): readonly Difference[] {
  return sources.flatMap((source) => {
    const { kind, name } = source.resource.identity;
    return messagesOf(source).map((message) => ({ place: placeOf(source), message: `${kind} ${name} ${message}` }));
  });
}

function placeOf({ file, locate }: GatekeeperSource): string {
  return `${file}:${locate([]).line}`;
}

function messagesOf(source: GatekeeperSource): readonly string[] {
  switch (gatekeeperRole(source.resource)) {
    case 'template':
      return hasBothEngines(source)
        ? ['holds CEL and Rego: a cluster with the CEL driver runs the CEL, Sluice the Rego, and their messages differ']
        : [];
    case 'provider':
      return ['is not called: a template that calls external_data is an error, never a pass'];
    case 'config':
    case 'mutation':
    case 'constraint':
    case 'sync-set':
    case 'expansion':
    case 'suite':
    case undefined:
      return [];
  }
}

function hasBothEngines({ object }: GatekeeperSource): boolean {
  const target = ['spec', 'targets', 0];
  const engines = listAt(object, [...target, 'code']).map((entry: JsonValue) => textAt(entry, ['engine']));
  return (
    engines.includes('K8sNativeValidation') && (engines.includes('Rego') || textAt(object, [...target, 'rego']) !== '')
  );
}

/** Files that a suite tests policies with, below the folder of the suite. Gatekeeper allows no absolute paths. */
export function suiteFiles({ object }: GatekeeperSource): readonly string[] {
  return listAt(object, ['tests'])
    .flatMap((test) => listAt(test, ['cases']))
    .flatMap((one) => [
      textAt(one, ['object']),
      ...listAt(one, ['inventory']).filter((path) => typeof path === 'string'),
    ])
    .filter((path) => path !== '' && !path.startsWith('/'));
}
