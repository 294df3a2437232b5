import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import { CONSTRAINT_GROUP } from '../../core/gatekeeper/crds/constraint-crd.ts';
import { gatekeeperRole } from '../../core/gatekeeper/gatekeeper-source.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { splitApiVersion } from '../../core/model/resource.ts';
import type { KubeClient, ObjectAddress } from '../kubernetes/kube-client.ts';
import { splitPlace, type ClusterObject } from './cluster-object.ts';
import type { PolicyOutcome } from './cluster-policies.ts';
import { constraintResource, type CrdState } from './constraint-kinds.ts';
import { GATEKEEPER_KINDS } from './gatekeeper-kinds.ts';
import type { StatusError } from './status-entry.ts';
import { StatusWriter, type StatusTarget } from './status-writer.ts';

export interface StatusReporterOptions {
  readonly client: KubeClient;
  readonly podId: string;
  readonly operations?: readonly string[];
  readonly onTrouble: () => void;
  readonly stateOfKind: (kind: string) => CrdState;
}

const OPERATIONS = ['status', 'webhook'];
/** The message of a status is for people, and repeated in each replica's entry. */
const LONGEST_MESSAGE = 1024;
const MOST_ERRORS = 20;

/** Turns what became of policies into the status of their objects. */
export class StatusReporter implements AsyncDisposable {
  readonly #options: StatusReporterOptions;
  readonly #writer: StatusWriter;
  readonly #targets = new Map<string, StatusTarget>();
  /** Constraints by uid that judge, from the last set that did. */
  #enforced: ReadonlySet<string> = new Set();
  #trouble: string | undefined;

  constructor(options: StatusReporterOptions) {
    this.#options = options;
    this.#writer = new StatusWriter({
      client: options.client,
      onTrouble: (trouble) => {
        this.#trouble = trouble;
        options.onTrouble();
      },
    });
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** @param objects those that there are now; what was reported of others is forgotten */
  report(outcome: PolicyOutcome, objects: readonly ClusterObject[]): void {
    const errors = errorsByFile(outcome);
    const reported = new Map(outcome.snapshot.gatekeeper.map(({ source }) => [source.file, source.resource.json]));
    // What says something else by now is in the next outcome; another replica's entry makes it no other object.
    const current = objects.filter((object) => reported.get(fileOf(object)) === object.text);
    if (outcome.isInForce) this.#enforced = enforcedOf(current, errors, outcome.earlier);
    this.#forgetOthers(objects);
    for (const object of current) this.#want(object, errors.get(fileOf(object)) ?? []);
  }

  /** Writes again what somebody took away. */
  see(object: ClusterObject): void {
    const target = this.#targets.get(fileOf(object));
    if (target === undefined || target.uid !== object.uid) return;
    const isLost = object.ownEntry !== canonicalJson(target.wish.entry);
    if (isLost) this.#writer.want(fileOf(object), target, true);
  }

  sweep(isStale: (podId: string) => boolean, objects: readonly ClusterObject[]): void {
    const isOther = (podId: string): boolean => podId !== this.#options.podId && isStale(podId);
    this.#writer.setStale(isOther);
    for (const object of objects) {
      const target = this.#targets.get(fileOf(object));
      if (target !== undefined && object.podIds.some(isOther)) this.#writer.want(fileOf(object), target, true);
    }
  }

  #want(object: ClusterObject, errors: readonly StatusError[]): void {
    const address = addressOf(object);
    if (address === undefined) return;
    const target = { address, uid: object.uid, wish: this.#wishOf(object, errors) };
    this.#targets.set(fileOf(object), target);
    const isLost = object.ownEntry !== canonicalJson(target.wish.entry);
    this.#writer.want(fileOf(object), target, isLost);
  }

  #wishOf(object: ClusterObject, errors: readonly StatusError[]): StatusTarget['wish'] {
    const { podId, operations = OPERATIONS } = this.#options;
    const { uid, generation } = object;
    const isConstraint = roleOf(object) === 'constraint';
    const kind = textAt(object.source.source.object, ['spec', 'crd', 'spec', 'names', 'kind']);
    const state = roleOf(object) === 'template' ? this.#options.stateOfKind(kind) : undefined;
    const all = [...errors, ...(state?.kind === 'failed' ? [{ code: 'create_error', message: state.message }] : [])];
    const entry: JsonObject = {
      id: podId,
      observedGeneration: generation,
      operations: [...operations].sort(),
      ...(isConstraint ? { constraintUID: uid, enforced: this.#enforced.has(uid) } : { templateUID: uid }),
      ...(all.length === 0 ? {} : { errors: all.slice(0, MOST_ERRORS).map((error) => ({ ...error })) }),
    };
    return { podId, entry, ...(state === undefined ? {} : { created: state.kind === 'established' }) };
  }

  #forgetOthers(objects: readonly ClusterObject[]): void {
    const known = new Set(objects.map(fileOf));
    for (const key of [...this.#targets.keys()].filter((one) => !known.has(one))) {
      this.#targets.delete(key);
      this.#writer.forget(key);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#writer[Symbol.asyncDispose]();
  }
}

const fileOf = ({ source }: ClusterObject): string => source.source.file;

const roleOf = ({ source }: ClusterObject): ReturnType<typeof gatekeeperRole> => gatekeeperRole(source.source.resource);

/** Config and SyncSets have no status that anybody reads. */
function addressOf(object: ClusterObject): ObjectAddress | undefined {
  const { kind, name } = object.source.source.resource.identity;
  switch (roleOf(object)) {
    case 'template':
      return { resource: GATEKEEPER_KINDS.templates, name };
    case 'expansion':
      return { resource: GATEKEEPER_KINDS.expansions, name };
    case 'constraint':
      return { resource: constraintResource(kind), name };
    case 'config':
    case 'sync-set':
    case 'suite':
    case 'mutation':
    case 'provider':
    case undefined:
      return undefined;
  }
}

function errorsByFile({ faults }: PolicyOutcome): ReadonlyMap<string, readonly StatusError[]> {
  const errors = new Map<string, StatusError[]>();
  for (const { file, line, column, message } of faults) {
    const place = splitPlace(file);
    const list = errors.get(place.file) ?? [];
    errors.set(place.file, list);
    const location = place.field === '' ? {} : { location: `${place.field}:${line}:${column}` };
    list.push({ code: 'ingest_error', message: message.slice(0, LONGEST_MESSAGE), ...location });
  }
  return errors;
}

/** A constraint judges when neither it nor its template has a fault, or a version from before judges in its place. */
function enforcedOf(
  objects: readonly ClusterObject[],
  errors: ReadonlyMap<string, readonly StatusError[]>,
  earlier: PolicyOutcome['earlier'],
): ReadonlySet<string> {
  const isSound = (object: ClusterObject): boolean => !errors.has(fileOf(object)) || earlier.has(fileOf(object));
  const kinds = new Set(
    objects
      .filter((object) => roleOf(object) === 'template' && isSound(object))
      .map(({ source }) => textAt(source.source.object, ['spec', 'crd', 'spec', 'names', 'kind'])),
  );
  const judges = ({ source }: ClusterObject): boolean => {
    const { apiVersion, kind } = source.source.resource.identity;
    return splitApiVersion(apiVersion).group === CONSTRAINT_GROUP && kinds.has(kind);
  };
  return new Set(objects.filter((object) => judges(object) && isSound(object)).map(({ uid }) => uid));
}
