import { messageOf, SluiceError } from '../../core/errors.ts';
import { listAt, objectAt, textAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject, JsonValue } from '../../core/model/json.ts';
import type { ApiResource, KubeClient, ListOptions } from '../kubernetes/kube-client.ts';
import { INSTALLED_KINDS, ROLE, ROLE_BINDING, WEBHOOK_CONFIGURATION, type InstalledKind } from './installed-kinds.ts';

/** Which installation is meant. */
export interface Installation {
  readonly namespace: string;
  /** `app.kubernetes.io/instance` of its objects, which is also the name of its Service. */
  readonly instance: string;
}

export interface UninstallOptions {
  readonly client: KubeClient;
  readonly installation: Installation;
  /** Looks, and changes nothing. */
  readonly isDryRun: boolean;
  /** Aborted: what is begun is not ended, except for webhooks. */
  readonly stop: AbortSignal;
}

/** An object that was taken away, or would be. */
export interface InstalledObject {
  readonly kind: string;
  readonly name: string;
  /** Absent for those of the whole cluster. */
  readonly namespace?: string;
  /** The release of Helm that it belonged to. */
  readonly helmRelease?: string;
}

export interface UninstallOutcome {
  /** In the order in which they went. */
  readonly removed: readonly InstalledObject[];
  /** What could not be looked at or taken away, and why. */
  readonly faults: readonly string[];
  /** It was told to stop before everything was gone. No webhook is left all the same. */
  readonly isInterrupted: boolean;
}

interface FoundObject {
  readonly shown: InstalledObject;
  readonly resource: ApiResource;
}

/**
 * Takes an installation away, its webhooks first: from then on nothing asks sluice, whatever becomes of the rest. What
 * cannot be deleted keeps nothing else.
 * @throws KubeError, or SluiceError WEBHOOK_LEFT: nothing but webhooks was touched then
 */
export async function uninstall(options: UninstallOptions): Promise<UninstallOutcome> {
  const removed: InstalledObject[] = [];
  const faults: string[] = [];
  for (const { shown } of await removeWebhooks(options)) removed.push(shown);
  const parts = [
    ['Role and RoleBinding in other Namespaces', () => findElsewhere(options)] as const,
    ...INSTALLED_KINDS.map((kind) => [kind.kind, () => findOf(kind, options)] as const),
  ];
  for (const [name, find] of parts) {
    if (options.stop.aborted) return { removed, faults, isInterrupted: true };
    try {
      for (const object of await find()) {
        await remove(object, options);
        removed.push(object.shown);
      }
    } catch (error) {
      faults.push(`${name}: ${messageOf(error)}`);
    }
  }
  return { removed, faults, isInterrupted: false };
}

/** All at once, and to the end: not even who interrupts this is left with one that refuses everything because nobody answers. */
async function removeWebhooks(options: UninstallOptions): Promise<readonly FoundObject[]> {
  const found = await findWebhooks(options);
  if (options.isDryRun) return found;
  await Promise.all(found.map((webhook) => remove(webhook, options)));
  const [left] = await findWebhooks(options);
  if (left === undefined) return found;
  throw new SluiceError(
    'WEBHOOK_LEFT',
    `${left.shown.kind} ${left.shown.name} was deleted and is there all the same: a finalizer holds it, or somebody puts it back, as GitOps engines do; take it from them first`,
  );
}

/** Those with the label, and those that people have made by hand: all that they ask is our Service. */
async function findWebhooks(options: UninstallOptions): Promise<readonly FoundObject[]> {
  const { installation } = options;
  const labels = labelsOf(installation);
  return list(WEBHOOK_CONFIGURATION, options, {}, (object) => {
    const own = objectAt(object, ['metadata', 'labels']);
    return labels.every(([key, value]) => own[key] === value) || asksOnly(object, installation);
  });
}

function asksOnly(configuration: JsonObject, { namespace, instance }: Installation): boolean {
  const services = listAt(configuration, ['webhooks']).map((one) => objectAt(one, ['clientConfig', 'service']));
  return services.length > 0 && services.every(({ name, namespace: of }) => name === instance && of === namespace);
}

const findOf = (kind: InstalledKind, options: UninstallOptions): Promise<readonly FoundObject[]> =>
  list(kind, options, {
    labelSelector: selectorOf(options),
    ...(kind.isNamespaced ? { namespace: options.installation.namespace } : {}),
  });

/**
 * Roles of the installation in other Namespaces: the chart makes one where pull secrets, or policies in a ConfigMap, are read. Only with
 * the labels, and only where what they grant is granted to the service account of this installation alone: others of this name may be there.
 */
async function findElsewhere(options: UninstallOptions): Promise<readonly FoundObject[]> {
  const { namespace: home, instance } = options.installation;
  const labelSelector = selectorOf(options);
  const isElsewhere = (object: JsonObject): boolean => textAt(object, ['metadata', 'namespace']) !== home;
  const isOurs = (binding: JsonObject): boolean => {
    const subjects = listAt(binding, ['subjects']);
    return isElsewhere(binding) && subjects.length > 0 && subjects.every((one) => isAccount(one, home, instance));
  };
  const bindings = await list(ROLE_BINDING, options, { labelSelector }, isOurs);
  const granted = new Set(bindings.map(placeOf));
  const roles = await list(ROLE, options, { labelSelector }, isElsewhere);
  // The chart calls a role and its binding by one name. The binding goes last: whoever is interrupted finds both by it.
  return [...roles.filter((role) => granted.has(placeOf(role))), ...bindings];
}

const isAccount = (subject: JsonValue, namespace: string, name: string): boolean =>
  textAt(subject, ['kind']) === 'ServiceAccount' &&
  textAt(subject, ['namespace']) === namespace &&
  textAt(subject, ['name']) === name;

const placeOf = ({ shown }: FoundObject): string => `${shown.namespace ?? ''}/${shown.name}`;

const selectorOf = ({ installation }: UninstallOptions): string =>
  labelsOf(installation)
    .map((pair) => pair.join('='))
    .join(',');

const labelsOf = ({ instance }: Installation): readonly (readonly [key: string, value: string])[] => [
  ['app.kubernetes.io/name', 'sluice'],
  ['app.kubernetes.io/instance', instance],
];

/** @returns none of a kind that the cluster does not have */
async function list(
  kind: InstalledKind,
  { client }: UninstallOptions,
  selection: ListOptions,
  isMeant: (object: JsonObject) => boolean = () => true,
): Promise<readonly FoundObject[]> {
  const resource = await client.discover(kind);
  if (resource === undefined) return [];
  const found: FoundObject[] = [];
  for await (const { items } of client.list(resource, selection)) {
    found.push(...items.filter(isMeant).map((object) => toFound(object, resource)));
  }
  return found;
}

function toFound(object: JsonObject, resource: ApiResource): FoundObject {
  const namespace = textAt(object, ['metadata', 'namespace']);
  const helmRelease = textAt(object, ['metadata', 'annotations', 'meta.helm.sh/release-name']);
  const shown = {
    kind: resource.kind,
    name: textAt(object, ['metadata', 'name']),
    ...(namespace === '' ? {} : { namespace }),
    ...(helmRelease === '' ? {} : { helmRelease }),
  };
  return { shown, resource };
}

async function remove({ shown, resource }: FoundObject, { client, isDryRun }: UninstallOptions): Promise<void> {
  const { name, namespace } = shown;
  if (!isDryRun) await client.delete({ resource, name, ...(namespace === undefined ? {} : { namespace }) });
}
