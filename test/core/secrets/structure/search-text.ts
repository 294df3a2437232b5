import { createHmac } from 'node:crypto';
import { parseDocuments } from '../../../../src/core/documents/parse-documents.ts';
import type { JsonValue } from '../../../../src/core/model/json.ts';
import { fieldText } from '../../../../src/core/model/location.ts';
import type { ValueFinding } from '../../../../src/core/secrets/finding.ts';
import { ownRules } from '../../../../src/core/secrets/rules/own-rules.ts';
import { createStructureScanner } from '../../../../src/core/secrets/structure/create-structure-scanner.ts';
import type { SearchedValue, StructureScanner } from '../../../../src/core/secrets/structure/structure-scanner.ts';
import { createTextScanner } from '../../../../src/core/secrets/text/create-text-scanner.ts';
import type { TextScanner } from '../../../../src/core/secrets/text-scanner.ts';

export const keyedHash = (text: string): string => createHmac('sha256', 'a key for tests').update(text).digest('hex');

/** With the rules that ship. */
const ownScanner: TextScanner = createTextScanner(ownRules(), { keyedHash, clock: () => 0 });

/** Finds nothing: what remains is what the structure says. */
export const silentScanner: TextScanner = { search: () => ({ findings: [] }) };

const createScanner = (): StructureScanner => createStructureScanner({ textScanner: ownScanner, keyedHash });
const scanner = createScanner();

/** The findings in one document. */
export const findingsIn = (value: JsonValue, more: Partial<SearchedValue> = {}): readonly ValueFinding[] =>
  (more.readFile === undefined ? scanner : createScanner()).search({ path: 'a.yaml', value, ...more }).findings;

export const valueOf = (yaml: string): JsonValue => parseDocuments(yaml).documents[0]?.value ?? null;

/** `data.password k8s-secret-plaintext certain`, one for each finding in a YAML text. */
export const seenIn = (yaml: string, more: Partial<SearchedValue> = {}): readonly string[] =>
  findingsIn(valueOf(yaml), more).map(({ path, rule, confidence }) => `${fieldText(path)} ${rule} ${confidence}`);

/** A Kubernetes object: its kind, and the rest as YAML. */
export const object = (apiVersion: string, kind: string, rest: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n${rest}`;

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A token of GitLab, in parts: together they would look like a live one. */
export const TOKEN: string = ['gl', 'pat-', 'aB3dE6gH9jK2mN5pQ8sT'].join('');

/** A password that nobody would call a setting. */
export const PASSWORD = 'Xk7!vQ2p-Lw9z';
