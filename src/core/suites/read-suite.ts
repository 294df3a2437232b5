import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { fieldText, type FieldPath } from '../model/location.ts';
import { splitApiVersion } from '../model/resource.ts';
import { identityOf } from '../resources/to-resources.ts';
import type { Assertion, Expectation, Suite, SuiteCase, SuiteTest } from './suite.ts';

/** Something in a suite that is not as it should be, with its place. */
export interface SuiteRemark {
  readonly path: FieldPath;
  readonly message: string;
}

export interface ReadSuite {
  readonly suite: Suite;
  /** Any of them keeps the suite from running. */
  readonly problems: readonly SuiteRemark[];
  /** Fields that nothing reads, as a misspelt one is. gator does not mention them. */
  readonly warnings: readonly SuiteRemark[];
}

/** The scalar that stands at a field, as it is written; undefined where that is not to be seen. */
export type WrittenScalar = (path: FieldPath) => string | undefined;

/** True for what gator runs: the version does not matter. */
export function isSuite(value: JsonValue): boolean {
  const identity = identityOf(value);
  return identity?.kind === 'Suite' && splitApiVersion(identity.apiVersion).group === 'test.gatekeeper.sh';
}

/**
 * Reads a Suite. Names of fields are taken as Go's decoder takes them, in any case; null is an absent value.
 * @param written tells a bare `yes` from `true`, which are one value to the API server and two to gator
 */
export function readSuite(value: JsonValue, written: WrittenScalar): ReadSuite {
  const reading: Reading = { written, problems: [], warnings: [] };
  const root = isJsonObject(value) ? value : {};
  warnUnknown(reading, root, [], SUITE_FIELDS);
  const suite: Suite = {
    skip: flag(reading, root, 'skip', []),
    tests: list(reading, root, 'tests', []).map(({ item, at }) => readTest(reading, item, at)),
  };
  return { suite, problems: reading.problems, warnings: reading.warnings };
}

interface Reading {
  readonly written: WrittenScalar;
  readonly problems: SuiteRemark[];
  readonly warnings: SuiteRemark[];
}

const SUITE_FIELDS = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'labels', 'annotations', 'skip', 'tests'];
const TEST_FIELDS = ['name', 'template', 'constraint', 'expansion', 'cases', 'invalid', 'skip'];
const CASE_FIELDS = ['name', 'object', 'inventory', 'assertions', 'skip'];
const ASSERTION_FIELDS = ['violations', 'message'];

function readTest(reading: Reading, item: JsonValue, at: FieldPath): SuiteTest {
  const test = objectOf(reading, item, at, TEST_FIELDS);
  const text = (name: string): string => textField(reading, test, name, at);
  return {
    name: text('name'),
    template: text('template'),
    constraint: text('constraint'),
    expansion: text('expansion'),
    invalid: flag(reading, test, 'invalid', at),
    skip: flag(reading, test, 'skip', at),
    cases: list(reading, test, 'cases', at).map((one) => readCase(reading, one.item, one.at)),
    at,
  };
}

function readCase(reading: Reading, item: JsonValue, at: FieldPath): SuiteCase {
  const one = objectOf(reading, item, at, CASE_FIELDS);
  return {
    name: textField(reading, one, 'name', at),
    object: textField(reading, one, 'object', at),
    inventory: list(reading, one, 'inventory', at).map((file) => textOf(reading, file.item, file.at)),
    assertions: list(reading, one, 'assertions', at).map((each) => readAssertion(reading, each.item, each.at)),
    skip: flag(reading, one, 'skip', at),
    at,
  };
}

function readAssertion(reading: Reading, item: JsonValue, at: FieldPath): Assertion {
  const assertion = objectOf(reading, item, at, ASSERTION_FIELDS);
  const violations = fieldOf(assertion, 'violations');
  const message = fieldOf(assertion, 'message');
  return {
    expects: readExpectation(reading, violations?.value ?? null, [...at, violations?.name ?? 'violations']),
    ...(message === undefined || message.value === null
      ? {}
      : { message: textOf(reading, message.value, [...at, message.name]) }),
    at,
  };
}

