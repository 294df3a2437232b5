import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { FormatsReader } from '../../../src/node/formats/formats-reader.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { SAMPLES, type Sample } from './samples.ts';

/** What conftest says, and what is said here: the value, or that there is none. */
type Answer = { readonly value: unknown } | 'refused';

const conftest = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
  // No variable of this machine: `.env` files and HOCON may ask for them. Local times of TOML are those of the zone.
  spawnSync('conftest', args, { env: { PATH: process.env['PATH'] ?? '', HOME: '/', TZ: 'UTC' }, encoding: 'utf8' });

const isThere = conftest('--version').status === 0;

describe('values, compared with those of conftest itself', function () {
  this.timeout(120_000);
  if (!isThere) {
    it.skip('skipped: there is no conftest on PATH');
    return;
  }
  const reader = new FormatsReader();

  const theirs = ({ format }: Sample, text: string): Answer => {
    using folder = temporaryFolder();
    const { status, stdout } = conftest('parse', '--parser', format, folder.write('input', text));
    return status === 0 ? { value: JSON.parse(String(stdout)) } : 'refused';
  };

  const ours = ({ format }: Sample, text: string): Answer => {
    const read = reader.read(format, Buffer.from(text), false);
    return read.kind === 'fault' ? 'refused' : { value: JSON.parse(read.documents[0] ?? '') };
  };

  for (const sample of SAMPLES) {
    it(`are equal for ${sample.format}`, () => {
      expect(ours(sample, sample.text)).to.deep.equal(theirs(sample, sample.text));
    });

    it(`are equal, or both refuse, for texts like ${sample.format}`, () => {
      fc.assert(
        fc.property(damaged(sample.text), (text) => {
          expect(ours(sample, text)).to.deep.equal(theirs(sample, text));
        }),
        { numRuns: 15, seed: 7 },
      );
    });
  }
});

/** The text with a stretch of it removed, doubled, or replaced by something that is special somewhere. */
function damaged(text: string): fc.Arbitrary<string> {
  const insert = fc.constantFrom(
    '',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '=',
    ':',
    '\n',
    '#',
    '\\',
    '0x1F',
    '1e3',
    'null',
    'é',
    '\t',
  );
  return fc.tuple(fc.nat(text.length), fc.nat(12), fc.boolean(), insert).map(([at, length, isDoubled, inserted]) => {
    const stretch = text.slice(at, at + length);
    return text.slice(0, at) + inserted + (isDoubled ? stretch + stretch : '') + text.slice(at + length);
  });
}
