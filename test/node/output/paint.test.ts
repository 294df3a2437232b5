import { expect } from 'chai';
import { describe, it } from 'mocha';
import { paintFor } from '../../../src/node/output/paint.ts';

type Environment = Readonly<Record<string, string>>;

const isColoured = (isTerminal: boolean, env: Environment = {}, noColor = false): boolean =>
  paintFor({ isTerminal }, env, noColor)('error', 'x') !== 'x';

describe('colours', () => {
  it('are for terminals', () => {
    expect(isColoured(true)).to.equal(true);
    expect(isColoured(false)).to.equal(false);
    expect(isColoured(true, { TERM: 'dumb' })).to.equal(false);
  });

  it('go away with NO_COLOR, unless it is empty, and with --no-color', () => {
    expect(isColoured(true, { NO_COLOR: '1' })).to.equal(false);
    expect(isColoured(true, { NO_COLOR: '' })).to.equal(true);
    expect(isColoured(true, {}, true)).to.equal(false);
  });

  it('come with FORCE_COLOR, but not against NO_COLOR or --no-color', () => {
    expect(isColoured(false, { FORCE_COLOR: '1' })).to.equal(true);
    expect(isColoured(false, { FORCE_COLOR: '' })).to.equal(true);
    expect(isColoured(true, { FORCE_COLOR: '0' })).to.equal(false);
    expect(isColoured(false, { FORCE_COLOR: '1', NO_COLOR: '1' })).to.equal(false);
    expect(isColoured(false, { FORCE_COLOR: '1' }, true)).to.equal(false);
  });

  it('leave the text as it is, and end where it ends', () => {
    expect(paintFor({ isTerminal: true }, {}, false)('error', 'bad')).to.equal('\u001b[31mbad\u001b[0m');
    expect(paintFor({ isTerminal: true }, {}, false)('muted', '')).to.equal('');
  });
});
