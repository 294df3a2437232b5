import type { JsonObject } from '../model/json.ts';
import type { SparseJsonObject } from '../report/sparse-json.ts';
import { yamlFileText } from '../report/yaml-text.ts';

/** What an import found, in the terms of sluice.yaml. Paths are relative to it. */
export interface ImportedConfig {
  readonly policies: readonly string[];
  readonly data: readonly string[];
  readonly ignore: readonly string[];
  readonly failOn: 'deny' | 'warn';
  /** As `images.authorities` has them. */
  readonly authorities: readonly JsonObject[];
  readonly namespaces: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>> }[];
}

const HEAD = '# Written by sluice import; the policies stay where they are. docs/config.md describes every key.\n';

/** The text of a sluice.yaml that says no more than it must. */
export function configText({ policies, data, ignore, failOn, authorities, namespaces }: ImportedConfig): string {
  const document: SparseJsonObject = {
    apiVersion: 'sluice.dev/v1alpha1',
    kind: 'Config',
    policies: policies.length === 0 ? undefined : policies,
    // Authorities are asked about by this policy alone.
    shipped: authorities.length === 0 ? undefined : ['signed-images'],
    data: data.length === 0 ? undefined : data,
    ignore: ignore.length === 0 ? undefined : ignore,
    failOn: failOn === 'warn' ? failOn : undefined,
    namespaces: namespaces.length === 0 ? undefined : namespaces.map(toNamespace),
    images: authorities.length === 0 ? undefined : { authorities },
  };
  return HEAD + yamlFileText(document);
}

const toNamespace = ({ name, labels }: ImportedConfig['namespaces'][number]): SparseJsonObject =>
  Object.keys(labels).length === 0 ? { name } : { name, labels };
