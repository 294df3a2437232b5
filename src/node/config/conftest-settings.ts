import { SluiceError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/model/json.ts';
import { didYouMean } from '../flags/near-miss.ts';

/** What conftest's own configuration says, in the words of its flags. A key that is absent was not said. */
export interface ConftestSettings {
  readonly lists: Readonly<Partial<Record<ListKey, readonly string[]>>>;
  readonly texts: Readonly<Partial<Record<TextKey, string>>>;
  readonly switches: Readonly<Partial<Record<SwitchKey, boolean>>>;
  /** Keys that mean nothing here. */
  readonly notices: readonly string[];
}

const LIST_KEYS = ['policy', 'data', 'namespace'] as const;
const TEXT_KEYS = ['ignore', 'output', 'parser', 'rego-version'] as const;
const SWITCH_KEYS = ['combine', 'fail-on-warn', 'all-namespaces', 'quiet', 'no-color'] as const;
type ListKey = (typeof LIST_KEYS)[number];
type TextKey = (typeof TEXT_KEYS)[number];
type SwitchKey = (typeof SWITCH_KEYS)[number];

/** conftest's other flags, and what to do instead. */
const OTHER_KEYS: Readonly<Record<string, string>> = {
  capabilities: 'built-ins that reach the network or the environment are refused anyhow',
  'stdin-filename': 'standard input is called "-"',
  'proto-file-dirs': 'protocol buffers are not read',
  update: 'fetch the policies before, or name them with --policy',
  trace: '"sluice explain" replays a verdict',
  strict: '"sluice verify" and "opa check --strict" look for unused variables',
  'no-fail': 'exit codes keep their meaning; let the script go on by itself',
  'suppress-exceptions': 'exceptions are listed as skipped',
  'show-builtin-errors': 'a built-in that fails is undefined',
  'junit-hide-message': 'the junit report is as it is',
  'github-hide-passed': 'the github report lists no passes',
  tls: 'nothing is fetched',
};

/** Values by key, as they were written. A TOML file and the environment are both this. */
export type WrittenSettings = ReadonlyMap<string, unknown>;

/**
 * Makes settings of what was written.
 * @param place names the source in messages: `conftest.toml`, or the environment
 * @throws SluiceError CONFIG_INVALID for a value that is not of the kind that its key wants
 */
export function toConftestSettings(written: WrittenSettings, place: string): ConftestSettings {
  const faults: string[] = [];
  const read = <K extends string, V>(
    keys: readonly K[],
    convert: (value: unknown) => V | undefined,
    kind: string,
  ): Partial<Record<K, V>> => {
    const found: Partial<Record<K, V>> = {};
    for (const key of keys.filter((one) => written.has(one))) {
      const value = convert(written.get(key));
      if (value === undefined) faults.push(`${place}: "${key}" must be ${kind}`);
      else found[key] = value;
    }
    return found;
  };
  const settings = {
    lists: read(LIST_KEYS, toTexts, 'a text or a list of texts'),
    texts: read(TEXT_KEYS, (value) => (typeof value === 'string' ? value : undefined), 'a text'),
    switches: read(SWITCH_KEYS, toSwitch, 'true or false'),
    notices: otherKeys(written).map((notice) => `${place}: ${notice}`),
  };
  if (faults.length > 0) throw new SluiceError('CONFIG_INVALID', faults.join('\n'));
  return settings;
}

/** The keys that the environment can say: those of conftest's flags, as `CONFTEST_FAIL_ON_WARN`. */
export function writtenInEnvironment(env: Readonly<Record<string, string | undefined>>): WrittenSettings {
  const keys = [...LIST_KEYS, ...TEXT_KEYS, ...SWITCH_KEYS, ...Object.keys(OTHER_KEYS)];
  return new Map(
    keys.flatMap((key) => {
      const value = env[`CONFTEST_${key.replaceAll('-', '_').toUpperCase()}`];
      return value === undefined || value === '' ? [] : [[key, value] as const];
    }),
  );
}

/** What is said first wins, key by key. */
export function mergeSettings(first: ConftestSettings, second: ConftestSettings): ConftestSettings {
  return {
    lists: { ...second.lists, ...first.lists },
    texts: { ...second.texts, ...first.texts },
    switches: { ...second.switches, ...first.switches },
    notices: [...first.notices, ...second.notices],
  };
}

/** One text may hold several, separated by commas: so conftest reads them, and the environment knows no lists. */
function toTexts(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') {
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}

function toSwitch(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = String(value).toLowerCase();
  if (['1', 't', 'true'].includes(word)) return true;
  return ['0', 'f', 'false'].includes(word) ? false : undefined;
}

function otherKeys(written: WrittenSettings): readonly string[] {
  const known: readonly string[] = [...LIST_KEYS, ...TEXT_KEYS, ...SWITCH_KEYS];
  return [...written].flatMap(([key, value]) => {
    if (known.includes(key)) return [];
    const instead = OTHER_KEYS[key];
    if (instead === undefined) return [`"${key}" is no key of conftest.toml${didYouMean(key, known)}; it does nothing`];
    return changesNothing(key, value) ? [] : [`"${key}" does nothing here: ${instead}`];
  });
}

/** A key that says what holds anyhow is not worth a word. */
function changesNothing(key: string, value: unknown): boolean {
  if (key === 'tls') return true;
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  return isEmpty || toSwitch(value) === false || isJsonObject(value);
}
