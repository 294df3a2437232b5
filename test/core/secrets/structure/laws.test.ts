import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../../src/core/documents/parse-documents.ts';
import { isJsonObject, type JsonValue } from '../../../../src/core/model/json.ts';
import { createStructureScanner } from '../../../../src/core/secrets/structure/create-structure-scanner.ts';
import { findingsIn, keyedHash, PASSWORD, silentScanner } from './search-text.ts';

/** Names that some reading waits for, so that random objects get somewhere. */
const NAMES = [
  ...[
    'apiVersion',
    'kind',
    'metadata',
    'spec',
    'data',
    'stringData',
    'type',
    'template',
    'annotations',
    'containers',
    'env',
    'name',
  ],
  ...[
    'value',
    'args',
    'valueFrom',
    'secretGenerator',
    'literals',
    'files',
    'patches',
    'patch',
    'helm',
    'values',
    'sops',
    'mac',
    'version',
  ],
  ...[
    'password',
    'token',
    'encryptedData',
    'users',
    'user',
    'auths',
    'auth',
    'kty',
    'd',
    'op',
    'path',
    'resources',
    'terraform_version',
  ],
  ...['items', 'properties', 'parameters', 'default', 'constructor', '__proto__', 'toString', 'a.b/c', ''],
];

const TEXTS = [
  ...[
    'v1',
    'Secret',
    'ConfigMap',
    'Pod',
    'Deployment',
    'List',
    'Kustomization',
    'SealedSecret',
    'Config',
    'apps/v1',
    'bitnami.com/v1alpha1',
  ],
  ...[
    'kustomize.config.k8s.io/v1beta1',
    'argoproj.io/v1alpha1',
    'Application',
    PASSWORD,
    'changeme',
    'aHVudGVyMg==',
    '${VAR}',
    '{{ .a }}',
  ],
  ...[
    'password=abc',
    '--token=abcdefgh1',
    'a: b\nc: d\n',
    '{"password":"x1y2z3w4v5"}',
    '/spec/env/-',
    'add',
    'ENC[AES256_GCM,data:a,iv:a,tag:a,type:str]',
  ],
];

const { value: anyValue } = fc.letrec<{ value: JsonValue; list: JsonValue[]; object: Record<string, JsonValue> }>(
  (tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 7 },
      fc.constantFrom(...TEXTS),
      fc.constantFrom(null, true, 80, 84019274),
      fc.string(),
      tie('object'),
      tie('object'),
      tie('list'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 6, noNullPrototype: true }),
  }),
);

/** The same value with its keys the other way round, at every level. */
function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

const RUNS = { numRuns: 2000 } as const;

describe('The search of any value', () => {
  it('ends, and gives the same findings again', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(findingsIn(value)).to.deep.equal(findingsIn(value));
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);
  it('does not depend on the order of keys', () => {
    const scanner = createStructureScanner({ textScanner: silentScanner, keyedHash });
    fc.assert(
      fc.property(anyValue, (value) => {
        const search = (given: JsonValue): unknown => scanner.search({ path: '', value: given });
        expect(search(reversed(value))).to.deep.equal(search(value));
      }),
      RUNS,
    );
  }).timeout(60_000);
  it('finds in a value what it finds in its text, as JSON and as YAML', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = JSON.stringify(value);
        const plain: JsonValue = JSON.parse(text);
        for (const written of [text, `# a comment\n${asYaml(plain, 0)}`]) {
          const read = parseDocuments(written).documents[0]?.value ?? null;
          if (JSON.stringify(read) === text) expect(findingsIn(read)).to.deep.equal(findingsIn(plain));
        }
      }),
      { numRuns: 300 },
    );
  }).timeout(60_000);
  it('gives paths that lead to something', () => {
    const scanner = createStructureScanner({ textScanner: silentScanner, keyedHash });
    fc.assert(
      fc.property(anyValue, (value) => {
        for (const { path } of scanner.search({ path: '', value }).findings)
          expect(at(value, path), path.join('.')).to.not.equal(undefined);
      }),
      RUNS,
    );
  }).timeout(60_000);
  it('tells no more of a secret than its preview', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{10,30}$/), (secret) => {
        const value = { apiVersion: 'v1', kind: 'Secret', stringData: { key: secret } };
        expect(JSON.stringify(findingsIn(value))).to.not.include(secret.slice(0, 8));
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);
});

/** Block style, every text in quotes. */
function asYaml(value: JsonValue, indent: number): string {
  const margin = ' '.repeat(indent);
  if (Array.isArray(value) && value.length > 0)
    return value.map((item) => `\n${margin}- ${asYaml(item, indent + 2)}`).join('');
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.entries(value)
      .map(([key, member]) => `\n${margin}${JSON.stringify(key)}: ${asYaml(member, indent + 2)}`)
      .join('');
  return JSON.stringify(value);
}

function at(value: JsonValue, path: readonly (string | number)[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(found)) found = found[Number(step)];
    else
      found = isJsonObject(found ?? null) ? Object.entries(found ?? {}).find(([key]) => key === step)?.[1] : undefined;
  }
  return found;
}
