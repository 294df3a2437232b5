import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { SourceFile } from '../../../src/node/bundles/source-file.ts';
import { unpackArchive } from '../../../src/node/bundles/unpack-archive.ts';
import { verifyBundle } from '../../../src/node/bundles/verify-bundle.ts';
import type { BundleKeyConfig, BundlesConfig } from '../../../src/node/config/config.ts';
import { findProgram } from '../../support/programs.ts';
import { claimOf, signaturesOf, tokenOf, type ClaimedFile, type SigningOptions } from '../../support/signed-bundle.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const MODULE = 'package main\n\ndeny contains "no" if input.bad\n';
const CLAIMS = [claimOf('main.rego', MODULE)];
const SECRET = Buffer.from('a shared secret');
const HMAC: SigningOptions = { algorithm: 'HS256', key: SECRET };

const filesOf = (files: Readonly<Record<string, string>>): readonly SourceFile[] =>
  Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));

const signed = (claims: readonly ClaimedFile[], options: SigningOptions, more = {}): readonly SourceFile[] =>
  filesOf({ 'main.rego': MODULE, '.signatures.json': signaturesOf(claims, options), ...more });

function configOf(
  folder: TemporaryFolder,
  key: Partial<BundleKeyConfig> = {},
  more: Partial<BundlesConfig> = {},
): BundlesConfig {
  const file = folder.write('hmac.key', SECRET);
  return { verify: 'required', keys: [{ id: 'k', file, algorithm: 'HS256', scope: '', ...key }], ...more };
}

