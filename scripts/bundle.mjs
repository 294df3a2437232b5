import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { bundleProgram } from './bundle-program.mjs';
import { root } from './run.mjs';

const SHELLS = ['src', 'cli', 'webhook', 'reconciler'];
const BUNDLE = path.join(root, 'dist', 'bundle');

/** What CommonJS puts around a file. `cli/start.ts` calls the function. */
const FUNCTION_HEAD = '(function (require, module, __filename, __dirname) {';

const COMMON = {
  absWorkingDir: root,
  outdir: BUNDLE,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  // `import()` of what is not bundled becomes `require()`: a script from V8's code cache cannot import.
  supported: { 'dynamic-import': false },
  // A module's own place is what finds workers and the package's other files.
  define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname' },
  banner: { js: "'use strict';" },
  // What npm installs beside the bundle: large, and needed by few commands, which load it when they are called.
  external: Object.keys(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies),
  alias: {
    undici: path.join(root, 'scripts', 'no-undici.mjs'),
    debug: path.join(root, 'scripts', 'no-debug.mjs'),
  },
  plugins: [onePath(), rulesAsText()],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
};

/**
 * Bundles the program and each worker, with all that they need: see docs/adr/0005-bundle.md. `sluice.js` is what npm puts on
 * the PATH; it starts the program.
 * @returns the sources that went into the bundle, of ours and of packages, relative to the repository
 */
export async function bundle() {
  const threads = await build({ ...COMMON, entryPoints: workers() });
  const files = new Map(
    threads.outputFiles.map(({ path: file, contents }) => [path.basename(file), toAscii(contents)]),
  );
  const { parts, inputs } = await bundleProgram(COMMON);
  const names = Object.fromEntries(
    Object.entries(parts).map(([name, contents]) => [name, addPart(files, name, contents)]),
  );
  const start = await build({
    ...COMMON,
    entryPoints: [{ in: path.join('cli', 'start.ts'), out: 'sluice' }],
    define: { ...COMMON.define, PARTS: JSON.stringify(names) },
  });
  files.set('sluice.js', Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), toAscii(start.outputFiles[0].contents)]));
  files.set('package.json', Buffer.from('{ "type": "commonjs" }\n'));
  writeFiles(files);
  return [...inputs, ...Object.keys(threads.metafile.inputs)];
}

/** Adds a part of the program as one function, under a name that carries its hash. */
function addPart(files, name, contents) {
  const text = Buffer.concat([Buffer.from(FUNCTION_HEAD), toAscii(contents), Buffer.from('\n})')]);
  const file = `${name}-${digest(text)}.js`;
  files.set(file, text);
  return file;
}

/** `import path from 'node:path'` copies its twenty members for each module that says so. One copy, uncopied, is enough. */
function onePath() {
  return {
    name: 'one-path',
    setup({ onResolve, onLoad }) {
      // Packages import it in other ways, too.
      onResolve({ filter: /^node:path$/ }, ({ importer }) =>
        importer.endsWith('.ts') ? { path: 'node:path', namespace: 'one-path' } : { path: 'node:path', external: true },
      );
      onLoad({ filter: /.*/, namespace: 'one-path' }, () => ({ contents: "export default require('node:path')" }));
    },
  };
}

/**
 * The rules that ship are bundled as a table, from which each is made when it is called for: to make all of them takes a hook longer than to
 * search a commit. The compiled sources, which were built before, write it.
 */
function rulesAsText() {
  return {
    name: 'rules-as-text',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]rules[\\/]own-rules\.ts$/ }, async () => {
        const [{ ownRules }, { writeRuleTable }] = await Promise.all(
          ['own-rules.js', 'write-rule-table.js'].map((file) => import(`../dist/src/core/secrets/rules/${file}`)),
        );
        const table = JSON.stringify(writeRuleTable(ownRules()));
        return {
          loader: 'ts',
          contents: `import { readRuleTable } from './rule-table.ts';
let set;
export const ownRules = () => (set ??= readRuleTable(${table}));`,
        };
      });
    },
  };
}

/** Threads start from a file, so each `*-worker.ts` becomes one, beside the code that names it. */
function workers() {
  return SHELLS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true })
      .filter((file) => file.endsWith('-worker.ts'))
      .map((file) => ({ in: path.join(folder, file), out: path.basename(file, '.ts') })),
  );
}

/**
 * V8 reads a text of single bytes at half the cost. esbuild has escaped all others in strings; what is left stands in comments
 * and regular expressions, where this notation means the same.
 */
function toAscii(contents) {
  const text = Buffer.from(contents).toString('utf8');
  return Buffer.from(
    text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    'latin1',
  );
}

const digest = (content) => createHash('sha256').update(content).digest('hex').slice(0, 12);

/** Files of an earlier build would stay for ever, and be published; unchanged ones are left alone. */
function writeFiles(files) {
  mkdirSync(BUNDLE, { recursive: true });
  for (const [name, content] of files) {
    const file = path.join(BUNDLE, name);
    if (!existsSync(file) || !readFileSync(file).equals(content)) writeFileSync(file, content);
  }
  chmodSync(path.join(BUNDLE, 'sluice.js'), 0o755);
  for (const name of readdirSync(BUNDLE)) if (!files.has(name)) rmSync(path.join(BUNDLE, name), { recursive: true });
}
