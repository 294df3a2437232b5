import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../../src/core/documents/parse-documents.ts';
import { editPins, pinnedName } from '../../../../src/core/images/pin/edit-pins.ts';
import { pinTargets } from '../../../../src/core/images/pin/pin-target.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OLD = `sha256:${'b'.repeat(64)}`;

interface Edited {
  readonly text: string;
  readonly problems: readonly string[];
}

/** Pins every image of a text, whatever its file is called. */
function edit(text: string, file = 'pod.yaml'): Edited {
  const parsed = parseDocuments(text.replace(/^\uFEFF/, ''));
  const pins = parsed.documents.flatMap((document) =>
    pinTargets(file, document, [
      { groups: ['x.io'], kinds: ['*'], paths: [[{ kind: 'field', name: 'images' }, { kind: 'each' }]] },
    ]).map((target) => ({ document, target, digest: DIGEST })),
  );
  const { text: changed, refused } = editPins(text, parsed, pins);
  return { text: changed, problems: refused.map(({ pin, problem }) => `${pin.target.image} ${problem}`) };
}

const pod = (containers: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${containers}`;

/** The text with each `§` in place of the digest that is to come. */
function expectPinned(text: string, file?: string): void {
  const before = text.replaceAll('§', '');
  const { text: after, problems } = edit(before, file);
  expect(problems).to.deep.equal([]);
  expect(after).to.equal(text.replaceAll('§', `@${DIGEST}`));
}

describe('pinning images in a text', () => {
  it('changes nothing but the image', () => {
    expectPinned(
      pod(`  # the web server
  containers:   # one of them
    - name:  web
      image:   nginx:1.27§   # keep: reviewed
      args: ["nginx:1.27", 'nginx:1.27']
  initContainers:
    - {name: a, image: "ghcr.io/acme/init:v1§", env: []}
    - image: 'ghcr.io/acme/init:v2§'
      name: b
  ephemeralContainers: [{name: e, image: ghcr.io/acme/debug:v1§}]
  volumes:
    - name: v
      image: {reference: ghcr.io/acme/data:v1§, pullPolicy: Always}
`),
    );
  });

  it('keeps line ends, the byte order mark, tabs, blank lines and what ends without a line break', () => {
    const text = pod('  containers:\n    - image: nginx:1§\t \n\n\n      name: ü😀');
    expectPinned(text);
    expectPinned(text.replaceAll('\n', '\r\n'));
    expectPinned(`\uFEFF${text}`);
    expectPinned(`\uFEFF---\r\n${text.replaceAll('\n', '\r\n')}\r\n---\n${text}`);
  });

  it('finds the value wherever YAML lets it stand', () => {
    for (const written of [
      'image: nginx:1§',
      'image:\n          nginx:1§',
      'image: # which one?\n          nginx:1§',
      '"image": "nginx:1§"',
      "'image' : 'nginx:1§'",
      'image: !!str nginx:1§',
      'image: &web nginx:1§',
      'image: &web !!str "nginx:1§"',
      'image: >-\n          nginx:1§',
      'image: |-   # why not\n          nginx:1§\n',
    ])
      expectPinned(pod(`  containers:\n      - ${written}\n        name: x\n`));
  });

  it('pins JSON', () => {
    expectPinned('{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","image" : "nginx:1§"}]}}');
  });

  it('pins what every kind holds, and items of Lists', () => {
    expectPinned(
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: batch/v1\n  kind: CronJob\n  spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: nginx:1§}]}}}}}\n`,
    );
    expectPinned('apiVersion: x.io/v1\nkind: Stack\nimages:\n  - nginx:1§\n  - "nginx:2§"\n  -   &a nginx:3§\n');
  });

  it('changes an anchor once, and what its aliases say with it', () => {
    expectPinned(pod('  containers:\n    - image: &web nginx:1§\n    - image: *web\n'));
    expectPinned(pod('  containers:\n    - &base\n      image: nginx:1§\n    - <<: *base\n      name: b\n'));
  });

  it('refuses an alias of what names no image itself', () => {
    const { text, problems } = edit(
      'apiVersion: v1\nkind: Pod\nmetadata: {annotations: {a: &web nginx:1}}\nspec: {containers: [{image: *web}]}\n',
    );
    expect(text).to.not.contain(DIGEST);
    expect(problems).to.deep.equal(['nginx:1 is an alias; its anchor names the image']);
  });

  it('refuses what is written with escapes, and pins the rest', () => {
    const { text, problems } = edit(pod('  containers:\n    - image: "nginx\\x3a1"\n    - image: nginx:2\n'));
    expect(problems).to.deep.equal([
      'nginx:1 is written with escapes or over several lines; write it as one plain text',
    ]);
    expect(text).to.contain(`nginx:2@${DIGEST}`).and.to.contain('"nginx\\x3a1"');
  });

  it('writes the tag that holds when none is written, and another digest in place of one', () => {
    expect(pinnedName('nginx', DIGEST)).to.equal(`nginx:latest@${DIGEST}`);
    expect(pinnedName('localhost:5000/a', DIGEST)).to.equal(`localhost:5000/a:latest@${DIGEST}`);
    expect(pinnedName(`nginx:1@${OLD}`, DIGEST)).to.equal(`nginx:1@${DIGEST}`);
    expect(pinnedName(`nginx@${OLD}`, DIGEST)).to.equal(`nginx@${DIGEST}`);
    expect(edit(pod(`  containers: [{image: "nginx:1@${OLD}"}]`)).text).to.contain(`"nginx:1@${DIGEST}"`);
  });

  describe('in a kustomization', () => {
    const pinned = (text: string): string => {
      const { text: after, problems } = edit(text, 'a/kustomization.yaml');
      expect(problems).to.deep.equal([]);
      return after;
    };

    it('is a digest below the tag', () => {
      expect(
        pinned(
          'images:\n  - name: web   # ours\n    newTag: v1   # the release\n    newName: ghcr.io/acme/web\nresources: [a]\n',
        ),
      ).to.equal(
        `images:\n  - name: web   # ours\n    newTag: v1   # the release\n    digest: ${DIGEST}\n    newName: ghcr.io/acme/web\nresources: [a]\n`,
      );
      expect(pinned('images:\r\n- newTag: "v1"\r\n  name: web\r\n')).to.equal(
        `images:\r\n- newTag: "v1"\r\n  digest: ${DIGEST}\r\n  name: web\r\n`,
      );
      expect(pinned('images:\n- name: web\n  newTag: v1')).to.equal(
        `images:\n- name: web\n  newTag: v1\n  digest: ${DIGEST}`,
      );
    });

    it('is a digest beside the tag in a line of braces', () => {
      expect(pinned("images: [{name: web, newTag: 'v1'}]\n")).to.equal(
        `images: [{name: web, newTag: 'v1', digest: ${DIGEST}}]\n`,
      );
      expect(pinned('{"images":[{"name":"web","newTag":"v1"}]}')).to.equal(
        `{"images":[{"name":"web","newTag":"v1", "digest": "${DIGEST}"}]}`,
      );
    });

    it('takes the place of the digest that is there', () => {
      expect(pinned(`images:\n- name: web\n  newTag: v1\n  digest: '${OLD}' # old\n`)).to.equal(
        `images:\n- name: web\n  newTag: v1\n  digest: '${DIGEST}' # old\n`,
      );
    });

    it('is refused, and nothing is changed, where the text would come to say something else', () => {
      const text = 'images: [{name: web,\n  newTag: v1\n}]\n';
      expect(edit(text, 'kustomization.yaml')).to.deep.equal({
        text,
        problems: ['web:v1 cannot be changed without changing something else'],
      });
    });

    it('is refused for a tag that YAML takes for a number', () => {
      expect(edit('images:\n- name: web\n  newTag: 1.10\n', 'kustomization.yaml')).to.deep.equal({
        text: 'images:\n- name: web\n  newTag: 1.10\n',
        problems: ['web:1.1 has a newTag that is no text; put it in quotes'],
      });
    });
  });

  it('never changes anything else, whatever the text is', () => {
    const piece = fc.constantFrom(
      '  containers:\n',
      '    - image: nginx:1\n',
      "    - {image: 'nginx:1', x: [nginx:1]}\n",
      '    - image: &a nginx:1\n',
      '    - image: *a\n',
      '      image: "nginx:1"\n',
      '      name: >\n        image: nginx:1\n',
      '    # image: nginx:1\n',
      '      args: ["image: nginx:1"]\n',
      '      "image" :\n        nginx:1 #x\n',
      '---\napiVersion: v1\nkind: Pod\nspec:\n',
      '\r\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pod(pieces.join(''));
        const after = edit(text).text;
        const undone = after.replaceAll(`@${DIGEST}`, '');
        expect(undone).to.equal(text);
        const [before, now] = [parseDocuments(text), parseDocuments(after)];
        expect(now.faults.length).to.equal(before.faults.length);
        expect(now.documents.map(({ json }) => json.replaceAll(`@${DIGEST}`, ''))).to.deep.equal(
          before.documents.map(({ json }) => json),
        );
      }),
      { numRuns: 500 },
    );
  });
});
