import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonValue } from '../../../src/core/model/json.ts';
import { loadRegoEngine } from '../../../src/node/engine/rego-engine.ts';
import { readData } from '../../../src/node/policies/read-data.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What OPA's own reader makes of a text. */
function asOpaReadsIt(text: string): JsonValue {
  const result = loadRegoEngine().callBuiltin('yaml.unmarshal', JSON.stringify([text]));
  if (result.kind !== 'value') throw new Error(`OPA does not read ${text}`);
  return JSON.parse(result.term);
}

const TEXTS = {
  'values that are booleans in YAML 1.1 alone': 'a: [y, Y, yes, Yes, YES, on, On, ON, n, N, no, No, NO, off, Off, OFF]',
  'values that are booleans': 'a: [true, True, TRUE, false, False, FALSE]',
  'keys that are booleans in YAML 1.1 alone': 'on: 1\ny: 2\nno: 3\nin: {yes: 4}',
  'keys and values of other types beside them':
    'no: [010, 0o10, 0x1F, 0b11, 1_000, 1e3, ~, 2020-01-01, 1:30]\n1: x\n1.5: y',
  'what is quoted or tagged': 'a: ["no", !!str no, !!bool "true", \'on\']\n"yes": 1',
  'aliases and merges': 'a: &a {on: off}\nb: *a\nc: {<<: *a, d: no}',
  'words in longer texts': 'a: no way\nb: yes/no\nc: |\n  on\n  off\n',
};

describe('data of policies', () => {
  for (const [what, text] of Object.entries(TEXTS)) {
    it(`is read as OPA reads it: ${what}`, () => {
      using folder = temporaryFolder();
      folder.write('d.yaml', text);
      expect(readData(folder.path, ['d.yaml'])).to.deep.equal(asOpaReadsIt(text));
    });
  }
});
