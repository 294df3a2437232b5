import { anything, each, fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';
import { NO_TYPE } from '../values/judge-content.ts';
import { secretValue } from '../values/secret-value.ts';
import { templateValue } from '../values/template-value.ts';
import { metadata } from './metadata.ts';

const object = (spec: Reading): Reading => fields({ apiVersion: settled, kind: settled, metadata, spec }, settled);

const template: Reading = fields(
  { metadata, data: each(templateValue('external-secret-literal')), templateFrom: each(anyTemplate()) },
  settled,
);

/** Templates may stand in the object itself, under `literal`. */
function anyTemplate(): Reading {
  return fields({ literal: templateValue('external-secret-literal') }, settled);
}

/** Everything but the template says where secrets are. */
const externalSecretSpec: Reading = fields({ target: fields({ template }, settled) }, settled);

export const externalSecret: Reading = object(externalSecretSpec);

export const clusterExternalSecret: Reading = object(fields({ externalSecretSpec }, settled));

export const pushSecret: Reading = object(fields({ template }, settled));

export const clusterPushSecret: Reading = object(fields({ pushSecretSpec: fields({ template }, settled) }, settled));

const literal = secretValue({ ...NO_TYPE, rule: 'external-secret-literal', isBase64: false });

/** The fake provider is for tests, and holds what it provides. */
const fakeData: Reading = each(fields({ value: literal, valueMap: each(literal) }, settled));

export const secretStore: Reading = object(fields({ provider: fields({ fake: fields({ data: fakeData }, settled) }) }));

/** What only refers: Vault's, Infisical's and Doppler's operators, the driver of the Secrets Store, generators of passwords. */
export const references: Reading = object(settled);

/** One of them asks a server, and may say who asks. */
export const generators: Reading = object(fields({ headers: anything }, settled));
