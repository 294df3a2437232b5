import { parseSopsRules, type SopsRule, type SopsRules, sopsRuleFor } from './sops-rules.ts';

type ReadFile = (path: string) => string | undefined;

/** The rule that says how SOPS would encrypt the file at a path. */
export type FindSopsRule = (path: string, readFile: ReadFile) => SopsRule | undefined;

/**
 * Looks for the nearest `.sops.yaml` above a file. What each folder has is read once: a run asks for many files of few folders, and
 * its files do not change meanwhile.
 */
export function createSopsRuleFinder(): FindSopsRule {
  const known = new Map<string, SopsRules | undefined>();
  return (path, readFile) => {
    for (let folder: string | undefined = folderOf(path); folder !== undefined; folder = parentOf(folder)) {
      if (!known.has(folder)) known.set(folder, rulesIn(folder, readFile));
      const rules = known.get(folder);
      if (rules !== undefined) return sopsRuleFor(rules, folder === '' ? path : path.slice(folder.length + 1));
    }
    return undefined;
  };
}

function rulesIn(folder: string, readFile: ReadFile): SopsRules | undefined {
  const text = readFile(folder === '' ? '.sops.yaml' : `${folder}/.sops.yaml`);
  return text === undefined ? undefined : parseSopsRules(text);
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const parentOf = (folder: string): string | undefined => (folder === '' ? undefined : folderOf(folder));
