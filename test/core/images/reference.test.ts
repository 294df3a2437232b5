import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { apiHost, credentialsKey, formatReference, parseReference } from '../../../src/core/images/reference.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('parseReference', () => {
  const whole: readonly (readonly [given: string, whole: string])[] = [
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['acme/app', 'docker.io/acme/app:latest'],
    ['docker.io/nginx', 'docker.io/library/nginx:latest'],
    ['index.docker.io/acme/app:v1', 'docker.io/acme/app:v1'],
    ['registry-1.docker.io/library/nginx', 'docker.io/library/nginx:latest'],
    ['ghcr.io/acme/app', 'ghcr.io/acme/app:latest'],
    ['GHCR.io/acme/app', 'ghcr.io/acme/app:latest'],
    ['localhost/app', 'localhost/app:latest'],
    ['localhost:5000/app', 'localhost:5000/app:latest'],
    ['[::1]:5000/app:v1', '[::1]:5000/app:v1'],
    ['10.0.0.1/app', '10.0.0.1/app:latest'],
    [`ghcr.io/acme/app@${DIGEST}`, `ghcr.io/acme/app@${DIGEST}`],
    [`ghcr.io/acme/app:v1@${DIGEST}`, `ghcr.io/acme/app:v1@${DIGEST}`],
    ['ghcr.io/a/b.c/d__e/f-g:V_1.x', 'ghcr.io/a/b.c/d__e/f-g:V_1.x'],
  ];
  for (const [given, expected] of whole) {
    it(`reads ${given}`, () => expect(formatReference(parseReference(given))).to.equal(expected));
  }

  const wrong: readonly (readonly [given: string, says: RegExp])[] = [
    ['', /no repository/],
    ['ghcr.io/', /no repository/],
    ['ghcr.io/Acme/app', /lower case/],
    ['ghcr.io/acme//app', /no name of a repository/],
    ['ghcr.io/../app', /no name of a repository/],
    ['ghcr.io/acme/app:', /a tag has/],
    [`ghcr.io/acme/app:${'a'.repeat(129)}`, /a tag has/],
    ['ghcr.io/acme/app@sha256:abc', /64 hexadecimal/],
    [`ghcr.io/acme/app@${DIGEST.toUpperCase()}`, /64 hexadecimal/],
    ['user:pass@ghcr.io/acme/app', /64 hexadecimal/],
    ['-x.io/acme/app', /no host/],
    ['ghcr.io:99999999/app', /no host/],
    ['ghcr.io/acme/app?x=1', /no name of a repository/],
    ['ghcr.io/acme/app\u0000', /no name of a repository/],
  ];
  for (const [given, says] of wrong) {
    it(`refuses ${JSON.stringify(given)}`, () => expect(() => parseReference(given)).to.throw(says));
  }

  it('reads what it prints, and nothing else throws than its own error', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab.:/@-_[]0 A') }), (text) => {
        try {
          const reference = parseReference(text);
          expect(parseReference(formatReference(reference))).to.deep.equal(reference);
        } catch (error) {
          expect(error).to.have.property('code', 'REFERENCE_INVALID');
        }
      }),
    );
  });
});

describe('Docker Hub', () => {
  it('answers its API and keeps its credentials elsewhere than it is called', () => {
    const { registry } = parseReference('nginx');
    expect([apiHost(registry), credentialsKey(registry)]).to.deep.equal([
      'registry-1.docker.io',
      'https://index.docker.io/v1/',
    ]);
    expect([apiHost('ghcr.io'), credentialsKey('ghcr.io')]).to.deep.equal(['ghcr.io', 'ghcr.io']);
  });
});
