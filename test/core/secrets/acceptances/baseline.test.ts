import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  baselineText,
  parseBaseline,
  type Baseline,
  type BaselineEntry,
} from '../../../../src/core/secrets/acceptances/baseline.ts';

const ENTRY: BaselineEntry = {
  fingerprint: 'jwt:0123456789abcdef',
  path: 'deploy/a b.yaml',
  reason: 'there before',
  owner: 'team',
  expires: '2026-06-30',
};
const LINE = 'jwt:0123456789abcdef\tdeploy/a b.yaml\t2026-06-30\tteam\tthere before';
const HEAD = '# sluice-baseline/v1';

function read(text: string): Baseline {
  const reading = parseBaseline(text);
  if (reading.kind === 'fault') throw new Error(`${reading.line}: ${reading.message}`);
  return reading.baseline;
}

function faultOf(text: string): string {
  const reading = parseBaseline(text);
  if (reading.kind === 'baseline') throw new Error('the baseline was accepted');
  return `${reading.line}: ${reading.message}`;
}

describe('a baseline', () => {
  it('is text: one entry a line, sorted, under a line that names its format and its salt', () => {
    const second = { ...ENTRY, fingerprint: 'aws-key:0123456789abcdef' };
    const lines = baselineText({ entries: [ENTRY, second], salts: ['ab12'] }).split('\n');
    expect(lines[0]).to.equal(`${HEAD} salt:ab12`);
    expect(lines[1]).to.match(/^# /);
    expect(lines.slice(2)).to.deep.equal([LINE.replace('jwt', 'aws-key'), LINE, '']);
  });

  it('is read back as it was written', () => {
    expect(read(baselineText({ entries: [ENTRY], salts: ['ab12'] }))).to.deep.equal({
      entries: [ENTRY],
      salts: ['ab12'],
    });
    expect(read(baselineText({ entries: [], salts: [] }))).to.deep.equal({ entries: [], salts: [''] });
  });

  it('is the same bytes for the same entries, in whatever order and however often they come', () => {
    const entry = fc.record({
      fingerprint: fc.constantFrom('jwt:0123456789abcdef', 'jwt:fedcba9876543210'),
      path: fc.constantFrom('a', 'b', 'ä/ö', ' x', 'tab\there', 'line\nbreak', '"quoted"', 'back\\slash'),
      reason: fc.constantFrom('one', 'two'),
      owner: fc.constantFrom('team', 'me'),
      expires: fc.constantFrom('2026-06-30', '2027-01-01'),
    });
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (some, others) => {
        const text = baselineText({ entries: [...some, ...others], salts: ['ab'] });
        expect(baselineText({ entries: [...others, ...some, ...some], salts: ['ab'] })).to.equal(text);
        expect(baselineText(read(text))).to.equal(text);
      }),
    );
  });

  it('keeps of two entries about one finding the one that holds longer', () => {
    const longer = { ...ENTRY, expires: '2027-01-01', reason: 'prolonged' };
    const { entries } = read(baselineText({ entries: [longer, ENTRY], salts: [] }));
    expect(entries).to.deep.equal([longer]);
  });

  it('survives editors: other line ends, empty lines, comments, any order', () => {
    const text = `\ufeff# mine\r\n\r\n${LINE}\r\n${HEAD} salt:ab\r\n${LINE}\r\n`;
    expect(read(text)).to.deep.equal({ entries: [ENTRY, ENTRY], salts: ['ab'] });
  });

  it('tells all salts that it was made with', () => {
    expect(read(`${HEAD} salt:ab\n${HEAD} salt:cd\n`).salts).to.deep.equal(['ab', 'cd']);
  });

  it('with the marks of a merge that did not end is refused, and says how to end it', () => {
    for (const mark of ['<<<<<<< HEAD', '=======', '>>>>>>> branch', '||||||| base']) {
      expect(faultOf(`${HEAD}\n${mark}\n${LINE}\n`), mark).to.match(/^2: is a mark of a merge .* merge=union/);
    }
  });

  it('of another kind or version is refused', () => {
    expect(faultOf('')).to.match(/^1: is no baseline/);
    expect(faultOf(`${LINE}\n`)).to.match(/^1: is no baseline/);
    expect(faultOf('# sluice-baseline/v2\n')).to.match(
      /^1: says "# sluice-baseline\/v2", and this version of sluice reads/,
    );
    expect(faultOf('{"results": []}')).to.match(/^1: does not begin with a fingerprint/);
  });

  it('with a line that lacks something is refused, with its number', () => {
    const [fingerprint = '', path = ''] = LINE.split('\t');
    expect(faultOf(`${HEAD}\n\n${fingerprint}`)).to.equal('3: has no path behind its fingerprint');
    expect(faultOf(`${HEAD}\n${fingerprint}\t"bro`)).to.equal('2: has no path behind its fingerprint');
    expect(faultOf(`${HEAD}\n${fingerprint}\t${path}\t2026-02-30\tteam\twhy`)).to.equal(
      '2: has no day YYYY-MM-DD behind its path',
    );
    expect(faultOf(`${HEAD}\n${fingerprint}\t${path}\t2026-06-30\tteam`)).to.equal(
      '2: has no owner and reason at its end',
    );
  });

  it('quotes nothing of a line that it cannot read', () => {
    const reading = parseBaseline(`${HEAD}\nhunter2\n`);
    expect(JSON.stringify(reading)).not.to.include('hunter2');
  });
});
