import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { characterCount, fromBytes, hasStrayBytes, toBytes, toUnicode } from '../../../src/core/rego/go-string.ts';
import { isPrintable } from '../../../src/core/rego/printable.ts';

describe('a Go string', () => {
  it('has the bytes of UTF-8', () => {
    expect([...toBytes('aé€😀')]).to.deep.equal([...Buffer.from('aé€😀')]);
  });

  it('keeps any bytes, text or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        expect([...toBytes(fromBytes(bytes))]).to.deep.equal([...bytes]);
      }),
    );
  });

  it('keeps any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fromBytes(toBytes(text))).to.equal(text);
      }),
    );
  });

  for (const [name, hex] of Object.entries({
    'a lone continuation': '80',
    'an overlong form': 'c080',
    'a surrogate': 'eda080',
    'a cut sequence': 'e282',
    'beyond Unicode': 'f4908080',
  })) {
    it(`takes ${name} for stray bytes, as Go does: each one character`, () => {
      const bytes = Buffer.from(hex, 'hex');
      const text = fromBytes(bytes);
      expect(hasStrayBytes(text)).to.equal(true);
      expect(characterCount(text)).to.equal(bytes.length);
      expect(toUnicode(text)).to.equal('\ufffd'.repeat(bytes.length));
    });
  }

  it('counts characters', () => {
    expect(['', 'é', '😀a', '👨‍👩'].map(characterCount)).to.deep.equal([0, 1, 2, 3]);
  });
});

describe("Go's printable characters", () => {
  it('are those of Unicode 15, whatever the Unicode version of this Node', () => {
    const shown = ['a', ' ', 'é', '字', '😀', '\u{10ffff}', '\u0088', '\u00a0', '\u00ad', '\u2028', '\ue000'];
    expect(shown.map((character) => isPrintable(character.codePointAt(0) ?? 0))).to.deep.equal([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    // Assigned in Unicode 15.0 and in 16.0.
    expect([isPrintable(0x1fae8), isPrintable(0x1fae9)]).to.deep.equal([true, false]);
  });

  it('are as many as Go 1.26 counts', () => {
    let count = 0;
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) if (isPrintable(codePoint)) count++;
    expect(count).to.equal(148_998);
  });
});
