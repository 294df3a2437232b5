import { expect } from 'chai';
import { describe, it } from 'mocha';
import { surfaceOf, type SurfaceFlags } from '../../../cli/check/check-surface.ts';

const NOTHING: SurfaceFlags = {
  staged: false,
  since: undefined,
  diff: undefined,
  history: false,
  hook: undefined,
  point: undefined,
  inventory: [],
  combine: false,
};

describe('surfaceOf', () => {
  const accepted: readonly (readonly [title: string, flags: Partial<SurfaceFlags>, surface: object])[] = [
    ['files, where nothing else is asked for', {}, { kind: 'files' }],
    ['the index', { staged: true, point: 'commit' }, { kind: 'staged' }],
    ['a range up to HEAD', { since: 'origin/main' }, { kind: 'range', ends: { from: 'origin/main', to: 'HEAD' } }],
    ['a range with both ends', { diff: 'v1..v2' }, { kind: 'range', ends: { from: 'v1', to: 'v2' } }],
    ['a range of which one end is HEAD', { diff: 'v1..' }, { kind: 'range', ends: { from: 'v1', to: 'HEAD' } }],
    ['and the other', { diff: '..v2' }, { kind: 'range', ends: { from: 'HEAD', to: 'v2' } }],
    ['all of the history', { history: true, point: 'sync' }, { kind: 'history' }],
  ];
  for (const [title, flags, surface] of accepted) {
    it(`is ${title}`, () => expect(surfaceOf({ ...NOTHING, ...flags }, ['a'])).to.deep.equal(surface));
  }

  const refused: readonly (readonly [title: string, flags: Partial<SurfaceFlags>, message: RegExp])[] = [
    ['two things at once', { staged: true, since: 'main' }, /--staged and --since are different things to judge/],
    ['a range that is none', { diff: 'main' }, /--diff main: write A\.\.B/],
    ['a range that means something else in Git', { diff: 'a...b' }, /write A\.\.B/],
    ['a range of three', { diff: 'a..b..c' }, /write A\.\.B/],
    ['a range without ends', { diff: '..' }, /write A\.\.B/],
    [
      'another point for the index',
      { staged: true, point: 'ci' },
      /judges at the point "commit", and --point says "ci"/,
    ],
    [
      'another inventory',
      { since: 'main', inventory: ['x'] },
      /looks things up in the revision .* leave out --inventory/,
    ],
    ['documents of a history', { history: true, combine: true }, /--history searches for secrets, and --combine/],
  ];
  for (const [title, flags, message] of refused) {
    it(`refuses ${title}`, () => {
      expect(() => surfaceOf({ ...NOTHING, ...flags }, []))
        .to.throw(message)
        .with.property('code', 'USAGE');
    });
  }
  it('refuses standard input beside Git', () => {
    for (const flags of [{ staged: true }, { since: 'main' }, { diff: 'a..b' }, { history: true }]) {
      expect(() => surfaceOf({ ...NOTHING, ...flags }, ['-'])).to.throw(/"-" is standard input/);
    }
  });
});
