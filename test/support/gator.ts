import { spawnSync } from 'node:child_process';

/** What gator says of a case, or of a test that came to none. */
export interface GatorOutcome {
  readonly suite: string;
  /** `test//case`, or `test` for a test that could not be run. */
  readonly name: string;
  readonly passed: boolean;
  /** Everything that it prints about it, line breaks included. */
  readonly message: string;
}

export function hasGator(): boolean {
  return spawnSync('gator', ['--help'], { stdio: 'ignore' }).status === 0;
}

/** Runs `gator verify` on a folder, with Rego and without CEL. @throws when it does not get as far as running suites */
export function runGator(folder: string): readonly GatorOutcome[] {
  const args = ['verify', `${folder}/...`, '--enable-k8s-native-validation=false', '--verbose'];
  const { stdout, stderr } = spawnSync('gator', args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
  if (!/^(?:PASS|FAIL)$/m.test(stdout)) throw new Error(`gator ran no suite: ${stderr}`);
  return parseOutput(stdout.replaceAll(`${folder}/`, ''));
}

interface Open {
  readonly name: string;
  readonly passed: boolean;
  readonly lines: string[];
}

function parseOutput(output: string): readonly GatorOutcome[] {
  const outcomes: GatorOutcome[] = [];
  let test = '';
  let open: Open[] = [];
  for (const line of output.split('\n')) {
    const [, ran] = /^=== RUN {3}(.*)$/.exec(line) ?? [];
    const [, indent, verdict, name = ''] = /^( *)--- (PASS|FAIL): (.*)\t\(/.exec(line) ?? [];
    const [, suite] = /^(?:ok|FAIL)\t(\S*)\t/.exec(line) ?? [];
    if (ran !== undefined) test = ran;
    else if (verdict !== undefined) {
      open.push({ name: indent === '' ? name : `${test}//${name}`, passed: verdict === 'PASS', lines: [] });
    } else if (suite !== undefined) {
      outcomes.push(...withoutParents(open).map((one) => ({ suite, ...one, message: one.lines.join('\n').trim() })));
      open = [];
    } else if (!/^ *=== /.test(line)) open.at(-1)?.lines.push(line);
  }
  return outcomes;
}

/** A test with cases is no outcome of its own. */
const withoutParents = (open: readonly Open[]): readonly Open[] =>
  open.filter(({ name }) => name.includes('//') || !open.some((other) => other.name.startsWith(`${name}//`)));
