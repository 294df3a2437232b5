import { decodeBase64Text } from '../../../documents/values/base64.ts';
import { innerDocuments } from '../inner-documents.ts';
import { namedValue, readNamed } from '../read-leaf.ts';
import { each, fields, inStyle, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { metadata } from './metadata.ts';

/** A text of a ConfigMap: a setting by name, or a file. */
const entry: Reading = (value, place, search) => {
  const name = String(place.key);
  if (typeof value !== 'string' || !value.includes('\n')) return namedValue(name)(value, place, search);
  search.add({
    place,
    label: name,
    text: value,
    decoded: [],
    innerStyle: search.style,
    ...innerDocuments(value, name),
  });
};

const binaryEntry: Reading = (value, place, search) => {
  const name = String(place.key);
  const text = typeof value === 'string' ? decodeBase64Text(value) : undefined;
  if (text === undefined) return;
  if (!text.includes('\n')) return readNamed(text, name, place, search);
  search.add({
    place,
    label: name,
    text,
    decoded: ['base64'],
    innerStyle: search.style,
    ...innerDocuments(text, name),
  });
};

export const configMap: Reading = inStyle(
  { rule: 'k8s-config-secret', names: 'telling' },
  fields({ apiVersion: settled, kind: settled, metadata, data: each(entry), binaryData: each(binaryEntry) }),
);
