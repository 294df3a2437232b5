import { existsSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { isFormatName, type FormatName } from '../../src/core/report/formats.ts';
import type { OutputSchema } from '../../src/core/report/format-options.ts';
import type { LoadedConftestSettings } from '../../src/node/config/load-conftest-settings.ts';

/** The flags of `verify` that conftest's configuration can say. */
export interface ConftestTestFlags {
  readonly data: readonly string[];
  readonly 'rego-version': 'v0' | 'v1' | undefined;
  readonly 'no-color': boolean;
}

/** The flags of `check` that it can say. */
export interface ConftestFlags extends ConftestTestFlags {
  readonly policy: readonly string[];
  readonly namespace: readonly string[];
  readonly output: readonly string[];
  readonly 'output-schema': OutputSchema | undefined;
  readonly parser: string | undefined;
  readonly combine: boolean;
  readonly 'fail-on-warn': boolean;
  readonly 'fail-on': 'deny' | 'warn' | undefined;
  readonly 'all-namespaces': boolean;
  readonly quiet: boolean;
}

/** conftest looks here when nobody says where. */
const DEFAULT_POLICY_FOLDER = 'policy';

/**
 * The flags, completed by what conftest's configuration says. A flag wins.
 * @throws SluiceError CONFIG_INVALID for values that mean nothing
 */
export function withConftestSettings<T extends ConftestFlags>(
  flags: T,
  settings: LoadedConftestSettings,
  cwd: string,
): T {
  const { lists, texts, switches } = settings;
  return {
    ...withConftestTestSettings(flags, settings),
    policy: listOf(flags.policy, lists.policy ?? defaultPolicy(settings, cwd)),
    namespace: listOf(flags.namespace, lists.namespace),
    ...withOutput(flags, texts.output),
    parser: flags.parser ?? (texts.parser === '' ? undefined : texts.parser),
    combine: flags.combine || switches.combine === true,
    'fail-on-warn': flags['fail-on-warn'] || (flags['fail-on'] === undefined && switches['fail-on-warn'] === true),
    'all-namespaces': flags['all-namespaces'] || switches['all-namespaces'] === true,
    quiet: flags.quiet || switches.quiet === true,
  };
}

/**
 * The same for tests of policies: they read the data that verdicts read.
 * @throws SluiceError CONFIG_INVALID for a version that there is not
 */
export function withConftestTestSettings<T extends ConftestTestFlags>(
  flags: T,
  { lists, texts, switches }: LoadedConftestSettings,
): T {
  return {
    ...flags,
    data: listOf(flags.data, lists.data),
    'rego-version': flags['rego-version'] ?? regoVersion(texts['rego-version']),
    'no-color': flags['no-color'] || switches['no-color'] === true,
  };
}

const listOf = (own: readonly string[], said: readonly string[] | undefined): readonly string[] =>
  own.length > 0 ? own : (said ?? []);

/** A repository with a conftest.toml keeps its policies where conftest looks for them. */
function defaultPolicy({ file }: LoadedConftestSettings, cwd: string): readonly string[] {
  return file !== undefined && existsSync(path.join(cwd, DEFAULT_POLICY_FOLDER)) ? [DEFAULT_POLICY_FOLDER] : [];
}

function regoVersion(word: string | undefined): ConftestFlags['rego-version'] {
  const version = word?.toLowerCase();
  if (version === undefined || version === 'v0' || version === 'v1') return version;
  throw new SluiceError('CONFIG_INVALID', `conftest's rego-version is "${word}"; expected v0 or v1`);
}

/** Whoever reads conftest's JSON goes on reading it. */
function withOutput(flags: ConftestFlags, word: string | undefined): Pick<ConftestFlags, 'output' | 'output-schema'> {
  const own = { output: flags.output, 'output-schema': flags['output-schema'] };
  if (word === undefined || flags.output.length > 0) return own;
  const format = formatOf(word);
  return {
    output: [format],
    'output-schema': flags['output-schema'] ?? (format === 'json' ? 'conftest' : undefined),
  };
}

const FORMAT_NAMES: Readonly<Record<string, FormatName>> = { stdout: 'text', table: 'text', azuredevops: 'azure' };

function formatOf(word: string): FormatName {
  const format = FORMAT_NAMES[word] ?? word;
  if (isFormatName(format)) return format;
  throw new SluiceError('CONFIG_INVALID', `conftest's output is "${word}", and there is no such format`);
}
