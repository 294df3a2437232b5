import { expect } from 'chai';
import { describe, it } from 'mocha';
import { commandLoaders } from '../../cli/commands.ts';
import { readProject } from './support/project-files.ts';

const pages = ['README.md', 'CONTRIBUTING.md'];
const { scripts, engines } = JSON.parse(readProject('package.json'));

describe('the README', () => {
  it('names only npm scripts that exist', () => {
    const calls = pages.flatMap((page) => [...readProject(page).matchAll(/\bnpm (?:run ([a-z:]+)|(test\b))/g)]);
    const named = calls.map(([, script, test]) => script ?? test ?? '');
    const unknown = named.filter((script) => !(script in scripts));
    expect(named).to.include.members(['demo', 'test']);
    expect(unknown).to.deep.equal([]);
  });

  it('names only commands of sluice that exist', () => {
    const known = [...Object.keys(commandLoaders), 'serve', 'audit', 'gate', 'help'];
    const named = [...readProject('README.md').matchAll(/^\s*(?:\$ )?(?:npx )?sluice ([a-z]+)/gm)].map(
      ([, command = '']) => command,
    );
    expect(named).to.include('check');
    expect(named.filter((command) => !known.includes(command))).to.deep.equal([]);
  });

  it('begins with the two commands that do all their own set-up', () => {
    const [demo, test] = [...readProject('README.md').matchAll(/npm (run demo|test)\b/g)].map(([command]) => command);
    expect([demo, test]).to.deep.equal(['npm run demo', 'npm test']);
  });

  it('asks for the Node that package.json asks for', () => {
    expect(readProject('README.md')).to.include(engines.node.replaceAll(' || ', ', ').replace(/, ([^,]*)$/, ' or $1'));
  });
});
