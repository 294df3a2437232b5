import { FAIL_ON } from '../../src/core/model/decision.ts';
import { FORMATS } from '../../src/core/report/formats.ts';
import { NO_OPERANDS } from '../../src/node/flags/command-spec.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, EVALUATION_FLAGS, POLICY_FLAGS } from '../../src/node/flags/policy-flags.ts';
import { createCommand } from '../../src/node/flags/run-command.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { EVENT_FLAGS } from '../events/event-flags.ts';
import { IMAGE_FLAGS } from '../judging/image-flags.ts';
import { LIVE_FLAGS } from '../sources/live-flags.ts';
import { WATCHING_FLAGS } from '../watching/watching-flags.ts';
import { auditAgain } from './audit-again.ts';
import { AUDIT_WRITE_FLAGS } from './audit-flags.ts';
import { auditOnce } from './audit-once.ts';
import { PAGE_SIZE } from './start-auditing.ts';

const FLAGS = {
  ...POLICY_FLAGS,
  ...LIVE_FLAGS,
  ...IMAGE_FLAGS,
  once: {
    kind: 'switch',
    group: 'Audit',
    description:
      'Judge everything once, print a report and end. Nothing is written to the cluster unless --report says so.',
  },
  interval: {
    kind: 'count',
    value: 'SECONDS',
    min: 1,
    max: 86_400,
    group: 'Audit',
    description: 'How long to wait between two audits.',
    defaultText: '60',
  },
  ...AUDIT_WRITE_FLAGS,
  'exempt-namespace': {
    kind: 'list',
    value: 'NAME',
    group: 'Audit',
    description: 'A Namespace, or with * at one or both ends several, in which nothing is judged.',
  },
  'page-size': {
    kind: 'count',
    value: 'N',
    min: 1,
    max: 5000,
    group: 'Audit',
    description: 'Objects that are read at a time. No more are in memory.',
    defaultText: String(PAGE_SIZE),
  },
  output: {
    kind: 'list',
    short: 'o',
    value: 'FMT[=FILE]',
    group: 'Reports',
    description: `With --once: write a report to a file, or to standard output. Formats: ${FORMATS.join(', ')}.`,
    defaultText: 'text',
  },
  'fail-on': {
    kind: 'choice',
    choices: FAIL_ON,
    group: 'Reports',
    description: 'The least that makes the exit code 1.',
    defaultText: 'deny, or what sluice.yaml says',
  },
  'no-color': { kind: 'switch', group: 'Reports', description: 'No colours; NO_COLOR does the same.' },
  ...EVALUATION_FLAGS,
  deadline: {
    kind: 'count',
    value: 'SECONDS',
    min: 1,
    max: 86_400,
    group: 'Running',
    description: 'Seconds that one audit may take.',
    defaultText: '3600',
  },
  ...CACHE_FLAGS,
  'metrics-port': {
    ...WATCHING_FLAGS['metrics-port'],
    description: 'Serve GET /metrics over plain HTTP on this port.',
  },
  'metrics-compat': WATCHING_FLAGS['metrics-compat'],
  'log-level': {
    ...WATCHING_FLAGS['log-level'],
    description: 'The least that is logged, as lines of JSON on standard error.',
  },
  'emit-audit-events': {
    ...EVENT_FLAGS['emit-audit-events'],
    description:
      'Write a Kubernetes event for each violation that is found. What is the same is counted in one; more than five a second are put off, and what waits too long is dropped and counted. Not with --once.',
  },
  'audit-events-involved-namespace': {
    ...EVENT_FLAGS['audit-events-involved-namespace'],
    description: 'Write these into the Namespace of the object, and not into the one that sluice runs in.',
  },
} as const satisfies FlagTable;

/** `sluice audit`: judges what is in a cluster, once or until it is told to stop, and gives the exit code. */
export const run: (argv: readonly string[], io: ShellIo) => Promise<number> = createCommand(
  {
    name: 'audit',
    summary: 'judge what is in a cluster',
    usage: ['--once [FLAGS]', '[FLAGS]'],
    description:
      'Judges all objects of a cluster that policies select, page by page, as their manifests would be judged. With --once it prints a report; without, it goes on until it is told to stop, one replica at a time, and writes what it finds to the status of constraints and to reports in the cluster.',
    operands: NO_OPERANDS,
    flags: FLAGS,
    examples: [
      { command: 'sluice audit --once -p policy/', meaning: 'What own policies say of the current cluster.' },
      {
        command: 'sluice audit --cluster --interval 300',
        meaning: 'In a cluster: its own policies, every five minutes, with status and reports.',
      },
    ],
    exitCodes: [
      [0, 'evaluated and allowed; without --once, stopped by SIGTERM or SIGINT'],
      [1, 'violations at or above --fail-on'],
      [2, 'could not evaluate: usage, config, a policy in error, a cluster that cannot be read, nothing evaluated'],
    ],
  },
  audit,
).run;

function audit({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  return flags.once ? auditOnce(flags, io) : auditAgain(flags, io);
}
