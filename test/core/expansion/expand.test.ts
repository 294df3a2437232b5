import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { expand, type Expansion } from '../../../src/core/expansion/expand.ts';
import type { ExpansionTemplate } from '../../../src/core/expansion/expansion-template.ts';
import { impliedMessage } from '../../../src/core/expansion/implied-message.ts';
import { indexExpansions } from '../../../src/core/expansion/index-expansions.ts';
import type { Resource } from '../../../src/core/model/resource.ts';
import { toResources } from '../../../src/core/resources/to-resources.ts';

// The objects and their order are what "gator expand" of Gatekeeper 3.23 makes of the same input.

function resource(text: string): Resource {
  const [one] = parseDocuments(text).documents.flatMap(toResources);
  if (one === undefined) throw new Error('the test object is no resource');
  return one;
}

/** `pods`: a template that makes Pods of the `spec.template` of apps/v1 Deployments, unless told otherwise. */
function template(overrides: Partial<ExpansionTemplate> = {}): ExpansionTemplate {
  return {
    name: 'pods',
    appliesTo: [{ group: 'apps', version: 'v1', kind: 'Deployment' }],
    source: ['spec', 'template'],
    generates: { group: '', version: 'v1', kind: 'Pod' },
    isBuiltIn: false,
    ...overrides,
  };
}

const expandWith = (text: string, ...templates: readonly ExpansionTemplate[]): Expansion =>
  expand(resource(text), indexExpansions(templates));

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: Web-1
  namespace: shop
