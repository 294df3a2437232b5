import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseTerm } from '../../../src/core/rego/parse-term.ts';
import { violationMessages } from '../../../src/core/suites/violation-messages.ts';

const messages = (term: string): unknown => violationMessages(parseTerm(term));

describe('what a template found', () => {
  it('is a message for each violation, in order', () => {
    expect(messages('{{"msg": "b"}, {"msg": "a", "details": {"x": 1}}}')).to.deep.equal({
      kind: 'messages',
      messages: ['a', 'b'],
      dropped: 0,
    });
    expect(violationMessages(undefined)).to.deep.equal({ kind: 'messages', messages: [], dropped: 0 });
    expect(messages('set()')).to.deep.equal({ kind: 'messages', messages: [], dropped: 0 });
  });

  it('is one violation where message and details are the same, whatever else is said', () => {
    expect(messages('{{"msg": "a", "x": 1}, {"msg": "a", "x": 2}, {"msg": "a", "details": {}}}')).to.have.deep.property(
      'messages',
      ['a'],
    );
    expect(messages('{{"msg": "a", "details": 1}, {"msg": "a", "details": 2}}')).to.have.deep.property('messages', [
      'a',
      'a',
    ]);
  });

  it('drops what has no message, and counts it', () => {
    expect(messages('{{"message": "a"}, "a", 1, {"msg": "b"}}')).to.deep.equal({
      kind: 'messages',
      messages: ['b'],
      dropped: 3,
    });
  });

  it('looks at the keys of an object and the indexes of an array, as iterating does', () => {
    expect(messages('{{"msg": "a"}: true}')).to.have.deep.property('messages', ['a']);
    expect(messages('[{"msg": "a"}]')).to.deep.equal({ kind: 'messages', messages: [], dropped: 1 });
    expect(messages('"text"')).to.deep.equal({ kind: 'messages', messages: [], dropped: 0 });
  });

  it('is no answer at all when a message is no text', () => {
    expect(messages('{{"msg": 7}}')).to.deep.equal({
      kind: 'invalid',
      message: 'a violation has a msg that is a number, not a string',
    });
    expect(messages('{{"msg": {"a"}}}')).to.have.property('kind', 'invalid');
  });
});
