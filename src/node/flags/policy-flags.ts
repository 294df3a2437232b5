import path from 'node:path';
import type { Config } from '../config/config.ts';
import type { PolicyRequest } from '../check/check-request.ts';
import type { FlagValues } from './flag.ts';
import type { ShellIo } from '../output/shell-io.ts';

/** The flags that say which policies there are. Every command that loads policies takes them. */
export const POLICY_FLAGS = {
  policy: {
    kind: 'list',
    short: 'p',
    value: 'PATH',
    group: 'Policies',
    description:
      'A policy file, folder or bundle, a source from elsewhere (see docs/bundles.md), or sluice:NAME for a policy or set that ships. They are added to those of sluice.yaml; without any, every policy that ships applies.',
  },
  data: {
    kind: 'list',
    short: 'd',
    value: 'PATH',
    group: 'Policies',
    description: 'A JSON or YAML file or folder that policies read as data.',
  },
  namespace: {
    kind: 'list',
    short: 'n',
    value: 'GLOB',
    group: 'Policies',
    description: 'Only policies whose Rego package matches.',
    defaultText: 'every package that decides',
  },
  expansion: {
    kind: 'choice',
    choices: ['auto', 'templates', 'off'],
    group: 'Policies',
    description:
      'Whether templates are asked about what objects imply, as the Pods of a Deployment: by the ExpansionTemplates of the policies, and without any by those built in; by the own alone; not at all.',
    defaultText: 'auto',
  },
  'rego-version': {
    kind: 'choice',
    choices: ['v0', 'v1'],
    group: 'Policies',
    description: 'The Rego that policies given by path are written in. Those that ship are always v1.',
    defaultText: 'v1, and v0 for a file that parses as that alone',
  },
  config: {
    kind: 'text',
    short: 'c',
    value: 'FILE',
    group: 'Policies',
    description: 'The config file.',
    defaultText: 'the nearest sluice.yaml or .sluice.yaml upwards, within the Git repository',
  },
} as const;

/** What an evaluation may take. */
export const EVALUATION_FLAGS = {
  jobs: {
    kind: 'count',
    short: 'j',
    value: 'N',
    min: 1,
    max: 1024,
    group: 'Running',
    description: 'Threads that judge.',
    defaultText: 'one, and one for each other core when there is enough to do',
  },
  timeout: {
    kind: 'count',
    value: 'MS',
    min: 1,
    max: 3_600_000,
    group: 'Running',
    description:
      'Milliseconds that one rule may take for one object; a rule that takes longer is an error, never a pass.',
    defaultText: '5000',
  },
} as const;

/** Where compiled policies are kept. */
export const CACHE_FLAGS = {
  'cache-dir': {
    kind: 'text',
    value: 'FOLDER',
    group: 'Running',
    description: 'Where compiled policies and results are kept.',
    defaultText: "the platform's folder for caches",
  },
  'no-cache': {
    kind: 'switch',
    group: 'Running',
    description: 'Neither read nor write the cache.',
  },
} as const;

export type PolicyFlags = FlagValues<typeof POLICY_FLAGS & typeof CACHE_FLAGS>;

/** The part of a request that says which policies judge. */
export function toPolicyRequest(flags: PolicyFlags, config: Config, { cwd, cacheDir, env }: ShellIo): PolicyRequest {
  return {
    cwd,
    config,
    policies: flags.policy,
    data: flags.data,
    namespaces: flags.namespace,
    ...(flags.expansion === undefined ? {} : { expansion: flags.expansion }),
    ...toRegoRequest(flags),
    env,
    ...toCacheRequest(flags, { cwd, cacheDir }),
  };
}

/** Absent: each file is what it parses as. */
export function toRegoRequest(flags: Pick<PolicyFlags, 'rego-version'>): Pick<PolicyRequest, 'regoVersion'> {
  const regoVersion = flags['rego-version'];
  return regoVersion === undefined ? {} : { regoVersion };
}

/** A folder named by flag or environment is relative to the working directory. */
export function toCacheRequest(
  flags: FlagValues<typeof CACHE_FLAGS>,
  { cwd, cacheDir }: Pick<ShellIo, 'cwd' | 'cacheDir'>,
): Pick<PolicyRequest, 'cacheDir'> {
  return flags['no-cache'] ? {} : { cacheDir: path.resolve(cwd, flags['cache-dir'] ?? cacheDir) };
}
