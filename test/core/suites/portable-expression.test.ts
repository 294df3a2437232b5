import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isPlainText, isPortable } from '../../../src/core/suites/portable-expression.ts';

describe('an expression that JavaScript may answer', () => {
  it('is made of what both read alike', () => {
    const portable = ['', 'container', '^a.*b$', 'a|b', '(a)(b)', String.raw`\d+ of \[x\]`, '[^a-z]+', 'a{2}', 'a+?b'];
    expect(portable.filter((one) => !isPortable(one))).to.deep.equal(['a+?b']);
  });

  it('is not one that RE2 reads otherwise, or may', () => {
    const others = [
      '(?i)a',
      '(?P<n>a)',
      '(?=a)',
      String.raw`(a)\1`,
      String.raw`\s`,
      String.raw`\bé`,
      String.raw`\pL`,
      '[[:alpha:]]',
      '[]a]',
      '[^]a]',
      'a**',
      'a{2}{3}',
      'a{2,1001}',
      '{2}',
      '(a+)+',
      'é',
      'a*b*c*d*e*f*',
    ];
    expect(others.filter(isPortable)).to.deep.equal([]);
  });

  it('is asked about printable ASCII alone', () => {
    expect([isPlainText('a b~'), isPlainText('a\nb'), isPlainText('é'), isPlainText('\u2028')]).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });
});
