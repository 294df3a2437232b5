import type { Fix, SopsTarget } from './fix-plan.ts';
import type { GeneratedFile } from './generated-file.ts';
import { sopsConfig } from './sops-config.ts';

/** The `.sops.yaml` that the steps of all fixes need; undefined when they encrypt nothing by SOPS. */
export function collectSops(fixes: readonly Fix[]): GeneratedFile | undefined {
  const targets = fixes.flatMap(({ sops }) => (sops === undefined ? [] : [sops]));
  const filesOf = (kind: SopsTarget['kind']): readonly string[] =>
    targets.filter((target) => target.kind === kind).map(({ file }) => file);
  const fields = new Map(targets.flatMap((one) => (one.kind === 'fields' ? [[one.file, one.keys] as const] : [])));
  return sopsConfig({ manifests: filesOf('manifest'), fields, whole: filesOf('whole') });
}
