import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { PolicyBuiltins } from '../../src/node/engine/policy-builtins.ts';
import { PolicyInstance } from '../../src/node/engine/policy-instance.ts';
import { createPolicyModule } from '../../src/node/engine/policy-module.ts';
import { loadRegoEngine } from '../../src/node/engine/rego-engine.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { opaCaseFolder } from './opa-cases.ts';

interface Capability {
  readonly name: string;
  readonly decl: { readonly args?: readonly unknown[] };
}

describe("docs/builtins.md, against OPA's list of built-ins", function () {
  this.timeout(120_000);
  const cases = opaCaseFolder();
  if (cases === undefined) {
    it.skip('skipped: Go, or OPA in its module cache, is not there');
    return;
  }
  const text = readFileSync(path.join(packageRoot(), 'docs', 'builtins.md'), 'utf8');
  const capabilities = readCapabilities(path.resolve(cases, '..', '..', '..', '..', 'capabilities.json'));

  it('names every function of OPA', () => {
    expect(capabilities.map(({ name }) => name).filter((name) => !text.includes(`\`${name}\``))).to.deep.equal([]);
  });

  it('says of each rightly whether Wasm has it', () => {
    const native = text.slice(text.indexOf('## In Wasm'), text.indexOf('## In TypeScript'));
    const needed = new Set(hostFunctions(capabilities));
    const wrong = capabilities.filter(({ name }) => native.includes(`\`${name}\``) === needed.has(name));
    expect(wrong.map(({ name }) => name)).to.deep.equal([]);
  });
});

/** The functions that a module asks of its host when it calls each of them. */
function hostFunctions(capabilities: readonly Capability[]): readonly string[] {
  const rules = capabilities.map((each, i) => `f${i} { ${callOf(each)}; true }`);
  const { wasm, errors } = loadRegoEngine().compileQuery({
    query: 'data.t = x',
    denyBuiltins: [],
    modules: [{ path: 't.rego', text: `package t\n\n${rules.join('\n')}\n`, regoVersion: 'v0' }],
  });
  if (wasm === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  const builtins = new PolicyBuiltins({ engine: () => ({ kind: 'undefined' }) });
  return new PolicyInstance(createPolicyModule(wasm), { builtins }).builtins;
}

function callOf({ name, decl }: Capability): string {
  if (name === 'eq') return 'input.a = input.b';
  if (name === 'assign') return 'y := input.a';
  return `${name}(${(decl.args ?? []).map((_, i) => `input.a${i}`).join(', ')})`;
}

function readCapabilities(file: string): readonly Capability[] {
  const document: { readonly builtins: readonly Capability[] } = JSON.parse(readFileSync(file, 'utf8'));
  return document.builtins;
}
