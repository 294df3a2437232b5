// Looks at the package as npm would publish it: what is in it, how big it is, whether publint finds it sound.
import path from 'node:path';
import { capture, expected, main, runTool } from './run.mjs';

/** Without one of these the package does not work, or may not be passed on. */
const REQUIRED = [
  'package.json',
  'README.md',
  'LICENSE',
  'dist/NOTICES.txt',
  'dist/bundle/sluice.js',
  'dist/bundle/evaluation-worker.js',
  'dist/engine/engine.wasm',
  'dist/engine/formats.wasm',
  'dist/engine/FORMATS-NOTICES.txt',
  'policies/lib/pods.rego',
  'schemas/sluice.schema.json',
];
const ALLOWED =
  /^(package\.json|README\.md|LICENSE|dist\/(NOTICES\.txt$|bundle\/|engine\/|policies\/)|policies\/|schemas\/)/;
const UNWANTED = /\.map$|\.ts$|\.tsbuildinfo$|\/cases\/|_test\.rego$|\.mjs$/;

await main(() => {
  const { files, size, unpackedSize } = listPackage();
  const paths = files.map((file) => file.path);
  const missing = REQUIRED.filter((file) => !paths.includes(file));
  if (!paths.some((file) => file.startsWith('dist/policies/'))) missing.push('dist/policies/*');
  if (missing.length > 0)
    throw expected(`the package lacks ${missing.join(', ')}; run npm run build, and see "files" in package.json`);
  const unwanted = paths.filter((file) => !ALLOWED.test(file) || UNWANTED.test(file));
  if (unwanted.length > 0) throw expected(`the package would hold ${unwanted.join(', ')}; see "files" in package.json`);
  report(files, size, unpackedSize);
  runTool('publint', ['--strict']);
});

function listPackage() {
  const { status, stdout, stderr } = capture('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
  if (status !== 0) throw expected(`npm pack failed: ${stderr}`);
  const [listing] = JSON.parse(stdout);
  return listing;
}

function report(files, size, unpackedSize) {
  const byFolder = new Map();
  for (const { path: file, size: bytes } of files) {
    const part = partOf(file);
    byFolder.set(part, (byFolder.get(part) ?? 0) + bytes);
  }
  for (const [folder, bytes] of [...byFolder].sort((a, b) => b[1] - a[1]))
    console.log(`  ${megabytes(bytes)}  ${folder}`);
  console.log(`  ${megabytes(unpackedSize)}  in ${files.length} files; the archive has ${megabytes(size).trim()}`);
}

/** A folder; of the artefacts each one by itself, because they are most of the package. */
function partOf(file) {
  if (file.endsWith('.wasm')) return file;
  return path
    .dirname(file)
    .split('/')
    .slice(0, file.startsWith('dist/') ? 2 : 1)
    .join('/');
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`.padStart(10);
}
