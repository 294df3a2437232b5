import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { anyReport } from '../support/arbitrary-report.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

describe('markdown', () => {
  it('is a headline, the counts, a table a file, and what was not evaluated', () => {
    const report = sampleReport(MIXED.slice(0, 2), {
      skipped: [{ file: 'README.md', reason: 'not YAML' }],
      notices: ['a note'],
    });
    expect(output('markdown', report)).to.equal(`## Sluice: no verdict: 1 could not be evaluated; this is not a pass

| pass | fail | warn | error | skip |
| ---: | ---: | ---: | ---: | ---: |
| 30 | 1 | 0 | 1 | 0 |

Evaluated 3 files, 5 documents, 4 resources, 8 policies (<code>ci, policy set 0123456789ab</code>).

<details open>
<summary><code>broken.yaml</code>: 1 error</summary>

| status | place | object | rule | message |
| --- | --- | --- | --- | --- |
| **error** high | 7:5 |  | <code>sluice/INPUT&#95;INVALID</code> | <code>the document is not valid YAML</code> |

</details>

<details open>
<summary><code>deploy/web.yaml</code>: 1 fail</summary>

| status | place | object | rule | message |
| --- | --- | --- | --- | --- |
| **fail** high | 4:3 | <code>Deployment shop/web</code> | <code>required-labels/violation</code> | <code>label &#34;owner&#34; is missing</code><br>fix: <code>add metadata.labels.owner</code><br>verdict <code>fedcba987654</code> |

</details>

<details>
<summary>Not evaluated: 1</summary>

- <code>README.md&#58; not YAML</code>

</details>

<details>
<summary>Notes: 1</summary>

- <code>a note</code>

</details>
`);
  });

  it('says that nothing was evaluated', () => {
    const text = output('markdown', NOTHING);
    expect(text).to.match(/^## Sluice: no verdict: nothing was evaluated; this is not a pass\n/);
    expect(text).to.contain('| **error** high |');
  });

  it('makes marks, tables, elements, mentions and links harmless', () => {
    const message = 'a | b `c` **d** <img src=x> [e](https://f.test) @g #1 www.h.test &amp;\nnext';
    const text = output('markdown', sampleReport([sampleResult({ message })]));
    expect(text).to.contain(
      '<code>a &#124; b &#96;c&#96; &#42;&#42;d&#42;&#42; &#60;img src=x&#62; ' +
        '&#91;e&#93;&#40;https&#58;//f.test&#41; &#64;g &#35;1 www&#46;h.test &#38;amp;</code><br><code>next</code> |',
    );
  });

  it('keeps the weightiest of many results, and says how many are not shown', () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      sampleResult({ status: 'warn', location: { file: `${index}.yaml`, line: 1, column: 1 } }),
    );
    const last = sampleResult({
      status: 'error',
      message: 'the last one',
      location: { file: 'z.yaml', line: 1, column: 1 },
    });
    const text = output('markdown', sampleReport([...many, last]));
    expect(text).to.contain('the last one');
    const shown = text.match(/^\| \*\*/gm)?.length ?? 0;
    expect(shown).to.be.greaterThan(50);
    expect(text).to.contain(`**${5_001 - shown} of 5001 results not shown`);
    expect(text.length).to.be.below(65_536);
  });

  it('fits one comment, with tables of five cells, for any report, however long its texts', () => {
    fc.assert(
      fc.property(anyReport, fc.integer({ min: 1, max: 3_000 }), (report, factor) => {
        const results = report.results.map((result) => ({ ...result, message: result.message.repeat(factor) }));
        const skipped = report.skipped.map(({ file, reason }) => ({ file: file.repeat(factor), reason }));
        const text = output('markdown', { ...report, results, skipped });
        expect(text.length).to.be.below(65_536);
        for (const row of text.split('\n').filter((line) => line.startsWith('| **'))) {
          expect(row.split('|')).to.have.lengthOf(7);
        }
        expect(text.split('<details').length).to.equal(text.split('</details>').length);
      }),
      { numRuns: 50 },
    );
  });
});
