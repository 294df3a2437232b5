import { compareText } from '../../compare-text.ts';
import type { FixSubject } from './fix-subject.ts';
import { generatedYaml, placeholder, type GeneratedFile } from './generated-file.ts';

const RECIPIENT = placeholder('public key, as "age-keygen -o age.key" prints it');

interface CreationRule {
  readonly path_regex: string;
  readonly encrypted_regex?: string;
  readonly age: string;
}

/** Files that SOPS is to encrypt, by the parts of them that it leaves readable. */
export interface SopsFiles {
  /** Of these only `data` and `stringData`. */
  readonly manifests: readonly string[];
  /** Of these only the named fields. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Of these everything. */
  readonly whole: readonly string[];
}

/** A `.sops.yaml` that says how the files are encrypted; undefined when there are none. */
export function sopsConfig(files: SopsFiles): GeneratedFile | undefined {
  const rules = creationRules(files);
  if (rules.length === 0) return undefined;
  return generatedYaml(
    '.sops.yaml',
    ['How SOPS encrypts. Rules are tried from the top. Keep the private key where no repository is.'],
    { creation_rules: rules.map((rule) => ({ ...rule })) },
  );
}

function creationRules({ manifests, fields, whole }: SopsFiles): readonly CreationRule[] {
  const ofFields = [...fields].map(([file, names]) => ({
    path_regex: pathPattern([file]),
    encrypted_regex: `^(${names.map(escapePattern).join('|')})$`,
    age: RECIPIENT,
  }));
  return [
    ...(manifests.length === 0
      ? []
      : [{ path_regex: pathPattern(manifests), encrypted_regex: '^(data|stringData)$', age: RECIPIENT }]),
    ...ofFields,
    ...(whole.length === 0 ? [] : [{ path_regex: pathPattern(whole), age: RECIPIENT }]),
  ];
}

/** Exactly these files: SOPS matches the path from the folder of its config. */
function pathPattern(files: readonly string[]): string {
  const patterns = [...new Set(files)].toSorted(compareText).map(escapePattern);
  return patterns.length === 1 ? `^${patterns.join('')}$` : `^(${patterns.join('|')})$`;
}

const escapePattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The last key of each field: SOPS goes by single keys, wherever they stand. */
export function keysOfFields({ fields }: Extract<FixSubject, { readonly kind: 'helm-values' }>): readonly string[] {
  return [...new Set(fields.map(lastKey).filter((key) => key !== ''))];
}

/** `a.b[0]` ends in `b`, `a["b.c"]` in `b.c`. */
function lastKey(field: string): string {
  const [, quoted, plain = ''] = /(?:\[("(?:[^"\\]|\\.)*")\]|([^.[\]"]+))(?:\[\d+\])*$/.exec(field) ?? [];
  return quoted === undefined ? plain : String(JSON.parse(quoted));
}
