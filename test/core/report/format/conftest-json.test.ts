import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Result } from '../../../../src/core/model/result.ts';
import type { FormatOptions, PolicyText } from '../../../../src/core/report/format-options.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

const MAIN: PolicyText = {
  title: 'main',
  description: '',
  package: 'main',
  rules: [
    { name: 'deny', definitions: 3 },
    { name: 'warn_x', definitions: 1 },
  ],
};
const OPTIONS: Partial<FormatOptions> = {
  outputSchema: 'conftest',
  describePolicy: (name) => (name === 'main' ? MAIN : undefined),
};

function found(changes: Partial<Result> = {}): Result {
  return sampleResult({
    policy: 'main',
    rule: 'deny',
    message: 'm',
    verdictId: 'v1',
    location: { file: 'a.yaml', line: 1, column: 1 },
    ...changes,
  });
}

const entries = (...results: readonly Result[]): readonly unknown[] =>
  JSON.parse(output('json', sampleReport(results), OPTIONS));

describe("conftest's schema", () => {
  it('has an entry for each file and package, and leaves out lists without an item', () => {
    expect(entries(found(), found({ location: { file: 'b.yaml', line: 1, column: 1 }, status: 'warn' }))).to.deep.equal(
      [
        {
          filename: 'a.yaml',
          namespace: 'main',
          successes: 3,
          failures: [{ msg: 'm', metadata: { query: 'data.main.deny' } }],
        },
        {
          filename: 'b.yaml',
          namespace: 'main',
          successes: 3,
          warnings: [{ msg: 'm', metadata: { query: 'data.main.deny' } }],
        },
      ],
    );
  });

  it('gives as metadata all that the policy said besides its message and place', () => {
    const said = { msg: 'm', details: { a: 1 }, path: ['x'], _loc: { file: 'f', line: 3 }, zone: 'eu' };
    expect(entries(found({ said }))).to.have.deep.nested.property('[0].failures[0]', {
      msg: 'm',
      loc: { file: 'f', line: 3 },
      metadata: { details: { a: 1 }, path: ['x'], query: 'data.main.deny', zone: 'eu' },
    });
  });

  it('has no place where the policy names none, and half a one where it names half', () => {
    const locOf = (_loc: never): unknown => entries(found({ said: { msg: 'm', _loc } }));
    expect(locOf({} as never)).not.to.have.nested.property('[0].failures[0].loc');
    expect(locOf('here' as never)).not.to.have.nested.property('[0].failures[0].loc');
    expect(locOf({ line: 3 } as never)).to.have.deep.nested.property('[0].failures[0].loc', { line: 3 });
  });

  it('names the file that was judged, also when the policy says that another is at fault', () => {
    const elsewhere = found({ judged: 'a.yaml', location: { file: 'x.txt', line: 3, column: 1 } });
    expect(entries(elsewhere)).to.have.nested.property('[0].filename', 'a.yaml');
    expect(entries(found({ judged: 'Combined' }))).to.have.nested.property('[0].filename', 'Combined');
    const stdin = found({ location: { file: '-', line: 1, column: 1 } });
    expect(entries(stdin)).to.have.nested.property('[0].filename', '');
  });

  it('counts an exception once for a rule, however much the rule found', () => {
    const skipReason = { kind: 'exception', query: 'data.main.exception[_][_] == ""' } as const;
    const excepted = { status: 'skip', skipReason, message: `m [exception: ${skipReason.query}]` } as const;
    expect(entries(found(excepted), found(excepted), found({ status: 'pass', rule: 'warn_x' }))).to.deep.equal([
      { filename: 'a.yaml', namespace: 'main', successes: 3, exceptions: [{ msg: skipReason.query }] },
    ]);
  });

  it('counts rule bodies without a result, document by document', () => {
    const passes = [found({ status: 'pass' }), found({ status: 'pass', rule: 'warn_x' })];
    expect(entries(...passes)).to.have.nested.property('[0].successes', 4);
    expect(entries(...passes, ...passes)).to.have.nested.property('[0].successes', 8);
    const other = passes.map((pass) => ({ ...pass, verdictId: 'v2' }));
    expect(entries(...passes, ...other, found({ verdictId: 'v3' }))).to.have.nested.property('[0].successes', 11);
    const many = [1, 2, 3, 4, 5].map(() => found());
    expect(entries(...many, found({ status: 'pass', rule: 'warn_x' }))).to.have.nested.property('[0].successes', 1);
  });

  it('counts objects of one file that are called the same, also where each rule found something in both', () => {
    const failures = [found(), found({ status: 'warn', rule: 'warn_x' })];
    expect(entries(...failures)).to.have.nested.property('[0].successes', 2);
    expect(entries(...failures, ...failures)).to.have.nested.property('[0].successes', 4);
    const skipReason = { kind: 'exception', query: 'data.main.exception[_][_] == ""' } as const;
    const excepted = found({ status: 'skip', skipReason });
    const [entry] = entries(excepted, excepted);
    expect(entry).to.have.property('exceptions').with.length(2);
    expect(entry).to.have.property('successes', 6);
  });

  it('lists what is waived or tried out as skipped, with the bare message', () => {
    const by = 'legacy (ops, until 2030-01-01)';
    const waived = found({ status: 'skip', message: `m [waived: ${by}]`, skipReason: { kind: 'waived', by } });
    const dry = found({ status: 'skip', message: 'n [dry run]', skipReason: { kind: 'dryrun' } });
    const metadata = { query: 'data.main.deny' };
    expect(entries(waived, dry)).to.have.deep.nested.property('[0].skipped', [
      { msg: 'm', metadata },
      { msg: 'n', metadata },
    ]);
  });

  it('makes an error a failure: its readers know no other word that stops anybody', () => {
    const text = output('json', sampleReport(MIXED), OPTIONS);
    expect(text).to.contain('"namespace":"sluice"').and.to.contain('"error":"INPUT_INVALID"');
    expect(JSON.parse(output('json', NOTHING, OPTIONS))).to.have.nested.property(
      '[0].failures[0].metadata.error',
      'NOTHING_EVALUATED',
    );
  });
});
