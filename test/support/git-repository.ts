import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';

/** A Git that knows nothing of the machine that it runs on, so that a developer's own configuration changes no test. */
export const GIT_TEST_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@localhost.invalid',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@localhost.invalid',
};

/** A real Git repository in a temporary folder, gone when it is disposed of. */
export class GitRepository implements Disposable {
  readonly path: string;

  constructor(...init: readonly string[]) {
    this.path = realpathSync(mkdtempSync(path.join(tmpdir(), 'sluice-git-')));
    this.git('init', '--quiet', '--initial-branch=main', ...init);
  }

  git(...args: readonly string[]): string {
    return this.gitWith({}, ...args);
  }

  /** Runs Git with further variables, or with text on its standard input: a command that does not read it may end before it is written, which fails. */
  gitWith(
    { env, input }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string | Uint8Array },
    ...args: readonly string[]
  ): string {
    const options: ExecFileSyncOptions = {
      cwd: this.path,
      env: { ...GIT_TEST_ENVIRONMENT, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    };
    return execFileSync('git', [...args], options)
      .toString('utf8')
      .trim();
  }

  at(file: string): string {
    return path.join(this.path, file);
  }

  write(file: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), content);
  }

  link(file: string, target: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    symlinkSync(target, this.at(file));
  }

  /** Writes files and stages them. */
  stage(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [file, content] of Object.entries(files)) this.write(file, content);
    this.git('add', '--force', '--', ...Object.keys(files));
  }

  /** Commits whatever is staged, and gives the id of the commit. */
  commit(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
    if (Object.keys(files).length > 0) this.stage(files);
    this.git('commit', '--quiet', '--allow-empty', '--message=a change');
    return this.git('rev-parse', 'HEAD');
  }

  /** Stores a blob without a file: its content or name may be one that no file system takes. */
  storeBlob(content: string): string {
    return this.gitWith({ input: content }, 'hash-object', '-w', '--stdin');
  }

  /** Commits a tree of `<mode> <type> <id>\t<path>` lines, as a hostile client could push it. */
  commitTree(entries: readonly string[]): string {
    const tree = this.gitWith({ input: entries.map((entry) => `${entry}\0`).join('') }, 'mktree', '-z', '--missing');
    return this.git('commit-tree', '-m', 'a tree', tree);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
