import { expect } from 'chai';
import { describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import { parseNoProxy } from '../../../src/node/registry/no-proxy.ts';
import { describeProxy, proxiesOf } from '../../../src/node/registry/proxy-environment.ts';

const PASSWORD = 'h%40nd-it-over';

/** Which proxy an address is asked by. */
function proxyFor(target: string, env: Readonly<Record<string, string>>): string | undefined {
  return proxiesOf(env)(new URL(target))?.url.origin;
}

describe('the proxy that an address is asked by', () => {
  const both = { HTTPS_PROXY: 'http://secure.corp:3128', HTTP_PROXY: 'http://plain.corp:3128' };

  it('is that of its protocol', () => {
    expect(proxyFor('https://ghcr.io/v2/', both)).to.equal('http://secure.corp:3128');
    expect(proxyFor('http://harbor.corp/v2/', both)).to.equal('http://plain.corp:3128');
    expect(proxyFor('http://harbor.corp/v2/', { HTTPS_PROXY: 'http://secure.corp:3128' })).to.equal(undefined);
    expect(proxyFor('https://ghcr.io/v2/', {})).to.equal(undefined);
  });

  it('may be named in lower case, which counts less', () => {
    expect(proxyFor('https://ghcr.io/', { https_proxy: 'http://lower.corp' })).to.equal('http://lower.corp');
    expect(proxyFor('https://ghcr.io/', { ...both, https_proxy: 'http://lower.corp' })).to.equal(
      'http://secure.corp:3128',
    );
    expect(proxyFor('https://ghcr.io/', { https_proxy: 'http://lower.corp', HTTPS_PROXY: '' })).to.equal(
      'http://lower.corp',
    );
  });

  it('may be named without a protocol, which is http then', () => {
    expect(proxyFor('https://ghcr.io/', { HTTPS_PROXY: 'proxy.corp:3128' })).to.equal('http://proxy.corp:3128');
    expect(proxyFor('https://ghcr.io/', { HTTPS_PROXY: 'https://proxy.corp' })).to.equal('https://proxy.corp');
  });

  it('is none for this machine', () => {
    for (const host of ['localhost', 'localhost:5000', 'a.localhost', '127.0.0.1:5000', '127.9.9.9', '[::1]:5000'])
      expect(proxyFor(`http://${host}/`, both), host).to.equal(undefined);
  });

  it('is told its user and password, which no text has', () => {
    const proxy = proxiesOf({ HTTPS_PROXY: `http://me:${PASSWORD}@proxy.corp:3128/` })(new URL('https://ghcr.io/'));
    expect(proxy?.authorization).to.equal(`Basic ${Buffer.from('me:h@nd-it-over').toString('base64')}`);
    expect(proxy && describeProxy(proxy)).to.equal('the proxy http://proxy.corp:3128 (HTTPS_PROXY)');
    expect(proxy?.url.href).to.equal('http://proxy.corp:3128/');
  });

  for (const [name, value, words] of [
    ['no address', `http://me:${PASSWORD}@proxy.corp:not-a-port`, 'it is no address'],
    ['of another kind', `socks5://me:${PASSWORD}@proxy.corp`, 'one of the kind socks5'],
    ['badly escaped', `http://me:${PASSWORD}%zz@proxy.corp`, '% itself is %25'],
  ] as const) {
    it(`that is ${name} is an error that does not quote it`, () => {
      const find = proxiesOf({ HTTPS_PROXY: value });
      expect(find(new URL('https://localhost/')), 'nobody needs it').to.equal(undefined);
      expect(() => find(new URL('https://ghcr.io/')))
        .to.throw(SluiceError, words)
        .with.property('message')
        .that.contains('HTTPS_PROXY')
        .and.does.not.contain(PASSWORD);
    });
  }
});

describe('NO_PROXY', () => {
  const cases: readonly (readonly [text: string, exempt: readonly string[], others: readonly string[]])[] = [
    ['corp.io', ['corp.io', 'a.corp.io', 'corp.io:8080'], ['evilcorp.io', 'corp.io.evil.org']],
    ['.corp.io', ['a.corp.io', 'a.b.corp.io'], ['corp.io']],
    ['*.corp.io', ['a.corp.io'], ['corp.io']],
    ['corp.io:8080', ['corp.io:8080', 'a.corp.io:8080'], ['corp.io', 'corp.io:443']],
    ['10.0.0.0/8', ['10.1.2.3'], ['11.0.0.1', 'ten.corp.io']],
    ['10.1.2.3', ['10.1.2.3', '10.1.2.3:8080'], ['10.1.2.4']],
    ['10.1.2.3:8080', ['10.1.2.3:8080'], ['10.1.2.3']],
    ['fd00::/8', ['[fd12::1]:5000'], ['[fe12::1]']],
    ['[fd00::1]:443', ['[fd00::1]'], ['[fd00::1]:5000']],
    ['fd00::1', ['[fd00::1]:5000'], ['[fd00::2]']],
    ['::/0', ['[fd00::1]'], ['10.1.2.3']],
    ['2.3', [], ['10.1.2.3']],
    ['a.io, B.IO ,,', ['a.io', 'b.io'], ['c.io']],
    ['bücher.example', ['xn--bcher-kva.example'], []],
    ['a.io,*', ['anything.else', '10.0.0.1'], []],
    ['10.0.0.0/99, /8, :80, /', [], ['10.0.0.1', 'corp.io']],
    ['', [], ['corp.io']],
  ];
  for (const [text, exempt, others] of cases) {
    it(`"${text}" exempts ${exempt.join(', ') || 'nobody'}`, () => {
      const matches = parseNoProxy(text);
      const isExempt = (host: string): boolean => {
        const { hostname, port } = new URL(`https://${host}/`);
        return matches(hostname.replace(/^\[(.*)\]$/, '$1'), port || '443');
      };
      expect([exempt.filter(isExempt), others.filter(isExempt)]).to.deep.equal([exempt, []]);
    });
  }
});
