import path from 'node:path';
import { lockFile } from '../../src/node/bundles/lock-file.ts';
import { isRemoteSource } from '../../src/node/bundles/source-kind.ts';
import type { PolicyRequest } from '../../src/node/check/check-request.ts';
import { SHIPPED_PREFIX } from '../../src/node/policies/read-policy-sources.ts';

/** The files and folders of this machine that policies are read from, absolute: whoever waits for changes looks at these. */
export function localSources({ cwd, config, policies, data }: PolicyRequest): readonly string[] {
  const own = [...config.policies, ...policies].filter(
    (one) => !isRemoteSource(one) && !one.startsWith(SHIPPED_PREFIX),
  );
  const beside = config.file === undefined ? [path.join(cwd, 'sluice.yaml')] : [config.file];
  const keys = config.bundles.keys.map(({ file }) => file);
  const { baseline, gitleaks } = config.secrets;
  const secrets = [baseline, gitleaks].filter((one) => one !== undefined);
  const all = [...own, ...config.data, ...data, ...beside, lockFile(config, cwd), ...keys, ...secrets];
  return [...new Set(all.map((one) => path.resolve(cwd, one)))];
}
