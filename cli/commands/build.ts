import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { sha256 } from '../../src/node/digest.ts';
import { engineVersion } from '../../src/node/engine/engine-version.ts';
import { NO_OPERANDS } from '../../src/node/flags/command-spec.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { writeFileAtomically } from '../../src/node/output/write-file-atomically.ts';
import { loadPolicySet, type LoadedPolicySet } from '../../src/node/policies/load-policy-set.ts';
import { EXIT } from '../exit-codes.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../../src/node/flags/policy-flags.ts';

const FLAGS = {
  ...POLICY_FLAGS,
  output: {
    kind: 'text',
    short: 'o',
    value: 'FILE',
    group: 'Result',
    description: 'Where the WebAssembly module goes; the manifest goes beside it, with the ending .manifest.json.',
    defaultText: 'policy.wasm',
  },
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

/** `sluice build`: the compiled form of a policy set, for other hosts of OPA's WebAssembly. */
export const build: Command = createCommand(
  {
    name: 'build',
    summary: 'compile policies to WebAssembly',
    usage: ['[FLAGS]'],
    description:
      "Compiles a policy set into one WebAssembly module of OPA's ABI and writes a manifest beside it: the digest of the set, its policies and their entrypoints. A set with a broken policy is not written.",
    operands: NO_OPERANDS,
    flags: FLAGS,
    examples: [
      {
        command: 'sluice build -p policy/ -o dist/policy.wasm',
        meaning: 'Writes dist/policy.wasm and dist/policy.manifest.json.',
      },
      {
        command: 'sluice build -p sluice:baseline',
        meaning: 'The baseline set of the policies that ship, as policy.wasm.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'compiled and written'],
      [EXIT.notEvaluated, 'a policy does not compile, there is none, or a file cannot be written'],
    ],
  },
  runBuild,
);

async function runBuild({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const set = await loadPolicySet(toPolicyRequest(flags, config, io), (notice) =>
    io.stderr.write(`warning: ${notice}\n`),
  );
  const wasm = requireWhole(set);
  const target = flags.output ?? 'policy.wasm';
  const manifest = `${target.replace(/\.wasm$/, '')}.manifest.json`;
  writeFileAtomically(path.resolve(io.cwd, target), [wasm]);
  writeFileAtomically(path.resolve(io.cwd, manifest), [`${JSON.stringify(manifestOf(set, wasm), null, 2)}\n`]);
  io.stdout.write(`${summaryLines(set, [target, manifest]).join('\n')}\n`);
  return EXIT.allowed;
}

/** `check` goes on without a broken policy and says so; a file that travels on its own could not say so. */
function requireWhole({ faults, wasm }: LoadedPolicySet): Uint8Array {
  if (faults.length > 0) {
    const lines = faults.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
    throw new SluiceError('POLICY_INVALID', lines.join('\n'));
  }
  if (wasm === undefined) throw new SluiceError('NO_POLICIES', 'no rule was left to compile; name a policy with -p');
  return wasm;
}

function manifestOf({ digest, policies }: LoadedPolicySet, wasm: Uint8Array): object {
  return {
    apiVersion: 'sluice.dev/v1alpha1',
    kind: 'PolicySet',
    digest,
    engine: engineVersion(),
    wasm: { sha256: sha256(wasm), bytes: wasm.length },
    policies: policies.map(({ name, package: packagePath, input, severity, rules }) => ({
      name,
      package: packagePath,
      input,
      severity,
      rules: rules.map((rule) => ({ name: rule.name, entrypoint: rule.entrypoint, action: rule.action })),
    })),
  };
}

function summaryLines({ digest, policies }: LoadedPolicySet, files: readonly string[]): readonly string[] {
  return [
    ...policies.flatMap(({ rules }) => rules.map(({ entrypoint }) => `entrypoint  ${entrypoint}`)),
    `policies    ${policies.length}`,
    `digest      ${digest}`,
    ...files.map((file) => `wrote       ${file}`),
  ];
}
