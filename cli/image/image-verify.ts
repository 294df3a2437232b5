import type { ImageFinding } from '../../src/core/images/image-fact.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import type { Config } from '../../src/node/config/config.ts';
import { parseReference } from '../../src/core/images/reference.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { POLICY_FLAGS } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { inspectAll } from '../../src/node/images/inspect-all.ts';
import { openImageInspector } from '../../src/node/images/open-image-inspector.ts';
import { paintFor } from '../../src/node/output/paint.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { EXIT } from '../exit-codes.ts';
import { authoritiesOfFlags, SIGNER_FLAGS } from './authorities-of-flags.ts';
import { imageJson } from './image-json.ts';
import { imageText } from './image-text.ts';

const FLAGS = {
  ...SIGNER_FLAGS,
  output: {
    kind: 'choice',
    short: 'o',
    choices: ['text', 'json'],
    group: 'Result',
    description: 'How the answer is written.',
    defaultText: 'text',
  },
  'plain-http': {
    kind: 'switch',
    group: 'Registry',
    description: 'Speak to the registries of the images without TLS; on this machine that is so anyway.',
  },
  config: POLICY_FLAGS.config,
} as const satisfies FlagTable;

/** `sluice image verify`: one image, as a person would ask. */
export const imageVerify: Command = createCommand(
  {
    name: 'image verify',
    summary: 'say whether images are signed, by whom, and if not, why not',
    usage: ['[FLAGS] REF…', '--key FILE REF…', '--identity SUBJECT --issuer URL REF…'],
    description:
      'Resolves each image, looks for everything that signs it (OCI referrers, their tags, cosign’s .sig and .att tags) and verifies it: Sigstore bundles, cosign’s older format and Notary Project signatures, without being told which. Without --key or --identity the authorities of sluice.yaml decide. Attestations that verify are listed.',
    operands: { min: 1, max: 1000, name: 'REF' },
    flags: FLAGS,
    examples: [
      { command: 'sluice image verify --key cosign.pub ghcr.io/acme/web:v1', meaning: 'By a public key.' },
      {
        command:
          'sluice image verify --identity https://github.com/acme/web/.github/workflows/release.yml@refs/heads/main --issuer https://token.actions.githubusercontent.com ghcr.io/acme/web:v1',
        meaning: 'Keyless: by a workflow of GitHub.',
      },
      { command: 'sluice image verify -o json ghcr.io/acme/web:v1', meaning: 'By sluice.yaml, for a program.' },
    ],
    exitCodes: [
      [EXIT.allowed, 'every image is verified'],
      [EXIT.violations, 'an image is not signed as it must be'],
      [EXIT.notEvaluated, 'could not find out: usage, config, or a registry that gives no answer'],
    ],
  },
  runVerify,
);

async function runVerify({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const loaded = await loadConfig({ cwd: io.cwd, file: flags.config });
  const images = authoritiesOfFlags(flags, loaded.images, io.cwd);
  const config = flags['plain-http'] ? withoutTls({ ...loaded, images }, operands) : { ...loaded, images };
  const inspector = openImageInspector({ config, env: io.env, allowLoopback: true, now: () => io.now() });
  const findings = await inspectAll(inspector, operands);
  const found = operands.flatMap((ref) => findings.get(ref) ?? []);
  const text = flags.output === 'json' ? imageJson(found) : imageText(found, paintFor(io.stdout, io.env, false));
  io.stdout.write(text);
  return exitCodeOf(found);
}

/** The hosts of the images are named by the user, and so is how to speak to them. */
function withoutTls(config: Config, refs: readonly string[]): Config {
  const hosts = new Set(refs.map((ref) => parseReference(ref).registry));
  const others = config.registries.filter(({ host }) => !hosts.has(host));
  const named = config.registries.filter(({ host }) => hosts.has(host));
  const plain = [...hosts].map((host) => ({
    mirrors: [],
    ...named.find((one) => one.host === host),
    host,
    plainHttp: true,
  }));
  return { ...config, registries: [...others, ...plain] };
}

/** What could not be found out is worse than what was. */
export function exitCodeOf(found: readonly ImageFinding[]): number {
  if (found.some(({ status }) => status === 'error' || status === 'skipped')) return EXIT.notEvaluated;
  return found.every(({ status }) => status === 'verified') ? EXIT.allowed : EXIT.violations;
}
