import { compareText } from '../compare-text.ts';
import { kindKey, type ExpansionIndex, type ExpansionTemplate } from './expansion-template.ts';

/** Makes templates quick to find. Gatekeeper asks those of one kind in no order; here it is that of their names. */
export function indexExpansions(templates: readonly ExpansionTemplate[]): ExpansionIndex {
  const index = new Map<string, ExpansionTemplate[]>();
  for (const template of templates.toSorted((a, b) => compareText(a.name, b.name))) {
    for (const key of new Set(template.appliesTo.map(kindKey))) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [template]);
      else known.push(template);
    }
  }
  return index;
}
