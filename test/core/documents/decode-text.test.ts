import { expect } from 'chai';
import { describe, it } from 'mocha';
import { decodeText } from '../../../src/core/documents/decode-text.ts';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { portableUtf8 } from '../../../src/core/documents/utf8.ts';

const TEXT = 'a: größe 日本 😀\n';

function utf16(text: string, endian: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(endian === 'le' ? bytes : bytes.swap16());
}

describe('the text of a file', () => {
  const ENCODINGS: Readonly<Record<string, Uint8Array>> = {
    'UTF-8': Buffer.from(TEXT),
    'UTF-8 with a mark': Buffer.from(`\ufeff${TEXT}`),
    'UTF-16, little endian': utf16(TEXT, 'le'),
    'UTF-16, big endian': utf16(TEXT, 'be'),
    'long UTF-16': utf16(TEXT, 'le'),
  };
  for (const [name, bytes] of Object.entries(ENCODINGS)) {
    it(`may be ${name}`, () => expect(decodeText(bytes)).to.deep.equal({ text: TEXT }));
  }

  it('may be long', () => {
    const text = TEXT.repeat(5000);
    expect(decodeText(utf16(text, 'be'))).to.deep.equal({ text });
    expect(decodeText(Buffer.from(text))).to.deep.equal({ text });
    expect(decodeText(new Uint8Array())).to.deep.equal({ text: '' });
  });

  const BROKEN: Readonly<Record<string, readonly number[]>> = {
    'a lone continuation': [0x80],
    'an overlong slash': [0xc0, 0xaf],
    'an overlong character': [0xe0, 0x80, 0xaf],
    'a surrogate': [0xed, 0xa0, 0x80],
    'a character beyond Unicode': [0xf4, 0x90, 0x80, 0x80],
    'an unknown lead': [0xff],
    'a cut sequence': [0xe2, 0x82],
  };
  for (const [name, bytes] of Object.entries(BROKEN)) {
    it(`has no ${name}, and the fault says where`, () => {
      const decoded = decodeText(new Uint8Array([...Buffer.from('a: é\nb: 😀'), ...bytes, ...Buffer.from('\n')]));
      expect(decoded).to.deep.equal({
        fault: {
          code: 'encoding',
          message: 'byte 13 of the file is not UTF-8: save the file as UTF-8',
          line: 2,
          column: 6,
        },
      });
    });
  }

  it('has no half of a UTF-16 character', () => {
    expect(decodeText(new Uint8Array([...utf16('a: b\n', 'le'), 0x61]))).to.have.nested.property(
      'fault.code',
      'encoding',
    );
    const lone = decodeText(utf16('a: \ud800b', 'be'));
    expect(lone).to.have.property('fault').that.includes({ code: 'encoding', line: 1, column: 4 });
  });

  it('is bounded', () => {
    const decoded = decodeText(new Uint8Array(11), undefined, 10);
    expect(decoded).to.have.nested.property('fault.code', 'size-limit');
  });

  it('is decoded by the host when it offers to', () => {
    expect(decodeText(Buffer.from('a'), () => '\ufeffhost')).to.deep.equal({ text: 'host' });
    expect(decodeText(Buffer.from('a\xff', 'latin1'), () => undefined)).to.have.nested.property('fault.column', 2);
    const utf8 = { decode: () => '{"host":1}', encodeInto: portableUtf8.encodeInto };
    expect(parseDocuments('a: b\n', { utf8 }).documents[0]?.value).to.deep.equal({ host: 1 });
  });
});
