import type { EnforcementAction } from '../model/enforcement.ts';
import type { FieldPath } from '../model/location.ts';
import { splitApiVersion, type Resource } from '../model/resource.ts';
import { kindKey, type ExpansionIndex, type ExpansionTemplate } from './expansion-template.ts';
import { toImpliedResource } from './implied-resource.ts';

/** An object that will be made of another one, which the other one therefore answers for. */
export interface Resultant {
  /** As it is reviewed. Its `pathInDocument` leads to where it stands in the document of the object that was sent. */
  readonly resource: Resource;
  /** Name of the template that made it, for the message. */
  readonly template: string;
  /** Where it stands in the object that was sent: before the path of a violation, it gives the field at fault. */
  readonly path: FieldPath;
  /** What a violation does; absent when each constraint says so itself. */
  readonly enforcementAction?: EnforcementAction;
}

/** An expansion that could not be made: what the object implies is not known, so it must not look checked. */
export interface ExpansionFault {
  readonly template: string;
  readonly message: string;
  /** The deepest field of the source that is there, in the object that was sent. */
  readonly path: FieldPath;
}

export interface Expansion {
  readonly resultants: readonly Resultant[];
  readonly faults: readonly ExpansionFault[];
}

/** Source: gatekeeper pkg/expansion maxRecursionDepth. */
const MAX_DEPTH = 30;

/** Two templates for each kind of a long chain would make a billion objects of one. */
const MAX_RESULTANTS = 1000;

/**
 * Every object that templates make of one, what is made of those included. The order is Gatekeeper's: what an object implies
 * stands before the object. Mutators are not applied.
 */
export function expand(resource: Resource, index: ExpansionIndex): Expansion {
  const expansion = { resultants: [], faults: [] };
  expandInto(expansion, { resource, path: [] }, index, 0);
  return expansion;
}

interface MutableExpansion {
  readonly resultants: Resultant[];
  readonly faults: ExpansionFault[];
}

type Base = Pick<Resultant, 'resource' | 'path'>;

function expandInto(expansion: MutableExpansion, base: Base, index: ExpansionIndex, depth: number): void {
  const { apiVersion, kind } = base.resource.identity;
  const implied: Resultant[] = [];
  for (const template of index.get(kindKey({ kind, ...splitApiVersion(apiVersion) })) ?? []) {
    const made = toImpliedResource(base.resource, template);
    if (made.kind === 'resource') implied.push(toResultant(made.resource, base.path, template));
    else if (!template.isBuiltIn) expansion.faults.push(missingSource(base, template, made.problem));
  }
  for (const one of implied) {
    if (expansion.resultants.length >= MAX_RESULTANTS) return void expansion.faults.push(endless(one, TOO_MANY));
    if (depth + 1 < MAX_DEPTH) expandInto(expansion, one, index, depth + 1);
    else expansion.faults.push(endless(one, TOO_DEEP));
  }
  expansion.resultants.push(...implied);
}

function toResultant(resource: Resource, path: FieldPath, template: ExpansionTemplate): Resultant {
  const { name, source, enforcementAction } = template;
  return {
    resource,
    template: name,
    path: [...path, ...source],
    ...(enforcementAction === undefined ? {} : { enforcementAction }),
  };
}

function missingSource({ resource, path }: Base, { name, source }: ExpansionTemplate, problem: string): ExpansionFault {
  return {
    template: name,
    path: [...path, ...source],
    message:
      `ExpansionTemplate ${name} cannot tell what this ${resource.identity.kind} implies: ${problem}; ` +
      'correct spec.templateSource, or take the kind out of spec.applyTo',
  };
}

const TOO_DEEP = `more than ${MAX_DEPTH - 1} expansions follow on each other; shorten the chain`;
const TOO_MANY = `one object implies more than ${MAX_RESULTANTS}; let fewer templates apply to the same kinds`;

const endless = ({ template, path }: Resultant, problem: string): ExpansionFault => ({
  template,
  path,
  message: `ExpansionTemplate ${template}: ${problem}`,
});