describe('a signature', () => {
  const pairs: readonly (readonly [
    algorithm: BundleKeyConfig['algorithm'],
    make: () => { publicKey: KeyObject; privateKey: KeyObject },
  ])[] = [
    ['RS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['PS512', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['ES384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['ES512', () => generateKeyPairSync('ec', { namedCurve: 'P-521' })],
  ];
  for (const [algorithm, make] of pairs) {
    it(`by ${algorithm} holds for the key that made it, and for no other`, () => {
      using folder = temporaryFolder();
      const [own, other] = [make(), make()];
      const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
      const files = signed(CLAIMS, { algorithm, key: own.privateKey });
      const check = (key: KeyObject): void =>
        verifyBundle(files, configOf(folder, { algorithm, file: folder.write('key.pem', pem(key)) }), 'b');
      expect(() => check(own.publicKey)).not.to.throw();
      expect(() => check(other.publicKey)).to.throw(/is not that of the key "k"/);
    });
  }

  for (const algorithm of ['HS256', 'HS384', 'HS512'] as const) {
    it(`by ${algorithm} holds for the secret that made it, and for no other`, () => {
      using folder = temporaryFolder();
      const config = configOf(folder, { algorithm });
      expect(() => verifyBundle(signed(CLAIMS, { algorithm, key: SECRET }), config, 'b')).not.to.throw();
      const forged = signed(CLAIMS, { algorithm, key: Buffer.from('another') });
      expect(() => verifyBundle(forged, config, 'b')).to.throw(/is not that of the key/);
    });
  }

  it('by a public key, taken for a secret, does not hold', () => {
    using folder = temporaryFolder();
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const files = signed(CLAIMS, { algorithm: 'HS256', key: Buffer.from(pem) });
    const config = configOf(folder, { algorithm: 'RS256', file: folder.write('key.pem', pem) });
    expect(() => verifyBundle(files, config, 'b')).to.throw(/is not that of the key/);
  });

  it('that claims another algorithm than that of the key does not hold', () => {
    using folder = temporaryFolder();
    const files = signed(CLAIMS, { ...HMAC, header: { alg: 'HS512' } });
    expect(() => verifyBundle(files, configOf(folder), 'b')).to.throw(/is not that of the key "k" by HS256/);
  });

  it('by nothing at all does not hold', () => {
    using folder = temporaryFolder();
    const [head, body] = tokenOf(CLAIMS, { ...HMAC, header: { alg: 'none' } }).split('.');
    const files = filesOf({
      'main.rego': MODULE,
      '.signatures.json': JSON.stringify({ signatures: [`${head}.${body}.`] }),
    });
    expect(() => verifyBundle(files, configOf(folder), 'b')).to.throw(/is not that of the key/);
  });

  it('of a key that is too weak is not looked at', () => {
    using folder = temporaryFolder();
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const file = folder.write('key.pem', publicKey.export({ type: 'spki', format: 'pem' }));
    const check = (): void => verifyBundle(signed(CLAIMS, HMAC), configOf(folder, { algorithm: 'RS256', file }), 'b');
    expect(check)
      .to.throw(/at least 2048 bits/)
      .with.property('code', 'CONFIG_INVALID');
  });
});

describe('the files of a signed bundle', () => {
  const check = (files: readonly SourceFile[]): (() => void) => {
    return () => {
      using folder = temporaryFolder();
      verifyBundle(files, configOf(folder), 'b');
    };
  };

  it('are those that were signed', () => {
    expect(check(signed(CLAIMS, HMAC))).not.to.throw();
  });
  it('must not be others', () => {
    expect(check(signed(CLAIMS, HMAC, { 'main.rego': `${MODULE} ` }))).to.throw(/main.rego is not what was signed/);
  });
  it('must not be more', () => {
    expect(check(signed(CLAIMS, HMAC, { 'extra.rego': 'package x' }))).to.throw(/extra.rego is not in its signature/);
    expect(check(signed(CLAIMS, HMAC, { 'policy.wasm': '' }))).to.throw(/policy.wasm is not in its signature/);
  });
  it('must not be fewer', () => {
    expect(check(signed([...CLAIMS, claimOf('gone.rego', '')], HMAC))).to.throw(
      /gone.rego is in its signature and not/,
    );
  });
  it('may be written otherwise, when they are data', () => {
    const hash = { 'data.json': '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' } as const;
    const claim = { name: 'data.json', hash: hash['data.json'], algorithm: 'SHA-256' };
    for (const text of ['{}', ' { } \n'])
      expect(check(signed([...CLAIMS, claim], HMAC, { 'data.json': text }))).not.to.throw();
    expect(check(signed([...CLAIMS, claim], HMAC, { 'data.json': '[]' }))).to.throw(/not what was signed/);
    expect(check(signed([...CLAIMS, claim], HMAC, { 'data.json': ': no data' }))).to.throw(/not what was signed/);
  });
  it('may be YAML, which is hashed as OPA reads it', () => {
    // What opa 1.22 signed for this file.
    const claim = {
      name: 'a/data.yaml',
      hash: '70333cee9e1a17f2d7711b0e3695a2fa78d43a3098b1d65042855c8a931b0572',
      algorithm: 'SHA-256',
    };
    const text = 'k: 1.50\nn: 1e3\nz: 0x10\nt: yes\n';
    expect(check(signed([...CLAIMS, claim], HMAC, { 'a/data.yaml': text }))).not.to.throw();
  });
  for (const algorithm of ['MD5', 'SHA-1', 'none']) {
    it(`must not be hashed by ${algorithm}`, () => {
      expect(check(signed([{ ...claimOf('main.rego', MODULE), algorithm }], HMAC))).to.throw(/which is not taken/);
    });
  }
});

describe('a signature file', () => {
  const wrong: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ['that is no JSON', '{', /must hold one signature/],
    ['without a signature', '{"signatures": []}', /must hold one signature/],
    [
      'with two',
      JSON.stringify({ signatures: [tokenOf(CLAIMS, HMAC), tokenOf(CLAIMS, HMAC)] }),
      /must hold one signature/,
    ],
    ['of a plugin', JSON.stringify({ signatures: [tokenOf(CLAIMS, HMAC)], plugin: 'kms' }), /plugin/],
    ['with something else in it', '{"signatures": ["abc"]}', /no JSON Web Token/],
    ['with half a token', '{"signatures": ["e30.e30"]}', /no JSON Web Token/],
    [
      'with a file without a hash',
      signaturesOf([{ name: 'x', algorithm: 'SHA-256' } as ClaimedFile], HMAC),
      /without a name, a hash/,
    ],
  ];
  for (const [what, text, says] of wrong) {
    it(`${what} is none`, () => {
      using folder = temporaryFolder();
      const files = filesOf({ 'main.rego': MODULE, '.signatures.json': text });
      expect(() => verifyBundle(files, configOf(folder), 'b'))
        .to.throw(says)
        .with.property('code', 'BUNDLE_UNTRUSTED');
    });
  }

  it('stands in a bundle once', () => {
    using folder = temporaryFolder();
    const files = signed(CLAIMS, HMAC, { 'a/.signatures.json': '{}' });
    expect(() => verifyBundle(files, configOf(folder), 'b')).to.throw(/two signature files/);
  });
});

