import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { SluiceError } from '../../../../src/core/errors.ts';
import { PUBLIC_GOOD_TRUST_ROOT } from '../../../../src/node/images/sigstore/public-good-trust-root.ts';
import { fetchTrustRoot } from '../../../../src/node/images/trust-root/fetch-trust-root.ts';
import { PUBLIC_GOOD_TUF_ROOT } from '../../../../src/node/images/trust-root/public-good-tuf-root.ts';
import { HttpProxy } from '../../../support/http-proxy.ts';
import { rejection } from '../../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';
import { LONG_AGO, newTufKey, rootText, TufRepository, type TufState } from '../../../support/tuf-repository.ts';

const NAME = 'trusted_root.json';
const FIRST = PUBLIC_GOOD_TRUST_ROOT;
/** Another text that is a trust root, too. */
const SECOND = JSON.stringify(JSON.parse(FIRST), undefined, 1);

describe('fetching a trust root by TUF', () => {
  const [rootKey, newRootKey, key, newKey, stranger] = [
    newTufKey(),
    newTufKey(),
    newTufKey(),
    newTufKey(),
    newTufKey(),
  ];
  const roles = { root: [rootKey], others: [key] };
  let repository: TufRepository;
  let folder: TemporaryFolder;
  let root = '';

  before(() => {
    root = rootText(1, roles, [rootKey]);
  });
  beforeEach(async () => {
    repository = await TufRepository.start();
    folder = temporaryFolder();
    repository.publishRoot(1, roles, [rootKey]);
    publish(1, FIRST);
  });
  afterEach(async () => {
    await repository[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  function publish(version: number, content: string, changes: Partial<TufState> = {}): void {
    repository.publish({ version, targets: { [NAME]: content }, signers: [key], ...changes });
  }

  const fetchIt = (given: string = root, wholeMs?: number): Promise<string> =>
    fetchTrustRoot({
      mirror: new URL(repository.url),
      root: { name: 'root.json', text: given },
      registries: [],
      env: {},
      cacheDir: folder.at('cache'),
      ...(wholeMs === undefined ? {} : { wholeMs }),
    });

  const refusal = async (given?: string): Promise<SluiceError> => {
    const error = await rejection(fetchIt(given));
    expect(error.code).to.equal('TRUST_ROOT_REFUSED');
    expect(error.message).to.match(/^(http:\/\/127|root\.json)/);
    return error;
  };

  /** Folder of what is remembered of the one mirror. */
  const memory = (): string => {
    const tuf = folder.at('cache/tuf');
    const [name, ...others] = readdirSync(tuf);
    expect(others).to.deep.equal([]);
    return path.join(tuf, name ?? '');
  };

  it('gives the target to the byte, and remembers the metadata', async () => {
    expect(await fetchIt()).to.equal(FIRST);
    expect(readdirSync(memory()).sort()).to.deep.equal([
      'root.json',
      'snapshot.json',
      'targets.json',
      'timestamp.json',
    ]);
  });

  it('gives what is published later', async () => {
    await fetchIt();
    publish(2, SECOND);
    expect(await fetchIt()).to.equal(SECOND);
  });

  it('asks for no more than is new', async () => {
    await fetchIt();
    const before = repository.asked.length;
    await fetchIt();
    expect(repository.asked.slice(before).map((name) => name.replace(/[0-9a-f]{64}/, 'DIGEST'))).to.deep.equal([
      '/2.root.json',
      '/timestamp.json',
      `/targets/DIGEST.${NAME}`,
    ]);
  });

  describe('the root', () => {
    it('leads over two versions to keys that it does not name itself', async () => {
      repository.publishRoot(2, { root: [newRootKey], others: [key] }, [rootKey, newRootKey]);
      repository.publishRoot(3, { root: [newRootKey], others: [newKey] }, [newRootKey]);
      publish(1, SECOND, { signers: [newKey] });
      expect(await fetchIt()).to.equal(SECOND);
      expect(JSON.parse(readFileSync(path.join(memory(), 'root.json'), 'utf8')).signed.version).to.equal(3);
    });

    it('is not followed to one that the old one has not signed', async () => {
      repository.publishRoot(2, { root: [stranger], others: [stranger] }, [stranger]);
      publish(1, SECOND, { signers: [stranger] });
      expect((await refusal()).message).to.contain('its next root.json is signed by 0 keys of the 1 that it takes');
    });

    it('is not followed to one that has not signed itself', async () => {
      repository.publishRoot(2, { root: [newRootKey], others: [key] }, [rootKey]);
      expect((await refusal()).message).to.contain('its next root.json is signed by 0 keys');
    });

    it('is not followed past a version', async () => {
      repository.files.set('/2.root.json', Buffer.from(rootText(3, roles, [rootKey])));
      expect((await refusal()).message).to.contain('versions differ');
    });

    it('must not have expired when no later one is there', async () => {
      const old = repository.publishRoot(1, roles, [rootKey], LONG_AGO);
      expect((await refusal(old)).message).to.contain('its root.json has expired');
    });

    it('may have expired when a later one is there', async () => {
      const old = repository.publishRoot(1, roles, [rootKey], LONG_AGO);
      repository.publishRoot(2, roles, [rootKey]);
      expect(await fetchIt(old)).to.equal(FIRST);
    });

    for (const [what, text] of [
      ['no JSON', '-'],
      ['other JSON', '{}'],
      ['signed by another key', rootText(1, { root: [newTufKey()], others: [newTufKey()] }, [newTufKey()])],
    ] as const) {
      it(`is refused when it is ${what}`, async () => {
        expect((await refusal(text)).message).to.equal(
          'root.json is no root.json of TUF that is signed by its own keys; whoever runs the mirror publishes it',
        );
        expect(repository.asked).to.deep.equal([]);
      });
    }

    it('is read anew when the remembered one is damaged, and the rest still counts', async () => {
      publish(5, FIRST);
      await fetchIt();
      writeFileSync(path.join(memory(), 'root.json'), '{"half":');
      expect(await fetchIt()).to.equal(FIRST);
      publish(4, SECOND);
      expect((await refusal()).message).to.contain('(rollback)');
    });
  });

  describe('what is older than what was seen', () => {
    it('is refused in the timestamp', async () => {
      publish(2, SECOND);
      await fetchIt();
      publish(1, FIRST);
      const { message } = await refusal();
      expect(message).to.contain('older than what it gave before (rollback)').and.to.contain(`remove ${memory()}`);
    });

    it('is refused in the snapshot that a new timestamp names', async () => {
      publish(2, SECOND);
      await fetchIt();
      publish(3, FIRST, { versions: { snapshot: 1, targets: 1 } });
      expect((await refusal()).message).to.contain('(rollback)');
    });

    it('is refused in the targets that a new snapshot names', async () => {
      publish(2, SECOND);
      await fetchIt();
      publish(3, FIRST, { versions: { targets: 1 } });
      expect((await refusal()).message).to.contain('(rollback)');
    });

    it('is noticed for each mirror and root by itself', async () => {
      publish(2, SECOND);
      await fetchIt();
      publish(1, FIRST);
      expect(await fetchIt(rootText(1, roles, [rootKey], '2099-01-01T00:00:00Z'))).to.equal(FIRST);
    });

    it('is noticed when a run failed after it had seen newer', async () => {
      publish(2, SECOND);
      repository.files.delete('/2.snapshot.json');
      expect((await rejection(fetchIt())).code).to.equal('NETWORK_FAILED');
      publish(1, FIRST);
      expect((await refusal()).message).to.contain('(rollback)');
    });
  });

  for (const role of ['timestamp', 'snapshot', 'targets'] as const) {
    it(`refuses ${role} that expired, the first time and later`, async () => {
      publish(2, FIRST, { expires: { [role]: LONG_AGO } });
      expect((await refusal()).message).to.contain(`its ${role}.json has expired`);
      expect((await refusal()).message).to.contain(`its ${role}.json has expired`);
    });

    it(`refuses ${role} with too few signatures`, async () => {
      const given = rootText(1, { ...roles, root: [rootKey, newRootKey], others: [key, newKey], threshold: 2 }, [
        rootKey,
        newRootKey,
      ]);
      publish(1, FIRST, { signers: [key, newKey], signersOf: { [role]: [key, stranger] } });
      expect((await refusal(given)).message).to.contain(`its ${role}.json is signed by 1 keys of the 2 that it takes`);
    });
  }

  for (const role of ['snapshot', 'targets'] as const) {
    it(`refuses ${role} that are not those that were vouched for, whoever signed them`, async () => {
      publish(2, SECOND);
      const other = repository.files.get(`/2.${role}.json`) ?? Buffer.alloc(0);
      publish(1, FIRST);
      repository.files.set(`/1.${role}.json`, other);
      expect((await refusal()).message).to.contain('length or digest differ');
    });
  }

  it('refuses a target of the right length that is another', async () => {
    const [name = ''] = [...repository.files.keys()].filter((file) => file.endsWith(NAME));
    repository.files.set(name, Buffer.from(FIRST.replace('rekor', 'rekoR')));
    expect((await refusal()).message).to.contain('length or digest differ');
  });

  it('refuses a target that is no trust root, whoever signed it', async () => {
    publish(2, '{"mediaType":"text/plain"}');
    expect((await refusal()).message).to.contain('its mediaType is none of a trusted root');
  });

  it('says when there is no such target', async () => {
    repository.publish({ version: 2, targets: { 'other.json': FIRST }, signers: [key] });
    expect((await refusal()).message).to.contain(`it has no target ${NAME}`);
  });

  it('does not repeat what a mirror says instead of metadata', async () => {
    repository.files.set('/timestamp.json', Buffer.from('<html>\u001b[31mgo away'));
    const { message } = await refusal();
    expect(message).to.contain('its metadata cannot be read').and.not.to.contain('go away');
  });

  describe('the mirror', () => {
    it('may not answer without end', async () => {
      let sent = 0;
      repository.intercept = (_, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, ' '))) sent += 65_536;
        };
        response.on('drain', more);
        more();
        return true;
      };
      const error = await rejection(fetchIt());
      expect(error.code).to.equal('NETWORK_FAILED');
      expect(error.message).to.contain('/2.root.json answers with more than 512000 bytes');
      expect(sent).to.be.lessThan(64 * 1024 * 1024);
    });

    it('may not give a target that is longer than a trust root ever is, though metadata vouch for it', async () => {
      publish(2, ' '.repeat(6 * 1024 * 1024));
      const error = await rejection(fetchIt());
      expect(error.code).to.equal('NETWORK_FAILED');
      expect(error.message).to.contain('answers with more than 5242880 bytes');
    });

    it('may not keep us waiting', async () => {
      repository.intercept = () => true;
      const error = await rejection(fetchIt(root, 50));
      expect(error.code).to.equal('NETWORK_FAILED');
      expect(error.message).to.match(/gave no trust root within 0.05 s$/);
    });

    it('is named when it is gone', async () => {
      const url = repository.url;
      await repository[Symbol.asyncDispose]();
      const error = await rejection(
        fetchTrustRoot({
          mirror: new URL(url),
          root: { name: 'r', text: root },
          registries: [],
          env: {},
          cacheDir: folder.at('cache'),
        }),
      );
      expect(error.code).to.equal('NETWORK_FAILED');
      expect(error.message).to.equal(`${url}2.root.json: nobody listens there`);
      repository = await TufRepository.start();
    });

    it('is doubted when it has no metadata at all', async () => {
      repository.files.clear();
      const error = await rejection(fetchIt());
      expect(error.code).to.equal('NETWORK_FAILED');
      expect(error.message).to.contain('/timestamp.json answers with status 404').and.to.contain('TUF repository');
    });

    it('may not lead to an address that is not asked', async () => {
      repository.intercept = (_, response) => {
        response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
        return true;
      };
      expect((await rejection(fetchIt())).code).to.equal('ADDRESS_REFUSED');
    });

    it('is asked by the proxy that the environment names', async () => {
      const port = Number(new URL(repository.url).port);
      await using proxy = await HttpProxy.start({ leads: { 'tuf.test:80': port } });
      const given = { root: { name: 'r', text: root }, registries: [], cacheDir: folder.at('cache') };
      const mirror = new URL('http://tuf.test/');
      expect(await fetchTrustRoot({ mirror, ...given, env: { HTTP_PROXY: proxy.host } })).to.equal(FIRST);
      expect(proxy.asked.map(({ target }) => target)).to.include('http://tuf.test/timestamp.json');
    });

    it('may be below a path', async () => {
      const files = [...repository.files];
      repository.files.clear();
      for (const [name, content] of files) repository.files.set(`/sigstore/tuf${name}`, content);
      const mirror = new URL('sigstore/tuf/', repository.url);
      const given = { root: { name: 'r', text: root }, registries: [], env: {}, cacheDir: folder.at('cache') };
      expect(await fetchTrustRoot({ mirror, ...given })).to.equal(FIRST);
    });
  });

  it('believes the root of the public instance that is part of the program', async () => {
    const error = await rejection(fetchIt(PUBLIC_GOOD_TUF_ROOT));
    // The root itself is whole: what it does not believe is this repository.
    expect(error.message).to.contain('its timestamp.json is signed by 0 keys of the 1 that it takes');
  });

  it('says where it cannot remember', async () => {
    folder.write('cache', 'a file');
    const error = await rejection(fetchIt());
    expect(error.code).to.equal('OUTPUT_FAILED');
    expect(existsSync(folder.at('cache/tuf'))).to.equal(false);
  });
});
