import { SluiceError } from '../../../core/errors.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import { splitApiVersion } from '../../../core/model/resource.ts';
import { textAt } from '../../../core/gatekeeper/read-fields.ts';
import { checkSuiteConstraint, type CheckedConstraint } from '../../../core/suites/suite-constraint.ts';
import type { SuiteFilter } from '../../../core/suites/suite-filter.ts';
import type { SuiteCase, SuiteTest } from '../../../core/suites/suite.ts';
import type { CompiledTemplates } from './compile-templates.ts';
import type { Expressions } from './expressions.ts';
import type { ReadSuiteFile } from './read-suites.ts';
import { runCase, type CaseContext } from './run-case.ts';
import { readExpander } from './expander.ts';
import { faultOf, firstDocument, type Found, type SuiteFiles } from './suite-files.ts';
import { readSuiteTemplate, type SuiteTemplate } from './suite-template.ts';
import type { TemplateEngine } from './template-engine.ts';

/** A test that is run, or skipped, with its template. */
export interface PlannedTest {
  readonly suite: ReadSuiteFile;
  readonly test: SuiteTest;
  readonly isSkipped: boolean;
  readonly template: Found<SuiteTemplate>;
}

/** One line of the report: a case, or a test that comes to no case. */
export interface Unit {
  readonly suite: ReadSuiteFile;
  /** Name of the test. */
  readonly test: string;
  /** The test, or `test//case`. */
  readonly name: string;
  readonly at: FieldPath;
  /** Says what came of it. Cases are run when they are asked. */
  readonly decide: () => UnitOutcome;
}

export type UnitOutcome =
  | { readonly kind: 'pass' | 'skip'; readonly remarks: readonly string[] }
  | { readonly kind: 'fail' | 'error'; readonly message: string; readonly remarks: readonly string[] };

/** Chooses the tests of a suite and reads their templates. */
export function planSuite(
  suite: ReadSuiteFile,
  { files, filter }: { readonly files: SuiteFiles; readonly filter: SuiteFilter },
): readonly PlannedTest[] {
  return suite.suite.tests
    .filter((test) => filter.matchesTest(test))
    .map((test) => {
      const isSkipped = suite.suite.skip || test.skip;
      return { suite, test, isSkipped, template: isSkipped ? SKIPPED : readTemplate(suite, test, files) };
    });
}

const SKIPPED = faultOf('skipped');

function readTemplate({ folder }: ReadSuiteFile, { template }: SuiteTest, files: SuiteFiles): Found<SuiteTemplate> {
  if (template === '') return faultOf('the test names no template');
  const file = files.read(folder, template);
  return file.kind === 'fault' ? file : readSuiteTemplate(file.value);
}

/** What units need besides their test. */
export interface UnitContext {
  readonly files: SuiteFiles;
  readonly filter: SuiteFilter;
  readonly expressions: Expressions;
  readonly compiled: CompiledTemplates;
  /** Absent when no template could be compiled. */
  readonly evaluator: TemplateEngine | undefined;
}

/** The lines of the report that a test comes to: one for each case, or one for itself when no case is run. */
export function unitsOf(plan: PlannedTest, context: UnitContext): readonly Unit[] {
  const whole = (outcome: UnitOutcome): readonly Unit[] => [wholeUnit(plan, outcome)];
  if (plan.isSkipped) return whole({ kind: 'skip', remarks: [] });
  const template = compiledTemplate(plan.template, context.compiled);
  if (template.kind === 'fault') return whole(error(template.message));
  const constraint = readConstraint(plan, template.value, context);
  if (plan.test.invalid) return whole(invalidOutcome(constraint));
  switch (constraint.kind) {
    case 'schema':
    case 'unusable':
      return whole(error(constraint.message));
    case 'constraint': {
      const expand = readExpander(plan.suite.folder, plan.test.expansion, context.files);
      if (expand.kind === 'fault') return whole(error(expand.message));
      if (plan.test.cases.length === 0) return whole({ kind: 'pass', remarks: [] });
      const { folder } = plan.suite;
      const { files, expressions, evaluator } = context;
      const engine = evaluator ?? missingEngine();
      const found: CaseContext = {
        folder,
        files,
        expressions,
        engine,
        template: template.value,
        constraint: constraint.constraint,
        expand: expand.value,
      };
      return caseUnits(plan, found, context.filter);
    }
  }
}

