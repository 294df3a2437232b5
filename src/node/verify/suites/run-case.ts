import { compareText } from '../../../core/compare-text.ts';
import type { Resultant } from '../../../core/expansion/expand.ts';
import { impliedMessage } from '../../../core/expansion/implied-message.ts';
import { isJsonObject } from '../../../core/model/json.ts';
import { checkAssertion } from '../../../core/suites/check-assertion.ts';
import { matchReview } from '../../../core/suites/match-review.ts';
import type { SuiteConstraint } from '../../../core/suites/suite-constraint.ts';
import {
  admissionReview,
  isAdmissionReview,
  objectReview,
  type SuiteReview,
} from '../../../core/suites/suite-review.ts';
import type { SuiteCase } from '../../../core/suites/suite.ts';
import { violationMessages } from '../../../core/suites/violation-messages.ts';
import type { Expressions } from './expressions.ts';
import { faultOf, found, onlyObject, type Found, type SuiteFiles, type SuiteObject } from './suite-files.ts';
import { readInventory, type SuiteInventory } from './suite-inventory.ts';
import type { SuiteTemplate } from './suite-template.ts';
import type { TemplateEngine } from './template-engine.ts';

/** What came of a case. `failed`: an assertion does not hold. `error`: the case could not be run. */
export type CaseOutcome =
  | { readonly kind: 'passed'; readonly remarks: readonly string[] }
  | {
      readonly kind: 'failed';
      readonly reasons: readonly FailedAssertion[];
      readonly messages: readonly string[];
      readonly remarks: readonly string[];
    }
  | { readonly kind: 'error'; readonly message: string };

export interface FailedAssertion {
  readonly index: number;
  readonly reason: string;
}

/** Objects that ExpansionTemplates make of one that is reviewed. */
export type Expand = (object: SuiteObject) => Found<readonly Resultant[]>;

/** What a case is run with. */
export interface CaseContext {
  readonly folder: string;
  readonly files: SuiteFiles;
  readonly expressions: Expressions;
  readonly engine: TemplateEngine;
  readonly template: SuiteTemplate;
  readonly constraint: SuiteConstraint;
  readonly expand: Expand;
}

/** Reviews the object of a case and holds the violations against its assertions, as gator does. */
export function runCase(one: SuiteCase, context: CaseContext): CaseOutcome {
  if (one.object === '') return { kind: 'error', message: 'the case names no object to review' };
  if (one.assertions.length === 0) {
    return { kind: 'error', message: 'the case has no assertions; without one it proves nothing' };
  }
  const reviewed = reviewCase(one, context);
  if (reviewed.kind === 'fault') return { kind: 'error', message: reviewed.message };
  const { violations, remarks } = reviewed.value;
  const messages = violations.toSorted(byActionAndMessage).map(({ message }) => message);
  const reasons = one.assertions.flatMap((assertion, index) => {
    const reason = checkAssertion(assertion, messages, context.expressions);
    return reason === undefined ? [] : [{ index, reason }];
  });
  return reasons.length === 0 ? { kind: 'passed', remarks } : { kind: 'failed', reasons, messages, remarks };
}

interface SuiteViolation {
  readonly message: string;
  readonly action: string;
}

interface Reviewed {
  readonly violations: readonly SuiteViolation[];
  /** What gator does not mention and a person should know. */
  readonly remarks: readonly string[];
}

function reviewCase(one: SuiteCase, context: CaseContext): Found<Reviewed> {
  const { files, folder } = context;
  const file = files.read(folder, one.object);
  if (file.kind === 'fault') return file;
  const object = onlyObject(file.value);
  if (object.kind === 'fault') return object;
  const inventory = readInventory(files, folder, one.inventory);
  if (inventory.kind === 'fault') return inventory;
  if (!isAdmissionReview(object.value.object)) return reviewObject(object.value, inventory.value, context);
  const request = admissionReview(object.value.object);
  return request.kind === 'fault'
    ? faultOf(`${file.value.path}: ${request.message}`)
    : review(request.review, inventory.value, context);
}

/** The object as it is, and then whatever it would become in a cluster. */
function reviewObject(one: SuiteObject, inventory: SuiteInventory, context: CaseContext): Found<Reviewed> {
  const own = review(objectReview(one.object, one.json, 'Original'), inventory, context);
  if (own.kind === 'fault') return own;
  const expanded = context.expand(one);
  if (expanded.kind === 'fault') return expanded;
  const all = [own.value];
  for (const resultant of expanded.value) {
    const implied = reviewResultant(resultant, inventory, context);
    if (implied.kind === 'fault') return implied;
    all.push(implied.value);
  }
  return found({
    violations: all.flatMap(({ violations }) => violations),
    remarks: all.flatMap(({ remarks }) => remarks),
  });
}

function reviewResultant(
  { resource, template, enforcementAction }: Resultant,
  inventory: SuiteInventory,
  context: CaseContext,
): Found<Reviewed> {
  if (!isJsonObject(resource.object)) return found(NOTHING);
  const implied = review(objectReview(resource.object, resource.json, 'Generated'), inventory, context);
  if (implied.kind === 'fault') return implied;
  const violations = implied.value.violations.map(({ message, action }) => ({
    message: impliedMessage(template, message),
    action: enforcementAction ?? action,
  }));
  return found({ violations, remarks: implied.value.remarks });
}

const NOTHING: Reviewed = { violations: [], remarks: [] };

function review(one: SuiteReview, inventory: SuiteInventory, context: CaseContext): Found<Reviewed> {
  const { constraint, template, engine } = context;
  if (!constraint.isEnforced) return found(NOTHING);
  const match = matchReview(constraint.match, one, inventory.namespaces);
  if (match.kind === 'differs') return found(NOTHING);
  const { action } = constraint;
  if (match.kind === 'violation') return found({ violations: [{ message: match.message, action }], remarks: [] });
  const input = `{"review":${one.json},"parameters":${constraint.parametersJson}}`;
  const said = engine.evaluate(template, inventory.dataJson, input);
  if (said.kind === 'failed') return faultOf(said.message);
  // Gatekeeper takes an evaluation that stopped for a violation.
  if (said.kind === 'stopped') {
    const { message } = said;
    return found({ violations: [{ message, action }], remarks: [`the evaluation stopped: ${message}`] });
  }
  const read = violationMessages(said.value);
  if (read.kind === 'invalid') return faultOf(read.message);
  return found({
    violations: read.messages.map((message) => ({ message, action })),
    remarks: droppedRemark(read.dropped),
  });
}

/** The order in which gator shows them. */
const byActionAndMessage = (a: SuiteViolation, b: SuiteViolation): number =>
  compareText(a.action, b.action) || compareText(a.message, b.message);

function droppedRemark(dropped: number): readonly string[] {
  if (dropped === 0) return [];
  const what = dropped === 1 ? 'a violation has' : `${dropped} violations have`;
  return [`${what} no msg: Gatekeeper drops what has none, and so nobody hears of it`];
}
