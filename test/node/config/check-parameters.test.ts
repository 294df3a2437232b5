import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkParameters } from '../../../src/node/config/check-parameters.ts';

const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    allowedPrefixes: { type: 'array', items: { type: 'string', pattern: '^/' } },
    max: { type: 'integer', minimum: 1 },
  },
};
const CLOSED = { ...SCHEMA, additionalProperties: false };

describe('parameters of a constraint', () => {
  it('fit, or every field that does not is named', () => {
    expect(checkParameters(CLOSED, { allowedPrefixes: ['/var'], max: 3 })).to.deep.equal([]);
    expect(checkParameters(CLOSED, { allowedPrefixes: '/var', max: 0 })).to.deep.equal([
      'parameters.allowedPrefixes must be a list and is the text "/var"; write ["/var"]',
      'parameters.max must be >= 1',
    ]);
    expect(checkParameters(CLOSED, { allowedPrefixes: ['var'] })).to.deep.equal([
      'parameters.allowedPrefixes[0] is "var"; must match pattern "^/"',
    ]);
  });

  it('may not be misspelt, not even where the schema is open', () => {
    expect(checkParameters(CLOSED, { allowedPrefix: [] })).to.deep.equal([
      'unknown key "allowedPrefix" in parameters; did you mean "allowedPrefixes"?',
    ]);
    expect(checkParameters(SCHEMA, { allowedPrefix: [] })).to.deep.equal([
      'unknown key "allowedPrefix" in parameters; did you mean "allowedPrefixes"?',
    ]);
    expect(checkParameters(SCHEMA, { something: 1 })).to.deep.equal([]);
  });

  it('are checked by schemas of Gatekeeper templates and of older drafts, too', () => {
    const template = {
      type: 'object',
      properties: { labels: { type: 'array', items: { type: 'string', 'x-kubernetes-int-or-string': true } } },
    };
    expect(checkParameters(template, { labels: ['a'] })).to.deep.equal([]);
    expect(checkParameters(template, { labels: [1] })).to.have.length(1);
    expect(
      checkParameters({ ...CLOSED, $schema: 'http://json-schema.org/draft-07/schema#' }, { max: 'x' }),
    ).to.have.length(1);
  });

  it('do not pass when the schema itself is broken', () => {
    const [message = ''] = checkParameters({ type: 'objekt' }, { a: 1 });
    expect(message).to.match(/^the policy's parameter schema is not a JSON Schema: /);
  });
});
