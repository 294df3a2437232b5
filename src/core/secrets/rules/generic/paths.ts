import type { Allowlist } from '../../rule.ts';
import { pathWordsOf } from '../files/path-words-of.ts';

/** Source code, where a value without quotes is an expression. Templates of settings are none. */
export const SOURCE_CODE: RegExp =
  /(?<!\.(?:ya?ml|conf|cfg|ini|env|properties|toml|json|cnf|sh))\.(?:[cm]?[jt]sx?|vue|svelte|py|pyi|ipynb|rb|erb|rake|gemspec|go|rs|java|kts?|scala|groovy|gradle|c|h|cc|cpp|cxx|hpp|hh|ino|cs|vb|fs|swift|mm?|php\d?|phtml|p[lm]|lua|r|dart|exs?|erl|hrl|hs|clj[cs]?|coffee|html?|xhtml|jsp|aspx?|css|s[ac]ss|less|proto|graphql|jl|nim|zig|psm?1|sol|asm|s|tf|hcl|jinja2?|j2|tmpl|tpl|hbs|mustache|ejs|haml|slim|pug|cr|elm|ml|mli|v|sv|vhd|rego|cue|bzl|bazel)$/i;

/** Files without source code: settings, scripts, documents. */
export const NOT_SOURCE_CODE: RegExp = new RegExp(`^(?!.*${SOURCE_CODE.source})`, 'i');

/** Files of elements and attributes. */
export const MARKUP: RegExp =
  /\.(?:xml|x?html?|jspx?|config|plist|props|targets|[a-z]{2}proj|settings|pom|wsdl|xsd|xaml|jnlp|dtsx|rdl|udl|md|rst|adoc|txt)$/i;

/** What people read: there, a password that everybody writes into examples is one. */
export const EXAMPLES_IN_DOCUMENTS: Allowlist = {
  all: true,
  paths: [/\.(?:mdx?|markdown|rst|a(?:scii)?doc|gotmpl)$|(?:^|\/)(?:NOTES\.txt|README[^/]*)$/i],
  patterns: [
    /^(?:(?:my|your|the|an?|some|new|old|long|very|super|strong|random|secure|root|admin|user|db|database|app|service|client|api|ldap|smtp|mail|postgres(?:ql)?|mysql|mariadb|redis|mongo(?:db)?|rabbitmq|minio|test|demo|value|secret|s3cret|password|passwd|pass|pwd|token|key)[-_.]?){1,6}\d{0,4}!?$/i,
  ],
};

/** Files that machines write, with digests by the thousand, and texts of user interfaces, where `password` is a label. */
const QUIET: readonly RegExp[] = [
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lock|composer\.lock|Gemfile\.lock|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|pdm\.lock|go\.sum|go\.work\.sum|mix\.lock|pubspec\.lock|Podfile\.lock|packages\.lock\.json|flake\.lock|\.terraform\.lock\.hcl|gradle\.lockfile|Chart\.lock|MODULE\.bazel\.lock)$/i,
  /\.(?:min\.(?:js|css)|map|svg|po|pot|mo|strings|xlf|xliff|resx|arb|lproj|snap|wasm|png|jpe?g|gif|ico|woff2?|ttf|eot|otf|pdf)$/i,
  /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|messages)\/.*\.(?:json|ya?ml|properties|js|ts|php|py|rb|ini|xml|toml|ftl)$/i,
  /(?:^|[._-])(?:locale|i18n|messages|translations?)[._-][a-z]{2}(?:[_-][A-Za-z]{2,4})?\.(?:json|ya?ml|properties|js|ts|php)$/i,
];

export const QUIET_PATHS: Allowlist = { paths: QUIET, pathWords: QUIET.map((path) => pathWordsOf(path).pathWords) };
