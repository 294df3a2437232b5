import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { SluiceError } from '../../../../src/core/errors.ts';
import type { Authority } from '../../../../src/core/images/authority.ts';
import { coversImage } from '../../../../src/core/images/covers-image.ts';
import { parseReference } from '../../../../src/core/images/reference.ts';
import { textMatcher } from '../../../../src/core/images/text-matcher.ts';
import type { ImagesConfig } from '../../../../src/node/config/images-config.ts';
import { loadConfig } from '../../../../src/node/config/load-config.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../cli/temporary-folder.ts';

const HEAD = 'apiVersion: sluice.dev/v1alpha1\nkind: Config\n';
const GITHUB = 'https://token.actions.githubusercontent.com';
const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const newKey = (): string => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
const [PEM, OTHER] = [newKey(), newKey()];
const indented = (text: string, columns: number): string => text.trim().replaceAll(/^/gm, ' '.repeat(columns));

describe('policies of other tools as authorities', () => {
  let folder: TemporaryFolder | undefined;
  afterEach(() => {
    folder?.remove();
    folder = undefined;
  });

  async function load(policy: string, more = ''): Promise<ImagesConfig> {
    folder?.remove();
    folder = temporaryFolder({
      'policies/p.yaml': policy,
      'root.json': '{"tlogs":[{}]}',
      'sluice.yaml': `${HEAD}images:\n  imports: [policies]\n${more}`,
    });
    return (await loadConfig({ cwd: folder.path })).images;
  }

  async function faultOf(policy: string): Promise<string> {
    try {
      await load(policy);
    } catch (error) {
      if (error instanceof SluiceError && error.code === 'CONFIG_INVALID') return error.message;
      throw error;
    }
    throw new Error('the config was accepted');
  }

  const covers = (authority: Authority | undefined, image: string): boolean =>
    authority !== undefined && coversImage(authority, parseReference(image));

  /** Every image of it is refused. */
  const refuses = ({ signers }: Authority): boolean =>
    signers.some((signer) => signer.kind === 'static' && signer.action === 'deny');

  describe('ClusterImagePolicy', () => {
    const policy = (spec: string): string =>
      `apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\nmetadata: {name: acme}\nspec:\n  images: [{glob: ghcr.io/acme/**}]\n${spec}`;
    const keyed = `  - {name: a, key: {data: ${JSON.stringify(PEM)}}}`;
    const keyless = (identity: string): string =>
      `  - name: ci\n    keyless: {url: https://fulcio.sigstore.dev, identities: [{issuer: ${GITHUB}, ${identity}}]}`;

    async function only(spec: string): Promise<{ readonly authority: Authority; readonly notices: readonly string[] }> {
      const { authorities, notices } = await load(policy(spec));
      const [authority, other] = authorities;
      if (authority === undefined || other !== undefined) throw new Error(`${authorities.length} authorities`);
      return { authority, notices };
    }

    it('is carried over with keys and identities, of which any suffices', async () => {
      const { authority, notices } = await only(
        `  mode: warn\n  authorities:\n${keyed}\n${keyless("subjectRegExp: '^https://github.com/acme/'")}\n    ctlog: {url: https://rekor.sigstore.dev}`,
      );
      expect(notices).to.deep.equal([]);
      expect(authority).to.deep.include({ name: 'acme', images: ['ghcr.io/acme/**'], required: 1, action: 'warn' });
      const [key, ci] = authority.signers;
      expect(key).to.deep.include({ kind: 'key', name: 'a', pem: PEM, tlog: 'ignored' });
      expect(ci).to.deep.include({ kind: 'keyless', name: 'ci', tlog: 'required', sct: 'required' });
    });

    it('has expressions that are searched for: the same texts match', async () => {
      const cases = [
        ['^https://github.com/acme/', 'https://github.com/acme/web', 'https://evil/https://github.com/acme/web'],
        ['@acme\\.com$', 'x@acme.com', 'x@acme.com.evil'],
        ['^a@acme.com$', 'a@acme.com', 'aa@acme.com'],
        ['^a@acme.com|^b@acme.com', 'b@acme.com.', 'xb@acme.com'],
        ['acme\\$', 'x acme$ y', 'x acme'],
        ['(?i)ACME', 'x acme y', 'x'],
      ] as const;
      for (const [source, yes, no] of cases) {
        const { authority } = await only(`  authorities:\n${keyless(`subjectRegExp: '${source}'`)}`);
        const [signer] = authority.signers;
        const subject = signer?.kind === 'keyless' ? signer.identities[0]?.subject : undefined;
        if (subject === undefined) throw new Error(`${source} is gone`);
        expect(textMatcher(subject)(yes), `${source} ${yes}`)
          .to.equal(new RegExp(source.replace('(?i)', ''), 'i').test(yes))
          .and.to.equal(true);
        expect(textMatcher(subject)(no), `${source} ${no}`).to.equal(false);
      }
    });

    it('demands attestations alone where it has some', async () => {
      const attested = `  authorities:\n${keyed.replace('}}', '}, attestations: [{name: x, predicateType: vuln}]}')}`;
      expect((await only(attested)).authority).to.deep.include({
        signature: 'ignored',
        attestations: [{ predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1', signers: [] }],
      });
    });

    it('is stricter where ways differ in what they demand, and says so', async () => {
      const { authorities, notices } = await load(
        policy(
          `  authorities:\n${keyed.replace('}}', '}, attestations: [{name: x, predicateType: vuln}]}')}\n${keyless('subject: s')}`,
        ),
      );
      expect(authorities.map(({ name, signature }) => [name, signature])).to.deep.equal([
        ['acme-1', 'ignored'],
        ['acme-2', 'required'],
      ]);
      expect(notices.join()).to.contain(
        'policies/p.yaml:6:3: ClusterImagePolicy acme: one of its authorities sufficed',
      );
    });

    it('takes log, timestamps, source and rules over', async () => {
      const timestamped = await load(
        policy(
          `  authorities:\n${keyed.replace('}}', '}, rfc3161timestamp: {trustRootRef: corp}, source: [{oci: ghcr.io/acme/sigs}]}')}`,
        ),
        '  trustRoots: [{name: corp, file: root.json}]\n',
      );
      expect(timestamped.authorities[0]).to.deep.include({ repository: 'ghcr.io/acme/sigs' });
      expect(timestamped.authorities[0]?.signers[0]).to.deep.include({
        tlog: 'ignored',
        timestamp: 'required',
        trustRoot: 'corp',
      });
      expect((await only('  authorities: [{static: {action: pass}}]')).authority.signers[0]).to.deep.include({
        action: 'allow',
      });
      expect(
        (await only('  authorities: [{static: {action: fail, message: gone}}]')).authority.signers[0],
      ).to.deep.include({
        action: 'deny',
        message: 'gone',
      });
      const { authority } = await only(`  authorities:\n${keyed}\n  - {static: {action: fail}}`);
      expect(authority.signers.map(({ kind }) => kind)).to.deep.equal(['key']);
    });

    it('never lets in more: what cannot be carried over is refused, with its place', async () => {
      const specs = [
        [
          '  policy: {type: cue, data: x}\n  authorities:\n  - {static: {action: pass}}',
          '6:3',
          'CUE or Rego policy of its own',
        ],
        [
          `  authorities:\n${keyed.replace('}}', '}, attestations: [{name: x, predicateType: vuln, policy: {type: cue, data: x}}]}')}`,
          ':',
          'judges attestations by CUE',
        ],
        ['  authorities: [{key: {secretRef: {name: x}}}]', '6:18', 'in a Secret'],
        ['  authorities: [{key: {kms: "awskms://x"}}]', '6:18', 'in a KMS'],
        ['  authorities: [{key: {data: nonsense}}]', '6:', 'it is no key in PEM'],
        ['  authorities: []', '6:3', 'no authorities'],
        ['  mode: enforce', '4:1', 'no authorities'],
        [
          '  authorities: [{keyless: {url: https://fulcio.acme, identities: [{issuer: a, subject: b}]}}]',
          '6:',
          'its Fulcio is https://fulcio.acme',
        ],
        ['  authorities: [{keyless: {identities: []}}]', '6:', 'anybody could have signed'],
        [
          `  authorities: [{keyless: {identities: [{issuer: ${GITHUB}, subjectRegExp: .*}]}}]`,
          '6:',
          'which is no check',
        ],
        [
          '  authorities: [{keyless: {trustRootRef: nowhere, identities: [{issuer: a, subject: b}]}}]',
          '6:',
          'trust root is "nowhere"',
        ],
        [
          '  authorities: [{keyless: {ca-cert: {data: x}, identities: [{issuer: a, subject: b}]}}]',
          '6:',
          'authority of its own',
        ],
        [`  authorities:\n${keyed.replace('}}', ', hashAlgorithm: sha224}}')}`, '7:', 'a hash that is not supported'],
        [
          `  authorities:\n${keyed.replace('}}', '}, ctlog: {url: https://rekor.acme}}')}`,
          '7:',
          'its log is https://rekor.acme',
        ],
      ] as const;
      for (const [spec, place, reason] of specs) {
        const { authority, notices } = await only(spec);
        expect(refuses(authority), spec).to.equal(true);
        const notice = notices.find((one) => one.includes(reason));
        expect(notice, `${spec}: ${notices.join('\n')}`).to.contain(`policies/p.yaml:${place === ':' ? '' : place}`);
        expect(notice).to.contain('its images are refused');
      }
    });

    it('leaves out a way that cannot be carried over while others remain, and says so', async () => {
      const { authority, notices } = await only(`  authorities:\n${keyed}\n  - {key: {kms: "awskms://x"}}`);
      expect(authority.signers.map(({ kind }) => kind)).to.deep.equal(['key']);
      expect(notices).to.have.length(1);
      expect(notices[0]).to.contain('p.yaml:8:6: ').and.to.contain('left out, and the other authorities remain');
    });

    it('covers at least the images that it covered', async () => {
      const globs = [
        ['*', 'nginx', 'ghcr.io/a'],
        ['*/*', 'acme/web', 'ghcr.io/a/b'],
        ['index.docker.io/library/*', 'nginx:1.27', 'ghcr.io/nginx'],
        ['ghcr.io/acme/web:v1', 'ghcr.io/acme/web:v1', 'ghcr.io/acme/other'],
        ['ghcr.io/acme/*:**', 'ghcr.io/acme/web:v1', 'ghcr.io/acme/a/b'],
        ['ghcr.io/acme/*@sha256:*', 'ghcr.io/acme/web', 'ghcr.io/x'],
        ['localhost:5000/**', 'localhost:5000/a/b', 'localhost/a'],
        ['*/web', 'acme/web', 'ghcr.io/x'],
        ['**', 'nginx', ''],
      ] as const;
      for (const [glob, yes, no] of globs) {
        const { authorities, notices } = await load(
          policy('  authorities: [{static: {action: pass}}]').replace('ghcr.io/acme/**', `'${glob}'`),
        );
        expect(covers(authorities[0], yes), `${glob} ${yes}`).to.equal(true);
        if (no !== '') expect(covers(authorities[0], no), `${glob} ${no}`).to.equal(false);
        expect(notices.join().includes('is for some tags'), glob).to.equal(glob.endsWith(':v1'));
      }
      expect(await faultOf(policy('  authorities: []').replace('ghcr.io/acme/**', 'a//b'))).to.contain(
        'sluice.yaml:4:13: images.imports[0] names policies/p.yaml:5:13, which cannot be carried over: ClusterImagePolicy acme: is "a//b", which names no image',
      );
    });

    it('holds for every object, which is told when it selected some', async () => {
      const { notices } = await only(`  match: [{resource: pods}]\n  authorities:\n${keyed}`);
      expect(notices.join()).to.contain('p.yaml:6:3: ClusterImagePolicy acme: selects some objects');
    });
  });

  describe("Kyverno's verifyImages", () => {
    const policy = (verification: string, spec = 'validationFailureAction: Enforce'): string =>
      `apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: acme}\nspec:\n  ${spec}\n  rules:\n  - name: r\n    match: {any: [{resources: {kinds: [Pod]}}]}\n    verifyImages:\n    - imageReferences: ['ghcr.io/acme/*']\n${verification}`;
    const key = (pem: string, more = ''): string =>
      `      - keys:\n          publicKeys: |-\n${indented(pem, 12)}\n${more}`;

    async function only(text: string): Promise<{ readonly authority: Authority; readonly notices: readonly string[] }> {
      const { authorities, notices } = await load(text);
      const [authority, other] = authorities;
      if (authority === undefined || other !== undefined) throw new Error(`${authorities.length} authorities`);
      return { authority, notices };
    }

    it('is carried over: each set is needed, of its entries as many as it counts', async () => {
      const { authorities } = await load(
        policy(
          `      attestors:\n      - count: 1\n        entries:\n${key(PEM)}${key(OTHER)}      - entries:\n${key(PEM)}${key(OTHER)}      - count: 2\n        entries:\n${key(PEM)}${key(OTHER)}${key(PEM)}`
            .replaceAll(/^ {6}- keys/gm, '        - keys')
            .replaceAll(/^ {10}publicKeys/gm, '            publicKeys')
            .replaceAll(/^ {12}(?=-----|[A-Za-z0-9+/=]{20})/gm, '              '),
        ),
      );
      expect(authorities.map(({ name, required, signers }) => [name, required, signers.length])).to.deep.equal([
        ['acme-1', 1, 2],
        ['acme-2', 2, 2],
        ['acme-3', 2, 3],
      ]);
      expect(authorities[0]?.signers[0]).to.deep.include({ kind: 'key', pem: PEM, tlog: 'required' });
      expect(authorities[0]).to.deep.include({ images: ['ghcr.io/acme/**'], action: 'deny' });
    });

    const entries = (entry: string): string => `      attestors: [{entries: [${entry}]}]`;

    it('makes an entry of each key of a text', async () => {
      const { authority } = await only(
        policy(
          entries(`{keys: {publicKeys: ${JSON.stringify(PEM + OTHER)}, rekor: {ignoreTlog: true, url: https://x}}}`),
        ),
      );
      expect(authority.required).to.equal(2);
      expect(authority.signers.map((one) => one.kind === 'key' && [one.pem, one.tlog])).to.deep.equal([
        [PEM, 'ignored'],
        [OTHER, 'ignored'],
      ]);
    });

    it('knows identities, whose texts have wildcards', async () => {
      const { authority } = await only(
        policy(
          entries(
            `{keyless: {issuer: ${GITHUB}, subject: 'https://github.com/acme/*', rekor: {url: https://rekor.sigstore.dev}, ctlog: {ignoreSCT: true}, additionalExtensions: {githubWorkflowTrigger: push}}, annotations: {env: prod}, repository: ghcr.io/acme/sigs}`,
          ),
        ),
      );
      expect(authority).to.deep.include({ repository: 'ghcr.io/acme/sigs' });
      expect(authority.signers).to.deep.equal([
        {
          kind: 'keyless',
          name: 'acme',
          annotations: { env: 'prod' },
          identities: [
            {
              issuer: { kind: 'exact', text: GITHUB },
              subject: { kind: 'regex', source: 'https://github\\.com/acme/.*' },
              extensions: { '1.3.6.1.4.1.57264.1.2': { kind: 'exact', text: 'push' } },
            },
          ],
          tlog: 'required',
          timestamp: 'if-present',
          sct: 'ignored',
          trustRoot: 'public-good',
        },
      ]);
    });

    it('demands attestations', async () => {
      const { authority } = await only(
        policy(
          `      attestations: [{type: https://slsa.dev/provenance/v1, attestors: [{entries: [{keys: {publicKeys: ${JSON.stringify(PEM)}}}]}]}]`,
        ),
      );
      expect(authority).to.deep.include({
        signature: 'ignored',
        attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', signers: [] }],
      });
    });

    it('warns where it audits', async () => {
      const text = entries(`{keys: {publicKeys: ${JSON.stringify(PEM)}}}`);
      const actionOf = async (spec: string, more = ''): Promise<string> =>
        (await only(policy(`${more}${text}`, spec))).authority.action;
      expect(await actionOf('background: false')).to.equal('warn');
      expect(await actionOf('validationFailureAction: audit')).to.equal('warn');
      expect(await actionOf('validationFailureAction: enforce')).to.equal('deny');
      expect(await actionOf('background: false', '      failureAction: Enforce\n')).to.equal('deny');
      expect(await actionOf('validationFailureActionOverrides: [{action: Enforce, namespaces: [a]}]')).to.equal('deny');
    });

    it('never lets in more: what cannot be carried over is refused, with its place', async () => {
      const one = `{keys: {publicKeys: ${JSON.stringify(PEM)}}}`;
      const cases = [
        [entries('{keys: {kms: "awskms://x"}}'), 'in a KMS or a Secret'],
        [entries('{keys: {publicKeys: "k8s://ns/name"}}'), 'in a KMS or a Secret'],
        [entries('{keys: {publicKeys: "{{ keys.data.pub }}"}}'), 'variables of Kyverno'],
        [entries(`{keys: {publicKeys: ${JSON.stringify(PEM)}, rekor: {url: https://rekor.acme}}}`), 'log of its own'],
        [
          entries(`{keys: {publicKeys: ${JSON.stringify(PEM)}, ctlog: {tsaCertChain: x}}}`),
          'timestamp authority of its own',
        ],
        [entries('{certificates: {cert: x}}'), 'trusts a certificate'],
        [entries('{keyless: {rekor: {url: https://rekor.sigstore.dev}}}'), 'neither issuer nor subject'],
        [entries(`{keyless: {issuer: ${GITHUB}, subject: '*'}}`), 'which is no check'],
        [entries('{keyless: {issuer: a, subject: b, roots: x}}'), 'Fulcio of its own'],
        [entries('{keyless: {issuer: a, subject: b, additionalExtensions: {odd: x}}}'), 'the extension odd'],
        [entries(`{attestor: {entries: [${one}, ${one}]}}`), 'a set of attestors within a set'],
        [
          `      attestations: [{type: x:y, attestors: [{entries: [${one}]}], conditions: [{all: [{key: a, operator: Equals, value: b}]}]}]`,
          'by conditions of Kyverno',
        ],
        [`${entries(one)}\n      validate: {deny: {conditions: {all: []}}}`, 'by conditions of Kyverno'],
        ['      required: true', 'nobody who must have signed'],
      ] as const;
      for (const [text, reason] of cases) {
        const { authority, notices } = await only(policy(text));
        expect(refuses(authority), text).to.equal(true);
        expect(
          notices.find((notice) => notice.includes(reason)),
          `${text}: ${notices.join('\n')}`,
        ).to.match(/^policies\/p\.yaml:\d+:\d+: ClusterPolicy acme: .*its images are refused/);
      }
    });

    it('never needs fewer signers than before', async () => {
      const one = `{keys: {publicKeys: ${JSON.stringify(PEM)}}}`;
      const other = `{keys: {publicKeys: ${JSON.stringify(OTHER)}}}`;
      const lost = '{keys: {kms: "awskms://x"}}';
      expect(refuses((await only(policy(entries(`${one}, ${lost}`)))).authority)).to.equal(true);
      const two = `      attestors: [{count: 2, entries: [${one}, ${lost}, ${other}]}]`;
      const { authority, notices } = await only(policy(two));
      expect([authority.required, authority.signers.length]).to.deep.equal([2, 2]);
      expect(notices.join()).to.contain('it is left out, and the other signers remain');
    });

    it('leaves out no image that it did not leave out', async () => {
      const skipping = (skip: string): string =>
        `      skipImageReferences: ['${skip}']\n${entries(`{keys: {publicKeys: ${JSON.stringify(PEM)}}}`)}`;
      const whole = await only(policy(skipping('ghcr.io/acme/tools*')));
      expect(covers(whole.authority, 'ghcr.io/acme/tools/x')).to.equal(false);
      const some = await only(policy(skipping('ghcr.io/acme/*:dev')));
      expect(covers(some.authority, 'ghcr.io/acme/web:dev')).to.equal(true);
      expect(some.notices.join()).to.contain('nothing is left out for it');
    });

    it('covers at least the images that it covered', async () => {
      for (const [pattern, image] of [
        ['*', 'nginx'],
        ['docker.io/nginx*', 'nginx:1'],
        ['docker.io/nginx*', 'nginxinc/web'],
        ['nginx', 'nginx'],
        ['*nginx*', 'ghcr.io/a/nginx/b'],
        ['ghcr.io/acme/we?', 'ghcr.io/acme/web'],
        ['ghcr.io/*/web:v*', 'ghcr.io/a/b/web:v1'],
      ] as const) {
        const { authority } = await only(
          policy(entries(`{keys: {publicKeys: ${JSON.stringify(PEM)}}}`)).replace('ghcr.io/acme/*', pattern),
        );
        expect(covers(authority, image), `${pattern} ${image}`).to.equal(true);
      }
    });

    it('is no authority when it verifies no images', async () => {
      expect(
        await faultOf(
          'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: x}\nspec: {rules: [{name: a, validate: {}}]}\n',
        ),
      ).to.contain('sluice.yaml:4:13: images.imports[0] names policies, and there is no ClusterImagePolicy');
    });
  });

  describe("Kyverno's ImageValidatingPolicy", () => {
    const policy = (expression: string, reference = 'glob: ghcr.io/acme/*'): string =>
      `apiVersion: policies.kyverno.io/v1alpha1\nkind: ImageValidatingPolicy\nmetadata: {name: acme}\nspec:\n  matchImageReferences: [{${reference}}]\n  attestors:\n  - {name: a, cosign: {key: {data: ${JSON.stringify(PEM)}}}}\n  - {name: b, cosign: {keyless: {identities: [{issuer: ${GITHUB}, subjectRegExp: '^https://github.com/acme/'}]}}}\n  attestations: [{name: s, intoto: {type: https://slsa.dev/provenance/v1}}]\n  validations: [{expression: '${expression}'}]\n`;

    it('is carried over where its expressions only verify', async () => {
      const signed = await load(
        policy('images.containers.map(image, verifyImageSignatures(image, [attestors.a, attestors.b])).all(e, e > 0)'),
      );
      expect(
        signed.authorities.map(({ name, required, signers }) => [name, required, signers.map(({ kind }) => kind)]),
      ).to.deep.equal([['acme', 1, ['key', 'keyless']]]);
      const attested = await load(
        policy('images.containers.map(i, verifyAttestationSignatures(i, attestations.s, [attestors.a])).all(e, e > 0)'),
      );
      expect(attested.authorities[0]).to.deep.include({
        signature: 'ignored',
        attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', signers: [] }],
      });
    });

    it('is refused where they do more', async () => {
      for (const expression of [
        'images.containers.map(image, extractPayload(image, attestations.s).x == 1).all(e, e)',
        'images.containers.map(image, verifyImageSignatures(image, [attestors.gone])).all(e, e > 0)',
        'images.containers.map(image, verifyImageSignatures(image, [attestors.a])).all(e, e >= 0)',
      ]) {
        const { authorities, notices } = await load(policy(expression));
        expect(authorities.map(refuses), expression).to.deep.equal([true]);
        expect(notices.join()).to.contain('its images are refused');
      }
    });

    it('covers all images where CEL selects them', async () => {
      const { authorities, notices } = await load(
        policy(
          'images.containers.map(image, verifyImageSignatures(image, [attestors.a])).all(e, e > 0)',
          'expression: "true"',
        ),
      );
      expect(covers(authorities[0], 'nginx')).to.equal(true);
      expect(notices.join()).to.contain('here all images are meant');
    });
  });

  it('have names of their own', async () => {
    const policy = `apiVersion: policy.sigstore.dev/v1alpha1\nkind: ClusterImagePolicy\nmetadata: {name: acme}\nspec: {images: [{glob: nginx}], authorities: [{static: {action: pass}}]}\n`;
    const { authorities } = await load(
      `${policy}---\n${policy}`,
      '  authorities: [{name: acme, images: [nginx], static: allow}]\n',
    );
    expect(authorities.map(({ name }) => name)).to.deep.equal(['acme', 'acme-2', 'acme-3']);
  });

  it('must be readable', async () => {
    expect(await faultOf('kind: x\napiVersion: policy.sigstore.dev/v1\n  a: b\n')).to.contain(
      'names policies/p.yaml:3:',
    );
    folder?.remove();
    folder = temporaryFolder({ 'sluice.yaml': `${HEAD}images:\n  imports: [gone]\n` });
    let message = '';
    await loadConfig({ cwd: folder.path }).catch((error: unknown) => void (message = String(error)));
    expect(message).to.contain('sluice.yaml:4:13: images.imports[0] names gone: cannot read gone');
  });
});
