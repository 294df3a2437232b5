import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { packageRoot } from '../../../src/node/package-root.ts';
import { certificateAuthority } from '../certificate.ts';

/** The webhook configuration in docs/webhook.md, with a certificate in it. */
export function documentedConfiguration(): string {
  const page = readFileSync(path.join(packageRoot(), 'docs', 'webhook.md'), 'utf8');
  const [, yaml = ''] = /```yaml\n(apiVersion: admissionregistration[^]*?)```/.exec(page) ?? [];
  return yaml.replace("'…'", Buffer.from(certificateAuthority().cert).toString('base64'));
}

/** What its first webhook is asked about. */
export function documentedRules(): JsonObject {
  const { webhooks }: { readonly webhooks: readonly JsonObject[] } = parse(documentedConfiguration());
  const rules = webhooks[0]?.['rules'];
  if (rules === undefined) throw new Error('docs/webhook.md shows no rules');
  return { rules };
}
