import type { Constraint, Waiver } from '../../core/model/constraint.ts';
import type { FailOn } from '../../core/model/decision.ts';
import { DEFAULT_IMAGES_CONFIG, type ImagesConfig } from './images-config.ts';
import { DEFAULT_SECRETS_CONFIG, type SecretsConfig } from './secrets-config.ts';

/** What `sluice.yaml` says, checked and complete: every field has its value, every path is absolute. Frozen throughout. */
export interface Config {
  /** The file it came from, absolute; absent when there is none and these are the defaults. */
  readonly file?: string;
  /** Policy files, folders and bundles, and sources from elsewhere as they are written. Empty: the shipped policies. */
  readonly policies: readonly string[];
  readonly bundles: BundlesConfig;
  /** What is known about single registries and other servers. */
  readonly registries: readonly RegistryConfig[];
  /** Names of shipped policies or sets (`baseline`) to use; empty with no `policies`: all that ship. */
  readonly shipped: readonly string[];
  /** Data files and folders for `data.…`. */
  readonly data: readonly string[];
  /**
   * Parameters are as written; defaults and schema are applied when the policies are known. An empty match means that none
   * was written: the policy's own match holds.
   */
  readonly constraints: readonly Constraint[];
  /** Expired ones, too: whoever knows the day decides. */
  readonly waivers: readonly Waiver[];
  /** Globs over the paths that a run shows. */
  readonly ignore: readonly string[];
  readonly failOn: FailOn;
  /** Namespaces that the repository does not declare, with their labels. */
  readonly namespaces: readonly DeclaredNamespaceConfig[];
  readonly secrets: SecretsConfig;
  readonly images: ImagesConfig;
}

export const BUNDLE_VERIFICATIONS = ['required', 'ifSigned', 'never'] as const;

export const SIGNATURE_ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'HS256',
  'HS384',
  'HS512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
] as const;

/** How bundles are held to their signatures. */
export interface BundlesConfig {
  /** `required`: every bundle is signed by a known key; `ifSigned`: those that are signed at all. */
  readonly verify: (typeof BUNDLE_VERIFICATIONS)[number];
  readonly keys: readonly BundleKeyConfig[];
  /** The key that must have signed; absent: the one that the signature names. */
  readonly keyId?: string;
  /** What bundles must be signed for; absent: the scope of the key. */
  readonly scope?: string;
}

export interface BundleKeyConfig {
  readonly id: string;
  /** PEM of a public key or certificate, or the shared secret; absolute. */
  readonly file: string;
  readonly algorithm: (typeof SIGNATURE_ALGORITHMS)[number];
  /** Empty when signatures of the key have none. */
  readonly scope: string;
}

export interface RegistryConfig {
  /** With its port, if it has one. */
  readonly host: string;
  /** PEM of further authorities, absolute. */
  readonly caFile?: string;
  /** Absent: without TLS only on this machine. */
  readonly plainHttp?: boolean;
  /** Hosts, or hosts and prefixes of repositories, that are asked for images of this registry before it is. */
  readonly mirrors: readonly string[];
}

export interface DeclaredNamespaceConfig {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export const DEFAULT_CONFIG: Config = {
  policies: [],
  bundles: { verify: 'ifSigned', keys: [] },
  registries: [],
  shipped: [],
  data: [],
  constraints: [],
  waivers: [],
  ignore: [],
  failOn: 'deny',
  namespaces: [],
  secrets: DEFAULT_SECRETS_CONFIG,
  images: DEFAULT_IMAGES_CONFIG,
};
