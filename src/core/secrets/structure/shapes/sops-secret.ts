import { each, fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { NO_TYPE } from '../values/judge-content.ts';
import { secretValue } from '../values/secret-value.ts';
import { metadata } from './metadata.ts';

const value = (isBase64: boolean): Reading => each(secretValue({ ...NO_TYPE, rule: 'k8s-secret-plaintext', isBase64 }));

/** Secrets of the SOPS operator: their templates are Secrets. */
export const sopsSecret: Reading = fields({
  apiVersion: settled,
  kind: settled,
  metadata,
  spec: fields({
    secretTemplates: each(
      fields({ name: settled, type: settled, labels: settled, data: value(true), stringData: value(false) }),
    ),
  }),
  status: settled,
});
