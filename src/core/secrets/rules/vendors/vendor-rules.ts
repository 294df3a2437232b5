import type { SecretRule } from '../../rule.ts';
import { aiRules } from './ai.ts';
import { awsRules } from './aws.ts';
import { azureRules } from './azure.ts';
import { chatRules } from './chat.ts';
import { ciRules } from './ci.ts';
import { cloudRules } from './clouds.ts';
import { commerceRules } from './commerce.ts';
import { connectionUrlRules } from './connection-urls.ts';
import { dataServiceRules } from './data-services.ts';
import { databaseRules } from './databases.ts';
import { googleRules } from './google.ts';
import { hostingRules } from './hosting.ts';
import { identityRules } from './identity.ts';
import { infrastructureRules } from './infrastructure.ts';
import { jsonWebTokenRules } from './json-web-tokens.ts';
import { keyRules } from './keys.ts';
import { mailRules } from './mail.ts';
import { monitoringRules } from './monitoring.ts';
import { packageRules } from './packages.ts';
import { paymentRules } from './payments.ts';
import { productivityRules } from './productivity.ts';
import { socialRules } from './social.ts';
import { sourceHostingRules } from './source-hosting.ts';

/** Tokens and keys by the vendors that give them out. Where two rules see the same place, the one that stands first names it. */
export const vendorRules: readonly SecretRule[] = [
  ...awsRules,
  ...azureRules,
  ...googleRules,
  ...cloudRules,
  ...hostingRules,
  ...sourceHostingRules,
  ...ciRules,
  ...packageRules,
  ...infrastructureRules,
  ...identityRules,
  ...keyRules,
  ...aiRules,
  ...paymentRules,
  ...commerceRules,
  ...chatRules,
  ...mailRules,
  ...monitoringRules,
  ...databaseRules,
  ...productivityRules,
  ...socialRules,
  ...dataServiceRules,
  ...connectionUrlRules,
  ...jsonWebTokenRules,
];
