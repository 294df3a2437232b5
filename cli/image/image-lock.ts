import { SluiceError } from '../../src/core/errors.ts';
import type { ImageFinding } from '../../src/core/images/image-fact.ts';
import { oneLine } from '../../src/core/report/safe-text.ts';
import { imagesLockFile } from '../../src/node/config/images-config.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { displayPath } from '../../src/node/files/walk-files.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { ignoreFlag } from '../../src/node/flags/ignore-flag.ts';
import { POLICY_FLAGS } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { lockImages } from '../../src/node/images/lock-images.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import { EXIT } from '../exit-codes.ts';
import { exitCodeOf } from './image-verify.ts';

const FLAGS = {
  prune: { kind: 'switch', group: 'Result', description: 'Take out images that the manifests do not name.' },
  ignore: ignoreFlag('What to look at'),
  config: POLICY_FLAGS.config,
} as const satisfies FlagTable;

/** `sluice image lock`: notes what is found out about images, so that commits are checked without a network. */
export const imageLock: Command = createCommand(
  {
    name: 'image lock',
    summary: 'verify the images of manifests and write images.lock.json',
    usage: ['[FLAGS] [PATH…]'],
    description:
      'Verifies every image that the manifests name by the authorities of sluice.yaml, and writes digest, day and finding to images.lock.json beside it. "sluice check" at the point commit reads that file instead of asking registries; CI, admission and sync always ask. A PATH is a file or a folder; without any, the current folder is looked at.',
    operands: { min: 0, max: Number.MAX_SAFE_INTEGER, name: 'PATH' },
    flags: FLAGS,
    examples: [
      { command: 'sluice image lock', meaning: 'Every image below this folder.' },
      { command: 'sluice image lock --prune deploy/', meaning: 'Those of deploy/ and no others.' },
    ],
    exitCodes: [
      [EXIT.allowed, 'written, and every image is verified'],
      [EXIT.violations, 'written, and an image is not signed as it must be'],
      [EXIT.notEvaluated, 'an image could not be asked about, and its entry is as it was; or usage, config, no image'],
    ],
  },
  runLock,
);

async function runLock({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const { cwd, env } = io;
  const config = await loadConfig({ cwd, file: flags.config });
  const { findings, locked } = await lockImages({
    cwd,
    env,
    config,
    paths: operands.length === 0 ? ['.'] : operands,
    ignore: flags.ignore,
    prune: flags.prune,
    today: today(io),
  });
  const found = [...findings.values()];
  const lines = [...found.map(lockLine), `wrote  ${displayPath(cwd, imagesLockFile(config, cwd))}, ${locked} images`];
  if (found.length === 0)
    throw new SluiceError('NO_FILES', `${operands.join(', ') || '.'}: no manifest there names an image`);
  io.stdout.write(`${lines.join('\n')}\n`);
  return exitCodeOf(found);
}

const STATUS_WIDTH = 9;

function lockLine({ ref, status, message }: ImageFinding): string {
  const said = message === undefined ? '' : `: ${oneLine(message)}`;
  return `${status.padEnd(STATUS_WIDTH)}  ${oneLine(ref)}${said}`;
}
