import { SOPS_CONFIG } from './sops-config-name.ts';
import { readSopsConfig, type SopsRule, type SopsRules, sopsRuleFor } from './sops-rules.ts';

type ReadFile = (path: string) => string | undefined;

/** The rule that says how SOPS would encrypt the file at a path. */
export type FindSopsRule = (path: string, readFile: ReadFile) => SopsRule | undefined;

/**
 * Looks for the nearest `.sops.yaml` above a file. What each folder has is read once: a run asks for many files of few folders, and
 * its files do not change meanwhile.
 * @param root the folder that paths are relative to, absolute: what stands above it counts, too. Absent: there is nothing above
 */
export function createSopsRuleFinder(root?: string): FindSopsRule {
  const known = new Map<string, RulesAbove | 'none'>();
  const nearest = (folder: string, readFile: ReadFile): RulesAbove | 'none' => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const rules = rulesIn(folder, readFile);
    const parent = parentOf(folder);
    const above = parent === undefined ? 'none' : nearest(parent, readFile);
    const found = rules === undefined ? above : { rules, root: folder === '' ? '' : `${folder}/` };
    known.set(folder, found);
    return found;
  };
  return (path, readFile) => {
    const whole = root === undefined || ABSOLUTE.test(path) ? path : `${root}/${path}`;
    const found = nearest(folderOf(whole), readFile);
    return found === 'none' ? undefined : sopsRuleFor(found.rules, whole.slice(found.root.length));
  };
}

/** The nearest rules above a file, and what its path loses for them. */
interface RulesAbove {
  readonly rules: SopsRules;
  readonly root: string;
}

function rulesIn(folder: string, readFile: ReadFile): SopsRules | undefined {
  const text = readFile(folder === '' ? SOPS_CONFIG : `${folder}/${SOPS_CONFIG}`);
  return text === undefined ? undefined : readSopsConfig(text).rules;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The folder of the run is above none that is written from it (`../other`) or from a root. */
const parentOf = (folder: string): string | undefined => (TOP.test(folder) ? undefined : folderOf(folder));

const ABSOLUTE = /^(?:\/|[a-z]:)/i;

const TOP = /^$|(?:^|\/)\.\.$|^\/[^/]*$|^[a-z]:$/i;
