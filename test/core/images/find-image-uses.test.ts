import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findImageUses, type ImagePlaces } from '../../../src/core/images/find-image-uses.ts';
import { parseImagePath } from '../../../src/core/images/image-path.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { fieldText } from '../../../src/core/model/location.ts';

const POD_SPEC = {
  containers: [{ name: 'web', image: 'a' }, { name: 'later' }],
  initContainers: [{ name: 'init', image: 'b' }],
  ephemeralContainers: [{ name: 'debug', image: 'c' }],
  volumes: [
    { name: 'data', emptyDir: {} },
    { name: 'model', image: { reference: 'd', pullPolicy: 'Always' } },
  ],
};

const shown = (object: JsonObject, places: readonly ImagePlaces[] = []): readonly string[] =>
  findImageUses(object, places).map(({ path, image }) => `${fieldText(path)} = ${image}`);

describe('findImageUses', () => {
  const kinds: readonly (readonly [apiVersion: string, kind: string, at: string, object: JsonObject])[] = [
    ['v1', 'Pod', 'spec', { spec: POD_SPEC }],
    ['v1', 'PodTemplate', 'template.spec', { template: { spec: POD_SPEC } }],
    ['apps/v1', 'Deployment', 'spec.template.spec', { spec: { template: { spec: POD_SPEC } } }],
    [
      'batch/v1',
      'CronJob',
      'spec.jobTemplate.spec.template.spec',
      { spec: { jobTemplate: { spec: { template: { spec: POD_SPEC } } } } },
    ],
    [
      'example.com/v1',
      'Fleet',
      'spec.ships[1].crew.podSpec',
      { spec: { ships: [{}, { crew: { podSpec: POD_SPEC } }] } },
    ],
  ];
  for (const [apiVersion, kind, at, object] of kinds) {
    it(`finds containers of every role and image volumes in a ${kind}`, () => {
      expect(shown({ apiVersion, kind, ...object })).to.have.members([
        `${at}.containers[0].image = a`,
        `${at}.initContainers[0].image = b`,
        `${at}.ephemeralContainers[0].image = c`,
        `${at}.volumes[1].image.reference = d`,
      ]);
    });
  }

  it('finds what is said to name images, in the kinds of which it is said', () => {
    const places = [
      {
        groups: ['tekton.dev'],
        kinds: ['Task'],
        paths: ['spec.image', 'spec.steps[*].image', 'spec["odd.name"]'].map((text) => parseImagePath(text) ?? []),
      },
    ];
    const spec = { image: 'a', steps: [{ image: 'b' }, { script: 'x' }, { image: 'c' }], 'odd.name': 'd', other: 'e' };
    expect(shown({ apiVersion: 'tekton.dev/v1', kind: 'Task', spec }, places)).to.deep.equal([
      'spec.image = a',
      'spec.steps[0].image = b',
      'spec.steps[2].image = c',
      'spec["odd.name"] = d',
    ]);
    expect(shown({ apiVersion: 'tekton.dev/v1', kind: 'TaskRun', spec }, places)).to.deep.equal([]);
    expect(shown({ apiVersion: 'v1', kind: 'Task', spec }, places)).to.deep.equal([]);
  });

  it('names a place once, however many say it', () => {
    const places = [{ groups: ['*'], kinds: ['*'], paths: [parseImagePath('spec.containers[*].image') ?? []] }];
    expect(shown({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ image: 'a' }] } }, places)).to.have.lengthOf(
      1,
    );
  });

  it('takes nothing from what is no text, is empty, or is the server’s', () => {
    const spec = {
      containers: [{ image: 7 }, { image: '' }, { image: ' ' }, { image: null }, 'x', null],
      volumes: [{ image: 'x' }],
    };
    const object = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { containers: [{ image: 'a' }] },
      spec,
      status: POD_SPEC,
    };
    expect(shown(object)).to.deep.equal([]);
    expect(findImageUses(null)).to.deep.equal([]);
    expect(findImageUses([{ spec: POD_SPEC }])).to.deep.equal([]);
  });
});

describe('parseImagePath', () => {
  for (const text of ['', '.', '.spec', 'spec.', 'spec..image', 'spec[0].image', 'spec[*', 'spec image', 'spec[""]']) {
    it(`does not take ${JSON.stringify(text)}`, () => {
      expect(parseImagePath(text)).to.equal(undefined);
    });
  }
});
