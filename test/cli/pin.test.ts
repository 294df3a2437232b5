import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { isJsonObject } from '../../src/core/model/json.ts';
import { pushImage } from '../support/oci-content.ts';
import { NO_REGISTRY, RealRegistry } from '../support/registry.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { fakeIo } from './fake-io.ts';

const OLD = `sha256:${'0'.repeat(64)}`;

const itReally = NO_REGISTRY === undefined ? it : it.skip;

describe(`sluice pin${NO_REGISTRY === undefined ? '' : ` (${NO_REGISTRY})`}`, () => {
  let registry: RealRegistry | undefined;
  let digest = '';
  let folder: TemporaryFolder;

  before(async () => {
    if (NO_REGISTRY !== undefined) return;
    registry = await RealRegistry.start();
    digest = (await pushImage({ host: registry.host, repository: 'acme/web' }, 'v1')).digest;
  });
  after(async () => registry?.[Symbol.asyncDispose]());
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('.git/HEAD', '');
  });
  afterEach(() => folder[Symbol.dispose]());

  const image = (tag = ':v1'): string => `${registry?.host ?? 'localhost:1'}/acme/web${tag}`;
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod # ours\r\nmetadata: {name: p}\nspec:\n  containers:\n    - image: "${name}" # keep\n      name: a\n`;
  const textOf = (file: string): string => readFileSync(folder.at(file), 'utf8');

  async function sluice(
    ...argv: readonly string[]
  ): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
    const io = fakeIo({ cwd: folder.path, env: { DOCKER_CONFIG: folder.path } });
    const code = await run(['pin', ...argv], io);
    return { code, out: io.stdout.text(), err: io.stderr.text() };
  }

  itReally('writes the digests that a registry has, and says so as a diff does', async () => {
    folder.write('a/pod.yaml', pod(image()));
    folder.write('a/kustomization.yaml', `images:\n  - name: ${image('')}\n    newTag: v1\n`);
    const { code, out, err } = await sluice('a');
    expect([code, err]).to.deep.equal([0, '']);
    expect(textOf('a/pod.yaml')).to.equal(pod(`${image()}@${digest}`));
    expect(textOf('a/kustomization.yaml')).to.equal(
      `images:\n  - name: ${image('')}\n    newTag: v1\n    digest: ${digest}\n`,
    );
    expect(out).to.equal(
      `a/kustomization.yaml:3:5\n- ${image()}\n+ ${image()}@${digest}\na/pod.yaml:6:7\n- ${image()}\n+ ${image()}@${digest}\n2 images in 2 files: 2 written, 0 pinned already, 0 not pinned, 0 failed; 2 files changed\n`,
    );
    expect((await sluice('--check', 'a')).code).to.equal(0);
    expect((await sluice('a')).out).to.contain('0 written, 2 pinned already');
  });

  it('only looks with --check, and asks nobody', async () => {
    const unknown = 'registry.invalid/acme/web:v1';
    folder.write('pod.yaml', pod(unknown));
    const { code, out } = await sluice('--check', '.');
    expect(code).to.equal(1);
    expect(out).to.contain(`unpinned  pod.yaml:6:7: ${unknown}`).and.to.contain('1 not pinned');
    expect(textOf('pod.yaml')).to.equal(pod(unknown));
  });

  itReally('moves what is pinned with --update alone', async () => {
    folder.write('a.yaml', pod(`${image()}@${OLD}`));
    folder.write('b.yaml', pod(image()));
    expect((await sluice('.')).out).to.contain('1 written, 1 pinned already');
    expect(textOf('a.yaml')).to.equal(pod(`${image()}@${OLD}`));
    const { code, out } = await sluice('--update', '.');
    expect(code).to.equal(0);
    expect(out).to.contain(`- ${image()}@${OLD}\n+ ${image()}@${digest}`);
    expect(textOf('a.yaml')).to.equal(pod(`${image()}@${digest}`));
  });

  itReally('says what it could not pin, and pins the rest', async () => {
    folder.write('a.yaml', `${pod(image())}---\n${pod(image(':gone'))}---\n${pod('${IMAGE}')}`);
    const { code, out } = await sluice('.');
    expect(code).to.equal(2);
    expect(out).to.match(/failed {2}a\.yaml:14:7: .*:gone: .* has no tag gone in acme\/web/);
    expect(out).to.contain('failed  a.yaml:22:7: ${IMAGE}');
    expect(textOf('a.yaml')).to.equal(
      `${pod(`${image()}@${digest}`)}---\n${pod(image(':gone'))}---\n${pod('${IMAGE}')}`,
    );
  });

  it('never says that all is well where it could not look', async () => {
    folder.write('a.yaml', 'a: [\n');
    const { code, out } = await sluice('--check', '.');
    expect(code).to.equal(2);
    expect(out).to.match(/^error {2}a\.yaml:\d+:\d+: /);
    expect((await sluice('--check', 'gone')).code).to.equal(2);
    expect((await sluice('--check', '--update', '.')).err).to.contain('--check writes nothing');
  });

  it('has no verdict where it looked at no image', async () => {
    folder.write('a/service.yaml', 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n');
    for (const argv of [['a'], ['--check', 'a'], ['--update', 'a']]) {
      const { code, out } = await sluice(...argv);
      expect([code, out]).to.deep.equal([
        2,
        '0 images in 1 files: 0 written, 0 pinned already, 0 not pinned, 0 failed; 0 files changed\nno verdict: no image was looked at; this is not a pass\n',
      ]);
    }
    folder.write('empty/readme.md', '');
    expect(await sluice('--check', 'empty')).to.deep.include({ code: 2 });
  });

  it('says what it did not look at: templates and values of a Helm chart, and what is left out', async () => {
    folder.write('pod.yaml', pod(`localhost:1/acme/web:v1@${OLD}`));
    folder.write('chart/Chart.yaml', 'apiVersion: v2\nname: c\n');
    folder.write('chart/values.yaml', 'image: web:v1\n');
    folder.write('chart/templates/pod.yaml', 'image: {{ .Values.image }}\n');
    folder.write('old.yaml', pod('web:v1'));
    const { code, out } = await sluice('--check', '--ignore', 'old.yaml', '.');
    expect(code).to.equal(0);
    expect(out).to.equal(
      [
        'not looked at',
        '  chart/templates/pod.yaml: Helm template: not YAML until its chart is rendered',
        '  old.yaml: ignored by --ignore or the config',
        '  chart/Chart.yaml: line 1: not a Kubernetes object',
        '  chart/values.yaml: line 1: not a Kubernetes object',
        '1 images in 3 files: 0 written, 1 pinned already, 0 not pinned, 0 failed; 0 files changed\n',
      ].join('\n'),
    );
    expect((await sluice('--check', 'chart')).code).to.equal(2);
    expect((await sluice('--check', 'chart/templates')).code).to.equal(2);
    const report: unknown = JSON.parse((await sluice('--check', '-o', 'json', 'chart/templates')).out);
    expect(report).to.deep.include({
      skipped: [{ file: 'chart/templates/pod.yaml', reason: 'Helm template: not YAML until its chart is rendered' }],
    });
  });

  itReally('is JSON for programs', async () => {
    folder.write('pod.yaml', pod(image()));
    const report: unknown = JSON.parse((await sluice('-o', 'json', '.')).out);
    if (!isJsonObject(report)) throw new Error('it is no object');
    expect(report).to.deep.include({ kind: 'PinReport', faults: [], changed: ['pod.yaml'] });
    expect(report['images']).to.deep.equal([
      { file: 'pod.yaml', line: 6, column: 7, image: image(), status: 'pinned', after: `${image()}@${digest}` },
    ]);
  });

  itReally('does not follow links out of the tree, and writes a file of two names once', async () => {
    const other = temporaryFolder();
    other.write('pod.yaml', pod(image()));
    folder.write('a/pod.yaml', pod(image()));
    symlinkSync(folder.at('a/pod.yaml'), folder.at('a/same.yaml'));
    expect((await sluice('a')).out).to.contain('1 images in');
    expect(textOf('a/same.yaml')).to.equal(pod(`${image()}@${digest}`));
    symlinkSync(path.join(other.path, 'pod.yaml'), folder.at('a/out.yaml'));
    expect((await sluice('a')).code).to.equal(2);
    expect(readFileSync(path.join(other.path, 'pod.yaml'), 'utf8')).to.equal(pod(image()));
    other[Symbol.dispose]();
  });

  itReally('finds the images of further kinds where the config says', async () => {
    folder.write(
      'sluice.yaml',
      "apiVersion: sluice.dev/v1alpha1\nkind: Config\nimages:\n  paths:\n    - kinds: [{apiGroups: [x.io], kinds: [Stack]}]\n      paths: ['spec.parts[*].image']\n",
    );
    const stack = (name: string): string => `apiVersion: x.io/v1\nkind: Stack\nspec: {parts: [{image: '${name}'}]}\n`;
    folder.write('stack.yaml', stack(image()));
    expect((await sluice('stack.yaml')).code).to.equal(0);
    expect(textOf('stack.yaml')).to.equal(stack(`${image()}@${digest}`));
    expect(existsSync(folder.at('images.lock.json'))).to.equal(false);
  });
});
