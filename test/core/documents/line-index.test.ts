import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createLineIndex } from '../../../src/core/documents/line-index.ts';

describe('the line of an offset', () => {
  const text = `a\r\nbc\rd\n${'e'.repeat(200)}\nf`;
  const offsets = Array.from(text, (_, offset) => offset);

  it('is the same whichever is asked for first', () => {
    const whole = createLineIndex(text);
    // All lines are known once somebody asks for a place far behind.
    whole(text.length - 1);
    for (const offset of offsets) expect(createLineIndex(text)(offset)).to.deep.equal(whole(offset));
  });
  it('begins behind a line feed, a carriage return, or both', () => {
    const at = createLineIndex(text);
    const places = [0, 2, 3, 5, 6, 8, 208, 209].map((offset) => Object.values(at(offset)).join(':'));
    expect(places).to.deep.equal(['1:1', '1:3', '2:1', '2:3', '3:1', '4:1', '4:201', '5:1']);
  });
});
