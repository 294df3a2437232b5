import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createFastReader } from '../../../src/core/documents/fast/fast-reader.ts';
import { portableUtf8 } from '../../../src/core/documents/utf8.ts';

function readFast(text: string): string | undefined {
  return createFastReader(200, portableUtf8)(text);
}

const MANIFEST = `# Everything that manifests are made of.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: "web"
  labels: {app: web, 'tier': "front", on: yes}
  annotations:
    note: it is
      folded

      text
    quoted: "two
      lines, \\"escaped\\""
    size: '10'
spec:
  replicas: 3
  ratio: 0.50
  template:
    spec:
      containers:
      - name: web
        image: example.org/web:1.2@sha256:abc # pinned
        args: ["-v", --x=y,
               # why
               3]
        ports:
        - {containerPort: 8080}
        -
          containerPort: 0x50
      -   name: side
          command:
            - sh
            - -c
            - |
              echo "hi" \\
                # not a comment

              exit 0
      volumes: []
      securityContext: {}
      nodeName:
      hostname: ~
data:
  keep: |+
    a

  fold: >-
    b
    c
  strip: |2-
      d
`;

describe('the fast reader', () => {
  it('reads everything that manifests are made of, so that the complete reader is rarely asked', () => {
    expect(JSON.parse(readFast(MANIFEST) ?? '')).to.deep.equal({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        labels: { app: 'web', tier: 'front', true: true },
        annotations: { note: 'it is folded\ntext', quoted: 'two lines, "escaped"', size: '10' },
      },
      spec: {
        replicas: 3,
        ratio: 0.5,
        template: {
          spec: {
            containers: [
              {
                name: 'web',
                image: 'example.org/web:1.2@sha256:abc',
                args: ['-v', '--x=y', 3],
                ports: [{ containerPort: 8080 }, { containerPort: 80 }],
              },
              { name: 'side', command: ['sh', '-c', 'echo "hi" \\\n  # not a comment\n\nexit 0\n'] },
            ],
            volumes: [],
            securityContext: {},
            nodeName: null,
            hostname: null,
          },
        },
      },
      data: { keep: 'a\n\n', fold: 'b c', strip: '  d' },
    });
  });

  it('copies text in any script', () => {
    const text = 'größe: "日本 😀"\nб: ["ж", з й]\nк: |\n  ы\n';
    expect(readFast(text)).to.equal(String.raw`{"größe":"日本 😀","б":["ж","з й"],"к":"ы\n"}`);
  });

  it('makes more room when the JSON is longer than expected', () => {
    const text = `[${'n,'.repeat(100_000)}]\n`;
    expect(JSON.parse(readFast(text) ?? '')).to.have.length(100_000);
    const longer = `a:\n${Array.from({ length: 3000 }, (_, index) => `- k${index}:\n`).join('')}b: "${'日'.repeat(100_000)}"\n`;
    expect(JSON.parse(readFast(longer) ?? '').b).to.have.length(100_000);
  });

  it('finds nothing where there is nothing', () => {
    expect(readFast('# comment\n\n   \n')).to.equal('');
  });

  const LEFT_ALONE: Readonly<Record<string, string>> = {
    'an anchor': 'a: &x 1\n',
    'an alias': 'a: *x\n',
    'a tag': 'a: !!str 1\n',
    'a merge': '<<: {a: 1}\n',
    'an explicit key': '? a\n',
    'a key that is null': '~: a\n',
    'folded text that is not ASCII': 'a: >\n  ö\n',
    'a key of two lines': '"a\n b": 1\n',
    'equal keys': 'a: 1\na: 2\n',
    'equal keys in braces': '{a: 1, a: 2}\n',
    'more than 256 keys': Array.from({ length: 257 }, (_, index) => `k${index}: 1\n`).join(''),
    'a pair in brackets': '[a: b]\n',
    'a key without a value in braces': '{a, b: c}\n',
    'text of two lines in brackets': '[a\n b]\n',
    'a tab behind a colon': 'a:\tb\n',
    'a tab before a key': '\ta: b\n',
    'a comment within text': 'a: b\n  # c\n  d\n',
    'a wrong indentation': 'a:\n  b: 1\n c: 2\n',
    'an infinity': 'a: .inf\n',
    'a directive': '%YAML 1.1\n',
    'a quote that is not closed': 'a: "b\n',
    'a bracket that is not closed': 'a: [b\n',
    'a literal indented by a tab': 'a: |\n  b\n\tc\n',
    '201 levels': `${'- '.repeat(201)}a\n`,
  };
  for (const [name, text] of Object.entries(LEFT_ALONE)) {
    it(`leaves ${name} to the complete reader`, () => expect(readFast(text)).to.equal(undefined));
  }
});
