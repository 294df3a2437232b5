import { expect } from 'chai';
import { describe, it } from 'mocha';
import { literalBlockOrigin } from '../../../src/core/gatekeeper/literal-block.ts';

const originIn = (text: string, line: number = 1): unknown => literalBlockOrigin(text.split('\n'), { line, column: 1 });

describe('literalBlockOrigin', () => {
  it('is the first line of a literal block', () => {
    expect(originIn('rego: |\n  package a')).to.deep.equal({ line: 2, column: 3 });
    expect(originIn('- |-\n    package a')).to.deep.equal({ line: 2, column: 5 });
    expect(originIn('rego: | # why\n\n   package a')).to.deep.equal({ line: 2, column: 4 });
    expect(originIn('x: 1\nrego: |+\n  package a', 2)).to.deep.equal({ line: 3, column: 3 });
  });
  it('is unknown for every other scalar', () => {
    for (const text of [
      'rego: >\n  package a',
      'rego: "package a"',
      'rego: package a | b',
      'rego: |2\n   package a',
      'rego: |',
    ]) {
      expect(originIn(text), text).to.equal(undefined);
    }
  });
});
