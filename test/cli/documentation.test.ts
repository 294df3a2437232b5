import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { commandLoaders } from '../../cli/commands.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { run } from '../../cli/run.ts';
import type { Shells } from '../../cli/shells.ts';
import { sectionOf } from '../../cli/explain/markdown-section.ts';
import { FAULT_CODES } from '../../src/core/documents/document.ts';
import { ERROR_CODES } from '../../src/core/errors.ts';
import { isJsonObject, type JsonObject } from '../../src/core/model/json.ts';
import { parseFile } from '../../src/node/documents/parse-file.ts';
import { toImagesConfig } from '../../src/node/config/to-images-config.ts';
import { toConfig } from '../../src/node/config/to-config.ts';
import type { Command } from '../../src/node/flags/run-command.ts';
import { parseFlags } from '../../src/node/flags/parse-flags.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { codeBlocks } from '../house/support/markdown.ts';
import { fakeIo } from './fake-io.ts';

/** As cli/main.ts puts them together, which cannot be imported without running. */
const SHELLS: Shells = {
  serve: { summary: '', load: () => import('../../webhook/main.ts') },
  audit: { summary: '', load: () => import('../../webhook/audit/main.ts') },
  gate: { summary: '', load: () => import('../../reconciler/main.ts') },
};

const fileText = (...parts: readonly string[]): string => readFileSync(path.join(packageRoot(), ...parts), 'utf8');

const headings = (page: string, level: string): readonly string[] =>
  page.split('\n').flatMap((line) => (line.startsWith(`${level} `) ? [line.slice(level.length + 1)] : []));

/** The cells of a page's tables, row by row, without the rules below their heads. */
const tableRows = (page: string): readonly (readonly string[])[] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** The first column of a page's tables, as far as it is code. */
const firstColumn = (page: string): readonly string[] =>
  tableRows(page).flatMap(([cell = '']) => (cell.startsWith('`') ? [cell.replaceAll('`', '')] : []));

/** The commands of the program and those of their own, by what they are called. */
async function ownCommands(): Promise<readonly (readonly [name: string, command: Command])[]> {
  const commands: (readonly [string, Command])[] = [];
  for (const [name, { load }] of Object.entries(commandLoaders)) {
    const command = await load();
    const actions = Object.entries(command.actions ?? {});
    commands.push([name, command], ...actions.map(([word, action]) => [`${name} ${word}`, action] as const));
  }
  return commands;
}

describe('docs/errors.md', () => {
  const page = fileText('docs', 'errors.md');

  it('has a section for each error code, in the order of the code, and no other', () => {
    expect(headings(page, '##')).to.deep.equal(Object.keys(ERROR_CODES));
  });

  it('says of each what it means, its typical cause and what to do', () => {
    for (const [code, meaning] of Object.entries(ERROR_CODES)) {
      const section = sectionOf(page, code) ?? '';
      expect(section.startsWith(`${meaning}\n`), code).to.equal(true);
      expect(section, code).to.contain('**Typical cause.** ').and.to.contain('**What to do.** ');
    }
  });

  it('lists the faults of documents', () => {
    expect(firstColumn(sectionOf(page, 'INPUT_INVALID') ?? '')).to.deep.equal([...FAULT_CODES].sort());
  });
});

describe('docs/exit-codes.md', () => {
  it('lists the exit codes by number and name', () => {
    const [, ...rows] = tableRows(fileText('docs', 'exit-codes.md'));
    expect(rows.map(([code, name]) => [name?.replaceAll('`', ''), Number(code)])).to.deep.equal(Object.entries(EXIT));
  });
});

