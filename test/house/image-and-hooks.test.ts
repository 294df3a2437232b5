import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { commandLoaders } from '../../cli/commands.ts';
import { codeBlocks, firstCells } from './support/markdown.ts';
import { readProject } from './support/project-files.ts';

interface Stage {
  readonly image: string;
  readonly name: string | undefined;
  readonly lines: readonly string[];
}

describe('the image', () => {
  const stages = stagesOf(readProject('Dockerfile'));
  const last = stages.at(-1);

  it('names the version of every image that it is made from', () => {
    const names = new Set(stages.map(({ name }) => name));
    const unversioned = stages
      .map(({ image }) => image)
      .filter((image) => !names.has(image) && !/:\d|@sha256:/.test(image));
    expect(stages).to.have.length.of.at.least(2);
    expect(unversioned).to.deep.equal([]);
  });

  it('does not run as root, and says so in a way that Kubernetes can check', () => {
    expect(last?.lines.filter((line) => line.startsWith('USER ')).at(-1)).to.match(/^USER [1-9]\d*(:[1-9]\d*)?$/);
  });

  it('takes nothing from the build but what is published', () => {
    const copies = last?.lines.filter((line) => /^(COPY|ADD) /.test(line));
    expect(copies).to.deep.equal(['COPY --from=build /sluice /sluice']);
  });

  it('starts the program that npm installs', () => {
    const { bin } = JSON.parse(readProject('package.json'));
    expect(last?.lines).to.include(`ENTRYPOINT ["node", "--max-semi-space-size=4", "/sluice/${bin.sluice}"]`);
  });

  it('is built from the repository, and not from what lies around in it', () => {
    expect(readProject('.dockerignore').split('\n')).to.include.members(['.git', 'node_modules', 'dist']);
  });
});

describe('the pre-commit hooks', () => {
  const hooks: readonly Readonly<Record<string, unknown>>[] = parse(readProject('.pre-commit-hooks.yaml'));

  it('call commands that exist', () => {
    const commands = hooks.map(({ entry }) => String(entry).split(' '));
    expect(commands.map(([program]) => program)).to.deep.equal(hooks.map(() => 'sluice'));
    expect(Object.keys(commandLoaders)).to.include.members(commands.map(([, command]) => command));
  });

  it('give one process all files that pre-commit names, so that each run says what it judged', () => {
    for (const hook of hooks) expect(hook, String(hook['id'])).to.include({ language: 'node', require_serial: true });
    const staged = hooks.filter(({ entry }) => String(entry).includes('--staged'));
    expect(staged).not.to.have.length(0);
    for (const hook of staged) expect(hook, String(hook['id'])).not.to.have.property('pass_filenames');
    // Where no names are needed, none of the files of a push must be able to keep the hook from running.
    expect(hooks.find(({ id }) => id === 'sluice-push')).to.include({ pass_filenames: false, always_run: true });
  });

  it('name shipped policies that there are, and their packages', () => {
    for (const { entry } of hooks) {
      const [, policy] = / -p sluice:(\S+)/.exec(String(entry)) ?? [];
      if (policy === undefined) continue;
      const [, name] = / -n (\S+)/.exec(String(entry)) ?? [];
      expect(readProject(`policies/${policy}/policy.rego`)).to.match(new RegExp(`^package ${name}$`, 'm'));
    }
  });

  it('are the hooks that the page about them names', () => {
    const table = firstCells(readProject('docs/pre-commit.md')).filter((cell) => cell.startsWith('sluice-'));
    expect(hooks.map(({ id }) => id)).to.deep.equal(table);
  });

  it('are shown in the README as on that page, from where the tests of pre-commit take them', () => {
    const [shown] = codeBlocks(readProject('docs/pre-commit.md'), 'yaml');
    expect(codeBlocks(readProject('README.md'), 'yaml')).to.deep.equal([shown]);
  });
});

function stagesOf(dockerfile: string): readonly Stage[] {
  const joined = dockerfile
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const starts = joined.flatMap((line, index) => (line.startsWith('FROM ') ? [index] : []));
  return starts.map((start, place) => {
    const [, image = '', , name] = (joined[start] ?? '').split(' ');
    return { image, name, lines: joined.slice(start + 1, starts[place + 1]) };
  });
}
