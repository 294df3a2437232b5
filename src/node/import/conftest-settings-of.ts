import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Difference } from '../../core/import/gatekeeper-differences.ts';
import type { RegoVersion } from '../../core/model/policy.ts';
import { loadConftestSettings, type LoadedConftestSettings } from '../config/load-conftest-settings.ts';
import { displayPath } from '../files/walk-files.ts';

/** What a conftest.toml says, in the terms of sluice.yaml. Paths are absolute. */
export interface ImportedSettings {
  /** Where the policies lie; Rego elsewhere is none of conftest's. */
  readonly policies: readonly string[];
  readonly data: readonly string[];
  readonly failOn: 'deny' | 'warn';
  /** conftest's default: without it, all packages are asked, or those that are listed. */
  readonly asksMainAlone: boolean;
  readonly regoVersion?: RegoVersion;
  /** What has no key in sluice.yaml. */
  readonly differences: readonly Difference[];
}

const CONFTEST_FILE = 'conftest.toml';

/**
 * Reads the conftest.toml of a folder; undefined when there is none. Beside a sluice.yaml it is not read any more, so what it says
 * must be in the one, or be said.
 * @throws SluiceError CONFIG_INVALID
 */
export async function conftestSettingsOf(folder: string, cwd: string): Promise<ImportedSettings | undefined> {
  const home = path.resolve(cwd, folder);
  const file = path.join(home, CONFTEST_FILE);
  if (!existsSync(file)) return undefined;
  const settings = await loadConftestSettings({ cwd: home, env: {}, config: CONFTEST_FILE });
  if (settings === undefined) return undefined;
  const { lists, switches } = settings;
  const absolute = (one: string): string => path.resolve(home, one);
  const place = displayPath(cwd, file);
  return {
    policies: (lists.policy ?? ['policy']).map(absolute),
    data: (lists.data ?? []).map(absolute),
    failOn: switches['fail-on-warn'] === true ? 'warn' : 'deny',
    asksMainAlone: switches['all-namespaces'] !== true && lists.namespace === undefined,
    ...regoVersionOf(settings),
    differences: [...keyMessages(settings), ...settings.notices].map((message) => ({ place, message })),
  };
}

const regoVersionOf = ({ texts }: LoadedConftestSettings): { readonly regoVersion?: RegoVersion } =>
  texts['rego-version']?.toLowerCase() === 'v0' ? { regoVersion: 'v0' } : {};

/** Keys without a counterpart, and what to write on the command line instead. */
function keyMessages({ lists, texts, switches }: LoadedConftestSettings): readonly string[] {
  const flags = [
    ...(lists.namespace ?? []).map((one) => `--namespace ${one}`),
    ...(texts['rego-version'] === undefined ? [] : [`--rego-version ${texts['rego-version']}`]),
    ...(texts.output === undefined ? [] : [`--output (it says ${texts.output})`]),
    ...(switches.combine === true ? ['--combine'] : []),
    ...(switches.quiet === true ? ['--quiet'] : []),
    ...(switches['no-color'] === true ? ['--no-color'] : []),
  ];
  return [
    ...flags.map((flag) => `has no key in sluice.yaml: say it as ${flag}`),
    ...(texts.ignore === undefined
      ? []
      : [`ignore is an expression (${texts.ignore}), and in sluice.yaml a list of globs: write it there by hand`]),
  ];
}