spec:
  replicas: 2
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:latest
`;

const OWNER = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'Web-1', uid: '' };

describe('expand', () => {
  it('makes of the source field an object of its own', () => {
    const { resultants, faults } = expandWith(DEPLOYMENT, template());
    expect(faults).to.deep.equal([]);
    expect(resultants).to.have.length(1);
    expect(resultants[0]?.resource.identity).to.deep.equal({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'shop',
      name: 'web-1-pod',
    });
    expect(resultants[0]?.resource.object).to.deep.equal({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { labels: { app: 'web' }, namespace: 'shop', name: 'web-1-pod', ownerReferences: [OWNER] },
      spec: { containers: [{ name: 'web', image: 'nginx:latest' }] },
    });
  });

  it('keeps the text of the object equal to its value, with every digit of its numbers', () => {
    const text = DEPLOYMENT.replace('image: nginx:latest', 'big: 12345678901234567890');
    const [one] = expandWith(text, template()).resultants;
    expect(one?.resource.json).to.contain('"big":12345678901234567890');
    const [plain] = expandWith(DEPLOYMENT, template()).resultants;
    expect(JSON.parse(plain?.resource.json ?? '')).to.deep.equal(plain?.resource.object);
  });

  it('leaves the object that it was made of as it was', () => {
    const parent = resource(DEPLOYMENT);
    const before = JSON.stringify(parent);
    expand(parent, indexExpansions([template()]));
    expect(JSON.stringify(parent)).to.equal(before);
  });

  it('leads from a field of the implied object to the line where it was written', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n${DEPLOYMENT.replaceAll(/^/gm, '    ').replace('    ', '  - ').trimEnd()}\n`;
    const [document] = parseDocuments(list).documents;
    const [parent] = document === undefined ? [] : toResources(document);
    if (document === undefined || parent === undefined) throw new Error('the list is not read');
    const [pod] = expand(parent, indexExpansions([template()])).resultants;
    const field = ['spec', 'containers', 0, 'image'];
    expect(pod?.path).to.deep.equal(['spec', 'template']);
    expect(pod?.resource.pathInDocument).to.deep.equal(['items', 0, 'spec', 'template']);
    const place = document.locate([...(pod?.resource.pathInDocument ?? []), ...field]);
    expect(list.split('\n')[place.line - 1]).to.contain('image: nginx:latest');
    expect(place.exact).to.equal(true);
  });

  it('makes nothing of objects that no template applies to, by group, version and kind', () => {
    for (const [from, to] of [
      ['apps/v1', 'apps/v1beta1'],
      ['apps/v1', 'other/v1'],
      ['kind: Deployment', 'kind: StatefulSet'],
    ] as const) {
      expect(expandWith(DEPLOYMENT.replace(from, to), template())).to.deep.equal({ resultants: [], faults: [] });
    }
  });

  it('hands on the action of the template', () => {
    expect(expandWith(DEPLOYMENT, template({ enforcementAction: 'warn' })).resultants[0]?.enforcementAction).to.equal(
      'warn',
    );
    expect(expandWith(DEPLOYMENT, template()).resultants[0]).not.to.have.property('enforcementAction');
  });

  it('puts the template before the message', () => {
    expect(impliedMessage('pods', 'no tag')).to.equal('[Implied by pods] no tag');
  });

  describe('the identity of what is implied', () => {
    const podOf = (text: string): unknown => expandWith(text, template()).resultants[0]?.resource.object;

    it('replaces whatever the source says of it', () => {
      const text = DEPLOYMENT.replace(
        'metadata:\n      labels: {app: web}',
        'apiVersion: v9\n    kind: X\n    metadata: {name: a, namespace: b}',
      );
      expect(podOf(text)).to.deep.include({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web-1-pod', namespace: 'shop', ownerReferences: [OWNER] },
      });
    });

    it('has no namespace when the parent has none', () => {
      const text = DEPLOYMENT.replace('  namespace: shop\n', '').replace('labels: {app: web}', 'namespace: b');
      expect(podOf(text)).to.have.deep.property('metadata', { name: 'web-1-pod', ownerReferences: [OWNER] });
    });

    for (const metadata of ['metadata: null', 'metadata: {}', 'labels: {}']) {
      it(`is there where the source has ${metadata}`, () => {
        const text = DEPLOYMENT.replace('metadata:\n      labels: {app: web}', metadata);
        expect(podOf(text)).to.have.deep.property('metadata', {
          namespace: 'shop',
          name: 'web-1-pod',
          ownerReferences: [OWNER],
        });
      });
    }

    it('is the same before and after the server has made a name of generateName', () => {
      const sent = resource(DEPLOYMENT.replace('name: Web-1', 'generateName: web-'));
      const named = resource(DEPLOYMENT.replace('name: Web-1', 'generateName: web-\n  name: web-x7k2p'));
      const index = indexExpansions([template()]);
      const before = expand(sent, index);
      const after = expand({ ...named, identity: sent.identity }, index);
      expect(before.resultants[0]?.resource.object).to.have.deep.property('metadata', {
        labels: { app: 'web' },
        namespace: 'shop',
        name: '-pod',
      });
      expect(after).to.deep.equal(before);
    });
  });

  describe('owner references', () => {
    const references = (yaml: string): unknown => {
      const text = DEPLOYMENT.replace('labels: {app: web}', `ownerReferences: ${yaml}`);
      const [pod] = expandWith(text, template()).resultants;
      const object = pod?.resource.object as { metadata: { ownerReferences: unknown } };
      return object.metadata.ownerReferences;
    };

    it('keep those that were there, with the fields that references have', () => {
      const kept = { apiVersion: 'v1', kind: 'X', name: 'x', uid: 'u', controller: true, blockOwnerDeletion: false };
      expect(
        references(`[{apiVersion: v1, kind: X, name: x, uid: u, controller: true, blockOwnerDeletion: false, y: 1}]`),
      ).to.deep.equal([kept, OWNER]);
      expect(references('[{kind: 7, controller: no-boolean}]')).to.deep.equal([
        { apiVersion: '', kind: '', name: '', uid: '' },
        OWNER,
      ]);
    });

    it('are left alone when the parent is among them', () => {
      const known = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'Web-1', uid: 'u', more: 1 }];
      expect(references(JSON.stringify(known))).to.deep.equal(known);
    });

    for (const none of ['null', 'x', '[1]', '[{kind: X}, null]']) {
      it(`are the parent alone where there was ${none}`, () => {
        expect(references(none)).to.deep.equal([OWNER]);
      });
    }
  });

  describe('without the source field', () => {
    const bare = DEPLOYMENT.slice(0, DEPLOYMENT.indexOf('  template:'));

    it('says what is missing, where a user wrote the template', () => {
      expect(expandWith(bare, template())).to.deep.equal({
        resultants: [],
        faults: [
          {
            template: 'pods',
            path: ['spec', 'template'],
            message:
              'ExpansionTemplate pods cannot tell what this Deployment implies: it has no spec.template; ' +
              'correct spec.templateSource, or take the kind out of spec.applyTo',
          },
        ],
      });
    });
    for (const value of ['null', 'text', '[]', '1']) {
      it(`faults ${value}, too`, () => {
        const { faults } = expandWith(`${bare}  template: ${value}\n`, template());
        expect(faults[0]?.message).to.contain('its spec.template is no object');
      });
    }
    it('implies nothing, where the template ships with Sluice', () => {
      expect(expandWith(bare, template({ isBuiltIn: true }))).to.deep.equal({ resultants: [], faults: [] });
    });
    it('does not take inherited properties for fields', () => {
      expect(expandWith(DEPLOYMENT, template({ source: ['constructor'] })).faults).to.have.length(1);
    });
    it('leaves what other templates imply in place', () => {
      const other = template({ name: 'a', source: ['spec', 'nothing'] });
      const { resultants, faults } = expandWith(DEPLOYMENT, other, template());
      expect([resultants.length, faults.length]).to.deep.equal([1, 1]);
    });
  });

  describe('one after the other', () => {
    const kind = (name: string): ExpansionTemplate['generates'] => ({ group: 'g', version: 'v1', kind: name });
    const step = (from: string, to: string, name: string = `${from}-${to}`): ExpansionTemplate =>
      template({ name, appliesTo: [kind(from)], source: ['t'], generates: kind(to) });
    const nested = (depth: number): object => (depth === 0 ? {} : { t: nested(depth - 1) });
    const start = (depth: number): string =>
      JSON.stringify({ apiVersion: 'g/v1', kind: 'K0', metadata: { name: 'x' }, ...nested(depth) });
    const chain = (length: number): readonly ExpansionTemplate[] =>
      Array.from({ length }, (_, index) => step(`K${index}`, `K${index + 1}`));

    it('gives what an object implies before the object, in the order of the templates', () => {
      const { resultants } = expandWith(start(3), step('K0', 'B'), step('K0', 'A'), step('A', 'C'), step('B', 'D'));
      expect(
        resultants.map(({ template: name, path, resource: one }) => [name, one.identity.name, path]),
      ).to.deep.equal([
        ['A-C', 'x-a-c', ['t', 't']],
        ['B-D', 'x-b-d', ['t', 't']],
        ['K0-A', 'x-a', ['t']],
        ['K0-B', 'x-b', ['t']],
      ]);
    });

    it('ends after 29, and says so', () => {
      const whole = expandWith(start(40), ...chain(29));
      expect([whole.resultants.length, whole.faults.length]).to.deep.equal([29, 0]);
      const cut = expandWith(start(40), ...chain(30));
      expect(cut.faults.map(({ message }) => message)).to.deep.equal([
        'ExpansionTemplate K29-K30: more than 29 expansions follow on each other; shorten the chain',
      ]);
    });

    it('ends when one object would imply thousands', () => {
      const twice = chain(25).flatMap((one) => [one, { ...one, name: `${one.name}-again` }]);
      const { resultants, faults } = expandWith(start(40), ...twice);
      expect(resultants.length).to.be.lessThan(1100);
      expect(faults[0]?.message).to.contain('one object implies more than 1000');
    });
  });
});
