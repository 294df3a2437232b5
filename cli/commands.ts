import type { Command } from '../src/node/flags/run-command.ts';
import { check } from './commands/check.ts';

export interface CommandLoader {
  /** One line for the overview. The command's own help says the same. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** The commands of this shell. Each is read only when it is called: `sluice check`, the one of most runs, must not pay for them. */
export const commandLoaders: Readonly<Record<string, CommandLoader>> = {
  check: {
    summary: 'Judge files by policies',
    load: () => Promise.resolve(check),
  },
  verify: {
    summary: 'Run the tests of policies',
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  build: {
    summary: 'Compile policies to WebAssembly',
    load: async () => (await import('./commands/build.ts')).build,
  },
  export: {
    summary: 'Write policies as Gatekeeper ConstraintTemplates',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  import: {
    summary: 'Write a sluice.yaml for policies of Gatekeeper and conftest',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  pull: {
    summary: 'Fetch policies from elsewhere and pin them',
    load: async () => (await import('./commands/pull.ts')).pull,
  },
  push: {
    summary: 'Push policies to a registry',
    load: async () => (await import('./commands/push.ts')).push,
  },
  explain: {
    summary: 'Explain a policy, an error code or an earlier verdict',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  baseline: {
    summary: 'Accept the secrets that are there today',
    load: async () => (await import('./commands/baseline.ts')).baseline,
  },
  fix: {
    summary: 'Show the way out for secrets that were found',
    load: async () => (await import('./commands/fix.ts')).fix,
  },
  image: {
    summary: 'Verify images and lock what was found out',
    load: async () => (await import('./commands/image.ts')).image,
  },
  pin: {
    summary: 'Write the digests of images into manifests',
    load: async () => (await import('./commands/pin.ts')).pin,
  },
  uninstall: {
    summary: 'Take the webhook out of a cluster',
    load: async () => (await import('./commands/uninstall.ts')).uninstall,
  },
  init: {
    summary: 'Write a sluice.yaml to start from',
    load: async () => (await import('./commands/init.ts')).init,
  },
  version: {
    summary: 'Print the versions of sluice and its engine',
    load: async () => (await import('./commands/version.ts')).version,
  },
};