describe('which key and scope', () => {
  it('the signature names its key', () => {
    using folder = temporaryFolder();
    const other = { id: 'other', file: folder.write('other', 'x'), algorithm: 'HS256', scope: '' } as const;
    const config = configOf(folder);
    const both = { ...config, keys: [other, ...config.keys] };
    expect(() => verifyBundle(signed(CLAIMS, { ...HMAC, header: { kid: 'k' } }), both, 'b')).not.to.throw();
    expect(() => verifyBundle(signed(CLAIMS, { ...HMAC, claims: { keyid: 'k' } }), both, 'b')).not.to.throw();
    expect(() => verifyBundle(signed(CLAIMS, { ...HMAC, header: { kid: 'z' } }), both, 'b')).to.throw(/of the key "z"/);
    expect(() => verifyBundle(signed(CLAIMS, HMAC), both, 'b')).to.throw(/names no key; say which/);
    expect(() => verifyBundle(signed(CLAIMS, HMAC), { ...both, keyId: 'k' }, 'b')).not.to.throw();
    expect(() =>
      verifyBundle(signed(CLAIMS, { ...HMAC, header: { kid: 'k' } }), { ...both, keyId: 'other' }, 'b'),
    ).to.throw(/not that of the key "other"/);
  });

  it('the scope must be the one that is asked for', () => {
    using folder = temporaryFolder();
    const scoped = signed(CLAIMS, { ...HMAC, claims: { scope: 'prod' } });
    expect(() => verifyBundle(scoped, configOf(folder, { scope: 'prod' }), 'b')).not.to.throw();
    expect(() => verifyBundle(scoped, configOf(folder, {}, { scope: 'prod' }), 'b')).not.to.throw();
    expect(() => verifyBundle(scoped, configOf(folder), 'b')).to.throw(/signed for the scope "prod"/);
    expect(() => verifyBundle(signed(CLAIMS, HMAC), configOf(folder, { scope: 'prod' }), 'b')).to.throw(/scope ""/);
  });
});

describe('what the config asks for', () => {
  it('required: a bundle without a signature is not trusted', () => {
    using folder = temporaryFolder();
    expect(() => verifyBundle(filesOf({ 'main.rego': MODULE }), configOf(folder), 'b')).to.throw(
      /has no .signatures.json/,
    );
  });
  it('ifSigned: a bundle without one is taken, one with a wrong one is not', () => {
    using folder = temporaryFolder();
    const config = configOf(folder, {}, { verify: 'ifSigned' });
    expect(() => verifyBundle(filesOf({ 'main.rego': MODULE }), config, 'b')).not.to.throw();
    expect(() => verifyBundle(signed([], HMAC), config, 'b')).to.throw(/not in its signature/);
  });
  it('ifSigned without any key: a signature that nobody can check is not passed over', () => {
    const config = { verify: 'ifSigned', keys: [] } as const;
    expect(() => verifyBundle(signed(CLAIMS, HMAC), config, 'b')).to.throw(/no key is known/);
  });
  it('never: nothing is looked at', () => {
    const files = filesOf({ 'main.rego': MODULE, '.signatures.json': 'x' });
    expect(() => verifyBundle(files, { verify: 'never', keys: [] }, 'b')).not.to.throw();
  });
});

