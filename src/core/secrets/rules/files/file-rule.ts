import type { Allowlist, Confidence, SecretRule } from '../../rule.ts';
import { withPattern } from '../with-pattern.ts';
import { pathWordsOf } from './path-words-of.ts';

/** A kind of file that holds credentials by its nature, and the lines in it that do. */
export interface CredentialFile {
  readonly id: string;
  readonly title: string;
  /** Of the path from the root of the run, with `/`. */
  readonly path: RegExp;
  /** Names that settings with a secret have in it, as the source of a pattern. */
  readonly keys: string;
  /** Lower case; each of the names holds one. Default: the names, where they are no patterns but words. */
  readonly keywords?: readonly string[];
}

/** The alternatives of a pattern that has nothing but them. */
const wordsOf = ({ keys, keywords = keys.toLowerCase().split('|') }: CredentialFile): readonly string[] => keywords;

/** A line `key = value`, `key: "value"`, `"key": "value",` or `key value`; the value ends before a comment. */
export const settingsFile = (file: CredentialFile): SecretRule =>
  credentialFile(
    file,
    ({ keys }) =>
      new RegExp(
        String.raw`(?:^|[{,])[ \t]*(?:export[ \t]+|set[ \t]+|[-:*][ \t]?)?["']?(?:${keys})["']?(?:[ \t]*(?:=>|=|:)[ \t]*|[ \t]+(?!=|:[ \t]))(?:"([^"\r\n]{1,1000})"|'([^'\r\n]{1,1000})'|([^\s"'#;,][^\r\n#;,]{0,1000}?)(?=[ \t]*(?:[#;,]|\r|\n|$)))`,
        'gim',
      ),
  );

/** `<key …>value</key>`. */
export const elementFile = (file: CredentialFile): SecretRule =>
  credentialFile(
    file,
    ({ keys }) => new RegExp(String.raw`<(?:${keys})(?:\s[^<>\r\n]{0,200})?>([^<>\r\n]{1,1000})</`, 'gi'),
  );

/** ` key="value"`. */
export const attributeFile = (file: CredentialFile): SecretRule =>
  credentialFile(
    file,
    ({ keys }) => new RegExp(String.raw`\s(?:${keys})=(?:"([^"\r\n]{1,1000})"|'([^'\r\n]{1,1000})')`, 'gi'),
  );

function credentialFile(file: CredentialFile, pattern: (file: CredentialFile) => RegExp): SecretRule {
  const { id, title, path } = file;
  const rule = { id, title, path, confidence: 'likely', allowlists: [NOT_FILLED_IN], ...pathWordsOf(path) } as const;
  return withPattern({ ...rule, keywords: wordsOf(file) }, () => pattern(file));
}

/** A rule with a pattern of its own. */
export const fileRule = (
  rule: Pick<
    SecretRule,
    'id' | 'title' | 'path' | 'pattern' | 'nameGroup' | 'secretGroup' | 'minEntropy' | 'allowlists'
  > & {
    readonly confidence?: Confidence;
    /** Default: none, for records without a word of their own. */
    readonly keywords?: readonly string[];
  },
): SecretRule => ({
  confidence: 'likely',
  keywords: [],
  allowlists: [NOT_FILLED_IN],
  ...rule,
  ...(rule.path && pathWordsOf(rule.path)),
});

/** A file that is a secret as a whole: nothing in it need be found. */
export const secretFile = (id: string, title: string, path: RegExp, confidence: Confidence = 'likely'): SecretRule => ({
  id,
  title,
  confidence,
  keywords: [],
  path,
  ...pathWordsOf(path),
});

/** Whatever else stands in such a file is a credential, however weak it looks. */
const NOT_FILLED_IN: Allowlist = {
  patterns: [
    /^\s*(?:null|none|nil|~|true|false|yes|no|ask|prompt|""|'')?\s*$/i,
    /^(?:\$?\$\{.*\}|\$\(.*\)|\$[A-Za-z_]\w*|%\w+%|<[^<>]*>|\{\{.*\}\}|@\w+@|\{[A-Za-z_]*\}|process\.env\..*|ENV\[.*|getenv\(.*|op:\/\/\S*|ref\+\S*)$/,
    /^[A-Za-z_][\w.]*(?:\(.*\)|\[.*\]|\(['"][\w.-]*['"])$/,
    /^(?:var|local|data|module)\.[\w.-]+$/,
    // What Maven encrypted by its master password.
    /^\{[A-Za-z0-9+/]{22,}={0,2}\}$/,
    // What SOPS encrypted.
    /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:[a-z]+\]$/,
    /^(?:[xX*.?_-]{3,}|(?:your|insert|enter|replace)[-_ ].*|placeholder|redacted|todo)$/i,
  ],
};
