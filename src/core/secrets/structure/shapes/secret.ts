import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { metadataOf } from '../../../resources/to-resources.ts';
import { each, fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { type AboutSecret, NO_TYPE } from '../values/judge-content.ts';
import { isCredential, secretValue, type SecretValueOptions } from '../values/secret-value.ts';
import { metadata } from './metadata.ts';

/** Every value of a Secret counts, whatever its key is called. */
export const secret: Reading = (object, place, search) => {
  const about = isJsonObject(object) ? aboutSecret(object) : NO_TYPE;
  const encoded = { ...about, rule: 'k8s-secret-plaintext', isBase64: true } as const;
  const plain = { ...encoded, isBase64: false } as const;
  const isAlone = !holdsCredential(object, 'data', encoded) && !holdsCredential(object, 'stringData', plain);
  fields({
    apiVersion: settled,
    kind: settled,
    type: settled,
    metadata,
    data: each(secretValue({ ...encoded, isAlone })),
    stringData: each(secretValue({ ...plain, isAlone })),
  })(object, place, search);
};

function holdsCredential(object: JsonValue, section: string, options: SecretValueOptions): boolean {
  const values = isJsonObject(object) ? object[section] : undefined;
  return isJsonObject(values) && Object.keys(values).some((key) => isCredential(values[key] ?? null, key, options));
}

function aboutSecret(object: JsonObject): AboutSecret {
  const { labels } = metadataOf(object);
  const isArgoCd = isJsonObject(labels) && typeof labels['argocd.argoproj.io/secret-type'] === 'string';
  return { type: typeof object['type'] === 'string' ? object['type'] : '', isArgoCd };
}
