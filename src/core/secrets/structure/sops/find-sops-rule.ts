import { parseSopsRules, type SopsRule, type SopsRules, sopsRuleFor } from './sops-rules.ts';

/** The rule that says how SOPS would encrypt the file at a path. */
export type FindSopsRule = (path: string, readFile: (path: string) => string | undefined) => SopsRule | undefined;

/** Looks for the nearest `.sops.yaml` above a file. What each folder has is remembered: a run asks for many files of few folders. */
export function createSopsRuleFinder(): FindSopsRule {
  const known = new Map<string, SopsRules | undefined>();
  return (path, readFile) => {
    for (let folder: string | undefined = folderOf(path); folder !== undefined; folder = parentOf(folder)) {
      const rules = rulesIn(folder, readFile);
      if (rules !== undefined) return sopsRuleFor(rules, folder === '' ? path : path.slice(folder.length + 1));
    }
    return undefined;
  };

  function rulesIn(folder: string, readFile: (path: string) => string | undefined): SopsRules | undefined {
    if (!known.has(folder)) {
      const text = readFile(folder === '' ? '.sops.yaml' : `${folder}/.sops.yaml`);
      known.set(folder, text === undefined ? undefined : parseSopsRules(text));
    }
    return known.get(folder);
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const parentOf = (folder: string): string | undefined => (folder === '' ? undefined : folderOf(folder));
