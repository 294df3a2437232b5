// Completes package-lock.json with the packages for other platforms. npm leaves out those that the registry in use does not have,
// and `npm ci` then refuses the lock. Run it after `npm install`; a house test says when it is needed.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { main, root } from './run.mjs';

await main(() => {
  const file = path.join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = missingPlatforms(lock.packages);
  const packages = Object.entries({ ...lock.packages, ...added }).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
  console.log(`${Object.keys(added).length} packages for other platforms added`);
});

function missingPlatforms(packages) {
  const entries = Object.values(packages).flatMap(({ optionalDependencies = {}, dev }) =>
    Object.entries(optionalDependencies).map(([name, version]) => [
      `node_modules/${name}`,
      inOrder({ version, ...platformOf(name), ...(dev === true ? { dev } : {}), optional: true }),
    ]),
  );
  return Object.fromEntries(entries.filter(([folder]) => packages[folder] === undefined));
}

/** `@oxlint/binding-linux-x64-musl`: without these npm would try to install it here. */
function platformOf(name) {
  const [os, cpu, libc] = name
    .split('/')
    .at(-1)
    .replace(/^binding-/, '')
    .split('-');
  return { os: [os], cpu: [cpu], ...(os === 'linux' ? { libc: [libc === 'musl' ? 'musl' : 'glibc'] } : {}) };
}

/** The order in which npm writes these members, so that it does not write the file again. */
function inOrder({ version, cpu, dev, libc, optional, os }) {
  const members = Object.entries({ version, cpu, dev, libc, optional, os });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}
