import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { packageRoot } from '../../src/node/package-root.ts';
import { isCompiled } from '../support/program.ts';
import { runSigstoreClient } from './sigstore/run-sigstore-client.ts';

const WORKFLOW =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const GITHUB = 'https://token.actions.githubusercontent.com';

const suite = path.join(packageRoot(), '..', 'shared', 'sigstore-conformance', 'bundle-verify');
const cases = existsSync(suite) ? casesIn(suite) : [];
/** Cases of the suite at a73de49; one that is lost would be one that nobody looks at. */
const CASES = 70;

describe('the bundles of sigstore-conformance (../shared/sigstore-conformance)', () => {
  before(function () {
    if (cases.length === 0) this.skip();
  });

  it(`has ${CASES} cases`, () => {
    expect(cases).to.have.lengthOf(CASES);
  });

  for (const { name, isRefused, args, artifact } of cases) {
    const outcome = isRefused ? 'is refused' : 'is verified';
    it(`${name} ${outcome}, by its file`, () => {
      expectOutcome(runSigstoreClient([...args, artifact], new Date()), isRefused);
    });
    it(`${name} ${outcome}, by its digest`, () => {
      expectOutcome(runSigstoreClient([...args, digestOf(artifact)], new Date()), isRefused);
    });
  }

  it('come out the same by the executable that the suite calls', function () {
    if (!isCompiled()) this.skip();
    const names = ['happy-path-v0.3', 'managed-key-happy-path', 'rekor2-happy-path', 'wrong-hashedrekord-entry_fail'];
    const called = cases.filter(({ name }) => names.includes(name));
    expect(called).to.have.lengthOf(names.length);
    for (const { args, artifact, isRefused } of called) {
      const { status, stderr } = spawnSync(
        path.join(packageRoot(), 'test', 'conformance', 'sigstore-client'),
        [...args, artifact],
        { encoding: 'utf8' },
      );
      expectOutcome({ exitCode: status ?? -1, message: stderr }, isRefused);
    }
  });
});

interface Case {
  readonly name: string;
  readonly isRefused: boolean;
  readonly args: readonly string[];
  readonly artifact: string;
}

function casesIn(folder: string): readonly Case[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readCase(path.join(folder, name), name));
}

function readCase(folder: string, name: string): Case {
  const file = (base: string): string | undefined =>
    existsSync(path.join(folder, base)) ? path.join(folder, base) : undefined;
  const text = (base: string): string | undefined => {
    const found = file(base);
    return found === undefined ? undefined : readFileSync(found, 'utf8').trim();
  };
  const key = file('key.pub');
  const identity = text('identity') ?? WORKFLOW;
  const signer =
    key === undefined
      ? ['--certificate-identity', identity, '--certificate-oidc-issuer', text('issuer') ?? GITHUB]
      : ['--key', key];
  const root = file('trusted_root.json');
  const bundle = path.join(folder, 'bundle.sigstore.json');
  return {
    name,
    isRefused: name.endsWith('fail'),
    args: ['verify-bundle', '--bundle', bundle, ...signer, ...(root === undefined ? [] : ['--trusted-root', root])],
    artifact: file('artifact') ?? path.join(folder, '..', 'a.txt'),
  };
}

const digestOf = (file: string): string => `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`;

function expectOutcome(
  { exitCode, message }: { readonly exitCode: number; readonly message: string },
  isRefused: boolean,
): void {
  expect(exitCode, message).to.equal(isRefused ? 1 : 0);
  if (isRefused) expect(message.trim()).to.not.equal('');
}
