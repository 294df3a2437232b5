import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openIdentity } from '../../../src/core/images/open-identity.ts';
import type { TextPattern } from '../../../src/core/images/text-pattern.ts';

const GITHUB = 'https://token.actions.githubusercontent.com';
const exact = (text: string): TextPattern => ({ kind: 'exact', text });
const regex = (source: string): TextPattern => ({ kind: 'regex', source });
const kindOf = (issuer: TextPattern, subject: TextPattern, extensions: Record<string, TextPattern> = {}): string =>
  openIdentity({ issuer, subject, extensions })?.kind ?? 'closed';

describe('identities that let strangers in', () => {
  it('are those whose subject anybody with an account at a public issuer could have', () => {
    for (const subject of ['.*', '.+', '(?:.*)', '[\\s\\S]*', 'https://.*', 'https://github.com/.+', '(?i)HTTPS://.*'])
      expect(kindOf(exact(GITHUB), regex(subject)), subject).to.equal('fault');
    expect(kindOf(exact('https://accounts.google.com'), regex('.*@.*'))).to.equal('fault');
    expect(kindOf(exact('https://gitlab.com'), regex('https://gitlab.com/.*'))).to.equal('fault');
    expect(kindOf(regex('.*'), regex('.*'))).to.equal('fault');
    expect(kindOf(regex('https://.*'), regex('.*'))).to.equal('fault');
  });

  it('are not those that name somebody', () => {
    expect(kindOf(exact(GITHUB), regex('https://github\\.com/acme/.+'))).to.equal('closed');
    expect(
      kindOf(exact(GITHUB), exact('https://github.com/acme/web/.github/workflows/ci.yml@refs/heads/main')),
    ).to.equal('closed');
    expect(kindOf(exact('https://accounts.google.com'), regex('.*@acme\\.com'))).to.equal('closed');
  });

  it('may be everybody of an issuer that is nobody else', () => {
    expect(kindOf(exact('https://dex.acme.internal'), regex('.*'))).to.equal('closed');
  });

  it('may leave the rest to the extensions of the certificate', () => {
    expect(kindOf(exact(GITHUB), regex('.*'), { '1.3.6.1.4.1.57264.1.5': exact('acme/web') })).to.equal('closed');
  });

  it('are told of when every issuer is accepted', () => {
    expect(kindOf(regex('.*'), regex('.*@acme\\.com'))).to.equal('notice');
  });
});
