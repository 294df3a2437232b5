import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/model/json.ts';
import { parseFile } from '../../src/node/documents/parse-file.ts';
import { walkFiles } from '../../src/node/files/walk-files.ts';
import { verifyPolicies } from '../../src/node/verify/verify-policies.ts';
import { countTests, type VerifyReport } from '../../src/node/verify/verify-report.ts';
import { gatekeeperLibrary, NO_LIBRARY } from '../support/gatekeeper-library.ts';
import { hasGator, runGator } from '../support/gator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const verify = (cwd: string): Promise<VerifyReport> =>
  verifyPolicies({ cwd, paths: ['.'], data: [], coverage: false, today: '2026-03-01', timeoutMs: 60_000 });

describe("Gatekeeper's library", function () {
  this.timeout(300_000);
  const library = gatekeeperLibrary();
  if (library === undefined) {
    it.skip(`skipped: ${NO_LIBRARY}`);
    return;
  }

  it('passes its suites', async () => {
    const report = await verify(library);
    const failed = report.tests.filter(({ outcome }) => outcome !== 'pass');
    console.log(`Gatekeeper's library: ${countTests(report).passed} cases pass`);
    expect(failed.map(({ file, name, message }) => `${file} ${name}: ${message}`)).to.deep.equal([]);
    expect([report.faults, report.warnings]).to.deep.equal([[], []]);
    expect(countTests(report).passed).to.be.greaterThan(0);
  });

  if (!hasGator()) {
    it.skip('skipped: gator is not on PATH, so its messages cannot be compared');
    return;
  }

  it('gets the messages that gator gets, in its order', async () => {
    using folder = temporaryFolder();
    cpSync(library, folder.path, { recursive: true });
    expectTheImpossible(folder.path);
    const ours = (await verify(folder.path)).tests.map(({ file, name, message = '' }) => [
      file,
      name,
      messagesIn(message),
    ]);
    const theirs = runGator(folder.path).map(({ suite, name, message }) => [
      suite,
      name,
      /: got messages \[(.*)\]$/s.exec(message)?.[1] ?? message,
    ]);
    expect(theirs.length).to.be.greaterThan(0);
    expect(ours.length).to.equal(theirs.length);
    for (const [index, one] of ours.entries()) expect(one).to.deep.equal(theirs[index]);
  });
});

/** Makes every case fail, so that its messages are shown. */
function expectTheImpossible(folder: string): void {
  const { files } = walkFiles(['.'], { cwd: folder, isIgnored: () => false, extensions: ['suite.yaml'] });
  for (const { absolute } of files) {
    const [document] = parseFile(readFileSync(absolute)).documents;
    writeFileSync(absolute, JSON.stringify(mapList(document?.value ?? null, 'tests', failingTest)));
  }
}

const failingTest = (test: JsonValue): JsonValue =>
  mapList(test, 'cases', (one) => ({ ...objectOf(one), assertions: [{ violations: 999 }] }));

function mapList(value: JsonValue, field: string, change: (item: JsonValue) => JsonValue): JsonObject {
  const object = objectOf(value);
  const list = object[field];
  return { ...object, ...(Array.isArray(list) ? { [field]: list.map((item: JsonValue) => change(item)) } : {}) };
}

const objectOf = (value: JsonValue): JsonObject => (isJsonObject(value) ? value : {});

/** gator puts a blank between messages. */
const messagesIn = (message: string): string =>
  message
    .split('\n')
    .filter((line) => line.startsWith('violation: '))
    .map((line) => line.slice('violation: '.length))
    .join(' ');
