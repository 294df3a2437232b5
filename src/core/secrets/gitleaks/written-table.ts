import { isJsonObject } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';
import type { Complaints, Written } from './written-config.ts';

/**
 * One table of a TOML file, read as gitleaks reads it: keys count without case, numbers and texts are taken for each other, one
 * value for a list of one, and a text with commas for a list. What is left at `finish` is unknown.
 */
export class WrittenTable {
  readonly at: FieldPath;
  readonly #complaints: Complaints;
  readonly #fields = new Map<string, Written<unknown>>();

  constructor(table: Readonly<Record<string, unknown>>, at: FieldPath, complaints: Complaints) {
    this.at = at;
    this.#complaints = complaints;
    for (const [key, value] of Object.entries(table)) this.#add(key, value);
  }

  #add(key: string, value: unknown): void {
    const at = [...this.at, key];
    if (this.#fields.has(key.toLowerCase())) this.#complaints.fault(at, 'this key is there twice: case does not count');
    this.#fields.set(key.toLowerCase(), { value, at });
  }

  /** Text of a key; an empty one counts as absent. */
  text(key: string): Written<string> | undefined {
    const field = this.#take(key);
    if (field === undefined) return undefined;
    const text = toText(field.value);
    if (text === undefined) this.#complaints.fault(field.at, 'must be a text');
    return text === undefined || text === '' ? undefined : { value: text, at: field.at };
  }

  number(key: string): Written<number> | undefined {
    const field = this.#take(key);
    if (field === undefined) return undefined;
    const number = toNumber(field.value);
    if (number === undefined) this.#complaints.fault(field.at, 'must be a number');
    return number === undefined ? undefined : { value: number, at: field.at };
  }

  boolean(key: string): boolean {
    const field = this.#take(key);
    if (field === undefined) return false;
    const boolean = toBoolean(field.value);
    if (boolean === undefined) this.#complaints.fault(field.at, 'must be true or false');
    return boolean ?? false;
  }

  texts(key: string): readonly Written<string>[] {
    const field = this.#take(key);
    if (field === undefined) return [];
    return toList(field).flatMap(({ value, at }) => {
      const text = toText(value);
      if (text === undefined) this.#complaints.fault(at, 'must be a text');
      return text === undefined ? [] : [{ value: text, at }];
    });
  }

  table(key: string): WrittenTable | undefined {
    const field = this.#take(key);
    if (field === undefined) return undefined;
    if (isTable(field.value)) return new WrittenTable(field.value, field.at, this.#complaints);
    this.#complaints.fault(field.at, `must be a table: [${key}]`);
    return undefined;
  }

  /** The tables of `[[key]]`; one of `[key]` counts as a list of one. */
  tables(key: string): readonly WrittenTable[] {
    const field = this.#take(key);
    if (field === undefined) return [];
    const list = Array.isArray(field.value) ? toList(field) : [field];
    return list.flatMap(({ value, at }) => {
      if (isTable(value)) return [new WrittenTable(value, at, this.#complaints)];
      this.#complaints.fault(at, `must be a table: [[${key}]]`);
      return [];
    });
  }

  /** Tells of keys that nobody asked for. gitleaks passes over them. */
  finish(): void {
    for (const { at } of this.#fields.values()) {
      this.#complaints.notice(at, `"${String(at.at(-1))}" is no key of gitleaks here and has no effect`);
    }
  }

  #take(key: string): Written<unknown> | undefined {
    const field = this.#fields.get(key.toLowerCase());
    this.#fields.delete(key.toLowerCase());
    return field;
  }
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isJsonObject(value) && !(value instanceof Date);

function toList({ value, at }: Written<unknown>): readonly Written<unknown>[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => ({ value: item, at: [...at, index] }));
  if (value === '') return [];
  return typeof value === 'string' ? value.split(',').map((part) => ({ value: part, at })) : [{ value, at }];
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

function toNumber(value: unknown): number | undefined {
  if (value === '') return 0;
  if (typeof value === 'boolean') return Number(value);
  const number =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (value === '') return false;
  return typeof value === 'string' ? BOOLEANS[value.toLowerCase()] : undefined;
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  '1': true,
  t: true,
  true: true,
  '0': false,
  f: false,
  false: false,
};
