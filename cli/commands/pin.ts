import { SluiceError } from '../../src/core/errors.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { MANIFEST_EXTENSIONS } from '../../src/node/check/counted-files.ts';
import { ignoredFiles } from '../../src/node/check/ignored-files.ts';
import { walkFiles } from '../../src/node/files/walk-files.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { ignoreFlag } from '../../src/node/flags/ignore-flag.ts';
import { POLICY_FLAGS } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { pinFiles, type PinOutcome, type PinRequest } from '../../src/node/images/pin/pin-files.ts';
import { createImageRegistry } from '../../src/node/images/registry/create-image-registry.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { EXIT } from '../exit-codes.ts';
import { pinJson, pinText } from '../pin/pin-report.ts';

const FLAGS = {
  check: { kind: 'switch', group: 'What to do', description: 'Ask nobody and write nothing: say what is not pinned.' },
  update: {
    kind: 'switch',
    group: 'What to do',
    description: 'Resolve the tags of pinned images anew, too, and write the digests that they have now.',
  },
  output: {
    kind: 'choice',
    short: 'o',
    choices: ['text', 'json'],
    group: 'Result',
    description: 'How the answer is written.',
    defaultText: 'text',
  },
  ignore: ignoreFlag('What to look at'),
  config: POLICY_FLAGS.config,
} as const satisfies FlagTable;

/** `sluice pin`: digests for tags, in Git, where nobody has to rewrite them later. */
export const pin: Command = createCommand(
  {
    name: 'pin',
    summary: 'write the digests of images into manifests',
    usage: ['[FLAGS] PATH…', '--check PATH…', '--update PATH…'],
    description:
      'Asks the registries what the tags of images are now and writes them as TAG@DIGEST: into containers, init and ephemeral containers and image volumes of whatever kind, into the fields that images.paths of sluice.yaml names, and as digest into the images of kustomizations. Nothing else of a file is changed: comments, quotes, anchors and line ends stay as they are.',
    operands: { min: 1, max: Number.MAX_SAFE_INTEGER, name: 'PATH' },
    flags: FLAGS,
    examples: [
      { command: 'sluice pin deploy/', meaning: 'Pin what is not pinned yet.' },
      { command: 'sluice pin --update deploy/', meaning: 'Move what is pinned to what its tags are now.' },
      { command: 'sluice pin --check deploy/', meaning: 'In CI: is everything pinned? No registry is asked.' },
    ],
    exitCodes: [
      [EXIT.allowed, 'every image is pinned'],
      [EXIT.violations, '--check: an image is not pinned'],
      [EXIT.notEvaluated, 'an image could not be pinned, or a file could not be read; the others are written'],
    ],
  },
  runPin,
);

async function runPin({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const { cwd, env } = io;
  if (flags.check && flags.update)
    throw new SluiceError('USAGE', '--check writes nothing, so --update has nothing to do');
  const config = await loadConfig({ cwd, file: flags.config });
  const walk = walkFiles(operands, {
    cwd,
    isIgnored: ignoredFiles({ config, ignore: flags.ignore }),
    extensions: MANIFEST_EXTENSIONS,
    alsoCounts: (name) => name === 'Kustomization',
  });
  const [fault] = walk.faults;
  if (fault !== undefined) throw new SluiceError(fault.code, fault.message);
  if (walk.files.length === 0) throw new SluiceError('NO_FILES', `${operands.join(', ')}: there is no manifest`);
  const outcome = await pinFiles({
    files: walk.files,
    places: config.images.places,
    mode: modeOf(flags),
    registry: createImageRegistry({ registries: config.registries, env, allowLoopback: true }),
  });
  io.stdout.write(flags.output === 'json' ? pinJson(outcome) : pinText(outcome, walk.files.length));
  return exitCodeOf(outcome);
}

const modeOf = ({ check, update }: { readonly check: boolean; readonly update: boolean }): PinRequest['mode'] =>
  check ? 'check' : update ? 'update' : 'write';

function exitCodeOf({ results, faults }: PinOutcome): number {
  if (faults.length > 0 || results.some(({ status }) => status === 'failed')) return EXIT.notEvaluated;
  return results.some(({ status }) => status === 'unpinned') ? EXIT.violations : EXIT.allowed;
}
