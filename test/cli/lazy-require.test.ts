import { createRequire } from 'node:module';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { lazyRequire, onFirstUse } from '../../cli/lazy-require.ts';

describe('lazyRequire', () => {
  const require = createRequire(import.meta.url);
  const loaded: string[] = [];
  const lazily = lazyRequire((name) => {
    loaded.push(name);
    return require(name);
  });

  it('loads a part of Node when something of it is first used', () => {
    const zlib = lazily('node:zlib');
    expect(loaded).to.deep.equal([]);
    expect(zlib).to.have.property('gzipSync', require('node:zlib').gzipSync);
    expect(loaded).to.include('node:zlib');
  });

  it('has the members of what it stands for, as import() wants them', () => {
    expect({ ...lazily('node:zlib') }).to.include.keys('gzipSync', 'constants');
  });

  it('loads at once what Node has loaded anyway, and packages', () => {
    expect(lazily('node:fs')).to.equal(require('node:fs'));
    expect(lazily('chai')).to.equal(require('chai'));
  });

  it('asks for what it stands for once', () => {
    let times = 0;
    const once = onFirstUse(() => ({ times: (times += 1) }));
    expect([Reflect.get(once, 'times'), Reflect.get(once, 'times'), times]).to.deep.equal([1, 1, 1]);
  });
});
