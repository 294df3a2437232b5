import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonValue } from '../../../../src/core/model/json.ts';
import type { StructureLimits } from '../../../../src/core/secrets/structure/collect.ts';
import { STRUCTURE_LIMITS } from '../../../../src/core/secrets/structure/collect.ts';
import { createStructureScanner } from '../../../../src/core/secrets/structure/create-structure-scanner.ts';
import { keyedHash, PASSWORD, silentScanner } from './search-text.ts';

const outcomeOf = (value: JsonValue, limits: Partial<StructureLimits> = {}) =>
  createStructureScanner({ textScanner: silentScanner, keyedHash, limits: { ...STRUCTURE_LIMITS, ...limits } }).search({
    path: '',
    value,
  });

const nested = (depth: number): JsonValue => (depth === 0 ? { password: PASSWORD } : { a: nested(depth - 1) });

describe('What is not searched', () => {
  it('is said: what is too deep', () => {
    expect(outcomeOf(nested(100)))
      .to.have.property('findings')
      .with.length(1);
    expect(outcomeOf(nested(100))).to.not.have.property('incomplete');
    expect(outcomeOf(nested(300)).incomplete).to.equal('values deeper than 200 levels were not searched');
  });
  it('is said: more values and more text than the limits', () => {
    expect(outcomeOf(['a', 'b', 'c'], { maxSteps: 2 }).incomplete).to.match(/^the document holds more than 2 values/);
    expect(outcomeOf({ a: 'long', b: 'longer' }, { maxCharacters: 5 }).incomplete).to.match(/longer than 5 characters/);
  });
  it('is said: documents in texts of documents, over and over', () => {
    const wrap = (inner: JsonValue): JsonValue => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: { 'a.json': JSON.stringify(inner) },
    });
    expect(outcomeOf(wrap(wrap({ password: PASSWORD }))))
      .to.have.property('findings')
      .with.length(1);
    expect(outcomeOf(wrap(wrap(wrap(wrap(wrap({ password: PASSWORD })))))).incomplete).to.match(
      /^documents in texts deeper than/,
    );
  });
  it('is said: what the text engine had no time for', () => {
    const tired = { search: () => ({ findings: [], incomplete: '2000 ms are over' }) };
    const { incomplete } = createStructureScanner({ textScanner: tired, keyedHash }).search({
      path: '',
      value: { a: 'b' },
    });
    expect(incomplete).to.equal('2000 ms are over');
  });
  it('is nothing where very many secrets stand in one text', () => {
    const lines = Array.from({ length: 1500 }, (_, at) => `p${at}_password: ${PASSWORD}${at}`).join('\n');
    expect(
      outcomeOf({ apiVersion: 'v1', kind: 'ConfigMap', data: { 'a.yaml': `${lines}\n` } }).findings,
    ).to.have.length(1500);
  });
});

describe('A placeholder of the user', () => {
  it('counts as a reference wherever a value does', () => {
    const scanner = createStructureScanner({ textScanner: silentScanner, keyedHash, placeholders: [/^LATER-/] });
    const value = {
      apiVersion: 'v1',
      kind: 'Secret',
      data: { a: Buffer.from('LATER-a').toString('base64') },
      stringData: { b: 'LATER-b', c: 'now' },
    };
    expect(scanner.search({ path: '', value }).findings.map(({ path }) => path)).to.deep.equal([['stringData', 'c']]);
  });
});
