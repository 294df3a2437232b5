import { SluiceError } from '../../src/core/errors.ts';
import type { JudgedPage } from '../../src/node/audit/audit-cluster.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import type { Plan } from '../../src/core/evaluate/plan-checks.ts';
import type { Log } from '../watching/admission-log.ts';
import type { AdmissionRecord } from '../watching/admission-record.ts';
import { countedElsewhere, type Metric } from '../metrics/metric.ts';
import { openClient } from '../sources/open-client.ts';
import { ownNamespace } from '../sources/own-namespace.ts';
import { podIdOf } from '../sources/pod-id.ts';
import { EventRecorder, type EventCounts } from './event-recorder.ts';
import type { EventPlace } from './to-event.ts';
import { eventsOfAdmission, eventsOfPage, type ViolationEvent } from './violation-event.ts';

export interface EventFlags {
  readonly 'emit-admission-events': boolean;
  readonly 'admission-events-involved-namespace': boolean;
  readonly 'emit-audit-events': boolean;
  readonly 'audit-events-involved-namespace': boolean;
  readonly 'audit-interval': number | undefined;
  readonly kubeconfig: string | undefined;
}

/** Kubernetes events of violations. Each is absent where nobody asked for it. */
export interface Events extends AsyncDisposable {
  readonly ofAdmission?: (record: AdmissionRecord) => void;
  readonly ofAudit?: (page: JudgedPage) => void;
  readonly metrics: readonly Metric[];
}

/** Where events are when nobody knows where sluice runs. */
const NAMESPACE = 'default';

export interface EventSurroundings {
  readonly log: Log;
  /** What is asked now. */
  readonly judges: { readonly plan: Plan };
}

/** @throws SluiceError USAGE, or CONFIG_INVALID when nobody says where the cluster is */
export function openEvents(flags: EventFlags, { env, now }: ShellIo, { log, judges }: EventSurroundings): Events {
  checkFlags(flags);
  const { 'emit-admission-events': ofAdmission, 'emit-audit-events': ofAudit, kubeconfig } = flags;
  if (!ofAdmission && !ofAudit) return { metrics: [], [Symbol.asyncDispose]: () => Promise.resolve() };
  const client = openClient({ kubeconfig, env });
  const placeOf = placesOf(flags, env, judges);
  const recorder = new EventRecorder({ client, now, placeOf, onChange: sayTo(log) });
  const record = (events: readonly ViolationEvent[]): void => {
    for (const event of events) recorder.record(event);
  };
  return {
    ...(ofAdmission && { ofAdmission: (one: AdmissionRecord) => record(eventsOfAdmission(one)) }),
    ...(ofAudit && { ofAudit: (page: JudgedPage) => record(eventsOfPage(page)) }),
    metrics: eventMetrics(() => recorder.counts),
    [Symbol.asyncDispose]: async () => {
      await recorder[Symbol.asyncDispose]();
      await client[Symbol.asyncDispose]();
    },
  };
}

/** What became of violations that events were to tell of. */
export function eventMetrics(read: () => EventCounts): readonly Metric[] {
  return [
    countedElsewhere(
      { name: 'sluice_events_violations_total', help: 'Violations that Kubernetes events tell of.' },
      () => read().told,
    ),
    countedElsewhere(
      { name: 'sluice_events_dropped_total', help: 'Violations of which there is no event: too many, or not taken.' },
      () => read().dropped,
    ),
  ];
}

function checkFlags(flags: EventFlags): void {
  if (flags['emit-audit-events'] && flags['audit-interval'] === undefined) {
    throw new SluiceError('USAGE', '--emit-audit-events tells of what an audit finds: give --audit-interval, too');
  }
}

function placesOf(
  flags: EventFlags,
  env: ShellIo['env'],
  judges: EventSurroundings['judges'],
): (event: ViolationEvent) => EventPlace {
  const own = ownNamespace(env).ownNamespace ?? NAMESPACE;
  const instance = podIdOf(env);
  return ({ process, policy }) => ({
    ownNamespace: own,
    isWithObject: flags[`${process}-events-involved-namespace`],
    instance,
    isTemplate: templatesOf(judges.plan).has(policy),
  });
}

const templatesOf = ({ reviewGroups }: Plan): ReadonlySet<string> =>
  new Set(
    reviewGroups.flatMap(({ checks }) =>
      checks.flatMap(({ policy }) => (policy.input === 'template' ? [policy.name] : [])),
    ),
  );

const sayTo =
  (log: Log) =>
  (problem: string | undefined): void =>
    problem === undefined
      ? log.say('info', 'events', { message: 'written again' })
      : log.say('warn', 'events', { message: problem });
