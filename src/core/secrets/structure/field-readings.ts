import { connectionStrings } from './forms/connection-strings.ts';
import { definitions } from './forms/definitions.ts';
import { registryEntries } from './forms/object-forms.ts';
import { nothing, type Reading } from './search.ts';
import { remembered } from './remembered.ts';
import { settled } from './settled.ts';
import { containers, environment, exec, headers } from './shapes/containers.ts';
import { annotations } from './shapes/metadata.ts';

/** Fields that mean the same in every object that has them: the parts of a pod, wherever one is embedded. */
const FIELD_READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['annotations', annotations],
  ['commonAnnotations', annotations],
  ['podAnnotations', annotations],
  ['managedFields', nothing],
  ['labels', settled],
  ['commonLabels', settled],
  ['podLabels', settled],
  ['matchLabels', settled],
  ['env', environment],
  ['environment', environment],
  ['extraEnv', environment],
  ['extraEnvs', environment],
  ['extraEnvVars', environment],
  ['envVars', environment],
  ['containers', containers],
  ['initContainers', containers],
  ['ephemeralContainers', containers],
  ['exec', exec],
  ['httpHeaders', headers],
  ['valueFrom', settled],
  ['envFrom', settled],
  ['valuesFrom', settled],
  ['secretKeyRef', settled],
  ['configMapKeyRef', settled],
  ['remoteRef', settled],
  ['secretKeys', settled],
  ['imagePullSecrets', settled],
  ['auths', registryEntries],
  ['ConnectionStrings', connectionStrings],
  ['connectionStrings', connectionStrings],
  ['Parameters', definitions],
  ['parameters', definitions],
  ['variable', definitions],
  ['secure', settled],
  ['encrypted', settled],
  ['encryptionsalt', settled],
  ['id_tokens', settled],
  ['permissions', settled],
]);

/** What the name of a field says. */
interface FieldName {
  readonly reading?: Reading;
  /** It says where something is kept: `passwordSecretRef`, `fromFieldPath`. */
  readonly isReference: boolean;
}

const REFERENCE_NAME =
  /(?:Ref|Refs|Reference|References|Selector|FieldPath|FieldPaths|[a-z]SecretKey)$|^(?:ref|selector)$/;

export const fieldNamed: (name: string) => FieldName = remembered((name) => {
  const reading = FIELD_READINGS.get(name);
  return { isReference: REFERENCE_NAME.test(name), ...(reading && { reading }) };
});
