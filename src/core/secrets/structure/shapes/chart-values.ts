import { documentsIn } from '../inner-documents.ts';
import { inStyle, type Reading } from '../search.ts';
import { namedValue } from '../read-leaf.ts';

/** The values of a chart, as an object. */
export const chartValues: Reading = inStyle({ rule: 'helm-values-secret', names: 'telling' }, (value, place, search) =>
  search.anything(value, place, search),
);

/** The values of a chart, as YAML in a text. */
export const chartValuesText: Reading = (value, place, search) => {
  if (typeof value !== 'string') return chartValues(value, place, search);
  const label = String(place.key);
  search.add({
    place,
    label,
    text: value,
    decoded: [],
    innerStyle: { rule: 'helm-values-secret', names: 'telling' },
    ...documentsIn(value),
  });
};

/** One value, under the path that it is set at: `auth.password`. */
export const chartParameter = (name: string): Reading =>
  inStyle({ rule: 'helm-values-secret', names: 'telling' }, namedValue(name));
