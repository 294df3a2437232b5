import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseTemplateViolations } from '../../../src/core/gatekeeper/template-violations.ts';

const messageOf = (value: Parameters<typeof parseTemplateViolations>[0]): string => {
  const parsed = parseTemplateViolations(value);
  return parsed.kind === 'invalid' ? parsed.message : expect.fail('it was to be invalid');
};

describe('parseTemplateViolations', () => {
  it('reads messages and details', () => {
    expect(
      parseTemplateViolations([{ msg: 'a', details: { x: 1 } }, { msg: 'b' }, { msg: 'c', details: 'text' }]),
    ).to.deep.equal({
      kind: 'violations',
      violations: [
        { message: 'a', details: { x: 1 } },
        { message: 'b' },
        { message: 'c', details: { details: 'text' } },
      ],
    });
  });
  it('takes two that differ in nothing that Gatekeeper keeps as one', () => {
    const parsed = parseTemplateViolations([
      { msg: 'a', details: {}, line: 1 },
      { msg: 'a', line: 2 },
      { msg: 'a', details: { x: 1 } },
    ]);
    expect(parsed.kind === 'violations' && parsed.violations).to.have.length(2);
  });
  it('drops nothing: what Gatekeeper would drop is invalid', () => {
    expect(messageOf([{ message: 'typo' }])).to.equal(
      'returned an object without "msg", which Gatekeeper drops without a word; give it a "msg"',
    );
    expect(messageOf(['text'])).to.contain('returned a string, which Gatekeeper drops');
    expect(messageOf(true)).to.contain('returned a boolean, which Gatekeeper drops');
  });
  it('takes no message that is not a string', () => {
    expect(messageOf([{ msg: 1 }])).to.equal('returned a "msg" that is a number, not a string');
  });
});
