import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { FORMATS, formatReport, isFormatName, type FormatName } from '../../../src/core/report/formats.ts';
import { anyReport, anyText } from './support/arbitrary-report.ts';
import { HOSTILE, hostileReport } from './support/hostile-text.ts';
import { azureCommands, githubCommands } from './support/parse-commands.ts';
import { MIXED, NOTHING, OPTIONS, output as formatted, sampleReport, sampleResult } from './support/sample-report.ts';

/** Anything that a terminal, a log viewer or a reader's eye would take for something that it is not. */
const UNPRINTABLE =
  /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;

/** No line of any format may be a command, save those that a format is made of. */
function expectObeyedByNobody(format: FormatName, text: string): void {
  expect(UNPRINTABLE.exec(text)?.[0], 'an unprintable character').to.equal(undefined);
  const github = githubCommands(text).filter(
    ({ name }) => format !== 'github' || !['error', 'warning', 'notice'].includes(name),
  );
  const azure = azureCommands(text).filter(({ name }) => format !== 'azure' || name !== 'task.logissue');
  expect(format === 'azure' ? [] : github, 'a GitHub command').to.deep.equal([]);
  expect(azure, 'an Azure command').to.deep.equal([]);
  expect(text, 'a TeamCity command').not.to.match(/##teamcity\[/);
}

/** Each format, and each shape of the one that has several. */
const SHAPES = [
  ...FORMATS.map((format) => ({ format, outputSchema: 'native' as const })),
  { format: 'json' as const, outputSchema: 'conftest' as const },
  { format: 'json' as const, outputSchema: 'gator' as const },
];

describe('every format', () => {
  for (const { format, outputSchema } of SHAPES) {
    const output = (...[name, report, options]: Parameters<typeof formatted>): string =>
      formatted(name, report, { ...options, outputSchema });
    describe(outputSchema === 'native' ? format : `${format} as ${outputSchema} writes it`, () => {
      for (const [attack, text] of Object.entries(HOSTILE)) {
        it(`stands ${attack}`, () => {
          expectObeyedByNobody(format, output(format, hostileReport(text), { sourceLine: () => text }));
        });
      }

      it('stands any text in any place', () => {
        fc.assert(
          fc.property(anyReport, anyText, (report, line) => {
            expectObeyedByNobody(format, output(format, report, { sourceLine: () => line }));
          }),
        );
      });

      it('ends with a line break, and says in so many words when nothing was evaluated', () => {
        const text = output(format, NOTHING);
        expect(text.endsWith('\n')).to.equal(true);
        expect(text).to.match(/nothing was evaluated/);
      });

      it('shows what could not be evaluated, also among passes', () => {
        expect(output(format, sampleReport(MIXED))).to.contain('the document is not valid YAML');
      });

      it('gives equal output for equal reports', () => {
        expect(output(format, sampleReport(MIXED))).to.equal(output(format, sampleReport(structuredClone(MIXED))));
      });
    });
  }
});

describe('formatReport', () => {
  it('hands a long report out in pieces of a bounded size', () => {
    const report = sampleReport(Array.from({ length: 3_000 }, () => sampleResult()));
    for (const format of FORMATS.filter((one) => one !== 'markdown')) {
      const chunks = [...formatReport(format, report, OPTIONS)];
      expect(chunks.length, format).to.be.greaterThan(5);
      expect(Math.max(...chunks.map(({ length }) => length)), format).to.be.below(150_000);
    }
  });

  it('makes no more than is taken', () => {
    let asked = 0;
    const sourceLine = (): undefined => {
      asked += 1;
    };
    const report = sampleReport(Array.from({ length: 5_000 }, () => sampleResult()));
    const chunks = formatReport('text', report, { ...OPTIONS, sourceLine });
    expect(chunks.next().done).to.equal(false);
    expect(asked).to.be.within(1, 2_000);
  });
});

describe('isFormatName', () => {
  it('knows the names of -o and no others', () => {
    expect(FORMATS.every(isFormatName)).to.equal(true);
    expect(['', 'JSON', 'xml', 'constructor'].some(isFormatName)).to.equal(false);
  });
});
