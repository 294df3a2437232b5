import type { Reading } from '../search.ts';

/** A number or boolean gives nothing away by itself; but SOPS encrypts those, too, so a plain one says that it did not see the file. */
export const readScalar: Reading = (value, place, search) => {
  if (search.sops?.(place) !== true || value === null) return;
  const text = JSON.stringify(value);
  const claim = { rule: 'sops-partially-encrypted', title: 'a setting', confidence: 'possible', secret: text } as const;
  search.add({ place, label: '', text, decoded: [], claim });
};
