import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { readLeafCertificate } from '../../../../src/node/images/sigstore/leaf-certificate.ts';
import { matchesText } from '../../../../src/node/images/sigstore/match-identity.ts';
import { PUBLIC_GOOD_TRUST_ROOT } from '../../../../src/node/images/sigstore/public-good-trust-root.ts';
import { publicKeyProblem } from '../../../../src/node/images/sigstore/public-key.ts';
import { readStatement } from '../../../../src/node/images/sigstore/read-claim.ts';
import { Refusal } from '../../../../src/node/images/sigstore/refusal.ts';
import { createTrustRoots, trustRootProblem } from '../../../../src/node/images/sigstore/trust-root.ts';
import { RIG_ISSUER, RIG_SUBJECT, newRigKey, SigstoreRig } from '../../../support/sigstore-rig.ts';
import { selfSignedCertificate } from '../../../support/certificate.ts';

function refusalOf(task: () => unknown): Refusal {
  try {
    task();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return expect.fail('it was not refused');
}

describe('trust roots', function () {
  this.timeout(30_000);

  it('have the public-good one among them, also when none is given', () => {
    const { digest, material } = createTrustRoots(new Map())('public-good');
    expect(digest).to.match(/^[0-9a-f]{64}$/);
    expect(material.tlogs.map(({ baseURL }) => baseURL)).to.include('https://rekor.sigstore.dev');
    expect(material.certificateAuthorities).to.have.length.above(0);
    expect(material.ctlogs).to.have.length.above(0);
    expect(material.timestampAuthorities).to.have.length.above(0);
  });

  it('are read once, and their own file wins', () => {
    const own = PUBLIC_GOOD_TRUST_ROOT.replace('https://rekor.sigstore.dev', 'https://rekor.example');
    const roots = createTrustRoots(new Map([['public-good', own]]));
    expect(roots('public-good').material.tlogs[0]?.baseURL).to.equal('https://rekor.example');
    expect(roots('public-good')).to.equal(roots('public-good'));
  });

  it('that nobody named are refused, and named', () => {
    const { code, message } = refusalOf(() => createTrustRoots(new Map())('acme'));
    expect(code).to.equal('IMG_TRUST_ROOT');
    expect(message).to.include('"acme"').and.include('trustRoots:');
  });

  for (const [kind, validity] of Object.entries({
    tlogs: (item: Item) => item.publicKey,
    ctlogs: (item: Item) => item.publicKey,
    certificateAuthorities: (item: Item) => item,
    timestampAuthorities: (item: Item) => item,
  })) {
    it(`are refused when one of ${kind} has no beginning, or ends before it`, () => {
      const withValidity = (validFor: object | undefined): string => {
        const root: Record<string, unknown> = JSON.parse(PUBLIC_GOOD_TRUST_ROOT);
        const [item] = Object(root[kind]);
        validity(item).validFor = validFor;
        return JSON.stringify(root);
      };
      const cases = [
        [undefined, 'start is missing'],
        [{}, 'start is missing'],
        [{ start: 'yesterday' }, 'start is no time'],
        [{ start: '2024-01-01T00:00:00Z', end: '2023-01-01T00:00:00Z' }, 'ends before'],
        [{ start: '2024-01-01T00:00:00Z', end: 'never' }, 'end is no time'],
      ] as const;
      for (const [validFor, problem] of cases) {
        const text = withValidity(validFor);
        const { code, message } = refusalOf(() => createTrustRoots(new Map([['own', text]]))('own'));
        expect(code).to.equal('IMG_TRUST_ROOT');
        expect(message).to.include(`"own" cannot be used: ${kind}[0].`).and.include(problem);
        expect(trustRootProblem('own', text)).to.equal(message);
      }
    });
  }

  it('are refused when they are something else', () => {
    const noKey = JSON.parse(PUBLIC_GOOD_TRUST_ROOT);
    noKey.tlogs[0].publicKey.rawBytes = 'AAAA';
    for (const text of ['', '[]', '{}', '{"mediaType":"application/json"}', JSON.stringify(noKey)])
      expect(trustRootProblem('own', text), text.slice(0, 30)).to.match(/^the trust root "own" cannot be used: /);
    expect(trustRootProblem('own', PUBLIC_GOOD_TRUST_ROOT)).to.equal(undefined);
  });
});

interface Item {
  validFor: unknown;
  readonly publicKey: { validFor: unknown };
}

describe('public keys', function () {
  this.timeout(30_000);

  it('are told apart from what cannot be one, with the reason', () => {
    const { pem, privateKey } = newRigKey();
    expect(publicKeyProblem(pem)).to.equal(undefined);
    expect(publicKeyProblem(newRigKey(1024).pem)).to.include('1024 bits');
    expect(publicKeyProblem(privateKey.export({ type: 'sec1', format: 'pem' }).toString())).to.include(
      'EC PRIVATE KEY',
    );
    expect(publicKeyProblem(selfSignedCertificate().cert)).to.include('CERTIFICATE');
    expect(publicKeyProblem(pem.replace('MFkw', 'AAAA'))).to.include('cannot be read');
  });
});

describe('certificates', function () {
  this.timeout(30_000);

  let signer: Buffer;
  let authority: { readonly tsa: Buffer };

  before(async () => {
    await using rig = await SigstoreRig.start();
    const { annotations } = await rig.signLegacy(`sha256:${'a'.repeat(64)}`, { rekor: 'none' });
    signer = derOf(annotations['dev.sigstore.cosign/certificate'] ?? '');
    const { timestampAuthorities } = JSON.parse(rig.trustedRoot);
    authority = { tsa: Buffer.from(timestampAuthorities[0].certChain.certificates[0].rawBytes, 'base64') };
  });

  const derOf = (pem: string): Buffer => Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64');

  /** The signer's with some bytes changed. */
  function patched(from: readonly number[], to: readonly number[]): Buffer {
    const copy = Buffer.from(signer);
    const at = copy.indexOf(Buffer.from(from));
    expect(at).to.be.above(0);
    copy.set(to, at);
    return copy;
  }

  it('of signers have one name and an issuer', () => {
    const { subject, issuer } = readLeafCertificate(signer);
    expect(subject).to.equal(RIG_SUBJECT);
    expect(issuer).to.equal(RIG_ISSUER);
  });

  it('are for signing code, and for nothing else', () => {
    expect(refusalOf(() => readLeafCertificate(authority.tsa)).message).to.include('purpose');
    expect(refusalOf(() => readLeafCertificate(derOf(selfSignedCertificate().cert))).message).to.include('authority');
  });

  it('with two names are refused: which of them was meant is for nobody to choose', () => {
    const { length } = RIG_SUBJECT;
    const name = Buffer.from(RIG_SUBJECT);
    const two = [0x86, 10, ...name.subarray(0, 10), 0x86, length - 12, ...name.subarray(12)];
    expect(refusalOf(() => readLeafCertificate(patched([0x86, length, ...name], two))).message).to.include('2 names');
  });

  it('with a name of a host are refused', () => {
    const { message } = refusalOf(() => readLeafCertificate(patched([0x86, RIG_SUBJECT.length], [0x82])));
    expect(message).to.include('name is of a kind');
  });

  it('with bytes that only look like letters are refused', () => {
    // Read as ASCII, the first would be an "h" again.
    const { message } = refusalOf(() =>
      readLeafCertificate(patched([0x86, RIG_SUBJECT.length, 0x68], [0x86, RIG_SUBJECT.length, 0xe8])),
    );
    expect(message).to.include('not shown');
  });

  it('with two extensions of a kind are refused', () => {
    const fulcio = [0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01];
    const { message } = refusalOf(() => readLeafCertificate(patched([...fulcio, 1], [...fulcio, 8])));
    expect(message).to.include('two extensions');
  });

  it('are whole, and nothing stands behind them', () => {
    for (const der of [
      Buffer.alloc(0),
      Buffer.from('MIIB'),
      Buffer.alloc(100_000, 0x30),
      Buffer.concat([signer, signer]),
    ])
      expect(refusalOf(() => readLeafCertificate(der)).code).to.equal('IMG_CERT_INVALID');
  });
});

describe('envelopes', () => {
  it('hold in-toto statements: a payload that says to be something else is not read as one', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const subject = [{ digest: { sha256: 'a'.repeat(64) } }];
    const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType: 'x', predicate: {} };
    const envelope = { payload: Buffer.from(JSON.stringify(statement)), signatures: [] };
    const payloadType = 'application/vnd.in-toto+json';
    expect(readStatement({ ...envelope, payloadType }, digest).statement?.predicateType).to.equal('x');
    const refusal = refusalOf(() => readStatement({ ...envelope, payloadType: 'application/json' }, digest));
    expect(refusal.code).to.equal('IMG_UNSUPPORTED');
  });
});

describe('patterns', function () {
  this.timeout(30_000);

  it('match nothing where nothing is', () => {
    expect(matchesText({ kind: 'exact', text: '' }, undefined)).to.equal(false);
    expect(matchesText({ kind: 'regex', source: '.*' }, undefined)).to.equal(false);
  });

  it('do not end at a line break', () => {
    expect(matchesText({ kind: 'regex', source: 'a$' }, 'a\n')).to.equal(false);
    expect(matchesText({ kind: 'regex', source: '(?m)a$' }, 'a\nb')).to.equal(false);
    expect(matchesText({ kind: 'regex', source: 'a.b' }, 'a\nb')).to.equal(false);
  });
});
