import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readPush, type Push } from '../../../src/node/hooks/read-push.ts';
import { rejection } from '../../support/rejection.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const NONE = '0'.repeat(40);

const received = (text: string): Promise<Push> =>
  readPush('pre-receive', { env: {}, readStdin: async () => Buffer.from(text) });
const pushed = (text: string, remote?: string): Promise<Push> =>
  readPush('pre-push', {
    env: {},
    readStdin: async () => Buffer.from(text),
    ...(remote === undefined ? {} : { remote }),
  });
const byPreCommit = (env: Readonly<Record<string, string>>): Promise<Push> =>
  readPush('pre-push', {
    env: { PRE_COMMIT: '1', ...env },
    readStdin: () => Promise.reject(new Error('standard input is not to be read')),
  });

describe('readPush', () => {
  it('reads refs that move, are new and are deleted, of pre-receive', async () => {
    const { updates, known } = await received(
      `${OLD} ${NEW} refs/heads/main\n${NONE} ${NEW} refs/tags/v1\n${OLD} ${NONE} refs/heads/gone\n`,
    );
    expect(updates).to.deep.equal([
      { ref: 'refs/heads/main', from: OLD, to: NEW },
      { ref: 'refs/tags/v1', to: NEW },
      { ref: 'refs/heads/gone', from: OLD },
    ]);
    expect(known).to.deep.equal(['--all']);
  });
  it('reads what pre-push is told, whatever expression was pushed', async () => {
    const { updates, known } = await pushed(
      `refs/heads/x ${NEW} refs/heads/main ${OLD}\nHEAD^{/a b} ${NEW} refs/heads/y ${NONE}\n(delete) ${NONE} refs/heads/z ${OLD}\n`,
      'origin',
    );
    expect(updates).to.deep.equal([
      { ref: 'refs/heads/main', from: OLD, to: NEW },
      { ref: 'refs/heads/y', to: NEW },
      { ref: 'refs/heads/z', from: OLD },
    ]);
    expect(known).to.deep.equal(['--remotes=origin']);
  });
  it('knows ids of SHA-256, and a push of nothing', async () => {
    const { updates } = await received(`${'0'.repeat(64)} ${'c'.repeat(64)} refs/heads/main\n`);
    expect(updates).to.deep.equal([{ ref: 'refs/heads/main', to: 'c'.repeat(64) }]);
    expect((await received('')).updates).to.deep.equal([]);
  });
  it('takes an address for no name of a remote: then everything is new', async () => {
    for (const remote of ['https://host.example/a.git', '*', '--all', undefined])
      expect((await pushed('', remote)).known, remote).to.deep.equal([]);
  });
  it('takes what pre-commit says in the environment', async () => {
    const about = { PRE_COMMIT_REMOTE_NAME: 'origin', PRE_COMMIT_REMOTE_BRANCH: 'refs/heads/main' };
    const known = ['--remotes=origin'];
    const ref = 'refs/heads/main';
    expect(await byPreCommit({ ...about, PRE_COMMIT_FROM_REF: OLD, PRE_COMMIT_TO_REF: NEW })).to.deep.equal({
      updates: [{ ref, from: OLD, to: NEW }],
      known,
    });
    expect(await byPreCommit({ ...about, PRE_COMMIT_LOCAL_BRANCH: ref })).to.deep.equal({
      updates: [{ ref, to: ref }],
      known,
    });
  });
  it('is no pass when nobody says what is pushed', async () => {
    expect(await rejection(byPreCommit({}))).to.include({ code: 'USAGE' });
    for (const text of ['x\n', `${OLD} ${NEW}\n`, `${OLD} main refs/heads/main\n`, `${OLD} ${NEW} main\n`])
      expect(await rejection(received(text)), text).to.include({ code: 'USAGE' });
    expect(await rejection(pushed(`refs/heads/x ${NEW} refs/heads/main\n`))).to.include({ code: 'USAGE' });
  });
});
