import type { SourceWithLines } from '../../core/gatekeeper/gatekeeper-set.ts';
import { gatekeeperRole, type GatekeeperRole } from '../../core/gatekeeper/gatekeeper-source.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import type { PolicyFault } from '../policies/compile-policy-set.ts';
import { splitPlace } from './cluster-object.ts';

/** An object of a cluster that does not hold as it is. */
export interface BrokenObject {
  /** `cluster:ConstraintTemplate/k8srequiredlabels` */
  readonly file: string;
  readonly role: GatekeeperRole | undefined;
  /** Why; never empty. */
  readonly faults: readonly PolicyFault[];
  /** What judges in its place, from before; absent: nothing does. */
  readonly earlier?: SourceWithLines;
}

/** A version of an object that the compiler did not come to an end with. */
export interface CostlyVersion {
  readonly file: string;
  /** The object, as canonical JSON. */
  readonly json: string;
  readonly faults: readonly PolicyFault[];
}

interface Item {
  readonly file: string;
  readonly role: GatekeeperRole | undefined;
  /** The kind of the constraints; of a template that which it declares. */
  readonly kind: string;
  readonly current: SourceWithLines;
  /** What judges until now. It may be the current one. */
  readonly inForce: SourceWithLines | undefined;
  version: 'current' | 'earlier' | 'none';
  faults: readonly PolicyFault[];
}

/**
 * Finds the version of each object that is to judge: the current one where it holds, else the one that judged until now, else
 * none. What judges and is as it was goes on in any case: when a new version of a template does not fit its constraints any
 * more, it is the template that stays as it was, because a constraint that falls silent lets things in.
 */
export class SoundVersions {
  readonly #items: readonly Item[];
  readonly #byFile: ReadonlyMap<string, Item>;
  readonly #templates: ReadonlyMap<string, Item>;

  /** @param inForce what judges until now, by file */
  constructor(current: readonly SourceWithLines[], inForce: ReadonlyMap<string, SourceWithLines>) {
    this.#items = current.map((one) => toItem(one, inForce.get(one.source.file)));
    this.#byFile = new Map(this.#items.map((item) => [item.file, item]));
    this.#templates = new Map(this.#items.filter(isTemplate).map((item) => [item.kind, item]));
  }

  /** What is chosen now. */
  get sources(): readonly SourceWithLines[] {
    return this.#items.flatMap((item) => chosenOf(item) ?? []);
  }

