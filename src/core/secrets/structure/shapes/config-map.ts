import { decodeBase64Text } from '../../../documents/values/base64.ts';
import { innerDocuments } from '../inner-documents.ts';
import type { Leaf } from '../leaf.ts';
import { namedValue, readNamed } from '../read-leaf.ts';
import { each, fields, inStyle, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { metadata } from './metadata.ts';

/** Several lines, or JSON on one. */
const isFile = (text: string): boolean => text.includes('\n') || /^\s*[[{]\s*["{[]/.test(text);

/** The key of a file: `redis.conf`, `.npmrc`. */
const fileNamed = (name: string): Pick<Leaf, 'file'> =>
  /^[\w-]*(?:\.[\w-]+)*\.[A-Za-z][\w-]{0,30}$/.test(name) ? { file: name } : {};

/** A text of a ConfigMap: a setting by name, or a file. */
const entry: Reading = (value, place, search) => {
  const name = String(place.key);
  if (typeof value !== 'string' || !isFile(value)) return namedValue(name)(value, place, search);
  search.add({
    place,
    label: name,
    text: value,
    decoded: [],
    innerStyle: search.style,
    ...fileNamed(name),
    ...innerDocuments(value, name),
  });
};

const binaryEntry: Reading = (value, place, search) => {
  const name = String(place.key);
  const text = typeof value === 'string' ? decodeBase64Text(value) : undefined;
  if (text === undefined) return;
  if (!isFile(text)) return readNamed(text, name, place, search);
  search.add({
    place,
    label: name,
    text,
    decoded: ['base64'],
    innerStyle: search.style,
    ...fileNamed(name),
    ...innerDocuments(text, name),
  });
};

export const configMap: Reading = inStyle(
  { rule: 'k8s-config-secret', names: 'telling' },
  fields({ apiVersion: settled, kind: settled, metadata, data: each(entry), binaryData: each(binaryEntry) }),
);
