import { AdmissionQueue } from '../../webhook/admission/admission-queue.ts';
import type { WebhookDeps } from '../../webhook/serving/app.ts';
import { verdict } from './verdicts.ts';

/** A webhook that finds nothing wrong, tells nobody, and has all the time there is. */
export function webhookDeps(changed: Partial<WebhookDeps> = {}): WebhookDeps {
  return {
    judge: async () => ({ kind: 'verdict', verdict: verdict(1) }),
    queue: new AdmissionQueue({ concurrency: 4, now: () => performance.now() }),
    exemptions: { patterns: [] },
    health: { isReady: () => true, isDraining: () => false },
    policySet: 'cafe',
    failOn: 'deny',
    defaultLimitMs: 20_000,
    observe: () => undefined,
    observeRefusal: () => undefined,
    ...changed,
  };
}
