import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseChallenges } from '../../../src/node/registry/auth-challenge.ts';

describe('parseChallenges', () => {
  it('reads where tokens come from', () => {
    expect(
      parseChallenges('Bearer realm="https://auth.example/token",service="reg",scope="repository:a/b:pull,push"'),
    ).to.deep.equal([{ kind: 'bearer', realm: 'https://auth.example/token', service: 'reg' }]);
  });
  it('prefers Bearer, wherever it stands', () => {
    expect(parseChallenges('Basic realm="r", Bearer realm="https://a/t"').map(({ kind }) => kind)).to.deep.equal([
      'bearer',
      'basic',
    ]);
  });
  it('takes Basic with and without a realm', () => {
    expect(parseChallenges('basic realm=x')).to.deep.equal([{ kind: 'basic' }]);
    expect(parseChallenges('Basic')).to.deep.equal([{ kind: 'basic' }]);
  });
  it('leaves out what it cannot meet', () => {
    expect(parseChallenges('Negotiate, Digest realm="x", Bearer service="s"')).to.deep.equal([]);
    expect(parseChallenges('')).to.deep.equal([]);
  });
  it('reads a long header in no time', () => {
    expect(parseChallenges(`Bearer ${'a="\\"'.repeat(20_000)}`)).to.deep.equal([]);
  });
});
