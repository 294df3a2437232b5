import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/run.mjs';
import { alternate, measure } from './lib/measure.mjs';
import { bytes, ms, ratio, table } from './lib/table.mjs';

const STAGED = 20;
const SECRETS = ['-p', 'sluice:no-secrets-in-git', '-n', 'policies.no_secrets_in_git'];

/** What a hook costs at a commit of twenty files: a process each time, as Git starts it. */
export function benchHook({ at, quick, peers, program, cacheDir }, texts) {
  const repository = at('hook');
  const total = stageFiles(repository, texts);
  const run = (command) =>
    measure(command, { cwd: repository, output: at('hook.out'), env: { SLUICE_CACHE_DIR: cacheDir } });
  const sluice = (...args) => [process.execPath, program, 'check', '--staged', ...args];
  const commands = {
    'node -e 0': [process.execPath, '-e', '0'],
    'sluice, secrets alone': sluice(...SECRETS),
    'sluice, all shipped policies': sluice('--fail-on', 'deny'),
    ...(peers.gitleaks === undefined
      ? {}
      : { 'gitleaks git --staged': [peers.gitleaks, 'git', '--pre-commit', '--staged', '--redact', '--no-banner'] }),
  };
  expectToFind(repository, run, [commands['sluice, secrets alone'], commands['gitleaks git --staged']]);
  const cases = Object.entries(commands).map(([name, command]) => ({ name, run: () => run(command) }));
  alternate(cases, 1);
  const figures = alternate(cases, quick ? 5 : 21);
  const base = figures.get('gitleaks git --staged');
  const rows = [...figures].map(([name, { wall, fastest, rss }]) => [
    name,
    ms(wall),
    ms(fastest),
    bytes(rss),
    name.startsWith('sluice') ? ratio(base?.wall, wall) : '',
  ]);
  table(
    `Hook at a commit of ${STAGED} files, ${bytes(total)}; medians`,
    ['', 'wall', 'fastest', 'memory', 'gitleaks ÷ sluice'],
    rows,
  );
}

/** Half manifests, half program text, all of it new. @returns bytes in all */
function stageFiles(repository, texts) {
  mkdirSync(repository);
  // Some of the manifests that are measured elsewhere hold secrets; a hook mostly sees files that do not.
  const plain = texts.filter((text) => !/pass|secret|token|key|cert|cookie/i.test(text));
  const scripts = readdirSync(path.join(root, 'scripts')).filter((name) => name.endsWith('.mjs'));
  const files = Array.from({ length: STAGED }, (_, index) =>
    index % 2 === 0
      ? { name: `deploy-${index}.yaml`, text: plain[index % plain.length] }
      : {
          name: `script-${index}.mjs`,
          text: readFileSync(path.join(root, 'scripts', scripts[index % scripts.length]), 'utf8'),
        },
  );
  for (const { name, text } of files) writeFileSync(path.join(repository, name), text);
  git(repository, 'init', '--quiet');
  git(repository, 'commit', '--quiet', '--allow-empty', '--message=first');
  git(repository, 'add', '--all');
  return files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}

/** A program that finds nothing is fast. Each must stop a commit with a token, and let one without it pass. */
function expectToFind(repository, run, commands) {
  const file = path.join(repository, 'settings.env');
  // Made at random: no text of this repository looks like a token.
  const token = Array.from(
    { length: 36 },
    () => 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'[Math.floor(Math.random() * 56)],
  );
  for (const planted of [true, false]) {
    if (planted) writeFileSync(file, `GITHUB_TOKEN=${['gh', 'p_'].join('')}${token.join('')}\n`);
    else rmSync(file);
    git(repository, 'add', '--all');
    for (const command of commands.filter((one) => one !== undefined)) {
      const { status } = run(command);
      if (status !== (planted ? 1 : 0))
        throw new Error(`${command.join(' ')} ended with ${status}${planted ? ' beside a token' : ''}`);
    }
  }
}

const SETTINGS = ['-c', 'core.autocrlf=false', '-c', 'user.name=bench', '-c', 'user.email=bench@localhost.invalid'];

function git(cwd, ...args) {
  const { status, stderr } = spawnSync('git', [...SETTINGS, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
}