describe('docs/cli.md', () => {
  const page = fileText('docs', 'cli.md');

  it('has a section for each command', async () => {
    const sections = headings(page, '##').filter((heading) => heading.startsWith('sluice '));
    const names = [...(await ownCommands()).map(([name]) => name), ...Object.keys(SHELLS)];
    expect(sections).to.deep.equal(names.map((name) => `sluice ${name}`));
  });

  it('has the help of each command, word for word', async () => {
    for (const name of [...(await ownCommands()).map(([own]) => own), ...Object.keys(SHELLS)]) {
      const io = fakeIo({ cwd: packageRoot(), columns: 80 });
      expect(await run([...name.split(' '), '--help'], io, SHELLS), name).to.equal(0);
      expect(codeBlocks(sectionOf(page, `sluice ${name}`) ?? '', 'text'), name).to.deep.equal([io.stdout.text()]);
    }
  });
});

describe('the help', () => {
  it('has examples whose flags there are', async () => {
    const commands = await ownCommands();
    for (const [name, { spec, actions }] of commands) {
      expect(spec.examples, name).to.not.have.length(0);
      for (const { command } of spec.examples) {
        const called = command.split(' | ').at(-1) ?? '';
        const [ownName = '', own] =
          commands.findLast(([one]) => called === `sluice ${one}` || called.startsWith(`sluice ${one} `)) ?? [];
        // A command that has commands of its own shows theirs.
        expect(actions === undefined ? ownName : ownName.split(' ')[0], command).to.equal(name);
        const words = called.split(' ').slice(ownName.split(' ').length + 1);
        expect(() => parseFlags(own?.spec ?? spec, words, {}), command).to.not.throw();
      }
    }
  });

  it('says each thing about a flag in sentences', async () => {
    for (const [, { spec }] of await ownCommands()) {
      for (const [flag, { description }] of Object.entries(spec.flags))
        expect(description, flag).to.match(/^[A-Z].*\.$/s);
    }
  });
});

describe('docs/config.md', () => {
  const page = fileText('docs', 'config.md');
  const schema: unknown = JSON.parse(fileText('schemas', 'sluice.schema.json'));

  it('has an example that is a config', () => {
    const [example = ''] = codeBlocks(sectionOf(page, 'Example') ?? '', 'yaml');
    const [document] = parseFile(Buffer.from(example)).documents;
    const reading = toConfig(document?.value ?? null, { file: '/repo/sluice.yaml', cwd: '/repo' }, toImagesConfig);
    expect(reading).to.have.property('kind', 'config');
  });

  it('lists every key of the schema, and no other', () => {
    const [top = '', ...parts] = (sectionOf(page, 'Keys') ?? '').split('\n### ');
    expect(firstColumn(top)).to.deep.equal(propertyNames(schema));
    const tables = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), firstColumn(part)]));
    const definition: Readonly<Record<string, string>> = {
      constraints: 'constraint',
      match: 'match',
      waivers: 'waiver',
      bundles: 'bundles',
      'bundles.keys': 'bundleKey',
      registries: 'registry',
      namespaces: 'namespace',
      secrets: 'secrets',
      'secrets.ignores': 'secretIgnore',
      images: 'images',
      'images.authorities': 'authority',
      'images.authorities.any': 'signer',
      'images.authorities.key': 'imageKey',
      'images.authorities.keyless': 'keyless',
      'images.authorities.notation': 'notation',
      'images.authorities.attestations': 'attestationDemand',
      'images.trustRoots': 'trustRoot',
      'images.paths': 'imagePaths',
    };
    for (const [heading, name] of Object.entries(definition)) {
      expect(tables.get(heading), heading).to.deep.equal(propertyNames(objectAt(schema, '$defs', name)));
    }
  });
});

const propertyNames = (schema: unknown): readonly string[] => Object.keys(objectAt(schema, 'properties'));

function objectAt(value: unknown, ...keys: readonly string[]): JsonObject {
  let part: unknown = value;
  for (const key of keys) part = isJsonObject(part) ? part[key] : undefined;
  if (!isJsonObject(part)) throw new Error(`the schema has no ${keys.join('.')}`);
  return part;
}
