import { expect } from 'chai';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import { describe, it } from 'mocha';
import { canonicalJson } from '../../../src/core/evaluate/canonical-json.ts';
import { PolicyInstance } from '../../../src/node/engine/policy-instance.ts';
import { createPolicyModule } from '../../../src/node/engine/policy-module.ts';
import { compileRego, createBuiltins } from './policy-fixture.ts';

const DEPLOYMENT = {
  metadata: { name: 'web', labels: { app: 'web', team: 'shop' } },
  spec: {
    containers: [
      { name: 'a', image: 'a:latest', privileged: true },
      { name: 'b', image: 'b:1' },
    ],
    replicas: 3,
  },
};

/** Rules of native Wasm alone: OPA's package for Node differs from OPA in the others. */
const RULES: Readonly<Record<string, string>> = {
  violations: 'x contains {"msg": upper(c.name), "at": i} if { some i, c in input.spec.containers; c.privileged }',
  'a default': 'default x := false\n\nx if input.spec.replicas > 5',
  'missing labels': 'x := {"app", "owner"} - {k | input.metadata.labels[k]}',
  'regular expressions':
    'x := [regex.find_all_string_submatch_n(`(\\w+):(\\w+)`, c.image, -1) | some c in input.spec.containers]',
  'nested data': 'x := {k: v | some k; v := data.limits[k]; v >= input.spec.replicas}',
  undefined: 'x if input.spec.nothing',
  numbers: 'x := [1 / 3, 2 * 1.5, 10 % 4, round(2.5), 1e3]',
  walks: 'x := {p | walk(input, [p, "b"])}',
};

describe("a second opinion, by OPA's own package for Node", function () {
  this.timeout(60_000);

  for (const [name, text] of Object.entries(RULES)) {
    it(`agrees on ${name}`, async () => {
      const wasm = compileRego(text, ['x']);
      const data = { limits: { low: 1, high: 10 } };
      const theirs = await loadPolicy(wasm);
      theirs.setData(data);
      const [row] = theirs.evaluate(DEPLOYMENT);
      const ours = new PolicyInstance(createPolicyModule(wasm), { builtins: createBuiltins() });
      ours.setData(JSON.stringify(data));
      ours.setInput(JSON.stringify(DEPLOYMENT));
      const outcome = ours.evaluate('t/x');
      expect(sorted(outcome.kind === 'value' ? outcome.value : undefined)).to.deep.equal(sorted(row?.result));
    });
  }
});

// Theirs leaves the members of a set in the order of their hashes.
function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map((each) => canonicalJson(each)).sort() : value;
}
