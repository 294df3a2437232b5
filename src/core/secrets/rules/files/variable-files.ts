import type { SecretRule } from '../../rule.ts';
import { nameBefore, NOUN_KEYWORDS } from '../generic/name-forms.ts';
import { fileRule } from './file-rule.ts';

const VALUE = String.raw`(?:"([^"\r\n]{1,1000})"|'([^'\r\n]{1,1000})'|([^\s"'#;{<%$][^\s"'#;]{0,1000}))`;

/** Files of variables of the environment. Their names say which of them are secrets. */
export const variableFileRules: readonly SecretRule[] = [
  fileRule({
    id: 'secret-in-shell-profile',
    title: 'a secret in the profile of a shell',
    path: /(?:^|\/)\.?(?:bash_profile|bashrc|bash_login|profile|zshrc|zshenv|zprofile|kshrc|cshrc|tcshrc|config\.fish|envrc|exports|extra)$/,
    pattern: variable(String.raw`(?:export|setenv|set -gx|set -x|typeset -x|declare -x)[ \t]+`),
    keywords: NOUN_KEYWORDS,
    nameGroup: 1,
  }),
  fileRule({
    id: 'secret-in-env-file',
    title: 'a secret in a file of variables',
    path: /(?:^|\/)(?:[\w-]{0,40}\.env(?:\.(?!example|sample|template|tmpl|tpl|j2|dist|defaults?)[\w-]{1,30}){0,3}|\.?(?:config|credentials|secrets?)|environment)$/,
    pattern: variable(String.raw`(?:export[ \t]+)?`),
    keywords: NOUN_KEYWORDS,
    nameGroup: 1,
  }),
];

function variable(before: string): RegExp {
  const name = nameBefore('=| (?!=)', String.raw`^[ \t]*${before}`);
  return new RegExp(`${name}(?:=| (?!=))${VALUE}`, 'gim');
}
