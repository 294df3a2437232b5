import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ModuleInspection } from '../../../src/core/policies/module-inspection.ts';
import { toPolicies } from '../../../src/core/policies/to-policies.ts';

const none = { schemas: new Map() };

function module(overrides: Partial<ModuleInspection>): ModuleInspection {
  return {
    path: 'policy/a.rego',
    package: 'main',
    rules: [],
    annotations: [],
    inputs: [],
    uses: [],
    builtins: [],
    inventory: [],
    ...overrides,
  };
}
const rule = (name: string, kind: 'set' | 'object' | 'function' = 'set'): ModuleInspection['rules'][number] => ({
  name,
  kind,
  row: 3,
});

describe('toPolicies', () => {
  it('makes one policy of a package that spans files', () => {
    const { policies } = toPolicies(
      [module({ rules: [rule('deny'), rule('deny')] }), module({ path: 'policy/b.rego', rules: [rule('warn_x')] })],
      none,
    );
    expect(policies.map(({ name, input, rules }) => ({ name, input, rules }))).to.deep.equal([
      {
        name: 'main',
        input: 'document',
        rules: [
          { name: 'deny', action: 'deny', entrypoint: 'main/deny', definitions: 2 },
          { name: 'warn_x', action: 'warn', entrypoint: 'main/warn_x', definitions: 1 },
        ],
      },
    ]);
  });

  it('knows the rule by which a document policy exempts inputs, wherever in the package it stands', () => {
    const { policies } = toPolicies(
      [module({ rules: [rule('deny')] }), module({ path: 'policy/b.rego', rules: [rule('exception')] })],
      none,
    );
    expect(policies).to.have.nested.property('[0].exception', 'main/exception');
    const without = toPolicies([module({ rules: [rule('deny'), rule('exception', 'function')] })], none);
    expect(without.policies[0]).not.to.have.property('exception');
  });

  it('complains about a rule whose messages are keys of an object: they would never be read', () => {
    const { problems } = toPolicies([module({ rules: [rule('deny_ports', 'object'), rule('names', 'object')] })], none);
    expect(problems).to.have.lengthOf(1);
    expect(problems[0]).to.include({ file: 'policy/a.rego', row: 3 });
    expect(problems[0]?.message).to.contain('write "deny_ports contains msg if"');
  });

  it('takes a package with custom.policy as a Sluice policy, with the defaults of its schema', () => {
    const schema = { properties: { labels: { default: ['app'] } } };
    const { policies, problems } = toPolicies(
      [
        module({
          package: 'policies.labels',
          rules: [rule('violation')],
          annotations: [
            {
              scope: 'package',
              row: 1,
              title: 'Labels',
              custom: { policy: 'labels', severity: 'high', points: ['ci'], match: { kinds: [{ kinds: ['Pod'] }] } },
            },
          ],
        }),
      ],
      { schemas: new Map([['policy/a.rego', schema]]) },
    );
    expect(problems).to.deep.equal([]);
    expect(policies[0]).to.deep.include({
      input: 'review',
      name: 'labels',
      title: 'Labels',
      severity: 'high',
      points: ['ci'],
      match: { kinds: [{ kinds: ['Pod'] }] },
      defaultParameters: { labels: ['app'] },
      needsAdmission: false,
      readsSecrets: false,
      readsImages: false,
    });
  });

  it('marks a policy that reads what only admission knows', () => {
    const annotations = [{ scope: 'package', row: 1, custom: { policy: 'who' } }];
    const { policies } = toPolicies(
      [module({ rules: [rule('violation')], annotations, inputs: ['input.review.userInfo.groups'] })],
      none,
    );
    expect(policies[0]?.needsAdmission).to.equal(true);
  });

  it('marks a policy that reads facts through libraries, however far away', () => {
    const annotations = [{ scope: 'package', row: 1, custom: { policy: 'facts' } }];
    const reads = (uses: string, input: string): readonly (boolean | undefined)[] => {
      const modules = [
        module({ rules: [rule('violation')], annotations, uses: [uses] }),
        module({ path: 'lib/near.rego', package: 'lib.near', uses: ['data.lib.far.found'] }),
        module({ path: 'lib/far.rego', package: 'lib.far', inputs: [input], uses: ['data.lib.near'] }),
      ];
      const [policy] = toPolicies(modules, none).policies;
      return [policy?.readsSecrets, policy?.readsImages];
    };
    for (const uses of ['data.lib.near', 'data.lib.near.found', 'data.lib', 'data', 'data.lib.far["a-b"]']) {
      expect(reads(uses, 'input.facts.secrets'), uses).to.deep.equal([true, false]);
      expect(reads(uses, 'input.facts'), uses).to.deep.equal([true, true]);
    }
    for (const uses of ['data.lib.nearby', 'data.settings', 'database.lib']) {
      expect(reads(uses, 'input.facts.images'), uses).to.deep.equal([false, false]);
    }
    // konstraint's library, and others, ask what form of input there is.
    expect(reads('data.lib.near', 'input')).to.deep.equal([false, false]);
  });

  it('marks a policy that reads facts, by which: whoever reads all of them reads each', () => {
    const annotations = [{ scope: 'package', row: 1, custom: { policy: 'facts' } }];
    const reads = (input: string): readonly (boolean | undefined)[] => {
      const { policies } = toPolicies([module({ rules: [rule('violation')], annotations, inputs: [input] })], none);
      return [policies[0]?.readsSecrets, policies[0]?.readsImages];
    };
    expect(reads('input.facts.secrets')).to.deep.equal([true, false]);
    expect(reads('input.facts.images')).to.deep.equal([false, true]);
    expect(reads('input.facts.images.ref.attestations')).to.deep.equal([false, true]);
    expect(reads('input.facts')).to.deep.equal([true, true]);
    expect(reads('input')).to.deep.equal([true, true]);
    for (const other of ['input.facts.imagesOfOthers', 'input.review.object', 'input.parameters.facts']) {
      expect(reads(other), other).to.deep.equal([false, false]);
    }
  });

  it('complains about an enforcement action that does not exist instead of not enforcing', () => {
    const annotations = [{ scope: 'package', row: 4, custom: { policy: 'p', enforcementAction: '' } }];
    const { problems, policies } = toPolicies([module({ rules: [rule('deny')], annotations })], none);
    expect(problems).to.deep.equal([
      {
        file: 'policy/a.rego',
        row: 4,
        message: 'METADATA custom.enforcementAction is ""; expected one of deny, warn, dryrun',
      },
    ]);
    expect(policies[0]?.enforcementAction).to.equal('deny');
  });

  it('complains about points that would never be', () => {
    const annotations = [{ scope: 'package', row: 4, custom: { policy: 'p', points: [] } }];
    expect(toPolicies([module({ rules: [rule('deny')], annotations })], none).problems[0]?.message).to.match(
      /never run/,
    );
  });

  it('complains about two policies of one name', () => {
    const annotations = [{ scope: 'package', row: 1, custom: { policy: 'p' } }];
    const { problems } = toPolicies(
      [
        module({ package: 'a', rules: [rule('deny')], annotations }),
        module({ path: 'policy/b.rego', package: 'b', rules: [rule('deny')], annotations }),
      ],
      none,
    );
    expect(problems.map(({ message }) => message)).to.deep.equal(['policy "p" is declared in policy/a.rego already']);
  });

  it('names rules that look as if they decide and never would', () => {
    const { notices, policies } = toPolicies([module({ rules: [rule('denyall')] })], none);
    expect(policies).to.deep.equal([]);
    expect(notices.join()).to.match(/policy\/a\.rego:3: rule "denyall" of package main is never asked/);
  });

  it('tells of a policy that reads reviews and does not say so: it would find nothing in a document', () => {
    const reader = module({ rules: [rule('deny')], inputs: ['input.review.object.spec'] });
    expect(toPolicies([reader], none).notices.join()).to.match(
      /reads input\.review, and its METADATA has no custom\.policy/,
    );
    const others = ['b', 'c'].map((name) => ({ ...reader, path: `policy/${name}.rego`, package: name }));
    expect(toPolicies([reader, ...others], none).notices).to.deep.equal([
      'policy/a.rego: package main and 2 more read input.review, and their METADATA has no custom.policy, so they are shown ' +
        'documents, which have no review; add "# custom: {policy: NAME}"',
    ]);
    const own = module({ rules: [rule('deny')], inputs: ['input.reviewed'] });
    expect(toPolicies([own], none).notices).to.deep.equal([]);
    const library = module({ rules: [rule('helper')], inputs: ['input.review.object'] });
    expect(toPolicies([library], none).notices).to.deep.equal([]);
  });

  it('takes neither functions nor tests for rules that decide', () => {
    const { policies } = toPolicies(
      [
        module({ rules: [rule('deny', 'function')] }),
        module({ path: 'x_test.rego', package: 'x_test', rules: [rule('deny')] }),
      ],
      none,
    );
    expect(policies).to.deep.equal([]);
  });
});
