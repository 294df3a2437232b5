import type { Confidence } from '../../rule.ts';
import { isPlaceholderText } from '../../values/is-placeholder.ts';
import { dockerRegistries } from './docker-registries.ts';
import { isPublicMaterial, keyMaterialTitle } from './key-material.ts';
import { titleOfName } from '../name-title.ts';
import { isSettingName, isSettingValue } from './settings.ts';
import type { AboutSecret } from './secret-value.ts';

/** What a value of a Secret is. */
export interface Content {
  readonly title: string;
  readonly confidence: Confidence;
  /** Sure only of what stands in it. */
  readonly isContainer?: boolean;
}

/** Judges a decoded value of a Secret; undefined when it grants nothing: a certificate, a setting of a tool. */
export function judgeContent(text: string, key: string, about: AboutSecret): Content | undefined {
  const trimmed = text.trim();
  if (isPublicMaterial(trimmed) || isPlaceholderText(trimmed)) return undefined;
  const keyMaterial = keyMaterialTitle(trimmed, about.type, key);
  if (keyMaterial !== undefined) return { title: keyMaterial, confidence: 'certain' };
  const registries = dockerRegistries(trimmed);
  if (registries !== undefined) return registryContent(registries);
  const typed = titleByType(about.type, key);
  if (typed !== undefined) return { title: typed, confidence: 'certain' };
  if (about.isArgoCd && isArgoCdSetting(key, trimmed)) return undefined;
  return judgeText(trimmed, key);
}

function registryContent(hosts: readonly string[]): Content | undefined {
  return hosts.length === 0
    ? undefined
    : { title: `registry credentials for ${hosts.join(', ')}`, confidence: 'certain' };
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

function judgeText(text: string, key: string): Content | undefined {
  if (isSettingName(key) && isSettingValue(text))
    return { title: 'a setting in a Secret', confidence: 'possible', isContainer: true };
  if (isDefault(text)) return { title: titleOfName(key), confidence: 'possible' };
  if (isConfiguration(text)) return { title: 'a configuration', confidence: 'possible', isContainer: true };
  return { title: titleOfName(key), confidence: 'certain' };
}

/** Written to be replaced, but it works as long as nobody does. */
const isDefault = (text: string): boolean => /^change[-_ ]?(?:me|it|this)\d*!?$/i.test(text);

/** Several lines, or a document: settings, with or without a secret among them. */
const isConfiguration = (text: string): boolean => /^[[{]/.test(text) || /\n/.test(text) || /^[\w.-]+: \S/.test(text);

const ARGO_CD_SETTINGS: ReadonlySet<string> = new Set([
  'type',
  'name',
  'project',
  'server',
  'enableLfs',
  'enableOCI',
  'insecure',
  'insecureIgnoreHostKey',
  'depth',
  'forceHttpBasicAuth',
  'githubAppID',
  'githubAppInstallationID',
  'githubAppEnterpriseBaseUrl',
  'namespaces',
  'clusterResources',
  'shard',
  'noProxy',
  'useAzureWorkloadIdentity',
  'azureActiveDirectoryEndpoint',
  'azureServicePrincipalClientId',
  'azureServicePrincipalTenantId',
  'username',
  'insecureOCIForceHttp',
]);

function isArgoCdSetting(key: string, text: string): boolean {
  return ARGO_CD_SETTINGS.has(key) || ((key === 'url' || key === 'proxy') && !/:\/\/[^/@]*:[^/@]*@/.test(text));
}
