import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  findWithGitleaks,
  findWithSluice,
  gitleaksProgram,
  type PlacedSecret,
  placeText,
  withoutGenericDoubles,
} from '../../support/gitleaks.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { CONFIG_CASES, DEVIATIONS } from './config-cases.ts';

const program = gitleaksProgram();
const here = program === undefined ? ' (skipped: no gitleaks on the PATH)' : '';

describe(`configs of gitleaks, against the real one${here}`, function () {
  this.timeout(60_000);
  for (const { name, config, files, findings } of CONFIG_CASES) {
    it(name, async function () {
      if (program === undefined) return this.skip();
      using folder = temporaryFolder();
      folder.write('.gitleaks.toml', config);
      for (const [file, content] of Object.entries(files)) folder.write(file, content);
      const theirs = findWithGitleaks(program, folder.path, '.gitleaks.toml');
      expect(theirs, "gitleaks' findings").to.have.lengthOf(findings);
      expect(sorted(folder.path, await findWithSluice(folder.path, folder.path, '.gitleaks.toml'))).to.deep.equal(
        sorted(folder.path, theirs),
      );
      return undefined;
    });
  }

  for (const { name, reason, config, files, theirs, ours } of DEVIATIONS) {
    it(`differs from gitleaks: ${name}, because ${reason}`, async function () {
      if (program === undefined) return this.skip();
      using folder = temporaryFolder();
      folder.write('.gitleaks.toml', config);
      for (const [file, content] of Object.entries(files)) folder.write(file, content);
      expect(sorted(folder.path, findWithGitleaks(program, folder.path, '.gitleaks.toml'))).to.deep.equal(theirs);
      expect(sorted(folder.path, await findWithSluice(folder.path, folder.path, '.gitleaks.toml'))).to.deep.equal(ours);
      return undefined;
    });
  }
});

const sorted = (folder: string, secrets: readonly PlacedSecret[]): readonly string[] =>
  withoutGenericDoubles(folder, secrets).map(placeText).sort();
