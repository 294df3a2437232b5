import { anything, each, fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { NO_TYPE } from '../values/judge-content.ts';
import { secretValue } from '../values/secret-value.ts';
import { metadata } from './metadata.ts';

/** A sealed value starts with the length of its RSA part: 256, 384, 512 or 1024 bytes, big-endian, in base64. */
const looksSealed = (value: string): boolean => /^(?:AQ|AY|Ag|BA)[A-Za-z0-9+/=\s]{200,}$/.test(value);

const sealedValue: Reading = (value, place, search) => {
  if (typeof value !== 'string') return anything(value, place, search);
  if (value === '' || looksSealed(value) || search.isPlaceholder(value)) return;
  const claim = {
    rule: 'sealed-secret-unsealed',
    title: 'a value that is not sealed',
    confidence: 'certain',
    secret: value,
  } as const;
  search.add({ place, label: String(place.key), text: value, decoded: [], claim });
};

const templateText = secretValue({ ...NO_TYPE, rule: 'k8s-secret-plaintext', isBase64: false });

/** The template of a SealedSecret is neither encrypted nor protected against change. */
export const sealedSecret: Reading = fields({
  apiVersion: settled,
  kind: settled,
  metadata,
  spec: fields({
    encryptedData: each(sealedValue),
    template: fields({ type: settled, metadata, data: each(templateText) }),
  }),
});
