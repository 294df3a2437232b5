// How long the reader of formats takes to load, and to read a file of 100 KB of each format. Needs a build: `node bench/formats.mjs`.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ms, table } from './lib/table.mjs';

const SIZE = 100_000;
const ROUNDS = 3;

const root = path.resolve(import.meta.dirname, '..');
const built = path.join(root, 'dist', 'src', 'node', 'formats', 'formats-reader.js');
const { FormatsReader } = await import(pathToFileURL(built).href);

/** One entry of a file, by its number. */
const ENTRIES = {
  codeowners: (i) => `/dir${i}/** @org/team${i} a${i}@example.org\n`,
  cue: (i) => `field${i}: {name: "value ${i}", port: ${i}, list: [1, 2, 3]}\n`,
  dockerfile: (i) => `${i === 0 ? 'FROM node:24\n' : ''}RUN apt-get install -y package-${i} && rm -rf /tmp/*\n`,
  dotenv: (i) => `VARIABLE_${i}="some value ${i}"\n`,
  groovy: (i) => `def variable${i} = foo("text ${i}", ${i})\n`,
  hcl1: (i) => `resource "aws_x" "r${i}" {\n  name = "value ${i}"\n  port = ${i}\n}\n`,
  hcl2: (i) => `resource "aws_x" "r${i}" {\n  name = "value ${i}"\n  tags = { a = var.b }\n}\n`,
  hocon: (i) => `section${i} { name = "value ${i}", port = ${i} }\n`,
  ignore: (i) => `build/output-${i}/**/*.log\n`,
  ini: (i) => `[section${i}]\nname = value ${i}\nport = ${i}\n`,
  nginx: (i) => `server { listen ${i}; server_name host${i}.example.org; }\n`,
  properties: (i) => `some.property.number${i} = value ${i}\n`,
  toml: (i) => `[section${i}]\nname = "value ${i}"\nport = ${i}\nlist = [1, 2, 3]\n`,
  vcl: (i) => `backend b${i} {\n  .host = "host${i}";\n  .port = "80";\n}\n`,
  yaml: (i) => `- name: value ${i}\n  port: ${i}\n  tags: [a, b]\n`,
};

/** Formats that need something around their entries. */
const ENCLOSED = {
  cyclonedx: [
    '{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[{"type":"library","name":"a"}',
    (i) => `,{"type":"library","name":"package-${i}","version":"${i}.0.0"}\n`,
    ']}',
  ],
  edn: ['[', (i) => `{:name "value ${i}" :port ${i} :tags ["a" "b"]}\n`, ']'],
  json: ['[0', (i) => `,{"name":"value ${i}","port":${i},"tags":["a","b"]}\n`, ']'],
  jsonc: ['[0', (i) => `,{"name":"value ${i}", /* port */ "port":${i}}\n`, ']'],
  jsonnet: ['[', (i) => `{ name: "value " + ${i}, port: ${i} * 2 },\n`, ']'],
  spdx: [
    'SPDXVersion: SPDX-2.2\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: a\nDocumentNamespace: http://a.example/a\nCreator: Tool: t\nCreated: 2024-01-01T00:00:00Z\n',
    (i) =>
      `PackageName: p${i}\nSPDXID: SPDXRef-Package-${i}\nPackageDownloadLocation: NOASSERTION\nFilesAnalyzed: false\n\n`,
    '',
  ],
  xml: ['<a>', (i) => `<item port="${i}"><name>value ${i}</name><tag>a</tag></item>\n`, '</a>'],
};

const start = performance.now();
const reader = new FormatsReader();
console.log(`loading the reader: ${ms(performance.now() - start)}`);
const texts = {
  ...Object.fromEntries(Object.entries(ENTRIES).map(([format, entry]) => [format, fill('', entry, '')])),
  ...Object.fromEntries(Object.entries(ENCLOSED).map(([format, parts]) => [format, fill(...parts)])),
};
table(
  `A file of ${SIZE / 1000} KB`,
  ['format', 'first', `best of the next ${ROUNDS}`],
  Object.keys(texts)
    .sort()
    .map((format) => measure(format, Buffer.from(texts[format]))),
);

function fill(head, entry, tail) {
  let text = head;
  for (let i = 0; text.length < SIZE; i++) text += entry(i);
  return text + tail;
}

function measure(format, bytes) {
  const [first, ...others] = Array.from({ length: 1 + ROUNDS }, () => {
    const begin = performance.now();
    const read = reader.read(format, bytes, true);
    if (read.kind === 'fault') throw new Error(`${format}: line ${read.fault.line}: ${read.fault.reason}`);
    return performance.now() - begin;
  });
  return [format, ms(first), ms(Math.min(...others))];
}
