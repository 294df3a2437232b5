import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { BUILTINS, REFUSED } from '../../../src/core/rego/builtins/table.ts';
import { configBuiltins } from '../../../src/node/formats/config-builtins.ts';
import { packageRoot } from '../../../src/node/package-root.ts';

const sections = new Map(
  readFileSync(path.join(packageRoot(), 'docs', 'builtins.md'), 'utf8')
    .split(/^## /m)
    .map((section) => [section.slice(0, section.indexOf('\n')), functionsOfTable(section)]),
);

describe('docs/builtins.md', () => {
  it('lists the functions in TypeScript', () => {
    expect(sections.get('In TypeScript')).to.have.members([...BUILTINS.keys()]);
  });

  it('lists the functions that are refused', () => {
    expect(sections.get('Refused')).to.have.members([...REFUSED.keys()]);
  });

  it("lists conftest's functions", () => {
    const names = [...configBuiltins(undefined).keys()].map((name) => name.replace(/^internal\./, ''));
    expect(sections.get("conftest's")).to.have.members(names);
  });

  it('lists no function twice', () => {
    const all = [...sections.values()].flat();
    expect(all.length).to.be.greaterThan(200);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).to.deep.equal([]);
  });
});

describe('the table of built-ins', () => {
  it('refuses nothing that it also runs', () => {
    expect([...REFUSED.keys()].filter((name) => BUILTINS.has(name))).to.deep.equal([]);
  });

  it('gives each refusal a reason', () => {
    for (const [name, reason] of REFUSED) expect(reason, name).to.match(/\w+ \w+/);
  });
});

function functionsOfTable(section: string): readonly string[] {
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.flatMap((row) => [...row.matchAll(/`([\w.]+)(?:\([\w, ]*\))?`/g)].map(([, name = '']) => name));
}
