import { kindKey, type ExpansionIndex, type ExpansionTemplate } from './expansion-template.ts';

/**
 * The shortest way from a template back to itself over what each generates, when there is one: expanding with any of them would
 * not end. Gatekeeper turns all templates of a cycle off.
 */
export function expansionCycle(start: ExpansionTemplate, index: ExpansionIndex): readonly string[] | undefined {
  const cameFrom = new Map<ExpansionTemplate, ExpansionTemplate>();
  const reached = [start];
  // The list grows while it is walked: what is reached later is further away.
  for (const template of reached) {
    for (const next of index.get(kindKey(template.generates)) ?? []) {
      if (next === start) return [...wayTo(template, cameFrom), start.name];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, template);
      reached.push(next);
    }
  }
  return undefined;
}

function wayTo(end: ExpansionTemplate, cameFrom: ReadonlyMap<ExpansionTemplate, ExpansionTemplate>): readonly string[] {
  const way = [end.name];
  for (let one = cameFrom.get(end); one !== undefined; one = cameFrom.get(one)) way.unshift(one.name);
  return way;
}
