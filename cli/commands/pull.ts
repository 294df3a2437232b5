import { visible } from '../../src/core/report/safe-text.ts';
import { pullSources, type PulledSource, type PullResult } from '../../src/node/bundles/pull-sources.ts';
import type { LockedSource } from '../../src/node/bundles/lock-file.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { displayPath } from '../../src/node/files/walk-files.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toCacheRequest } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { EXIT } from '../exit-codes.ts';

const FLAGS = {
  config: POLICY_FLAGS.config,
  prune: {
    kind: 'switch',
    group: 'Sources',
    description: 'Take sources that sluice.yaml does not name out of the lock file.',
  },
  'plain-http': {
    kind: 'switch',
    group: 'Sources',
    description: 'Speak to the hosts of the sources without TLS; on this machine that is so anyway.',
  },
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

/** `sluice pull`: looks where remote sources of policies stand, and pins them. */
export const pull: Command = createCommand(
  {
    name: 'pull',
    summary: 'fetch policies from elsewhere and pin them',
    usage: ['[FLAGS]', '[FLAGS] SOURCE…'],
    description:
      'Fetches the remote sources that sluice.yaml names under policies, or those given, verifies them, and writes to sluice.lock.json what they are now. Other commands use exactly that, until the next pull. Commit the lock file beside sluice.yaml. A SOURCE is oci://REGISTRY/REPOSITORY:TAG, https://HOST/BUNDLE.tar.gz or git+https://HOST/REPOSITORY//FOLDER?ref=REVISION.',
    operands: { min: 0, max: Number.MAX_SAFE_INTEGER, name: 'SOURCE' },
    flags: FLAGS,
    examples: [
      { command: 'sluice pull', meaning: 'Refresh every source of sluice.yaml; the lock file shows what changed.' },
      {
        command: 'sluice pull oci://ghcr.io/acme/policies:v2',
        meaning: 'Pin one source, also one that only -p will name.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'every source was fetched and verified, and the lock file was written'],
      [EXIT.notEvaluated, 'a source could not be had, or is not trusted; the lock file is as it was'],
    ],
  },
  runPull,
);

async function runPull({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const request = {
    cwd: io.cwd,
    config,
    env: io.env,
    given: operands,
    plainHttp: flags['plain-http'],
    prune: flags.prune,
    ...toCacheRequest(flags, io),
  };
  const result = await pullSources(request, (notice) => io.stderr.write(`warning: ${visible(notice)}\n`));
  // Whoever named a source wants to know about that one.
  const shown = operands.length === 0 ? result.sources : result.sources.filter(({ kind }) => kind !== 'kept');
  io.stdout.write(`${resultLines(result, shown, io.cwd).join('\n')}\n`);
  return EXIT.allowed;
}

function resultLines({ file, sources }: PullResult, shown: readonly PulledSource[], cwd: string): readonly string[] {
  return [...shown.flatMap(sourceLines), `wrote      ${displayPath(cwd, file)}, ${countText(sources)}`];
}

const countText = (sources: readonly PulledSource[]): string => {
  const count = sources.filter(({ kind }) => kind !== 'removed').length;
  return `${count} ${count === 1 ? 'source' : 'sources'}`;
};

function sourceLines({ kind, source, from, to }: PulledSource): readonly string[] {
  const head = `${kind.padEnd(9)}  ${visible(source)}`;
  if (kind === 'kept' || kind === 'removed') return [head];
  const was = kind === 'changed' && from !== undefined ? [`  was  ${pinText(from)}`] : [];
  return [head, ...was, ...(to === undefined ? [] : [`  now  ${pinText(to)}`])];
}

const pinText = ({ pin, revision }: LockedSource): string =>
  `${pin}${revision === undefined ? '' : ` (revision ${visible(revision)})`}`;
