import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  breakLineCommand,
  oneLine,
  safeJson,
  safeXml,
  visible,
  visibleLines,
} from '../../../src/core/report/safe-text.ts';
import { anyJson, anyText } from './support/arbitrary-report.ts';

describe('visible', () => {
  it('leaves ordinary text of every script alone', () => {
    for (const text of ['plain ASCII', 'Größe', '名前', 'שלום', 'نامه\u200cای', '👩\u200d💻', '❤\ufe0f', '']) {
      expect(visible(text)).to.equal(text);
    }
  });

  it('shows what would act on a terminal instead of sending it', () => {
    expect(visible('a\u001b[31mb')).to.equal('a\\u001b[31mb');
    expect(visible('a\u009b2Jb')).to.equal('a\\u009b2Jb');
    expect(visible('a\rb\nc')).to.equal('a\\u000db\\u000ac');
  });

  it('shows what would reorder or hide text', () => {
    expect(visible('x\u202ey\u2066z\u200b')).to.equal('x\\u202ey\\u2066z\\u200b');
    expect(visible('\u{e0041}')).to.equal('\\udb40\\udc41');
    expect(visible('a\ud800')).to.equal('a\\ud800');
  });

  it('makes a tab two spaces', () => {
    expect(visible('a\tb')).to.equal('a  b');
  });

  it('breaks the commands that CI systems obey anywhere in a line', () => {
    expect(visible('x ##vso[task.complete]')).to.equal('x ## vso[task.complete]');
    expect(visible('####[error]')).to.equal('#### [error]');
    expect(visible('## a heading, a [link]')).to.equal('## a heading, a [link]');
  });
});

describe('oneLine and visibleLines', () => {
  it('join or part at every kind of line break', () => {
    expect(oneLine('a\r\n  b\nc\rd\n')).to.equal('a b c d');
    expect(visibleLines('a\r\nb\nc\rd')).to.deep.equal(['a', 'b', 'c', 'd']);
  });
});

describe('breakLineCommand', () => {
  it('keeps a line from beginning with two colons', () => {
    expect(breakLineCommand('  ::error::x')).to.equal('  : :error::x');
    expect(breakLineCommand('Foo::bar')).to.equal('Foo::bar');
  });
});

describe('safeJson', () => {
  it('reads back as the same data, in printable characters that no CI system obeys', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = safeJson(JSON.stringify(value));
        expect(JSON.parse(text)).to.deep.equal(JSON.parse(JSON.stringify(value)));
        expect(text).not.to.match(/\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]|##\w*\[/u);
      }),
    );
  });
});

describe('safeXml', () => {
  it('holds nothing that ends a text or an attribute, and no line break', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(safeXml(text)).not.to.match(
          /[<>"']|\p{Cc}|\p{Cs}|[\ufffe\uffff]|##\w*\[|&(?!(?:amp|lt|gt|quot|apos|#\d+);)/u,
        );
      }),
    );
  });
});
