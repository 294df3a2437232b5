import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../support/git-repository.ts';
import { HttpProxy } from '../support/http-proxy.ts';
import { TestServer } from '../support/http-server.ts';
import { findProgram } from '../support/programs.ts';
import { NO_REGISTRY, RealRegistry } from '../support/registry.ts';
import { claimOf, signaturesOf } from '../support/signed-bundle.ts';
import { bundleOf } from '../support/tar-archive.ts';
import { fakeIo } from './fake-io.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const MODULE =
  'package main\n\ndeny contains msg if {\n\tinput.kind == data.limits.forbidden\n\tmsg := "forbidden"\n}\n';
const DATA = '{"limits": {"forbidden": "Pod"}}';
/** Rego as it was: no `if`, no `contains`. */
const OLD_MODULE = 'package old\n\ndeny[msg] {\n\tinput.kind == "Pod"\n\tmsg := "the old way"\n}\n';
const SIGNED_MODULE = 'package main\n\ndeny contains "signed"\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\n';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const sluice = (folder: TemporaryFolder, ...argv: readonly string[]): Promise<Outcome> =>
  sluiceWith({}, folder, ...argv);

async function sluiceWith(
  more: Readonly<Record<string, string>>,
  folder: TemporaryFolder,
  ...argv: readonly string[]
): Promise<Outcome> {
  const io = fakeIo({ cwd: folder.path, env: { ...GIT_TEST_ENVIRONMENT, DOCKER_CONFIG: folder.path, ...more } });
  const code = await run(argv, io);
  return { code, out: io.stdout.text(), err: io.stderr.text() };
}

/** A folder with a Pod to judge, and what else a test needs; gone when the test is over. */
function workplace(files: Readonly<Record<string, string>> = {}): TemporaryFolder & Disposable {
  const folder = temporaryFolder({ 'pod.yaml': POD, ...files });
  return { ...folder, [Symbol.dispose]: folder.remove };
}

const config = (policy: string, more = ''): string =>
  `apiVersion: sluice.dev/v1alpha1\nkind: Config\npolicies:\n  - ${policy}\n${more}`;

const lockOf = (folder: TemporaryFolder): string => readFileSync(`${folder.path}/sluice.lock.json`, 'utf8');

