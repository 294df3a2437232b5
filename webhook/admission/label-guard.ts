import { metadataOf } from '../../src/core/resources/to-resources.ts';
import { isJsonObject } from '../../src/core/model/json.ts';
import type { AdmissionRequest } from './admission-review.ts';
import { answerFault, answerRefused, answerUnjudged, type Answered, type AnswerOptions } from './admission-response.ts';
import { isExemptNamespace, type ExemptionRules } from './exemptions.ts';

/** A Namespace that carries it is left alone by Gatekeeper's webhook configuration, whatever its value. */
const IGNORE_LABEL = 'admission.gatekeeper.sh/ignore';

/**
 * `POST /v1/admitlabel`: whoever may label a Namespace could take it from all policies with one label. Only Namespaces that are exempt
 * anyhow may carry it.
 */
export function guardLabel(request: AdmissionRequest, rules: ExemptionRules, options: AnswerOptions): Answered {
  if (request.operation === 'DELETE') return answerUnjudged(request.uid, 'a Namespace may always go', options);
  if (request.kind.kind !== 'Namespace' || request.kind.group !== '') {
    return answerUnjudged(request.uid, 'it is no Namespace', options);
  }
  if (request.object === undefined) return answerFault(request.uid, 'the request brings no Namespace', options);
  const { name, labels } = metadataOf(request.object.value);
  if (labels !== undefined && labels !== null && !isJsonObject(labels)) {
    return answerFault(request.uid, 'the labels of the Namespace are no object', options);
  }
  if (!isJsonObject(labels) || !Object.hasOwn(labels, IGNORE_LABEL)) {
    return answerUnjudged(request.uid, `the Namespace does not carry ${IGNORE_LABEL}`, options);
  }
  const called = typeof name === 'string' ? name : request.name;
  if (isExemptNamespace(called, rules)) {
    return answerUnjudged(request.uid, `Namespace ${called} is exempt, so it may carry ${IGNORE_LABEL}`, options);
  }
  return answerRefused(
    request.uid,
    `only a Namespace that is exempt may carry the label ${IGNORE_LABEL} (fix: take the label away, or have ${called} named by --exempt-namespace)`,
    options,
  );
}
