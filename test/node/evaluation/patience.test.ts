import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const module = fileURLToPath(import.meta.resolve('../../../src/node/evaluation/patience.js'));

/** In a process of its own: flags are those of a whole process. */
const run = (program: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, MODULE: module },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Code of a function, as V8 keeps it; V8 with other flags refuses it. */
const KEEP = `
  import { Script } from 'node:vm';
  import { pathToFileURL } from 'node:url';
  const { setPatience } = await import(pathToFileURL(process.env.MODULE).href);
  const text = '(function answer() { return 42; })';
  const keep = () => new Script(text).createCachedData().toString('base64');
`;

describe('a short task', () => {
  const refuses = (kept: string): string =>
    run(`
      import { Script } from 'node:vm';
      const cachedData = Buffer.from('${kept}', 'base64');
      process.stdout.write(String(new Script('(function answer() { return 42; })', { cachedData }).cachedDataRejected));
    `);

  it('runs with other flags of V8, on each Node that is supported', () => {
    expect(refuses(run(`${KEEP} setPatience(true); process.stdout.write(keep());`))).to.equal('true');
  });

  it('leaves the flags as they were: what is kept of the program stays good', () => {
    const kept = run(`${KEEP}
      setPatience(true);
      setPatience(false);
      process.stdout.write(keep());`);
    expect(refuses(kept)).to.equal('false');
  });
});
