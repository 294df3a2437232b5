import { decodeBase64Text } from '../../../documents/values/base64.ts';
import { isStandIn } from '../../values/is-stand-in.ts';
import { isPublicValue } from '../../values/is-public-value.ts';
import { defaultOf } from './default-of.ts';
import { dockerRegistries } from './docker-registries.ts';
import { isPublicMaterial, keyMaterialTitle } from './key-material.ts';
import { isDefaultPassword } from './judge-named.ts';
import { isSettingValue, settingKind } from './settings.ts';

/** What a value of a Secret is, by what stands in it. */
export type Content =
  /** It grants nothing: a certificate, a public key, a text to be replaced. */
  | { readonly kind: 'public' }
  /** It says itself what it is. */
  | { readonly kind: 'key'; readonly title: string }
  /** A setting beside a credential that tells who somebody is: a name of a user. */
  | { readonly kind: 'setting' }
  /** Several lines, or a document: settings, with or without a secret among them. */
  | { readonly kind: 'configuration' }
  /** Written to be replaced, but it works as long as nobody does. */
  | { readonly kind: 'default' }
  | { readonly kind: 'literal' };

/** What the Secret says of its values. */
export interface AboutSecret {
  readonly type: string;
  /** It describes a repository or a cluster to Argo CD: most of its keys are settings, and none of its business. */
  readonly isArgoCd: boolean;
}

export const NO_TYPE: AboutSecret = { type: '', isArgoCd: false };

export function judgeContent(value: string, key: string, about: AboutSecret = NO_TYPE): Content {
  const text = value.trim();
  if (isPublicMaterial(text) || isPublicValue(text, key) || isPlainStandIn(text)) return { kind: 'public' };
  const title = keyMaterialTitle(text, about.type, key);
  if (title !== undefined) return { kind: 'key', title };
  const registries = dockerRegistries(text);
  if (registries !== undefined) return registryContent(registries);
  const typed = titleByType(about.type, key);
  if (typed !== undefined) return { kind: 'key', title: typed };
  if (
    about.type === 'bootstrap.kubernetes.io/token' ||
    (about.type === 'kubernetes.io/service-account-token' && key === 'namespace')
  )
    return { kind: 'public' };
  if (about.isArgoCd && isArgoCdSetting(key, text)) return { kind: 'public' };
  return contentByForm(text, key);
}

function registryContent(hosts: readonly string[]): Content {
  return hosts.length === 0
    ? { kind: 'public' }
    : { kind: 'key', title: `registry credentials for ${hosts.join(', ')}` };
}

function titleByType(type: string, key: string): string | undefined {
  if (type === 'kubernetes.io/service-account-token' && key === 'token') return 'a token of a service account';
  if (type === 'bootstrap.kubernetes.io/token' && key === 'token-secret')
    return 'a token that joins nodes to the cluster';
  if (type === 'kubernetes.io/basic-auth' && key === 'password') return 'a password';
  if (type === 'helm.sh/release.v1' && key === 'release') return 'a Helm release with all its values';
  if (/^kubernetes\.io\/dockerc(?:onfigjson|fg)$/.test(type) && key.startsWith('.dockerc'))
    return 'registry credentials';
  return undefined;
}

function contentByForm(text: string, key: string): Content {
  const setting = isSettingValue(text) ? settingKind(key) : undefined;
  if (setting !== undefined) return { kind: setting === 'identity' ? 'setting' : 'public' };
  if (defaultOf(text) !== undefined) return { kind: 'default' };
  if (isStandInFor(text, key) || isDefaultPassword(decodeBase64Text(text) ?? '')) return { kind: 'default' };
  return isConfiguration(text, key) ? { kind: 'configuration' } : { kind: 'literal' };
}

/** `changeme`, `my-password`, `UPDATE_AWS_SECRET_ACCESS_KEY`: words that say what should be here, and work as long as nobody minds. */
function isStandInFor(text: string, key: string): boolean {
  if (isDefaultPassword(text)) return true;
  if (/^[A-Z]+(?:[-_][A-Z]+)+$/.test(text)) return text.endsWith(key.toUpperCase()) && text !== key.toUpperCase();
  const words = text.split(/[-_ ]/).map((word) => word.toLowerCase());
  return (
    words.length > 1 && words.some((word) => EXAMPLE_WORDS.has(word)) && words.every((word) => isKnownWord(word, key))
  );
}

const EXAMPLE_WORDS: ReadonlySet<string> = new Set([
  'my',
  'the',
  'some',
  'test',
  'sample',
  'demo',
  'fake',
  'dummy',
  'mock',
  'your',
  'new',
  'a',
]);

const isKnownWord = (word: string, key: string): boolean =>
  EXAMPLE_WORDS.has(word) ||
  key.toLowerCase().includes(word) ||
  /^(?:password|secret|token|key|api|access|client|value|for|and|of)$/.test(word);

const isConfiguration = (text: string, key: string): boolean =>
  /^[[{]/.test(text) ||
  (text.includes('\n') && /[:={<]/.test(text)) ||
  (ONE_SETTING.test(text) && isSettingValue(text)) ||
  CONFIGURATION_FILE.test(key);

/** `INSTALL_LOCK=true`, `ROOT=/data`: a file of variables with one line. */
const ONE_SETTING = /^[A-Z][A-Z0-9_]*=(?:true|false|\d{1,5}|\/[\w./-]*|[a-z]{1,12})$/;

const CONFIGURATION_FILE =
  /\.(?:properties|ya?ml|json|toml|ini|conf|cfg|cnf|config|xml|env|sh|sql|lua|py|js|html?|md|txt|tpl|tmpl|hcl|rego)$/i;

/** A text in brackets or of marks, or one that says `here`, is for people. A password may hold a mark, and then it holds more. */
function isPlainStandIn(text: string): boolean {
  if (!/^[\x20-\x7e]{0,100}$/.test(text)) return false;
  if (defaultOf(text) !== undefined) return false;
  return /(?:goes )?here\W*$|^string$/i.test(text) || (isStandIn(text) && !/\d/.test(text));
}

const ARGO_CD_SETTINGS: ReadonlySet<string> = new Set([
  'azureActiveDirectoryEndpoint',
  'azureServicePrincipalClientId',
  'azureServicePrincipalTenantId',
  'clusterResources',
  'depth',
  'enableLfs',
  'enableOCI',
  'forceHttpBasicAuth',
  'githubAppEnterpriseBaseUrl',
  'githubAppID',
  'githubAppInstallationID',
  'insecure',
  'insecureIgnoreHostKey',
  'insecureOCIForceHttp',
  'name',
  'namespaces',
  'noProxy',
  'project',
  'server',
  'shard',
  'type',
  'useAzureWorkloadIdentity',
  'username',
]);

/** Of a cluster, `config` may hold a token or a key, or neither. */
function isArgoCdSetting(key: string, text: string): boolean {
  if (key === 'config') return !/"(?:bearerToken|password|keyData|token)"\s*:\s*"[^"]/.test(text);
  return ARGO_CD_SETTINGS.has(key) || ((key === 'url' || key === 'proxy') && !/:\/\/[^/@]*:[^/@]*@/.test(text));
}
