import { SluiceError } from '../../src/core/errors.ts';
import { engineManifest } from '../../src/node/engine/engine-version.ts';
import { NO_OPERANDS } from '../../src/node/flags/command-spec.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { EXIT } from '../exit-codes.ts';
import { sluiceVersion } from '../../src/node/sluice-version.ts';

/** `sluice version`: everything that a verdict depends on besides the policies. */
export const version: Command = createCommand(
  {
    name: 'version',
    summary: 'print the versions of sluice and its engine',
    usage: [''],
    description:
      'Prints the versions of sluice, of the OPA inside it and of Node, and the digest of the policy engine. Equal digests judge alike.',
    operands: NO_OPERANDS,
    flags: {},
    examples: [{ command: 'sluice version', meaning: 'What to put into a bug report.' }],
    exitCodes: [[EXIT.allowed, 'printed']],
  },
  async (_parsed, { stdout }) => {
    stdout.write(`sluice  ${sluiceVersion()}\n`);
    for (const [name, value] of engineLines()) stdout.write(`${name.padEnd(6)}  ${value}\n`);
    stdout.write(`node    ${process.version} ${process.platform} ${process.arch}\n`);
    return EXIT.allowed;
  },
);

/** A missing engine is worth knowing, too, and no reason to say nothing about the rest. */
function engineLines(): readonly (readonly [name: string, value: string])[] {
  try {
    const { opa, sources } = engineManifest();
    return [
      ['opa', opa],
      ['engine', sources],
    ];
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'ENGINE_MISSING')
      return [['engine', `missing: ${error.message}`]];
    throw error;
  }
}