const error = (message: string): UnitOutcome => ({ kind: 'error', message, remarks: [] });

const wholeUnit = ({ suite, test }: PlannedTest, outcome: UnitOutcome): Unit => ({
  suite,
  test: test.name,
  name: test.name,
  at: test.at,
  decide: () => outcome,
});

function compiledTemplate(template: Found<SuiteTemplate>, { faults }: CompiledTemplates): Found<SuiteTemplate> {
  if (template.kind === 'fault') return template;
  const fault = faults.get(template.value.compileName);
  return fault === undefined ? template : faultOf(fault);
}

function missingEngine(): never {
  throw new SluiceError('INTERNAL', 'a template of a suite was compiled to nothing');
}

function readConstraint(
  { suite, test }: PlannedTest,
  { kind, parameters }: SuiteTemplate,
  { files, expressions }: UnitContext,
): CheckedConstraint {
  const unusable = (message: string): CheckedConstraint => ({ kind: 'unusable', message });
  if (test.constraint === '') return unusable('the test names no constraint');
  const file = files.read(suite.folder, test.constraint);
  if (file.kind === 'fault') return unusable(file.message);
  const first = firstDocument(file.value);
  if (first.kind === 'fault') return unusable(first.message);
  const { object } = first.value;
  if (splitApiVersion(textAt(object, ['apiVersion'])).group !== 'constraints.gatekeeper.sh') {
    return unusable(`${file.value.path} is no constraint`);
  }
  const checked = checkSuiteConstraint(object, { kind, parameters }, (pattern, text) =>
    expressions.matches(pattern, text),
  );
  if (checked.kind === 'constraint') return checked;
  const lines = checked.message.split('\n').map((line) => `${file.value.path}: ${line}`);
  return { ...checked, message: lines.join('\n') };
}

/** `invalid: true` expects the schema to refuse the constraint; a fault of another kind is none that it speaks of. */
function invalidOutcome(constraint: CheckedConstraint): UnitOutcome {
  const expected = 'expected the constraint not to fit the schema of its template';
  switch (constraint.kind) {
    case 'schema':
      return { kind: 'pass', remarks: [] };
    case 'unusable':
      return { kind: 'fail', message: `${expected}, got another fault: ${constraint.message}`, remarks: [] };
    case 'constraint':
      return { kind: 'fail', message: `${expected}, and it does`, remarks: [] };
  }
}

function caseUnits({ suite, test }: PlannedTest, context: CaseContext, filter: SuiteFilter): readonly Unit[] {
  return test.cases
    .filter((one) => filter.matchesCase(test, one))
    .map((one) => ({
      suite,
      test: test.name,
      name: `${test.name}//${one.name}`,
      at: one.at,
      decide: () => (one.skip ? { kind: 'skip', remarks: [] } : caseOutcome(suite, one, context)),
    }));
}

function caseOutcome(suite: ReadSuiteFile, one: SuiteCase, context: CaseContext): UnitOutcome {
  const outcome = runCase(one, context);
  switch (outcome.kind) {
    case 'passed':
      return { kind: 'pass', remarks: outcome.remarks };
    case 'error':
      return error(outcome.message);
    case 'failed': {
      const reasons = outcome.reasons.map(
        ({ index, reason }) => `line ${suite.lineOf(one.assertions[index]?.at ?? one.at)}: ${reason}`,
      );
      return {
        kind: 'fail',
        message: [...reasons, ...outcome.messages.map((message) => `violation: ${message}`)].join('\n'),
        remarks: outcome.remarks,
      };
    }
  }
}
