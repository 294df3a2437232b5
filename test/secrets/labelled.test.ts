import { expect } from 'chai';
import { describe, it } from 'mocha';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { STRUCTURE_RULES } from '../../src/core/secrets/structure/structure-rules.ts';
import { readLabelledCases } from './labelled-cases.ts';
import { measure, type Measured } from './measure.ts';
import { PEERS } from './peer-scans.ts';
import { ownScan } from './scan-labelled.ts';

const root = path.join(
  fileURLToPath(import.meta.url)
    .split(`${path.sep}test${path.sep}`)[0]
    ?.replace(/[\\/]dist$/, '') ?? '',
  'test',
  'secrets',
  'labelled',
);

const percent = (value: number): string => (value * 100).toFixed(1).padStart(5);
const line = (name: string, { recall, precision, wrong, missed }: Measured): string =>
  `      ${name.padEnd(28)} recall ${percent(recall)} %  precision ${percent(precision)} %  missed ${missed.length}  wrong ${wrong.length}`;

describe('The labelled set', () => {
  const cases = readLabelledCases(root);
  const quiet = cases.filter(({ mustFire }) => !mustFire);

  it('has at least 160 cases, half of which hold no secret', () => {
    expect(cases.length).to.be.at.least(160);
    expect(quiet.length).to.be.at.least(cases.length / 2);
  });
  it('labels every case that must fire, and no other', () => {
    for (const { name, mustFire, files } of cases) {
      expect(
        files.some(({ labels }) => labels.length > 0),
        name,
      ).to.equal(mustFire);
      for (const { family } of files.flatMap(({ labels }) => labels)) {
        expect(family === 'text' || family in STRUCTURE_RULES, `${name}: ${family}`).to.equal(true);
      }
      for (const { path: file, text } of files)
        expect(text, `${name}/${file}`).to.not.match(/«|@@[a-z0-9]+-[a-z0-9-]+@@/);
    }
  });
  it('is found by us: recall at least 0.97, precision at least 0.98', () => {
    const measured = measure(cases, ownScan(['certain', 'likely']));
    console.log(line('sluice, certain and likely', measured));
    console.log(line('sluice, possible, too', measure(cases, ownScan(['certain', 'likely', 'possible']))));
    expect(measured.recall, measured.missed.join('\n')).to.be.at.least(0.97);
    expect(measured.precision, measured.wrong.join('\n')).to.be.at.least(0.98);
  }).timeout(60_000);
  it('is found by the rules that its labels name', () => {
    expect(measure(cases, ownScan(['certain', 'likely', 'possible'])).misfiled).to.deep.equal([]);
  }).timeout(60_000);
  for (const { name, scan } of PEERS) {
    it(`is scanned by ${name}, for comparison`, function () {
      this.timeout(120_000);
      const peer = scan(cases);
      if (peer === undefined) return this.skip();
      const measured = measure(cases, peer);
      console.log(line(name, measured));
      expect(measured.found).to.be.above(0);
    });
  }
});