describe('a bundle file', () => {
  it('judges with its modules and its data, each module in its own Rego', async () => {
    using folder = workplace();
    const manifest = '{"revision": "r1", "rego_version": 1, "file_rego_versions": {"/old/*": 0}}';
    const files = { '/main.rego': MODULE, '/old/deny.rego': OLD_MODULE, '/data.json': DATA, '/.manifest': manifest };
    folder.write('b.tar.gz', bundleOf(files));
    const { code, out, err } = await sluice(folder, 'check', '-p', 'b.tar.gz', 'pod.yaml');
    expect([code, err]).to.deep.equal([1, '']);
    expect(out).to.include('main/deny: forbidden').and.include('old/deny: the old way');
  });

  it('is compiled here: a module that came with it compiled is not used, and that is said', async () => {
    using folder = workplace();
    folder.write('b.tar.gz', bundleOf({ 'main.rego': MODULE, 'data.json': DATA, 'policy.wasm': 'not even Wasm' }));
    const { code, err } = await sluice(folder, 'check', '-p', 'b.tar.gz', 'pod.yaml');
    expect(code).to.equal(1);
    expect(err).to.match(/warning: b.tar.gz: policy.wasm is not used/);
  });

  it('loses no module to a folder that a walk through manifests would leave out', async () => {
    using folder = workplace();
    const files = {
      'node_modules/main.rego': MODULE,
      'Chart.yaml': 'name: x',
      'templates/old.rego': 'package t\n\ndeny contains "t"',
      '.git/data.json': '{}',
      'data.json': DATA,
    };
    folder.write('b.tar.gz', bundleOf(files));
    const { out } = await sluice(folder, 'check', '-p', 'b.tar.gz', 'pod.yaml');
    expect(out).to.include('main/deny: forbidden').and.include('t/deny: t');
  });

  it('is called by its own name when something is wrong with it', async () => {
    using folder = workplace();
    folder.write('b.tar.gz', bundleOf({ 'a/main.rego': 'package main\n\ndeny contains {' }));
    const { code, out } = await sluice(folder, 'check', '-p', 'b.tar.gz', 'pod.yaml');
    expect(code).to.equal(2);
    expect(out).to.include('b.tar.gz/a/main.rego:3');
  });

  for (const [what, text] of [
    ['is not there', undefined],
    ['is no archive', 'text'],
    ['holds nothing', ''],
  ] as const) {
    it(`that ${what} stops the run`, async () => {
      using folder = workplace();
      if (text !== undefined) folder.write('b.tar.gz', text === '' ? bundleOf({ 'README.md': '' }) : text);
      const { code, err } = await sluice(folder, 'check', '-p', 'b.tar.gz', 'pod.yaml');
      expect([code, err]).to.satisfy(
        ([exit, said]: readonly [number, string]) =>
          exit === 2 && /error\[(POLICY_NOT_FOUND|BUNDLE_INVALID)\]/.test(said),
      );
    });
  }

  it('means the same as the folder that it was packed from', async () => {
    using folder = workplace({ 'p/main.rego': MODULE, 'd/data.json': DATA });
    folder.write('b.tar.gz', bundleOf({ 'main.rego': MODULE, 'data.json': DATA }));
    const [packed, plain] = await Promise.all([
      sluice(folder, 'check', '-p', 'b.tar.gz', '-o', 'json', 'pod.yaml'),
      sluice(folder, 'check', '-p', 'p', '-d', 'd', '-o', 'json', 'pod.yaml'),
    ]);
    expect(JSON.parse(packed.out).results).to.deep.equal(JSON.parse(plain.out).results);
    expect(JSON.parse(packed.out).policySet).to.equal(JSON.parse(plain.out).policySet);
  });

  it('that claims what another claims is refused with it', async () => {
    using folder = workplace();
    const claim = (root: string): string => `{"roots": ["${root}"]}`;
    folder.write('a.tar.gz', bundleOf({ 'a.rego': 'package main.a\n\ndeny contains "a"', '.manifest': claim('main') }));
    folder.write(
      'b.tar.gz',
      bundleOf({ 'b.rego': 'package main.b\n\ndeny contains "b"', '.manifest': claim('main/b') }),
    );
    const { code, err } = await sluice(folder, 'check', '-p', 'a.tar.gz', '-p', 'b.tar.gz', 'pod.yaml');
    expect(code).to.equal(2);
    expect(err).to.match(/a.tar.gz and b.tar.gz both claim/);
  });
});

describe('bundles.verify: required', () => {
  const CONFIG = config(
    'b.tar.gz',
    'bundles:\n  verify: required\n  keys:\n    - id: acme\n      file: keys/acme\n      algorithm: HS256\n',
  );
  const signed = (text: string): Buffer => {
    const signatures = signaturesOf([claimOf('main.rego', SIGNED_MODULE)], {
      algorithm: 'HS256',
      key: Buffer.from('s'),
    });
    return bundleOf({ 'main.rego': text, '.signatures.json': signatures });
  };

  it('takes what was signed, and nothing else', async () => {
    using folder = workplace({ 'sluice.yaml': CONFIG, 'keys/acme': 's' });
    const judge = async (bytes: Buffer): Promise<string> => {
      folder.write('b.tar.gz', bytes);
      const { code, err } = await sluice(folder, 'check', 'pod.yaml');
      return `${code} ${/error\[\w+\]/.exec(err)?.[0] ?? ''}`;
    };
    const outcomes = [
      await judge(signed(SIGNED_MODULE)),
      await judge(signed(`${SIGNED_MODULE}\n`)),
      await judge(bundleOf({ 'main.rego': SIGNED_MODULE })),
    ];
    expect(outcomes).to.deep.equal(['1 ', '2 error[BUNDLE_UNTRUSTED]', '2 error[BUNDLE_UNTRUSTED]']);
  });

  it('is asked again when the cache has the bundle already', async () => {
    using folder = workplace({
      'sluice.yaml': config('b.tar.gz', 'bundles:\n  verify: never\n'),
      'keys/acme': 'another secret',
    });
    folder.write('b.tar.gz', signed(SIGNED_MODULE));
    expect((await sluice(folder, 'check', 'pod.yaml')).code).to.equal(1);
    folder.write('sluice.yaml', CONFIG);
    expect((await sluice(folder, 'check', 'pod.yaml')).err).to.include('error[BUNDLE_UNTRUSTED]');
  });
});