const OPA = findProgram(['opa'], 'SLUICE_TEST_OPA');

describe(`a bundle that opa signed${OPA === undefined ? ' (there is no opa on the PATH)' : ''}`, () => {
  const itReally = OPA === undefined ? it.skip : it;
  const opa = (folder: TemporaryFolder, ...args: readonly string[]): void =>
    void execFileSync(OPA ?? '', [...args], { cwd: folder.at('b'), stdio: 'pipe' });

  function source(folder: TemporaryFolder): void {
    mkdirSync(folder.at('b'));
    folder.write('b/.manifest', '{"revision": "r1", "roots": ["main", "conf"]}');
    folder.write('b/main/deny.rego', MODULE);
    folder.write('b/conf/data.yaml', 'port: 0x1F\nratio: 1.10\non: yes\n');
    folder.write('b/conf/more/data.json', '{"big": 123456789012345678901234567890, "z": "<&>\\u2028", "a": 1.0}');
  }

  itReally('with opa build --signing-key is trusted', async function trusted() {
    this.timeout(20_000);
    using folder = temporaryFolder();
    source(folder);
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = folder.write('key.pem', privateKey.export({ type: 'pkcs1', format: 'pem' }));
    opa(folder, 'build', '--bundle', '.', '--signing-key', key, '--output', folder.at('b.tar.gz'));
    const files = await unpackArchive(readFileSync(folder.at('b.tar.gz')), 'b');
    const file = folder.write('pub.pem', publicKey.export({ type: 'spki', format: 'pem' }));
    const config = configOf(folder, { id: 'default', algorithm: 'RS256', file });
    expect(files.map(({ path }) => path)).to.include('.signatures.json');
    expect(() => verifyBundle(files, config, 'b')).not.to.throw();
    const changed = files.map((one) =>
      one.path === 'data.json' ? { ...one, bytes: Buffer.from('{"conf": {}}') } : one,
    );
    expect(() => verifyBundle(changed, config, 'b')).to.throw(/data.json is not what was signed/);
  });

  for (const algorithm of ['HS256', 'ES256', 'PS384'] as const) {
    itReally(`with opa sign by ${algorithm} is trusted, also where data is YAML`, function trusted() {
      this.timeout(20_000);
      using folder = temporaryFolder();
      source(folder);
      const file = writeKeys(folder, algorithm);
      opa(folder, 'sign', '--bundle', '.', '--signing-key', folder.at('signing.key'), '--signing-alg', algorithm);
      const names = ['.manifest', '.signatures.json', 'main/deny.rego', 'conf/data.yaml', 'conf/more/data.json'];
      const files = names.map((path) => ({ path, bytes: readFileSync(folder.at(`b/${path}`)) }));
      expect(() => verifyBundle(files, configOf(folder, { algorithm, file }), 'b')).not.to.throw();
    });
  }
});

function writeKeys(folder: TemporaryFolder, algorithm: 'HS256' | 'ES256' | 'PS384'): string {
  if (algorithm === 'HS256') return folder.write('signing.key', 'secret');
  if (algorithm === 'ES256') {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    folder.write('signing.key', privateKey.export({ type: 'sec1', format: 'pem' }));
    return folder.write('pub.pem', publicKey.export({ type: 'spki', format: 'pem' }));
  }
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  folder.write('signing.key', privateKey.export({ type: 'pkcs1', format: 'pem' }));
  return folder.write('pub.pem', publicKey.export({ type: 'spki', format: 'pem' }));
}
