/** Why a file that was found is not evaluated, in the words of every source: folders, the Git index, a revision. */
export const LEFT_OUT = {
  ignored: 'ignored by --ignore or the config',
  helmTemplate: 'Helm template: not YAML until its chart is rendered',
  linkOut: 'a link out of the tree that is checked: its target is not part of it',
  binaryTooLarge: 'binary, and too large to be looked at',
} as const;

/** The file that makes a folder a Helm chart. */
export const CHART_FILE = 'Chart.yaml';

/** True for a file of a chart that Helm renders. The folders are those between the chart and the file. */
export function isHelmTemplate(folders: readonly string[]): boolean {
  return folders.includes('templates');
}
