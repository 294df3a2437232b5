import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import type { Authority, Signer } from '../../../src/core/images/authority.ts';
import { imagesLockFile, type ImagesConfig } from '../../../src/node/config/images-config.ts';
import { loadConfig } from '../../../src/node/config/load-config.ts';
import { temporaryFolder, type TemporaryFolder } from '../../cli/temporary-folder.ts';

const HEAD = 'apiVersion: sluice.dev/v1alpha1\nkind: Config\n';
const GITHUB = 'https://token.actions.githubusercontent.com';

const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PEM = pemOf(pair.publicKey);
const ROOT = JSON.stringify({ mediaType: 'x', tlogs: [{}] });

describe('the images of a config', () => {
  let folder: TemporaryFolder | undefined;
  afterEach(() => {
    folder?.remove();
    folder = undefined;
  });

  async function load(images: string, files: Readonly<Record<string, string>> = {}): Promise<ImagesConfig> {
    folder = temporaryFolder({ 'cosign.pub': PEM, ...files, 'sluice.yaml': `${HEAD}images:\n${images}` });
    return (await loadConfig({ cwd: folder.path })).images;
  }

  async function faultsOf(images: string, files: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
    try {
      await load(images, files);
    } catch (error) {
      if (error instanceof SluiceError && error.code === 'CONFIG_INVALID') return error.message.split('\n');
      throw error;
    }
    throw new Error('the config was accepted');
  }

  const authority = (rest: string): string =>
    `  authorities:\n    - name: acme\n      images: [ghcr.io/acme/**]\n${rest.replaceAll(/^/gm, '      ')}\n`;

  async function only(rest: string, files: Readonly<Record<string, string>> = {}): Promise<Authority> {
    const [one, other] = (await load(authority(rest), files)).authorities;
    if (one === undefined || other !== undefined) throw new Error('not one authority');
    return one;
  }

  const signer = async (rest: string): Promise<Signer | undefined> => (await only(rest)).signers[0];

  it('are complete where little is written', async () => {
    expect(await only('key: cosign.pub')).to.deep.equal({
      name: 'acme',
      images: ['ghcr.io/acme/**'],
      exclude: [],
      signers: [
        {
          kind: 'key',
          name: 'acme',
          annotations: {},
          pem: PEM,
          hash: 'sha256',
          tlog: 'if-present',
          timestamp: 'if-present',
          trustRoot: 'public-good',
        },
      ],
      required: 1,
      attestations: [],
      signature: 'required',
      allPlatforms: false,
      action: 'deny',
    });
  });

  it('say what all of it says', async () => {
    const config = await load(
      `${authority(`exclude: [nginx]
keyless: {issuer: ${GITHUB}, subjectRegex: 'https://github\\.com/acme/.+', githubWorkflowRef: refs/heads/main, extensions: {1.2.3: x}}
tlog: if-present
timestamp: required
sct: ignored
trustRoot: corp
annotations: {env: prod}
attestations: [vuln, {predicateType: https://example.com/x, signers: [acme]}]
signature: ignored
repository: ghcr.io/acme/signatures
allPlatforms: true
action: warn`)}  trustRoots: [{name: corp, file: root.json}]
  paths:
    - kinds: [{apiGroups: [example.com], kinds: [Stack]}]
      paths: ['spec.components[*].image']
  lock: locks/images.json
  staleIfErrorHours: 12
  cacheMinutes: 0
  evidence: ['reports/*.json']
`,
      { 'root.json': ROOT },
    );
    expect(config.authorities[0]).to.deep.include({
      exclude: ['docker.io/library/nginx'],
      attestations: [
        { predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1', signers: [] },
        { predicateType: 'https://example.com/x', signers: ['acme'] },
      ],
      signature: 'ignored',
      repository: 'ghcr.io/acme/signatures',
      allPlatforms: true,
      action: 'warn',
    });
    expect(config.authorities[0]?.signers).to.deep.equal([
      {
        kind: 'keyless',
        name: 'acme',
        annotations: { env: 'prod' },
        identities: [
          {
            issuer: { kind: 'exact', text: GITHUB },
            subject: { kind: 'regex', source: 'https://github\\.com/acme/.+' },
            extensions: {
              '1.2.3': { kind: 'exact', text: 'x' },
              '1.3.6.1.4.1.57264.1.6': { kind: 'exact', text: 'refs/heads/main' },
            },
          },
        ],
        tlog: 'if-present',
        timestamp: 'required',
        sct: 'ignored',
        trustRoot: 'corp',
      },
    ]);
    expect(config).to.deep.include({
      trustRoots: { corp: ROOT },
      lock: path.join(folder?.path ?? '', 'locks/images.json'),
      staleIfErrorHours: 12,
      cacheMinutes: 0,
      evidence: ['reports/*.json'],
      notices: [],
    });
    expect(config.places).to.deep.equal([
      {
        groups: ['example.com'],
        kinds: ['Stack'],
        paths: [
          [
            { kind: 'field', name: 'spec' },
            { kind: 'field', name: 'components' },
            { kind: 'each' },
            { kind: 'field', name: 'image' },
          ],
        ],
      },
    ]);
  });

  it('hold a lock file beside the config', async () => {
    const images = await load('  authorities: []\n');
    const root = folder?.path ?? '';
    expect(images.lock).to.equal(path.join(root, 'images.lock.json'));
    expect(imagesLockFile({ images: { ...images, lock: '/x/y.json' } }, '/repo')).to.equal('/x/y.json');
    const { images: none } = await loadConfig({ cwd: temporaryWithout() });
    expect(imagesLockFile({ images: none }, '/repo')).to.equal('/repo/images.lock.json');
  });

  function temporaryWithout(): string {
    folder?.remove();
    folder = temporaryFolder();
    return folder.path;
  }

  describe('signers', () => {
    const two = `  - {name: a, key: cosign.pub}\n  - {key: {data: ${JSON.stringify(PEM)}, hash: sha512}, tlog: required}`;

    it('may be any, all or a number of several', async () => {
      const any = await only(`any:\n${two}\ntlog: ignored\nannotations: {env: prod}`);
      expect(any.required).to.equal(1);
      expect(any.signers).to.deep.equal([
        { ...(await signer('key: cosign.pub')), name: 'a', tlog: 'ignored', annotations: { env: 'prod' } },
        {
          ...(await signer('key: cosign.pub')),
          name: 'acme-2',
          hash: 'sha512',
          tlog: 'required',
          annotations: { env: 'prod' },
        },
      ]);
      expect((await only(`all:\n${two}`)).required).to.equal(2);
      const third = '    - {keyless: {issuer: https://dex.acme, subject: x}}';
      const threshold = await only(`threshold:\n  count: 2\n  of:\n${two.replaceAll(/^/gm, '  ')}\n${third}`);
      expect(threshold).to.deep.include({ required: 2 });
      expect(threshold.signers.map(({ kind }) => kind)).to.deep.equal(['key', 'key', 'keyless']);
    });

    it('may be rules without a signature', async () => {
      expect(await signer('static: deny\nmessage: retired')).to.deep.equal({
        kind: 'static',
        name: 'acme',
        annotations: {},
        action: 'deny',
        message: 'retired',
      });
      expect(await signer('static: allow')).to.deep.include({ action: 'allow' });
    });

    it('may be identities of which one suffices', async () => {
      const found = await signer(
        `keyless: {identities: [{issuer: ${GITHUB}, subject: a}, {issuer: ${GITHUB}, subject: b}]}`,
      );
      expect(found?.kind === 'keyless' && found.identities.map(({ subject }) => subject)).to.deep.equal([
        { kind: 'exact', text: 'a' },
        { kind: 'exact', text: 'b' },
      ]);
    });

    it('are said in exactly one way', async () => {
      expect(await faultsOf(authority('action: deny'))).to.deep.equal([
        'sluice.yaml:5:7: images.authorities[0] has no signer; write one of key, keyless, notation, static, any, all, threshold',
      ]);
      expect(await faultsOf(authority('key: cosign.pub\nstatic: allow'))).to.deep.equal([
        'sluice.yaml:8:7: images.authorities[0].static is beside "key", and one of them is meant; put both under any (one suffices) or all (each is needed)',
      ]);
      expect((await faultsOf(authority('any: [{name: x}]')))[0]).to.contain('any[0] is no signer');
      expect((await faultsOf(authority('any: []')))[0]).to.contain('any is empty');
    });

    it('are told apart by their names', async () => {
      expect(
        await faultsOf(authority('all:\n  - {name: a, key: cosign.pub}\n  - {name: a, key: cosign.pub}')),
      ).to.deep.equal([
        'sluice.yaml:9:11: images.authorities[0].all[1] is called "a", as another signer of the authority is',
      ]);
    });

    it('are at least as many as are needed', async () => {
      expect(await faultsOf(authority('threshold: {count: 2, of: [{key: cosign.pub}]}'))).to.deep.equal([
        'sluice.yaml:7:19: images.authorities[0].threshold.count is 2, and there are only 1 signers',
      ]);
      expect((await faultsOf(authority('threshold: {count: 0, of: [{key: cosign.pub}]}')))[0]).to.contain(
        'threshold.count must be >= 1',
      );
    });

    it('have no settings that mean nothing to them', async () => {
      const places = [
        ['key: cosign.pub\nsct: ignored', 'sct means nothing to a signer of kind "key"'],
        ['static: deny\ntlog: required', 'tlog means nothing to a signer of kind "static"'],
        ['any: [{key: cosign.pub}]\nsct: ignored', 'sct means nothing to any of the signers'],
        ['key: cosign.pub\nmessage: x', 'message is said with "static: deny" alone'],
        ['key: cosign.pub\ntrustRoot: public-god', 'did you mean "public-good"?'],
        ['any: [{key: cosign.pub, trustRoot: corp}]', 'trustRoot is "corp", and the trust roots are public-good'],
        ['key: cosign.pub\nsignature: ignored', 'there are no attestations'],
        ['key: cosign.pub\nattestations: [{predicateType: vuln, signers: [acne]}]', 'did you mean "acme"?'],
        ['key: cosign.pub\nattestations: [vulns]', 'or a short name (custom, slsaprovenance'],
        ['key: cosign.pub\nrepository: ghcr.io/a/b:v1', 'write it without tag and digest: ghcr.io/a/b'],
        ['key: cosign.pub\nrepository: ghcr.io', 'write REGISTRY/REPOSITORY'],
      ] as const;
      for (const [written, message] of places)
        expect((await faultsOf(authority(written))).join('\n'), written).to.contain(message);
    });

    it('that let everybody in are told of', async () => {
      const { notices } = await load(authority('any: [{key: cosign.pub}, {static: allow}]'));
      expect(notices).to.deep.equal([
        'images.authorities[0].any holds "static: allow", which lets every image through; the other signers are of no effect',
      ]);
    });
  });

  describe('keys', () => {
    const keyFault = async (pem: string): Promise<string> => {
      const [fault = '', ...others] = await faultsOf(authority('key: other.pub'), { 'other.pub': pem });
      expect(others).to.deep.equal([]);
      expect(fault).to.match(/^sluice\.yaml:7:7: images\.authorities\[0\]\.key names other\.pub: /);
      return fault;
    };
    const rsa = (modulusLength: number): string => pemOf(generateKeyPairSync('rsa', { modulusLength }).publicKey);

    it('are read however they are written', async () => {
      const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
      const written = key.export({ type: 'pkcs1', format: 'pem' }).toString();
      const found = await only('key: {file: k/rsa.pub, hash: sha384}', { 'k/rsa.pub': `# ours\r\n${written}` });
      expect(found.signers[0]).to.deep.include({ pem: pemOf(key), hash: 'sha384' });
      const ed25519 = pemOf(generateKeyPairSync('ed25519').publicKey);
      expect(await signer(`key: {data: ${JSON.stringify(ed25519)}}`)).to.deep.include({ pem: ed25519 });
    });

    it('are public ones', async () => {
      for (const type of ['pkcs8', 'sec1'] as const) {
        const secret = pair.privateKey.export({ type, format: 'pem' }).toString();
        const fault = await keyFault(secret);
        expect(fault).to.contain('it holds a private key').and.to.contain('cosign public-key');
        expect(fault).to.not.contain(secret.split('\n')[1]);
      }
      expect(
        await keyFault(
          '-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----',
        ),
      ).to.contain('it holds a private key');
    });

    it('are no certificates, no files of several and nothing else', async () => {
      expect(await keyFault('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).to.contain(
        'it is a certificate; take its key out of it: openssl x509 -pubkey',
      );
      expect(await keyFault(`${PEM}${PEM}`)).to.contain('it holds 2 keys');
      expect(await keyFault('hello')).to.contain('it is no key in PEM');
      expect(await keyFault('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----')).to.contain('it is damaged');
      expect(await keyFault('x'.repeat(70_000))).to.contain('more than 65536 bytes');
    });

    it('are strong', async () => {
      expect(await keyFault(rsa(1024))).to.contain('an RSA key of 1024 bits, which can be broken');
      const odd = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey;
      expect(await keyFault(pemOf(odd))).to.contain('its curve is secp256k1');
      expect(await keyFault(pemOf(generateKeyPairSync('x25519').publicKey))).to.contain('a key for x25519');
    });

    it('are files that are there', async () => {
      expect(await faultsOf(authority('key: missing.pub'))).to.deep.equal([
        'sluice.yaml:7:7: images.authorities[0].key names missing.pub: no such file or directory',
      ]);
      expect((await faultsOf(authority('key: k8s://ns/name')))[0]).to.contain('cosign public-key --key');
      expect((await faultsOf(authority(`key: ${JSON.stringify(PEM)}`)))[0]).to.contain(
        'write the key itself as {data: PEM}',
      );
      expect((await faultsOf(authority('key: {hash: sha256}')))[0]).to.contain('names no key');
    });
  });

  describe('identities', () => {
    const fault = async (identity: string): Promise<string> =>
      (await faultsOf(authority(`keyless: {${identity}}`))).join('\n');

    it('have an issuer and a subject', async () => {
      expect(await fault(`issuer: ${GITHUB}`)).to.contain('has no "subject"; without it, anybody could have signed');
      expect(await fault('subject: x')).to.contain('has no "issuer"');
      expect((await faultsOf(authority('keyless: {}'))).length).to.equal(2);
      expect(await fault('identities: []')).to.contain('identities is empty');
    });

    it('are said in one way', async () => {
      expect(await fault(`issuer: ${GITHUB}, subject: a, subjectRegex: b`)).to.contain('beside "subject"');
      expect(await fault(`subject: a, identities: [{issuer: ${GITHUB}, subject: b}]`)).to.contain(
        'beside "identities"',
      );
      expect(await fault(`issuer: ${GITHUB}, subject: 'https://github.com/acme/*'`)).to.contain('write subjectRegex');
    });

    it('hold expressions of RE2', async () => {
      expect(await fault(`issuer: ${GITHUB}, subjectRegex: 'a(?=b)'`)).to.contain('at character 2');
      expect(await fault(`issuer: ${GITHUB}, subjectRegex: 'a)|(b'`)).to.contain('is no expression of RE2');
    });

    it('do not let strangers in', async () => {
      expect(await fault(`issuer: ${GITHUB}, subjectRegex: .*`)).to.equal(
        `sluice.yaml:7:7: images.authorities[0].keyless accepts everybody whom ${GITHUB} knows, which is no check; narrow the subject, such as subjectRegex: https://github.com/ORGANISATION/.+`,
      );
      const { notices } = await load(authority("keyless: {issuerRegex: .*, subjectRegex: '.*@acme\\.com'}"));
      expect(notices[0]).to.contain('images.authorities[0].keyless accepts every issuer');
    });

    it('have some proof of when it was signed', async () => {
      expect(await fault(`issuer: ${GITHUB}, subject: x}\ntlog: ignored\ntimestamp: ignored #`)).to.contain(
        'tlog is "ignored", as is the other',
      );
    });

    it('have extensions by object identifier', async () => {
      expect(await fault(`issuer: ${GITHUB}, subject: x, extensions: {source: web}`)).to.contain(
        'no object identifier',
      );
    });
  });

  describe('the Notary Project', () => {
    it('needs certificates and identities', async () => {
      expect(
        (await faultsOf(authority('notation: {ca: [ca.pem], trustedIdentities: [O=x]}'), { 'ca.pem': PEM })).join(),
      )
        .to.contain('names ca.pem: it holds no certificates in PEM')
        .and.to.contain('write "x509.subject: C=…');
      expect((await faultsOf(authority("notation: {trustedIdentities: ['*', '*']}"))).join())
        .to.contain('trusts no certificate')
        .and.to.contain('which stands alone');
      expect((await faultsOf(authority('notation: {ca: [ca.pem]}'))).join()).to.contain('has no "trustedIdentities"');
    });
  });

  it('are complained about all at once, each at its line and column', async () => {
    const faults = await faultsOf(
      `  authorities:
    - name: a
      images: [nginx:v1, '*']
      key: missing.pub
    - name: a
      images: [x]
      keyles: {}
      static: maybe
  trustRoots:
    - {name: public-good, file: cosign.pub}
  paths:
    - {kinds: [{apiGroups: [''], kinds: [Pod]}], paths: [a..b]}
  staleIfErrorHours: 48
`,
    );
    expect(faults.map((fault) => fault.replace(/;.*/, ''))).to.deep.equal([
      'sluice.yaml:10:7: unknown key "keyles" in images.authorities[1]',
      'sluice.yaml:11:7: images.authorities[1].static is "maybe"',
      'sluice.yaml:16:3: images.staleIfErrorHours must be <= 24',
    ]);
    const [glob = '', star = '', ...rest] = await faultsOf(
      `  authorities:
    - name: a
      images: [nginx:v1, '*']
      key: missing.pub
    - name: a
      images: [x]
      static: allow
  trustRoots:
    - {name: public-good, file: cosign.pub}
    - {name: corp, file: other.json}
  paths:
    - {kinds: [{apiGroups: [''], kinds: [Pod]}], paths: [a..b]}
`,
      { 'other.json': '{"tlogs": []}' },
    );
    expect(glob).to.match(/^sluice\.yaml:6:16: images\.authorities\[0\]\.images\[0\] has a tag/);
    expect(star).to.match(/^sluice\.yaml:6:26: images\.authorities\[0\]\.images\[1\] is "\*"/);
    expect(rest).to.deep.equal([
      'sluice.yaml:7:7: images.authorities[0].key names missing.pub: no such file or directory',
      'sluice.yaml:8:7: images.authorities[1].name is "a", which images.authorities[0] has already',
      'sluice.yaml:12:8: images.trustRoots[0].name is "public-good", which is always there; give yours another',
      'sluice.yaml:12:27: images.trustRoots[0].file names cosign.pub: it is no JSON',
      'sluice.yaml:13:20: images.trustRoots[1].file names other.json: it is no trusted_root.json, which has certificateAuthorities, tlogs, ctlogs, timestampAuthorities; "cosign trusted-root create" writes one',
      'sluice.yaml:15:58: images.paths[0].paths[0] is "a..b"; write fields as in spec.components[*].image',
    ]);
  });
});
