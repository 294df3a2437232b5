import type { FixSubject, KeyedSecret } from './fix-subject.ts';
import { besideFile, generatedYaml, placeholder, type GeneratedFile } from './generated-file.ts';

/** A Secret that is to be made, and where. */
export interface NewSecret extends KeyedSecret {
  readonly file: string;
  readonly type: string;
}

/** A Secret to fill in and to encrypt before Git sees it. */
export const secretSkeleton = ({ file, object, keys, type }: NewSecret): GeneratedFile =>
  generatedYaml(
    besideFile(file, `${object.name}.secret.yaml`),
    ['Fill in the values and encrypt this file before "git add".'],
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadataOf(object),
      ...(type === '' ? {} : { type }),
      stringData: Object.fromEntries(keys.map((key) => [key, placeholder(`value of ${key}`)])),
    },
  );

/** Source: External Secrets Operator, apis/externalsecrets/v1. */
export const externalSecret = ({ file, object, keys, type }: NewSecret): GeneratedFile =>
  generatedYaml(
    besideFile(file, `${object.name}.external-secret.yaml`),
    [
      'The operator of External Secrets makes the Secret from what a store holds. Name the store, and where in it the values are.',
    ],
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: metadataOf(object),
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: placeholder('name of the store') },
        target: {
          name: object.name,
          creationPolicy: 'Owner',
          ...(type === '' ? {} : { template: { type } }),
        },
        data: keys.map((key) => ({
          secretKey: key,
          remoteRef: { key: [object.namespace, object.name].filter((part) => part !== '').join('/'), property: key },
        })),
      },
    },
  );

const metadataOf = ({ name, namespace }: KeyedSecret['object']): { name: string; namespace?: string } =>
  namespace === '' ? { name } : { name, namespace };

type Environment = Extract<FixSubject, { readonly kind: 'environment' }>;

/** The entries of `env` to write in place of the literals, as a list for each container. */
export const variableReferences = ({ variables }: Environment, secret: string): GeneratedFile['text'][] =>
  [...new Set(variables.map(({ container }) => container))].map((container) => {
    const own = variables.filter((one) => one.container === container);
    const env = own.map(({ name }) => ({ name, valueFrom: { secretKeyRef: { name: secret, key: name } } }));
    return generatedYaml('', [], { name: container, env }).text;
  });
