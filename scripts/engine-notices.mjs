// The licences of everything that is linked into an artefact, read from the Go module cache.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|notice|copying|copyright|patents)([.-].*)?$/i;
const RULE = '='.repeat(100);

/**
 * @param {readonly {Dir: string, Standard?: boolean, Module?: {Path: string, Version?: string, Dir: string, Main?: boolean}}[]} packages
 *   what `go list -deps -json` says
 * @param {string} goRoot
 * @param {string} intro
 * @param {readonly string[]} more notices of what is linked in another way
 */
export function writeNotices(packages, goRoot, intro, more) {
  const modules = linkedModules(packages);
  const texts = modules.map((module) => notice(`${module.path} ${module.version}`, licenceFiles(module)));
  const go = notice('The Go standard library and runtime', [{ name: 'LICENSE', text: read(join(goRoot, 'LICENSE')) }]);
  return [intro, go, ...texts, ...more].join(`\n${RULE}\n`);
}

/** Modules with the folders of those of their packages that are linked, sorted by path. */
export function linkedModules(packages) {
  const modules = new Map();
  for (const { Dir, Standard, Module } of packages) {
    if (Standard || Module === undefined || Module.Main) continue;
    const known = modules.get(Module.Path) ?? {
      path: Module.Path,
      version: Module.Version,
      folder: Module.Dir,
      packages: [],
    };
    known.packages.push(Dir);
    modules.set(Module.Path, known);
  }
  return [...modules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A package may have a licence of its own: look in each linked package's folder and upwards to the module. */
function licenceFiles({ path, folder, packages }) {
  const folders = new Set([folder]);
  for (let each of packages) {
    for (; each.length > folder.length; each = dirname(each)) folders.add(each);
  }
  const files = [...folders]
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((each) =>
      readdirSync(each)
        .filter((name) => LICENCE_FILE.test(name) && !name.endsWith('.go'))
        .map((name) => ({ name: join(relative(folder, each), name), text: read(join(each, name)) })),
    );
  if (files.length === 0)
    throw new Error(`${path} has no licence file: find out under which licence it may be shipped`);
  return files;
}

/**
 * OPA's Wasm runtime, which every compiled policy contains, links C and C++ libraries that have no licence file in OPA's module.
 * LLVM's licence excepts what a compiler embeds, so its name suffices.
 */
export function policyRuntimeNotices(modules, engine) {
  const opa = modules.find(({ path }) => path === 'github.com/open-policy-agent/opa');
  if (opa === undefined) throw new Error('OPA is not among the linked modules');
  return [
    notice('libmpdec, in the runtime of compiled policies', [
      { name: 'mpdecimal.h', text: leadingComment(read(join(opa.folder, 'wasm', 'src', 'libmpdec', 'mpdecimal.h'))) },
    ]),
    notice('RE2, in the runtime of compiled policies', [
      { name: 'LICENSE', text: read(join(engine, 'licences', 're2.txt')) },
    ]),
    notice('LLVM libc++, in the runtime of compiled policies', [
      {
        name: 'Apache-2.0 WITH LLVM-exception',
        text: 'Copyright (c) the LLVM Project contributors. https://llvm.org/LICENSE.txt\n',
      },
    ]),
  ];
}

function leadingComment(source) {
  return source.slice(0, source.indexOf('*/') + 2) + '\n';
}

function notice(title, files) {
  return [`${title}\n`, ...files.map(({ name, text }) => `--- ${name}\n\n${text.trimEnd()}\n`)].join('\n');
}

function read(path) {
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}
