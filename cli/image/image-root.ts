import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { canonicalJson } from '../../src/core/evaluate/canonical-json.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { displayPath, reasonOf } from '../../src/node/files/walk-files.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, POLICY_FLAGS } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { PUBLIC_GOOD_TRUST_ROOT } from '../../src/node/images/sigstore/public-good-trust-root.ts';
import type { TrustRootRequest, TufRoot } from '../../src/node/images/trust-root/fetch-trust-root.ts';
import { PUBLIC_GOOD_MIRROR, PUBLIC_GOOD_TUF_ROOT } from '../../src/node/images/trust-root/public-good-tuf-root.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { writeFileAtomically } from '../../src/node/output/write-file-atomically.ts';
import { EXIT } from '../exit-codes.ts';

const FLAGS = {
  mirror: {
    kind: 'text',
    value: 'URL',
    group: 'Where from',
    description: 'The TUF repository of a Sigstore deployment: the folder that has timestamp.json.',
    defaultText: "that of Sigstore's public instance",
  },
  root: {
    kind: 'text',
    value: 'FILE',
    group: 'Where from',
    description: 'The root.json of TUF that is believed; newer ones must be signed by it.',
    defaultText: "the one of Sigstore's public instance, which is part of sluice",
  },
  check: {
    kind: 'switch',
    group: 'Result',
    description:
      'Only say whether FILE is out of date; without FILE, whether the trust root that is part of sluice is.',
  },
  config: POLICY_FLAGS.config,
  'cache-dir': { ...CACHE_FLAGS['cache-dir'], description: 'What was seen of mirrors is kept there, in tuf/.' },
} as const satisfies FlagTable;

/** `sluice image root`: the one place where a trust root is fetched, and only because somebody asks for it. */
export const imageRoot: Command = createCommand(
  {
    name: 'image root',
    summary: 'fetch the current trust root of a Sigstore deployment',
    usage: ['[FLAGS] FILE', '--mirror URL --root ROOT.json FILE', '--check [FILE]'],
    description:
      'Fetches trusted_root.json by TUF (The Update Framework) and writes it to FILE: signed by those whom a root names that is part of sluice, or that you give, not expired, and not older than what was seen before. Name FILE under images.trustRoots in sluice.yaml. Verifying images fetches nothing. On any fault FILE stays as it is.',
    operands: { min: 0, max: 1, name: 'FILE' },
    flags: FLAGS,
    examples: [
      {
        command: 'sluice image root trusted_root.json',
        meaning: "That of Sigstore's public instance, as it is today.",
      },
      {
        command: 'sluice image root --check',
        meaning: 'Is the trust root that is part of sluice still the current one?',
      },
      {
        command: 'sluice image root --mirror https://tuf.acme.internal --root root.json acme-root.json',
        meaning: 'That of a deployment of your own.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'written, or up to date'],
      [EXIT.violations, '--check: out of date'],
      [EXIT.notEvaluated, 'nothing was written: usage, config, no answer, or an answer that does not hold'],
    ],
  },
  runRoot,
);

type RootFlags = ParsedFlags<typeof FLAGS>['flags'];

async function runRoot({ flags, operands: [file] }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const compared = flags.check ? comparedWith(flags, file, io.cwd) : undefined;
  const target = compared === undefined ? targetOf(file, io.cwd) : undefined;
  const request = await requestOf(flags, io);
  // The library that this needs is of no use to the other actions.
  const { fetchTrustRoot } = await import('../../src/node/images/trust-root/fetch-trust-root.ts');
  const fetched = await fetchTrustRoot(request);
  if (compared !== undefined) return report(compared, fetched, request, io);
  if (target !== undefined) write(target, fetched, request, io);
  return EXIT.allowed;
}

interface NamedText {
  readonly name: string;
  readonly text: string;
}

function comparedWith({ root }: RootFlags, file: string | undefined, cwd: string): NamedText {
  if (file !== undefined) return readNamed(file, cwd);
  if (root === undefined) return { name: 'the trust root that is part of sluice', text: PUBLIC_GOOD_TRUST_ROOT };
  throw usage("name the FILE to check: what is part of sluice is the trust root of Sigstore's public instance");
}

function targetOf(file: string | undefined, cwd: string): string {
  if (file === undefined) throw usage('name the FILE to write, such as trusted_root.json');
  return path.resolve(cwd, file);
}

async function requestOf(flags: RootFlags, { cwd, env, cacheDir }: ShellIo): Promise<TrustRootRequest> {
  const { registries } = await loadConfig({ cwd, file: flags.config });
  return {
    mirror: parseMirror(flags.mirror ?? PUBLIC_GOOD_MIRROR),
    root: rootOf(flags.root, cwd),
    registries,
    env,
    cacheDir: path.resolve(cwd, flags['cache-dir'] ?? cacheDir),
  };
}

const rootOf = (file: string | undefined, cwd: string): TufRoot =>
  file === undefined ? { name: 'the root that is part of sluice', text: PUBLIC_GOOD_TUF_ROOT } : readNamed(file, cwd);

/** With a slash at its end, so that names are looked up below it. */
function parseMirror(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw usage('--mirror takes an address such as https://tuf.acme.internal');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw usage('--mirror takes an address without credentials, ? and #');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function readNamed(file: string, cwd: string): NamedText {
  const absolute = path.resolve(cwd, file);
  const name = displayPath(cwd, absolute);
  try {
    return { name, text: readFileSync(absolute, 'utf8') };
  } catch (error) {
    throw new SluiceError('INPUT_UNREADABLE', `cannot read ${name}: ${reasonOf(error)}`, { cause: error });
  }
}

function report({ name, text }: NamedText, fetched: string, { mirror }: TrustRootRequest, { stdout }: ShellIo): number {
  const isCurrent = contentOf(text) === contentOf(fetched);
  stdout.write(
    isCurrent
      ? `${name} is up to date with ${mirror.href}\n`
      : `${name} is out of date: ${mirror.href} has another trusted_root.json; fetch it with sluice image root FILE\n`,
  );
  return isCurrent ? EXIT.allowed : EXIT.violations;
}

/** White space and the order of keys say nothing. */
function contentOf(text: string): string {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    return text;
  }
}

function write(file: string, fetched: string, { mirror }: TrustRootRequest, { cwd, stdout }: ShellIo): void {
  writeFileAtomically(file, [fetched]);
  stdout.write(
    `wrote  ${displayPath(cwd, file)}, the trust root of ${mirror.href}; name it under images.trustRoots in sluice.yaml\n`,
  );
}

const usage = (message: string): SluiceError => new SluiceError('USAGE', message);
