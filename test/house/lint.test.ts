import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { root } from './support/project-files.ts';

/** A fault each, where the rule that finds it applies. */
const PLANTED: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'no-restricted-imports in core': [
    'src/core/clock.ts',
    `import { hrtime } from 'node:process';\nexport const now: unknown = hrtime;\n`,
  ],
  'no-restricted-imports in node': [
    'src/node/app.ts',
    `import express from 'express';\nexport const app: unknown = express;\n`,
  ],
  'no-restricted-imports in webhook': [
    'webhook/shell.ts',
    `import { q } from '../cli/q.ts';\nexport const p: unknown = q;\n`,
  ],
  'no-explicit-any': ['src/node/any.ts', `export const loose = (value: any): string => String(value);\n`],
  'no-floating-promises': ['src/node/floating.ts', `export function start(): void {\n  Promise.resolve();\n}\n`],
  'switch-exhaustiveness-check': [
    'src/core/union.ts',
    `export function f(kind: 'a' | 'b'): void {\n  switch (kind) {\n    case 'a':\n      f('b');\n  }\n}\n`,
  ],
  'no-default-export': ['cli/other.ts', `export default 1;\n`],
  'no-cycle': ['cli/q.ts', `import { r } from './r.ts';\nexport const q = (): unknown => r;\n`],
  'only-throw-error': ['reconciler/throws.ts', `export function stop(): never {\n  throw 'text';\n}\n`],
};

describe('the linter, as it is configured', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-lint-'));
  let found: readonly { readonly rule: string; readonly file: string }[] = [];

  before(() => {
    copyFileSync(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      '{ "compilerOptions": { "strict": true, "module": "nodenext", "types": [] } }',
    );
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    plant('cli/r.ts', `import { q } from './q.ts';\nexport const r = (): unknown => q;\n`);
    for (const [file, text] of Object.values(PLANTED)) plant(file, text);
    found = lint(['src', 'cli', 'webhook', 'reconciler']);
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const [name, [file]] of Object.entries(PLANTED)) {
    it(`finds ${name}`, () => {
      const rule = name.split(' ')[0];
      expect(found.filter((one) => one.file === file).map((one) => one.rule)).to.include(rule);
    });
  }

  function plant(file: string, text: string): void {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }

  function lint(folders: readonly string[]): readonly { readonly rule: string; readonly file: string }[] {
    const oxlint = path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const { stdout } = spawnSync(process.execPath, [oxlint, '--type-aware', '--format', 'json', ...folders], {
      cwd: folder,
      encoding: 'utf8',
    });
    const { diagnostics }: { diagnostics: readonly { code: string; filename: string }[] } = JSON.parse(stdout);
    return diagnostics.map(({ code, filename }) => ({ rule: /\(([^)]+)\)/.exec(code)?.[1] ?? code, file: filename }));
  }
});
