import { SluiceError } from '../../src/core/errors.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { asksForHelp } from '../../src/node/flags/parse-flags.ts';
import { EXIT } from '../exit-codes.ts';
import { imageLock } from '../image/image-lock.ts';
import { imageRoot } from '../image/image-root.ts';
import { imageVerify } from '../image/image-verify.ts';

const ACTIONS: Readonly<Record<string, Command>> = {
  verify: imageVerify,
  lock: imageLock,
  root: imageRoot,
};

const overview: Command = createCommand(
  {
    name: 'image',
    summary: 'verify images and lock what was found out',
    usage: ['verify [FLAGS] REF…', 'lock [FLAGS] [PATH…]', 'root [FLAGS] FILE'],
    description:
      '"sluice image verify" asks about images as a person would, and explains the answer. "sluice image lock" does so for every image of some manifests and writes images.lock.json, so that a commit can be checked without a network. "sluice image root" fetches the trust root that images are verified by. Each has its own help: sluice image verify --help.',
    operands: { min: 1, max: 1, name: 'verify, lock or root' },
    flags: {},
    examples: [
      {
        command: 'sluice image verify --key cosign.pub ghcr.io/acme/web:v1',
        meaning: 'Is it signed by this key, and if not, why not?',
      },
      { command: 'sluice image lock deploy/', meaning: 'Verify every image of the manifests in deploy/, and note it.' },
    ],
    exitCodes: [
      [EXIT.allowed, 'every image is verified; the trust root is written, or up to date'],
      [EXIT.violations, 'an image is not signed as it must be; the trust root is out of date'],
      [EXIT.notEvaluated, 'could not find out: usage, config, or a server that gives no answer'],
    ],
  },
  ({ operands }) => {
    throw new SluiceError(
      'USAGE',
      `sluice image ${operands[0] ?? ''} is no command; write sluice image verify REF…, sluice image lock [PATH…] or sluice image root FILE`,
    );
  },
);

/** `sluice image`: its first word says what to do. */
export const image: Command = {
  spec: overview.spec,
  actions: ACTIONS,
  run: (argv, io) => {
    const [word = '', ...rest] = argv;
    const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
    return action === undefined || (asksForHelp(argv) && argv.length === 1)
      ? overview.run(argv, io)
      : action.run(rest, io);
  },
};
