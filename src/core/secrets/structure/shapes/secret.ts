import { isJsonObject, type JsonObject } from '../../../model/json.ts';
import { metadataOf } from '../../../resources/to-resources.ts';
import { each, fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { type AboutSecret, NO_TYPE } from '../values/judge-content.ts';
import { secretValue } from '../values/secret-value.ts';
import { metadata } from './metadata.ts';

/** Every value of a Secret counts, whatever its key is called. */
export const secret: Reading = (object, place, search) => {
  const about = isJsonObject(object) ? aboutSecret(object) : NO_TYPE;
  fields({
    apiVersion: settled,
    kind: settled,
    type: settled,
    metadata,
    data: each(secretValue({ ...about, rule: 'k8s-secret-plaintext', isBase64: true })),
    stringData: each(secretValue({ ...about, rule: 'k8s-secret-plaintext', isBase64: false })),
  })(object, place, search);
};

function aboutSecret(object: JsonObject): AboutSecret {
  const { labels } = metadataOf(object);
  const isArgoCd = isJsonObject(labels) && typeof labels['argocd.argoproj.io/secret-type'] === 'string';
  return { type: typeof object['type'] === 'string' ? object['type'] : '', isArgoCd };
}
