import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { packageRoot } from '../../../src/node/package-root.ts';

describe('the compiled validator of sluice.yaml', () => {
  it('is what schemas/sluice.schema.json compiles to', function () {
    this.timeout(20_000);
    const script = path.join(packageRoot(), 'scripts', 'build-validators.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(stderr).to.equal('');
    expect(status).to.equal(0);
  });
});