const INT32 = 2 ** 31;

function readExpectation(reading: Reading, value: JsonValue, path: FieldPath): Expectation {
  if (value === null) return { kind: 'some' };
  if (typeof value === 'boolean') return readBareWord(reading, value, path);
  if (typeof value === 'string') return toExpectation(value);
  if (typeof value === 'number' && Number.isInteger(value) && value >= -INT32 && value < INT32) {
    return value < 0 ? { kind: 'unknown', text: String(value) } : { kind: 'exactly', count: value };
  }
  return complainOfCount(reading, path);
}

function toExpectation(word: string): Expectation {
  if (word === 'yes') return { kind: 'some' };
  return word === 'no' ? { kind: 'none' } : { kind: 'unknown', text: JSON.stringify(word) };
}

/** YAML 1.1, which the API server speaks, reads yes, On and true as one; gator takes yes and no by their letters. */
function readBareWord(reading: Reading, value: boolean, path: FieldPath): Expectation {
  const word = reading.written(path) ?? (value ? 'yes' : 'no');
  return /^(?:true|false)$/i.test(word) ? complainOfCount(reading, path) : toExpectation(word);
}

function complainOfCount(reading: Reading, path: FieldPath): Expectation {
  complain(reading, path, 'must be a number of violations, "yes" or "no"');
  return { kind: 'some' };
}

interface Item {
  readonly item: JsonValue;
  readonly at: FieldPath;
}

function list(reading: Reading, object: JsonObject, name: string, at: FieldPath): readonly Item[] {
  const field = fieldOf(object, name);
  if (field === undefined || field.value === null) return [];
  const path = [...at, field.name];
  if (Array.isArray(field.value)) {
    return field.value.map((item: JsonValue, index) => ({ item, at: [...path, index] }));
  }
  complain(reading, path, 'must be a list');
  return [];
}

function objectOf(reading: Reading, item: JsonValue, at: FieldPath, known: readonly string[]): JsonObject {
  if (!isJsonObject(item)) {
    complain(reading, at, `must be an object with ${known.join(', ')}`);
    return {};
  }
  warnUnknown(reading, item, at, known);
  return item;
}

function textField(reading: Reading, object: JsonObject, name: string, at: FieldPath): string {
  const field = fieldOf(object, name);
  return field === undefined || field.value === null ? '' : textOf(reading, field.value, [...at, field.name]);
}

function textOf(reading: Reading, value: JsonValue, path: FieldPath): string {
  if (typeof value === 'string') return value;
  complain(reading, path, 'must be a string; write it in quotes');
  return '';
}

function flag(reading: Reading, object: JsonObject, name: string, at: FieldPath): boolean {
  const field = fieldOf(object, name);
  if (field === undefined || field.value === null) return false;
  if (typeof field.value !== 'boolean') complain(reading, [...at, field.name], 'must be true or false');
  return field.value === true;
}

/** Go's decoder prefers the exact name and takes one in another case else. */
function fieldOf(object: JsonObject, name: string): { readonly name: string; readonly value: JsonValue } | undefined {
  const exact = object[name];
  if (exact !== undefined) return { name, value: exact };
  const other = Object.entries(object).findLast(([key]) => key.toLowerCase() === name.toLowerCase());
  return other === undefined ? undefined : { name: other[0], value: other[1] };
}

function warnUnknown({ warnings }: Reading, object: JsonObject, at: FieldPath, known: readonly string[]): void {
  for (const key of Object.keys(object)) {
    if (known.some((one) => one.toLowerCase() === key.toLowerCase())) continue;
    warnings.push({
      path: [...at, key],
      message: `${fieldText([...at, key])} is no field of a suite and is not read; there are ${known.join(', ')}`,
    });
  }
}

const complain = ({ problems }: Reading, path: FieldPath, message: string): void =>
  void problems.push({ path, message: `${fieldText(path)} ${message}` });
