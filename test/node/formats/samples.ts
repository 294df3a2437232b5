import type { ReadableFormat } from '../../../src/node/formats/formats-reader.ts';

/** A text of a format, with the documents that conftest 0.71.1 makes of it (`conftest parse --parser FORMAT`). */
export interface Sample {
  readonly format: ReadableFormat;
  readonly text: string;
  readonly documents: readonly unknown[];
}

const command = (Cmd: string, Value: readonly string[], more: object = {}): object => ({
  Cmd,
  Flags: [],
  JSON: false,
  Stage: 0,
  SubCmd: '',
  Value,
  ...more,
});

const node = (kind: string, column: number, children: readonly object[]): object => ({
  kind,
  line: 1,
  column,
  children,
});

const token = (kind: string, column: number, text: string): object => ({ kind, line: 1, column, text });

export const SAMPLES: readonly Sample[] = [
  {
    format: 'codeowners',
    text: '# who\n*.ts @org/team a@example.org # types\n',
    documents: [
      {
        rules: [
          {
            comment: 'types',
            lineNumber: 2,
            owners: [
              { type: 'team', value: 'org/team' },
              { type: 'email', value: 'a@example.org' },
            ],
            pattern: '*.ts',
          },
        ],
      },
    ],
  },
  {
    format: 'cue',
    text: 'import "strings"\n#Port: >0 & <65536\nport: #Port & 8080\nname: strings.ToLower("API")\nlist: [for x in [1, 2] {x * 2}]\n',
    documents: [{ port: 8080, name: 'api', list: [2, 4] }],
  },
  {
    format: 'cyclonedx',
    text: '<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1"><components><component type="library"><name>a</name><version>1.0</version></component></components></bom>',
    documents: [
      {
        bomFormat: '',
        specVersion: 'SpecVersion(0)',
        version: 1,
        components: [{ type: 'library', name: 'a', version: '1.0' }],
      },
    ],
  },
  {
    format: 'dockerfile',
    text: 'FROM node:24 AS build\n# what follows\nRUN ["npm", "ci"]\nFROM scratch\nCOPY --from=build /a /b\n',
    documents: [
      [
        command('from', ['node:24', 'AS', 'build']),
        command('comment', ['what follows'], { Flags: null }),
        command('run', ['npm', 'ci'], { JSON: true }),
        command('from', ['scratch'], { Stage: 1 }),
        command('copy', ['/a', '/b'], { Stage: 1, Flags: ['--from=build'] }),
      ],
    ],
  },
  {
    format: 'dotenv',
    text: '# comment\nexport A=1\nB="two ${A}"\nC=\'${A}\'\n',
    documents: [{ A: '1', B: 'two 1', C: '${A}' }],
  },
  {
    format: 'edn',
    text: '{:name "a" :ports [80 443] :tags #{:x} :nested {"k" nil}}',
    documents: [{ ':name': 'a', ':ports': ['80', '443'], ':tags': 'map[:x:true]', ':nested': { k: '<nil>' } }],
  },
  {
    format: 'groovy',
    text: 'x = 1\n',
    documents: [
      node('FileNode', 1, [
        node('ExpressionStmt', 1, [
          node('AssignExpr', 1, [
            node('IdentExpr', 1, [token('Identifier', 1, 'x')]),
            token('Assign', 3, '='),
            node('LiteralExpr', 5, [token('IntLiteral', 5, '1')]),
          ]),
        ]),
      ]),
    ],
  },
  {
    format: 'hcl1',
    text: 'service "api" {\n  port = 80\n  hosts = ["a", "b"]\n}\n',
    documents: [{ service: [{ api: [{ port: 80, hosts: ['a', 'b'] }] }] }],
  },
  {
    format: 'hcl2',
    text: 'resource "aws_s3_bucket" "b" {\n  acl    = "public-read"\n  count  = 1 + 1\n  tags   = { a = var.a }\n  rule { id = "x" }\n}\nlocals { n = 5 }\n',
    documents: [
      {
        resource: {
          aws_s3_bucket: {
            b: [{ acl: 'public-read', count: '${1 + 1}', tags: { a: '${var.a}' }, rule: [{ id: 'x' }] }],
          },
        },
        locals: [{ n: 5 }],
      },
    ],
  },
  {
    format: 'hocon',
    text: 'play { port = 9000, on = true\n  name = "x" }\nplay.extra = ${play.port}\n',
    documents: [{ play: { port: 9000, on: true, name: 'x', extra: 9000 } }],
  },
  {
    format: 'ignore',
    text: '# comment\nnode_modules\n!keep\n',
    documents: [
      [
        { Kind: 'Comment', Original: '# comment', Value: 'comment' },
        { Kind: 'Path', Original: 'node_modules', Value: 'node_modules' },
        { Kind: 'NegatedPath', Original: '!keep', Value: 'keep' },
        { Kind: 'Empty', Original: '', Value: '' },
      ],
    ],
  },
  {
    format: 'ini',
    text: 'top = 1\n[server]\nport = 8080\non = true\nname = a b\n; comment\n[empty]\n',
    documents: [{ server: { port: 8080, on: true, name: 'a b' }, empty: {} }],
  },
  { format: 'json', text: '[{"a": 1}, null, 9007199254740993]', documents: [{ a: 1 }, null, 9007199254740992] },
  { format: 'jsonc', text: '{\n  // one\n  "a": 1, /* two */\n  "b": "//"\n}', documents: [{ a: 1, b: '//' }] },
  {
    format: 'jsonnet',
    text: 'local f(x) = x * 2;\n[{ name: "a%d" % f(i), long: std.repeat("x", 3) } for i in [1, 2]]\n',
    documents: [
      { name: 'a2', long: 'xxx' },
      { name: 'a4', long: 'xxx' },
    ],
  },
  {
    format: 'nginx',
    text: 'http {\n  # comment\n  server { listen 80 default_server; }\n}\n',
    documents: [
      {
        directives: [
          {
            name: 'http',
            block: {
              directives: [
                {
                  name: 'server',
                  block: { directives: [{ name: 'listen', parameters: ['80', 'default_server'] }] },
                },
              ],
            },
          },
        ],
      },
    ],
  },
  {
    format: 'properties',
    text: '! comment\na.b = c\nlong = one \\\n  two\nuses = ${a.b}\n',
    documents: [{ 'a.b': 'c', long: 'one two', uses: '${a.b}' }],
  },
  {
    format: 'spdx',
    text: 'SPDXVersion: SPDX-2.2\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: a\nDocumentNamespace: http://example.org/a\nCreator: Tool: t\nCreated: 2024-01-01T00:00:00Z\n',
    documents: [
      {
        SPDXID: 'SPDXRef-DOCUMENT',
        creationInfo: { created: '2024-01-01T00:00:00Z', creators: ['Tool: t'] },
        dataLicense: 'CC0-1.0',
        documentNamespace: 'http://example.org/a',
        name: 'a',
        spdxVersion: 'SPDX-2.3',
      },
    ],
  },
  {
    format: 'toml',
    text: 'when = 2024-01-02T03:04:05Z\nday = 2024-01-02\nf = 1e30\n[[list]]\na = 1\n[[list]]\na = 2\n',
    documents: [{ when: '2024-01-02T03:04:05Z', day: '2024-01-02T00:00:00Z', f: 1e30, list: [{ a: 1 }, { a: 2 }] }],
  },
  {
    format: 'vcl',
    text: 'backend default {\n  .host = "127.0.0.1";\n  .port = "80";\n}\n',
    documents: [{ backend: { default: { host: '127.0.0.1', port: '80' } } }],
  },
  {
    format: 'xml',
    text: '<?xml version="1.0"?>\n<a id="1"><b>x</b><b>y</b><c/></a>\n',
    documents: [{ a: { '-id': '1', b: ['x', 'y'], c: '' } }],
  },
  {
    format: 'yaml',
    text: 'a: yes\n---\n- 1\n---\n',
    documents: [{ a: true }, [1], null],
  },
];