describe('a bundle of a server', () => {
  const BYTES = bundleOf({ 'main.rego': MODULE, 'data.json': DATA });

  it('is used when it is pinned, from then on without the server, and changes with a pull alone', async () => {
    using folder = workplace();
    let served = BYTES;
    await using server = await TestServer.start((_, response) => void response.end(served));
    const source = server.url('/b.tar.gz').href;
    folder.write('sluice.yaml', config(source));

    const unpinned = await sluice(folder, 'check', 'pod.yaml');
    expect([unpinned.code, unpinned.err]).to.satisfy(
      ([code, err]: readonly [number, string]) =>
        code === 2 && err.includes(`error[SOURCE_UNPINNED]: ${source} may be`) && err.includes(`sluice pull ${source}`),
    );
    expect(server.seen).to.have.length(0);

    const first = await sluice(folder, 'pull');
    expect([first.code, first.out]).to.satisfy(
      ([code, out]: readonly [number, string]) => code === 0 && /^added {6}http/.test(out),
    );
    const judged = await sluice(folder, 'check', 'pod.yaml');
    expect([judged.code, server.seen.length]).to.deep.equal([1, 1]);

    served = bundleOf({ 'main.rego': 'package main\n\ndeny contains "other"' });
    expect((await sluice(folder, 'check', 'pod.yaml')).out).to.include('forbidden');
    rmSync(`${folder.path}/.cache`, { recursive: true });
    expect((await sluice(folder, 'check', 'pod.yaml')).err).to.include('error[SOURCE_CHANGED]');
    const second = await sluice(folder, 'pull');
    expect(second.out).to.match(/^changed .*\n {2}was {2}sha256:.*\n {2}now {2}sha256:/);
    expect((await sluice(folder, 'check', 'pod.yaml')).out).to.include('main/deny: other');
    expect((await sluice(folder, 'pull')).out).to.match(/^unchanged /);
  });

  it('is fetched again when the cache was tampered with', async () => {
    using folder = workplace();
    await using server = await TestServer.start((_, response) => void response.end(BYTES));
    await sluice(folder, 'pull', server.url('/b.tar.gz').href);
    const judge = (): Promise<Outcome> => sluice(folder, 'check', '-p', server.url('/b.tar.gz').href, 'pod.yaml');
    await judge();
    const [place] = execFileSync('find', [`${folder.path}/.cache/sources`, '-name', 'main.rego'])
      .toString()
      .trim()
      .split('\n');
    expect(place).to.match(/main\.rego$/);
    folder.write((place ?? '').slice(folder.path.length + 1), 'package main\n\ndeny contains "x" if false');
    expect((await judge()).out).to.include('main/deny: forbidden');
    expect(server.seen).to.have.length(2);
  });

  it('is asked for by the proxy that the environment names, and what the proxy says is not what the server says', async () => {
    using folder = workplace();
    await using server = await TestServer.start((_, response) => void response.end(BYTES));
    await using proxy = await HttpProxy.start({
      leads: { 'bundles.test:8080': server.port },
      credentials: 'me:let-in',
    });
    const [source, registry] = ['http://bundles.test:8080/b.tar.gz', 'oci://registry.test/acme/policies:v1'];
    const pull = (credentials: string, ...sources: readonly string[]): Promise<Outcome> =>
      sluiceWith(
        { http_proxy: `http://${credentials}@${proxy.host}`, HTTPS_PROXY: `http://${credentials}@${proxy.host}` },
        folder,
        'pull',
        '--plain-http',
        ...sources,
      );
    const refused = await pull('me:stay-out', source);
    expect(refused.code).to.equal(2);
    expect(refused.err).to.contain(`the proxy http://${proxy.host} (http_proxy) does not accept the user and password`);
    expect(refused.err).not.to.contain('stay-out');
    expect((await pull('me:let-in', source)).code).to.equal(0);
    expect(server.seen.map(({ url, host }) => [url, host])).to.deep.equal([['/b.tar.gz', 'bundles.test:8080']]);
    await pull('me:let-in', registry);
    expect(proxy.asked.at(-1)?.target).to.match(/^http:\/\/registry\.test\/v2\/acme\/policies\/manifests\/v1/);
  });

  it('works without any cache, too', async () => {
    using folder = workplace();
    await using server = await TestServer.start((_, response) => void response.end(BYTES));
    const source = server.url('/b.tar.gz').href;
    await sluice(folder, 'pull', '--no-cache', source);
    expect(existsSync(`${folder.path}/.cache`)).to.equal(false);
    expect((await sluice(folder, 'check', '--no-cache', '-p', source, 'pod.yaml')).code).to.equal(1);
  });

  it('is held to the digest in its address, also against the lock file', async () => {
    using folder = workplace();
    await using server = await TestServer.start((_, response) => void response.end(BYTES));
    const source = server.url('/b.tar.gz').href;
    await sluice(folder, 'pull', source);
    const pin = /sha256:[0-9a-f]{64}/.exec(lockOf(folder))?.[0] ?? '';
    expect((await sluice(folder, 'check', '-p', `${source}#${pin}`, 'pod.yaml')).code).to.equal(1);
    const wrong = `${source}#sha256:${'0'.repeat(64)}`;
    expect((await sluice(folder, 'check', '-p', wrong, 'pod.yaml')).err).to.include('error[SOURCE_CHANGED]');
    folder.write('sluice.lock.json', lockOf(folder).replace(/"source": ".*"/, `"source": "${wrong}"`));
    expect((await sluice(folder, 'check', '-p', wrong, 'pod.yaml')).err).to.match(/SOURCE_CHANGED.*the lock file says/);
  });

  it('is held to the files that were locked, however they are packed, in the cache and out of it', async () => {
    using folder = workplace();
    await using server = await TestServer.start((_, response) => void response.end(BYTES));
    const source = server.url('/b.tar.gz').href;
    await sluice(folder, 'pull', source);
    folder.write('sluice.lock.json', lockOf(folder).replace(/"content": "sha256:.{8}/, '"content": "sha256:00000000'));
    for (const flags of [[], ['--no-cache']]) {
      const { code, err } = await sluice(folder, 'check', ...flags, '-p', source, 'pod.yaml');
      expect([code, err.includes('error[SOURCE_CHANGED]')]).to.deep.equal([2, true]);
    }
  });

  it('leaves the lock file as it was when one source cannot be had', async () => {
    using folder = workplace();
    await using server = await TestServer.start(
      ({ url }, response) => void response.writeHead(url === '/b.tar.gz' ? 200 : 404).end(BYTES),
    );
    await sluice(folder, 'pull', server.url('/b.tar.gz').href);
    const before = lockOf(folder);
    const { code, err } = await sluice(
      folder,
      'pull',
      server.url('/b.tar.gz?2').href,
      server.url('/gone.tar.gz?token=s3cret').href,
    );
    expect([code, err]).to.satisfy(
      ([exit, said]: readonly [number, string]) =>
        exit === 2 && said.includes('error[NETWORK_FAILED]') && !said.includes('s3cret'),
    );
    expect(lockOf(folder)).to.equal(before);
  });

  it('keeps sources that sluice.yaml does not name in the lock file, until they are pruned', async () => {
    using folder = workplace();
    await using server = await TestServer.start((_, response) => void response.end(BYTES));
    folder.write('sluice.yaml', config(server.url('/named.tar.gz').href));
    await sluice(folder, 'pull', server.url('/other.tar.gz').href);
    expect((await sluice(folder, 'pull')).out).to.match(/added .*named[^]*kept .*other[^]*2 sources/);
    expect((await sluice(folder, 'pull', '--prune')).out).to.match(
      /unchanged .*named[^]*removed .*other[^]*1 source\n/,
    );
    expect(lockOf(folder)).not.to.include('other');
  });

  it('is pulled only when there is one', async () => {
    using folder = workplace();
    expect((await sluice(folder, 'pull')).err).to.include('nothing to pull');
    expect((await sluice(folder, 'pull', 'policy/')).err).to.include('error[REFERENCE_INVALID]');
  });

  it('does not make its lock file something to judge', async () => {
    using folder = workplace();
    await using server = await TestServer.start((_, response) => void response.end(BYTES));
    folder.write('sluice.yaml', config(server.url('/b.tar.gz').href));
    await sluice(folder, 'pull');
    const { out } = await sluice(folder, 'check', '-o', 'json');
    const { skipped }: { skipped: readonly { readonly file: string }[] } = JSON.parse(out);
    expect(skipped.map(({ file }) => file)).to.include.members(['sluice.yaml', 'sluice.lock.json']);
  });
});

describe('a folder of a Git repository', () => {
  it('is used at the commit that was pulled', async () => {
    using folder = workplace();
    using repository = new GitRepository();
    repository.commit({
      'policy/main.rego': 'package main\n\ndeny contains "first"',
      'other/x.rego': 'package x\n\ndeny contains "x"',
    });
    const source = `git+file://${repository.path}//policy?ref=main`;
    folder.write('sluice.yaml', config(source));
    expect((await sluice(folder, 'check', 'pod.yaml')).err).to.include('error[SOURCE_UNPINNED]');
    await sluice(folder, 'pull');
    const second = repository.commit({ 'policy/main.rego': 'package main\n\ndeny contains "second"' });
    const judged = await sluice(folder, 'check', 'pod.yaml');
    expect([judged.code, judged.out.includes('first'), judged.out.includes('x/deny')]).to.deep.equal([1, true, false]);
    expect((await sluice(folder, 'pull')).out).to.include(`now  ${second}`);
    expect((await sluice(folder, 'check', 'pod.yaml')).out).to.include('main/deny: second');
    const pinned = `git::file://${repository.path}//policy?ref=${second}`;
    expect((await sluice(folder, 'check', '-c', 'none.yaml', '-p', pinned, 'pod.yaml')).err).to.include('none.yaml');
    using bare = workplace();
    expect((await sluice(bare, 'check', '-p', pinned, 'pod.yaml')).out).to.include('main/deny: second');
  });
});

const itReally = NO_REGISTRY === undefined ? it : it.skip;
const CONFTEST = findProgram(['conftest'], 'SLUICE_TEST_CONFTEST');
const itBeside = NO_REGISTRY === undefined && CONFTEST !== undefined ? it : it.skip;
const conftest = (folder: TemporaryFolder, ...args: readonly string[]): string =>
  execFileSync(CONFTEST ?? '', [...args], {
    cwd: folder.path,
    env: { ...GIT_TEST_ENVIRONMENT, DOCKER_CONFIG: folder.path },
    stdio: 'pipe',
  }).toString();

describe(`policies in a registry${NO_REGISTRY === undefined ? '' : ` (${NO_REGISTRY})`}`, () => {
  itReally('are pushed, pulled and used; the same files have the same digest', async () => {
    await using registry = await RealRegistry.start();
    using folder = workplace({
      'p/main.rego': MODULE,
      'p/sub/main_test.rego': 'package main\n\ntest_x if true',
      'd/data.json': DATA,
    });
    const target = `oci://${registry.host}/acme/policies:v1`;
    const pushed = await sluice(folder, 'push', '-p', 'p', '-d', 'd', '--revision', 'r1', target);
    expect([pushed.code, pushed.err]).to.deep.equal([0, '']);
    const again = await sluice(folder, 'push', '-p', 'p', '-d', 'd', '--revision', 'r1', target);
    expect(again.out).to.equal(pushed.out);
    const [name] = /oci:\S+@sha256:\S+/.exec(pushed.out) ?? [''];
    const judged = await sluice(folder, 'check', '-p', name, '-o', 'json', 'pod.yaml');
    expect(judged.code, judged.err).to.equal(1);
    const plain = await sluice(folder, 'check', '-p', 'p', '-d', 'd', '-o', 'json', 'pod.yaml');
    expect(JSON.parse(judged.out).results).to.deep.equal(JSON.parse(plain.out).results);
    await sluice(folder, 'pull', target);
    const content = /content +(\S+)/.exec(pushed.out)?.[1] ?? 'none';
    expect(lockOf(folder))
      .to.include(content)
      .and.include(name.slice(name.indexOf('@') + 1));
  });

  itReally('keep the Rego that they are written in, and the schemas of their parameters', async () => {
    await using registry = await RealRegistry.start();
    using folder = workplace();
    folder.write(
      'b.tar.gz',
      bundleOf({ 'old.rego': OLD_MODULE, 'schema.json': '{"type": "object"}', '.manifest': '{"rego_version": 0}' }),
    );
    const pushed = await sluice(folder, 'push', '-p', 'b.tar.gz', `${registry.host}/acme/old:v1`);
    const [name] = /oci:\S+@sha256:\S+/.exec(pushed.out) ?? [''];
    const judged = await sluice(folder, 'check', '-p', name, 'pod.yaml');
    expect(judged.out).to.include('old/deny: the old way');
    expect(pushed.out).to.match(/files {5}2\n/);
  });

  itReally('may be a bundle of OPA in one layer', async () => {
    await using registry = await RealRegistry.start();
    using folder = workplace();
    const { createRegistryClient } = await import('../../src/node/registry/registry-client.ts');
    const { createHttpClient } = await import('../../src/node/registry/http-client.ts');
    const { parseReference } = await import('../../src/core/images/reference.ts');
    const client = createRegistryClient({
      client: createHttpClient({ host: registry.host, plainHttp: true }),
      registry: registry.host,
      plainHttp: true,
      credentials: async function* stranger() {
        yield undefined;
      },
    });
    const reference = parseReference(`${registry.host}/acme/opa:v1`);
    const archive = bundleOf({ '/main.rego': MODULE, '/data.json': DATA });
    const layer = await client.writeBlob(reference, 'application/vnd.oci.image.layer.v1.tar+gzip', archive);
    const configBlob = await client.writeBlob(reference, 'application/vnd.oci.image.config.v1+json', Buffer.from('{}'));
    const type = 'application/vnd.oci.image.manifest.v1+json';
    const manifest = { schemaVersion: 2, mediaType: type, config: configBlob, layers: [layer] };
    const { digest } = await client.writeManifest(reference, type, Buffer.from(JSON.stringify(manifest)));
    const { code, out } = await sluice(folder, 'check', '-p', `oci://${registry.host}/acme/opa@${digest}`, 'pod.yaml');
    expect([code, out.includes('main/deny: forbidden')]).to.deep.equal([1, true]);
  });

  itReally('say what is wrong: a tag that is not there, a policy that does not parse, nothing to push', async () => {
    await using registry = await RealRegistry.start();
    using folder = workplace({ 'p/main.rego': 'package main\n\ndeny contains {', 'empty/x.txt': '' });
    const target = `oci://${registry.host}/acme/none:v1`;
    expect((await sluice(folder, 'pull', target)).err).to.match(/NETWORK_FAILED.*no such artefact/);
    expect((await sluice(folder, 'push', '-p', 'p', target)).err).to.match(/POLICY_INVALID[^]*main.rego:3/);
    expect((await sluice(folder, 'push', '-p', 'empty', target)).err).to.include('error[POLICY_NOT_FOUND]');
    expect((await sluice(folder, 'push', target)).err).to.include('error[USAGE]');
    expect((await sluice(folder, 'push', '-p', 'p', 'https://x.io/b.tar.gz')).err).to.include(
      'error[REFERENCE_INVALID]',
    );
  });

  itReally('say which commit they come from, if nothing was changed since', async () => {
    await using registry = await RealRegistry.start();
    using repository = new GitRepository();
    const commit = repository.commit({ 'p/main.rego': MODULE });
    const folder: TemporaryFolder = {
      path: repository.path,
      write: (file, text) => repository.write(file, text),
      remove: () => undefined,
    };
    const push = (): Promise<Outcome> => sluice(folder, 'push', '-p', 'p', `${registry.host}/acme/policies:v1`);
    expect((await push()).out).to.include(`revision  ${commit}`);
    repository.write('p/main.rego', `${MODULE}\n`);
    expect((await push()).out).not.to.include('revision');
  });
});

describe(`conftest${CONFTEST === undefined ? ' (there is no conftest on the PATH)' : ''}`, () => {
  itBeside('pulls what we push', async () => {
    await using registry = await RealRegistry.start();
    using folder = workplace({ 'p/sub/main.rego': MODULE, 'd/data.json': DATA });
    const target = `oci://${registry.host}/acme/policies:v1`;
    await sluice(folder, 'push', '-p', 'p', '-d', 'd', target);
    conftest(folder, 'pull', '--policy', 'pulled', target);
    expect(readFileSync(`${folder.path}/pulled/sub/main.rego`, 'utf8')).to.equal(MODULE);
    expect(readFileSync(`${folder.path}/pulled/data.json`, 'utf8')).to.equal(DATA);
  });

  itBeside('pushes what we pull', async () => {
    await using registry = await RealRegistry.start();
    using folder = workplace({ 'main.rego': MODULE, 'data.json': DATA });
    conftest(folder, 'push', `${registry.host}/acme/theirs:v1`, '--policy', 'main.rego', '--data', 'data.json');
    const source = `oci://${registry.host}/acme/theirs:v1`;
    expect((await sluice(folder, 'pull', source)).code).to.equal(0);
    rmSync(`${folder.path}/main.rego`);
    rmSync(`${folder.path}/data.json`);
    const { code, out } = await sluice(folder, 'check', '-p', source, 'pod.yaml');
    expect([code, out.includes('main/deny: forbidden')]).to.deep.equal([1, true]);
  });
});
