import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { readProject, root } from './support/project-files.ts';

/** A row of a table whose last column is headed "exit codes": what a peer and sluice are told, and how each ends. */
interface Row {
  readonly table: number;
  readonly what: string;
  readonly peer: string;
  readonly own: string;
  readonly codes: readonly [peer: string, own: string];
}

const PAGES = [
  { page: 'docs/coming-from-gatekeeper.md', example: 'from-gatekeeper', peer: 'gator' },
  { page: 'docs/coming-from-conftest.md', example: 'from-conftest', peer: 'conftest' },
  { page: 'docs/coming-from-opa-eval.md', example: 'from-conftest', peer: 'opa' },
] as const;

for (const { page, example, peer } of PAGES) {
  describe(page, function () {
    this.timeout(60_000);
    const rows = commandRows(readProject(page));
    const hasPeer = spawnSync(peer, ['version']).status === 0;
    let folder: string;

    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'sluice-page-'));
      const program = path.join(folder, 'sluice');
      const script = path.join(root, 'dist', 'bundle', 'sluice.js');
      writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
      chmodSync(program, 0o755);
    });
    after(() => rmSync(folder, { recursive: true }));

    /** What the rows of one table write is for those below them, and not for the next table. */
    const exampleFor = (table: number): string => {
      const copy = path.join(folder, `table-${table}`);
      if (!existsSync(copy)) cpSync(path.join(root, 'examples', example), copy, { recursive: true });
      return copy;
    };

    const runIn = (table: number, command: string): { readonly status: number | null; readonly output: string } => {
      const { PATH = '', ...env } = process.env;
      const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
        cwd: exampleFor(table),
        env: { ...env, PATH: `${folder}:${PATH}`, SLUICE_CACHE_DIR: path.join(folder, 'cache') },
        encoding: 'utf8',
      });
      return { status, output: stdout + stderr };
    };

    it('has commands side by side', () => {
      expect(rows.length).to.be.greaterThan(8);
      for (const { peer: command } of rows) if (command !== '') expect(command).to.contain(`${peer} `);
    });

    for (const { what, own, peer: command, codes, table } of rows) {
      it(`${what}: ${[command, own].filter((text) => text !== '').join(' | ')}`, () => {
        if (own !== '') {
          const { status, output } = runIn(table, own);
          expect(String(status), output).to.equal(codes[1]);
        }
        if (hasPeer && command !== '') {
          const { status, output } = runIn(table, command);
          expect(String(status), output).to.equal(codes[0]);
        }
      });
    }
  });
}

/** Commands hold pipes only escaped, as Markdown wants them in a table. */
function commandRows(markdown: string): readonly Row[] {
  const tables = markdown.split(/\n(?!\|)/).filter((part) => /^\|.*\| exit codes *\|$/m.test(part));
  return tables.flatMap((text, table) =>
    text
      .trim()
      .split('\n')
      .slice(2)
      .map((line) => {
        const [what = '', peer = '', own = '', codes = ''] = line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map(plain);
        const [first = '', second = ''] = codes.split(',').map((code) => code.trim());
        return { table, what, peer, own, codes: [first, second] as const };
      }),
  );
}

function plain(cell: string): string {
  return cell.trim().replaceAll('`', '').replaceAll('\\|', '|');
}