  /** The objects whose current version is not chosen. */
  get broken(): readonly BrokenObject[] {
    return this.#items.flatMap((item) => {
      const { file, role, faults, version } = item;
      const earlier = chosenOf(item);
      return version === 'current' ? [] : [{ file, role, faults, ...(earlier && { earlier }) }];
    });
  }

  /** Keeps news from being taken that look up the inventory while that is not complete: they would find nothing, and allow. */
  withholdLookups(reason: string): void {
    for (const item of this.#items.filter((one) => isTemplate(one) && isNews(one) && looksUp(one.current))) {
      const message = `it looks up data.inventory, which is not complete: ${reason}`;
      demote(item, [{ code: 'NETWORK_FAILED', ...item.current.source.locate(['spec', 'targets']), message }]);
    }
  }

  /** Does not try again what was found to be too costly: the time that it takes would be that of everything else. */
  setAside(costly: readonly CostlyVersion[]): void {
    for (const { file, json, faults } of costly) {
      const item = this.#byFile.get(file);
      if (item !== undefined && isNews(item) && item.current.source.resource.json === json) demote(item, faults);
    }
  }

  /**
   * Chooses again: what was chosen has these faults. Each call gives up a version at least, so there is an end to it.
   * @returns those faults that are not of these objects: no choice mends them
   */
  refuse(faults: readonly PolicyFault[]): readonly PolicyFault[] {
    const found = byObject(faults);
    const faulty = this.#items.filter(({ file }) => found.has(file));
    for (const item of faulty.filter(isTemplate)) demote(item, found.get(item.file) ?? []);
    const held = new Set<Item>();
    for (const item of faulty.filter(isConstraint)) this.#refuseConstraint(item, found, held);
    const others = faulty.filter((item) => !isTemplate(item) && !isConstraint(item));
    // Two that do not go together are both complained about, and one of them was there before.
    const news = others.filter(isNews);
    for (const item of news.length > 0 ? news : others) demote(item, found.get(item.file) ?? []);
    return [...found].flatMap(([file, own]) => (this.#byFile.has(file) ? [] : own));
  }

  /** @param held templates that stay as they were for the sake of a constraint: all of their constraints are tried with these again */
  #refuseConstraint(item: Item, found: ReadonlyMap<string, readonly PolicyFault[]>, held: Set<Item>): void {
    const faults = found.get(item.file) ?? [];
    const template = this.#templates.get(item.kind);
    if (template !== undefined && held.has(template)) return;
    const isOrphan = faults.some(({ code }) => code === 'POLICY_NOT_FOUND');
    if (template !== undefined && found.has(template.file) && isOrphan) {
      // With the template of before it may hold.
      if (template.version === 'none') drop(item, faults);
      return;
    }
    const heldBy = isNews(item) || item.inForce === undefined ? undefined : template;
    if (heldBy?.inForce !== undefined && isNews(heldBy)) {
      held.add(heldBy);
      this.#keepTemplate(heldBy, item, faults);
    } else demote(item, faults);
  }

  #keepTemplate(template: Item, { current }: Item, [first]: readonly PolicyFault[]): void {
    const { kind, name } = current.source.resource.identity;
    const place = template.current.source.locate(['spec', 'crd', 'spec', 'validation']);
    const message = `${kind}/${name}, which is enforced, does not fit it: ${first?.message ?? ''}`;
    demote(template, [{ code: 'CONFIG_INVALID', ...place, message }]);
    for (const item of this.#items.filter((one) => isConstraint(one) && one.kind === template.kind)) {
      Object.assign(item, { version: 'current', faults: [] });
    }
  }
}

function toItem(current: SourceWithLines, inForce: SourceWithLines | undefined): Item {
  const { file, resource, object } = current.source;
  const role = gatekeeperRole(resource);
  const kind = role === 'template' ? textAt(object, ['spec', 'crd', 'spec', 'names', 'kind']) : resource.identity.kind;
  return { file, role, kind, current, inForce, version: 'current', faults: [] };
}

const isTemplate = ({ role }: Item): boolean => role === 'template';

const isConstraint = ({ role }: Item): boolean => role === 'constraint';

/** It has not judged yet. */
const isNews = ({ version, current, inForce }: Item): boolean =>
  version === 'current' && inForce?.source.resource.json !== current.source.resource.json;

/** Whether a template may look anything up in `data.inventory`, known before it is compiled: `"\\u0069nventory"` is the same word. */
export const looksUp = ({ source }: SourceWithLines): boolean =>
  /inventory|\\u/i.test(JSON.stringify(source.object['spec'] ?? null));

function chosenOf({ version, current, inForce }: Item): SourceWithLines | undefined {
  switch (version) {
    case 'current':
      return current;
    case 'earlier':
      return inForce;
    case 'none':
      return undefined;
  }
}

/** To the version of before, if there is one that is another. */
function demote(item: Item, faults: readonly PolicyFault[]): void {
  if (isNews(item) && item.inForce !== undefined) Object.assign(item, { version: 'earlier', faults });
  else drop(item, faults);
}

/** What is wrong with the current version counts, and not what is wrong with that of before. */
function drop(item: Item, faults: readonly PolicyFault[]): void {
  Object.assign(item, { version: 'none', faults: item.version === 'current' ? faults : item.faults });
}

function byObject(faults: readonly PolicyFault[]): ReadonlyMap<string, readonly PolicyFault[]> {
  const found = new Map<string, PolicyFault[]>();
  for (const fault of faults) {
    const { file } = splitPlace(fault.file);
    const own = found.get(file) ?? [];
    found.set(file, own);
    own.push(fault);
  }
  return found;
}
