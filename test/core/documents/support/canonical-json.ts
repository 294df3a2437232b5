/**
 * A JSON text with its keys sorted, strings in one spelling and numbers letter for letter: equal texts are equal values, digits
 * that a double cannot hold included. Throws when an object has equal keys.
 */
export function canonicalJson(json: string): string {
  const [text, rest] = canonicalValue(json.trim());
  if (rest !== '') throw new Error(`text behind a JSON value: ${rest.slice(0, 20)}`);
  return text;
}

type Step = readonly [canonical: string, rest: string];

function canonicalValue(json: string): Step {
  if (json.startsWith('{')) return canonicalObject(json.slice(1).trimStart());
  if (json.startsWith('[')) return canonicalArray(json.slice(1).trimStart());
  const scalar = /^(?:"(?:[^"\\]|\\.)*"|[^,\]}\s]+)/.exec(json)?.[0] ?? '';
  const value: unknown = JSON.parse(scalar);
  return [typeof value === 'string' ? JSON.stringify(value) : scalar, json.slice(scalar.length).trimStart()];
}

function canonicalArray(json: string): Step {
  const items: string[] = [];
  let rest = json;
  while (!rest.startsWith(']')) {
    const [item, behind] = canonicalValue(rest);
    items.push(item);
    rest = behind.replace(/^,\s*/, '');
  }
  return [`[${items.join(',')}]`, rest.slice(1).trimStart()];
}

function canonicalObject(json: string): Step {
  const members = new Map<string, string>();
  let rest = json;
  while (!rest.startsWith('}')) {
    const [key, behindKey] = canonicalValue(rest);
    if (members.has(key)) throw new Error(`two keys ${key}`);
    const [value, behind] = canonicalValue(behindKey.replace(/^:\s*/, ''));
    members.set(key, value);
    rest = behind.replace(/^,\s*/, '');
  }
  const sorted = [...members].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [`{${sorted.map(([key, value]) => `${key}:${value}`).join(',')}}`, rest.slice(1).trimStart()];
}
