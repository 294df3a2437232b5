import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  hasAttributes,
  nameText,
  parseDistinguishedName,
} from '../../../../src/node/images/notation/distinguished-name.ts';

const pairs = (text: string): readonly string[] | undefined =>
  parseDistinguishedName(text)?.map(({ type, value }) => `${type}|${value}`);

describe('parseDistinguishedName', () => {
  const names: readonly (readonly [string, readonly string[]])[] = [
    ['C=US, ST=WA, O=acme', ['C|US', 'ST|WA', 'O|acme']],
    [' c = US ,S=WA;o=acme ', ['C|US', 'ST|WA', 'O|acme']],
    ['OU=a+OU=b, CN=x', ['OU|a', 'OU|b', 'CN|x']],
    ['O=Acme\\, Inc.', ['O|Acme, Inc.']],
    ['O=a\\+b\\;c\\\\d\\=e', ['O|a+b;c\\d=e']],
    ['O=\\ a \\ ', ['O| a  ']],
    ['O=\\C3\\A9t\\C3\\A9', ['O|été']],
    ['CN=a=b', ['CN|a=b']],
    ['2.5.4.10=acme, 1.2.3.4=x', ['O|acme', '1.2.3.4|x']],
  ];
  for (const [text, attributes] of names) {
    it(`reads ${text}`, () => {
      expect(pairs(text)).to.deep.equal(attributes);
    });
  }

  for (const text of [
    '',
    'C',
    'C=',
    '=US',
    'C=US,',
    'C=US,,O=a',
    'O=#0c0161',
    'O="a"',
    'O=a\\',
    'O=\\zz',
    'O=\\C3',
    '9x=a',
    'O=<a>',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(pairs(text)).to.equal(undefined);
    });
  }

  it('reads what is printed, whatever is in it', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !text.startsWith('#'));
    fc.assert(
      fc.property(
        fc.array(fc.record({ type: fc.constantFrom('CN', 'O', '1.2.3'), value }), { minLength: 1 }),
        (name) => {
          expect(parseDistinguishedName(nameText(name))).to.deep.equal(name);
        },
      ),
    );
  });
});

describe('hasAttributes', () => {
  it('wants each attribute to the letter, wherever it stands', () => {
    const name = parseDistinguishedName('CN=x, OU=a, OU=b, O=acme') ?? [];
    const has = (wanted: string): boolean => hasAttributes(name, parseDistinguishedName(wanted) ?? []);
    expect(has('O=acme, OU=b')).to.equal(true);
    for (const other of ['O=Acme', 'O=acme, OU=c', 'O=acme, L=x', 'OU=acme', 'O=acm'])
      expect(has(other), other).to.equal(false);
  });
});
