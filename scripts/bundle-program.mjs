import path from 'node:path';
import { build } from 'esbuild';
import { expected, root } from './run.mjs';

const MAIN = 'cli/main.ts';

/**
 * Where the modules are that not every run needs, by the part. A module named here may be imported like any other: it is
 * loaded when something of it is used. What is named by `import()` and not here is in the rest.
 */
const LATE = new Map([
  ['src/node/evaluation/evaluator.ts', 'judge'],
  ['src/node/documents/parse-file.ts', 'judge'],
  ['src/node/formats/config-functions.ts', 'judge'],
  ['src/node/secrets/open-secret-search.ts', 'secrets'],
  ['src/node/check/run-staged-check.ts', 'staged'],
  ['src/node/secrets/sops-config-faults.ts', 'secrets'],
  ['src/core/secrets/gitleaks/files-rules.ts', 'rest'],
  ['src/core/secrets/gitleaks/go-regex/compile-go-regex.ts', 'rest'],
  ['src/node/formats/formats-reader.ts', 'rest'],
  ['src/node/engine/rego-engine.ts', 'rest'],
  ['src/node/kubernetes/load-kube-connection.ts', 'cluster'],
]);

/**
 * Bundles the program into parts: what every `sluice check` uses, what judges, what searches for secrets, what reads the next
 * commit, what finds a cluster, and the rest. A part costs each run that loads it time by its size, used or not. Every module is in one part only; the others
 * ask for it by name, through the `require` that they are given (`cli/start.ts`).
 * @param {import('esbuild').BuildOptions} common
 * @returns the texts by part, and the sources that went into them
 */
export async function bundleProgram(common) {
  const plan = { common, partOf: new Map(), late: new Map(LATE), wanted: new Set() };
  await buildPart(plan, 'main', `import './${MAIN}';`);
  await buildPart(plan, 'judge', lateEntry(plan, 'judge'));
  await buildPart(plan, 'secrets', lateEntry(plan, 'secrets'));
  await buildPart(plan, 'staged', lateEntry(plan, 'staged'));
  const rest = await buildPart(plan, 'rest', lateEntry(plan, 'rest'));
  const cluster = await buildPart(plan, 'cluster', lateEntry(plan, 'cluster'));
  // Again, because only now it is known what the others want of them.
  const staged = await buildPart(plan, 'staged', lateEntry(plan, 'staged'));
  const secrets = await buildPart(plan, 'secrets', lateEntry(plan, 'secrets'));
  const judge = await buildPart(plan, 'judge', lateEntry(plan, 'judge'));
  const main = await buildPart(plan, 'main', await mainEntry(plan));
  return { parts: { main, judge, secrets, staged, rest, cluster }, inputs: [...plan.partOf.keys()] };
}

async function buildPart(plan, part, contents) {
  const { metafile, outputFiles } = await build({
    ...plan.common,
    plugins: [...plan.common.plugins, modulesElsewhere(plan, part)],
    stdin: { contents, resolveDir: root, sourcefile: `${part}.entry`, loader: 'js' },
  });
  for (const input of Object.keys(metafile.inputs).filter((file) => file !== `${part}.entry`)) {
    const other = plan.partOf.get(input) ?? part;
    if (other !== part && !isShim(input)) throw expected(`${input} would be both in ${other} and in ${part}`);
    plan.partOf.set(input, part);
  }
  return outputFiles[0].contents;
}

/** Has no state, and each part has its own. */
const isShim = (input) => input.startsWith('one-path:') || input === 'scripts/no-debug.mjs';

/**
 * What others use of main, behind a function that is there before the program, which begins to run when it is imported. Each
 * name is imported by itself: esbuild makes whole modules into objects at every start.
 */
async function mainEntry(plan) {
  const modules = await exportedNames(plan.common, exportsOf(plan, 'main'));
  const imports = modules.map(({ file, names }, m) => {
    const list = names.map((name, n) => `${name} as m${m}_${n}`);
    return `import { ${list.join(', ')} } from './${file}';`;
  });
  const members = modules.map(({ file, names }, m) => {
    const getters = names.map((name, n) => `get ${name}() { return m${m}_${n}; }`);
    return `'${file}': () => ({ ${getters.join(', ')} })`;
  });
  return [...imports, `import './${MAIN}';`, `export function modules() { return { ${members.join(', ')} }; }`].join(
    '\n',
  );
}

/** What modules export, types left out. */
async function exportedNames(common, files) {
  const { metafile } = await build({
    ...common,
    plugins: [],
    alias: {},
    external: [],
    bundle: false,
    format: 'esm',
    entryPoints: files,
  });
  const outputs = Object.values(metafile.outputs);
  return files.map((file) => ({ file, names: outputs.find(({ entryPoint }) => entryPoint === file).exports }));
}

/** A function for each module, which runs it when it is first called. */
function lateEntry(plan, part) {
  const members = exportsOf(plan, part).map((file) => `'${file}': () => require('${isOwn(file) ? './' : ''}${file}')`);
  return `module.exports.modules = () => ({ ${members.join(', ')} });`;
}

/** The modules of a part that others use. */
function exportsOf({ partOf, late, wanted }, part) {
  const ofLate = [...late].filter(([, place]) => place === part).map(([file]) => file);
  return [...new Set([...ofLate, ...[...wanted].filter((file) => partOf.get(file) === part)])].sort();
}

/** A plugin that leaves out of a part what is in another one, and notes what that is. */
function modulesElsewhere({ common: { external }, partOf, late, wanted }, part) {
  const placeOf = (file, kind) => {
    if (kind === 'dynamic-import' && part !== 'rest' && !late.has(file) && !partOf.has(file)) late.set(file, 'rest');
    return partOf.get(file) ?? late.get(file) ?? part;
  };
  return {
    name: 'modules-elsewhere',
    setup({ onResolve }) {
      onResolve({ filter: /^[^/]/ }, ({ path: given, resolveDir, kind, importer }) => {
        if (!isOwn(importer) || !isDivided(given, kind)) return undefined;
        const file = given.startsWith('.')
          ? path.relative(root, path.resolve(resolveDir, given)).split(path.sep).join('/')
          : given;
        const place = placeOf(file, kind);
        if (place === part) return undefined;
        wanted.add(file);
        return { path: `${place}:${file}`, external: true };
      });
    },
  };

  /** Our modules, and packages that are bundled and loaded when they are needed. */
  function isDivided(given, kind) {
    if (given.startsWith('.')) return true;
    return kind === 'dynamic-import' && !given.startsWith('node:') && !external.includes(given);
  }
}

/** A module of ours, and no package. */
const isOwn = (file) => file.endsWith('.ts');
