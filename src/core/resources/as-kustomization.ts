import { isJsonObject } from '../model/json.ts';
import type { DocumentContent } from './to-resources.ts';

const FILE = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
const IDENTITY = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' } as const;

/**
 * A kustomization file may leave out what it is: Kustomize goes by its name. So do we, or no policy would ever look at it.
 * Any other document stays as it is.
 */
export function asKustomization(file: string, document: DocumentContent): DocumentContent {
  if (!FILE.test(file)) return document;
  const { value, json } = document;
  if (!isJsonObject(value) || 'apiVersion' in value || 'kind' in value) return document;
  const identity = JSON.stringify(IDENTITY).slice(0, -1);
  const separator = Object.keys(value).length === 0 ? '' : ',';
  return { value: { ...IDENTITY, ...value }, json: `${identity}${separator}${json.slice(1)}` };
}
