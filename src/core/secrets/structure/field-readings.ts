import { containers, environment, headers } from './shapes/containers.ts';
import type { Reading } from './search.ts';
import { settled } from './settled.ts';

/** Fields that mean the same in every object that has them: the parts of a pod, wherever one is embedded. */
export const FIELD_READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['env', environment],
  ['extraEnv', environment],
  ['extraEnvVars', environment],
  ['containers', containers],
  ['initContainers', containers],
  ['ephemeralContainers', containers],
  ['httpHeaders', headers],
  ['valueFrom', settled],
  ['envFrom', settled],
  ['secretKeyRef', settled],
  ['configMapKeyRef', settled],
  ['imagePullSecrets', settled],
]);

/** A field that says where something is kept: `passwordSecretRef`. */
export const isReferenceName = (key: string): boolean =>
  /(?:Ref|Refs|Reference|References|Selector)$|^(?:ref|selector)$/.test(key);
