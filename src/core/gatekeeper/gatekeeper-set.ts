import { canonicalJson } from '../evaluate/canonical-json.ts';
import type { ExpansionTemplate } from '../expansion/expansion-template.ts';
import { toExpansionTemplates } from '../expansion/to-expansion-templates.ts';
import {
  duplicateTemplates,
  shareLibraries,
  toConstraintTemplate,
  type ConstraintTemplate,
} from './constraint-template.ts';
import { toGatekeeperConstraint, type GatekeeperConstraint } from './gatekeeper-constraint.ts';
import { gatekeeperRole, type GatekeeperProblem, type GatekeeperSource } from './gatekeeper-source.ts';
import { excludedNamespaces, syncedKinds, type SyncedKind } from './synced-kinds.ts';

/** What a folder of Gatekeeper YAML comes to. Whatever has a problem is left out of the lists; everything else still runs. */
export interface GatekeeperSet {
  readonly templates: readonly ConstraintTemplate[];
  readonly constraints: readonly GatekeeperConstraint[];
  readonly expansions: readonly ExpansionTemplate[];
  /** What `data.inventory` may hold; absent when no Config or SyncSet limits it. */
  readonly syncedKinds?: readonly SyncedKind[];
  /** Namespaces that Gatekeeper's Config takes from the webhook. */
  readonly excludedNamespaces: readonly string[];
  readonly problems: readonly GatekeeperProblem[];
  readonly notices: readonly string[];
}

/** A Gatekeeper object with the lines of its file, which give positions within its Rego. An object of a cluster has no file. */
export interface SourceWithLines {
  readonly source: GatekeeperSource;
  readonly lines: () => readonly string[] | undefined;
}

/** Sorts Gatekeeper objects by what they are, and reads each. */
export function toGatekeeperSet(sources: readonly SourceWithLines[]): GatekeeperSet {
  const all = (role: string): readonly SourceWithLines[] =>
    sources.filter(({ source }) => gatekeeperRole(source.resource) === role);
  const templates = readTemplates(all('template'));
  const constraints = readConstraints(all('constraint'));
  const expansions = toExpansionTemplates(all('expansion').map(({ source }) => source));
  const configs = [...all('config'), ...all('sync-set')].map(({ source }) => source);
  const synced = configs.flatMap(syncedKinds);
  return {
    templates: templates.templates,
    constraints: constraints.constraints,
    expansions: expansions.templates,
    ...(synced.length === 0 ? {} : { syncedKinds: synced }),
    excludedNamespaces: all('config').flatMap(({ source }) => excludedNamespaces(source, 'webhook')),
    problems: [...templates.problems, ...constraints.problems, ...expansions.problems],
    notices: [
      ...constraints.notices,
      ...unsupported(all('mutation'), 'is not applied: objects are judged as they are written'),
    ],
  };
}

function readTemplates(sources: readonly SourceWithLines[]): Pick<GatekeeperSet, 'templates' | 'problems'> {
  const templates: ConstraintTemplate[] = [];
  const problems: GatekeeperProblem[] = [];
  for (const { source, lines } of sources) {
    const read = toConstraintTemplate(source, lines);
    if (read.kind === 'template') templates.push(read.template);
    else problems.push(...read.problems);
  }
  const { kept, duplicates } = duplicateTemplates(templates);
  return { templates: shareLibraries(kept), problems: [...problems, ...duplicates] };
}

function readConstraints(
  sources: readonly SourceWithLines[],
): Pick<GatekeeperSet, 'constraints' | 'problems' | 'notices'> {
  const read = sources.map(({ source }) => toGatekeeperConstraint(source));
  const sound = read.filter(({ problems }) => problems.length === 0).map(({ constraint }) => constraint);
  const seen = new Map<string, GatekeeperConstraint>();
  const notices: string[] = [];
  const kept = sound.filter((one) => {
    const { policy, name } = one.constraint;
    const first = seen.get(`${policy}/${name}`);
    if (first === undefined) {
      seen.set(`${policy}/${name}`, one);
      return true;
    }
    if (canonicalJson(first.constraint) === canonicalJson(one.constraint)) return false;
    notices.push(
      `constraint ${policy}/${name} is declared at ${placeOf(first)} and at ${placeOf(one)}; both are enforced, a cluster would keep one`,
    );
    return true;
  });
  return { constraints: kept, problems: read.flatMap(({ problems }) => problems), notices };
}

function placeOf({ locate }: GatekeeperConstraint): string {
  const { file, line } = locate([]);
  return `${file}:${line}`;
}

const unsupported = (sources: readonly SourceWithLines[], why: string): readonly string[] =>
  sources.map(({ source }) => {
    const { kind, name } = source.resource.identity;
    return `${source.file}:${source.locate([]).line}: ${kind} ${name} ${why}`;
  });
