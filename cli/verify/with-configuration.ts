import { loadConfig } from '../../src/node/config/load-config.ts';
import { loadConftestSettings } from '../../src/node/config/load-conftest-settings.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import type { ConftestTestFlags } from '../check/conftest-flags.ts';

/**
 * The flags, completed by what `check` would be told: the data of `sluice.yaml` or, where there is none, what `conftest.toml` says.
 * Policies that read data would be tested without them, and fail.
 * @throws SluiceError CONFIG_INVALID
 */
export async function withConfiguration<T extends ConftestTestFlags>(flags: T, { cwd, env }: ShellIo): Promise<T> {
  const settings = await loadConftestSettings({ cwd, env });
  if (settings !== undefined) {
    const { withConftestTestSettings } = await import('../check/conftest-flags.ts');
    return withConftestTestSettings(flags, settings);
  }
  const { data } = await loadConfig({ cwd });
  return { ...flags, data: [...data, ...flags.data] };
}
