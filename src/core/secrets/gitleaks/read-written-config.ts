import type {
  Complaints,
  Written,
  WrittenAllowlist,
  WrittenConfig,
  WrittenExtend,
  WrittenRequired,
  WrittenRule,
} from './written-config.ts';
import { WrittenTable } from './written-table.ts';

/** Reads the table of a file in gitleaks' format. Faults and notices are told; what is wrong is left out. */
export function readWrittenConfig(table: Readonly<Record<string, unknown>>, complaints: Complaints): WrittenConfig {
  const root = new WrittenTable(table, [], complaints);
  root.text('title');
  root.text('description');
  const extend = readExtend(root.table('extend'), complaints);
  const rules = root.tables('rules').map((rule) => readRule(rule, complaints));
  const allowlists = readAllowlists(root, complaints).map((list) => readAllowlist(list, complaints, true));
  const minVersion = root.text('minVersion');
  root.finish();
  return { extend, rules, allowlists, ...(minVersion && { minVersion }) };
}

function readExtend(table: WrittenTable | undefined, { fault, notice }: Complaints): WrittenExtend {
  if (table === undefined) return { useDefault: false, disabledRules: [], at: [] };
  const useDefault = table.boolean('useDefault');
  const [path, url] = [table.text('path'), table.text('url')];
  const disabledRules = table.texts('disabledRules');
  table.finish();
  if (useDefault && path !== undefined) fault(path.at, 'extend.path and extend.useDefault cannot both be set');
  if (url !== undefined) notice(url.at, 'gitleaks does not read extend.url, and neither does sluice');
  return { useDefault, disabledRules, at: table.at, ...(path && { path }), ...(url && { url }) };
}

function readRule(table: WrittenTable, complaints: Complaints): WrittenRule {
  const id = table.text('id')?.value ?? '';
  if (id.trim() === '') complaints.fault(table.at, 'a rule needs an id');
  const [description, regex, path] = [table.text('description'), table.text('regex'), table.text('path')];
  const [secretGroup, entropy] = [readInteger(table, 'secretGroup', complaints), table.number('entropy')?.value];
  const [keywords, tags] = [table.texts('keywords'), table.texts('tags')];
  const skipReport = table.boolean('skipReport');
  const allowlists = readAllowlists(table, complaints).map((list) => readAllowlist(list, complaints, false));
  const required = table.tables('required').flatMap((one) => readRequired(one, complaints));
  table.finish();
  return {
    at: table.at,
    id,
    keywords: valuesOf(keywords),
    tags: valuesOf(tags),
    skipReport,
    allowlists,
    required,
    ...(description && { description: description.value }),
    ...(regex && { regex }),
    ...(path && { path }),
    ...(secretGroup && secretGroup.value > 0 && { secretGroup }),
    ...(entropy !== undefined && entropy !== 0 && { entropy }),
  };
}

/** An empty word is in every text: it says nothing. */
const valuesOf = (texts: readonly Written<string>[]): readonly string[] =>
  texts.map(({ value }) => value).filter((value) => value !== '');

function readInteger(table: WrittenTable, key: string, { fault }: Complaints): Written<number> | undefined {
  const number = table.number(key);
  if (number !== undefined && !Number.isInteger(number.value)) fault(number.at, 'must be a whole number');
  return number;
}

/** `[[allowlists]]`, or the older `[allowlist]`. */
function readAllowlists(table: WrittenTable, { fault }: Complaints): readonly WrittenTable[] {
  const older = table.table('allowlist');
  const lists = table.tables('allowlists');
  if (older === undefined) return lists;
  if (lists.length > 0) fault(older.at, '[allowlist] is the older form and cannot stand beside [[allowlists]]');
  return [...lists, older];
}

function readAllowlist(table: WrittenTable, complaints: Complaints, isOfFile: boolean): WrittenAllowlist {
  table.text('description');
  const condition = table.text('condition');
  const target = table.text('regexTarget');
  const list: WrittenAllowlist = {
    at: table.at,
    all: readCondition(condition, complaints),
    commits: valuesOf(table.texts('commits')).map((commit) => commit.trim()),
    paths: table.texts('paths'),
    regexes: table.texts('regexes'),
    target: readTarget(target, complaints),
    stopwords: valuesOf(table.texts('stopwords')),
    targetRules: isOfFile ? table.texts('targetRules') : [],
  };
  table.finish();
  const checks = [list.commits, list.paths, list.regexes, list.stopwords];
  if (checks.every(({ length }) => length === 0))
    complaints.fault(table.at, 'an allowlist needs at least one of commits, paths, regexes and stopwords');
  return list;
}

function readCondition(condition: Written<string> | undefined, { fault }: Complaints): boolean {
  switch (condition?.value.toUpperCase()) {
    case undefined:
    case 'OR':
    case '||':
      return false;
    case 'AND':
    case '&&':
      return true;
    default:
      fault(condition?.at ?? [], 'condition must be "OR" or "AND"');
      return false;
  }
}

function readTarget(target: Written<string> | undefined, { fault }: Complaints): WrittenAllowlist['target'] {
  switch (target?.value) {
    case undefined:
    case 'secret':
      return 'secret';
    case 'match':
    case 'line':
      return target.value;
    default:
      fault(target?.at ?? [], 'regexTarget must be "secret", "match" or "line"');
      return 'secret';
  }
}

function readRequired(table: WrittenTable, complaints: Complaints): readonly WrittenRequired[] {
  const id = table.text('id');
  const [lines, columns] = [
    readInteger(table, 'withinLines', complaints)?.value,
    readInteger(table, 'withinColumns', complaints)?.value,
  ];
  table.finish();
  if (id === undefined) {
    complaints.fault(table.at, 'a required rule needs its id');
    return [];
  }
  const distances = {
    ...(lines !== undefined && { withinLines: lines }),
    ...(columns !== undefined && { withinColumns: columns }),
  };
  return [{ id, ...distances }];
}
