import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { JsonValue } from '../../../src/core/model/json.ts';
import type { Config } from '../../../src/node/config/config.ts';
import { fieldName, type ExplainedFault } from '../../../src/node/config/explain-fault.ts';
import { DEFAULT_IMAGES_CONFIG } from '../../../src/node/config/images-config.ts';
import { toConfig, type ConfigReading } from '../../../src/node/config/to-config.ts';

const HEAD = { apiVersion: 'sluice.dev/v1alpha1', kind: 'Config' };
const WAIVER = { policy: 'p', match: {}, reason: 'because', owner: 'team', expires: '2026-06-30' };

const read = (value: JsonValue): ConfigReading =>
  toConfig(value, { file: '/repo/sluice.yaml', cwd: '/repo' }, () => DEFAULT_IMAGES_CONFIG);

function configOf(fields: Readonly<Record<string, JsonValue>>): Config {
  const reading = read({ ...HEAD, ...fields });
  if (reading.kind === 'faults') throw new Error(reading.faults.map(({ message }) => message).join('\n'));
  return reading.config;
}

function faultsOf(value: JsonValue): readonly ExplainedFault[] {
  const reading = read(value);
  if (reading.kind === 'config') throw new Error('the config was accepted');
  return reading.faults;
}

const messagesOf = (fields: Readonly<Record<string, JsonValue>>): readonly string[] =>
  faultsOf({ ...HEAD, ...fields }).map(({ message }) => message);

describe('a config', () => {
  it('is complete: every field that is not written has its default', () => {
    expect(configOf({})).to.deep.equal({
      file: '/repo/sluice.yaml',
      policies: [],
      bundles: { verify: 'ifSigned', keys: [] },
      registries: [],
      shipped: [],
      data: [],
      constraints: [],
      waivers: [],
      ignore: [],
      failOn: 'deny',
      namespaces: [],
      secrets: {
        disable: [],
        ignores: [],
        archives: false,
        decodeDepth: 2,
        budgetMs: 2000,
        maxFileBytes: 52_428_800,
      },
      images: DEFAULT_IMAGES_CONFIG,
    });
  });

  it('has absolute paths, whatever folder it is used from', () => {
    const config = configOf({ policies: ['policy/', '../shared'], data: ['data.json'] });
    expect(config.policies).to.deep.equal(['/repo/policy', '/shared']);
    expect(config.data).to.deep.equal(['/repo/data.json']);
  });

  it('leaves sources from elsewhere as they are written', () => {
    const remote = ['oci://ghcr.io/acme/policies:v1', 'https://x.io/b.tar.gz', 'git::git@x.io:a/b.git//p?ref=v1'];
    expect(configOf({ policies: [...remote, 'b.tar.gz'] }).policies).to.deep.equal([...remote, '/repo/b.tar.gz']);
  });

  it('reads keys of bundles and what is known about registries', () => {
    const bundles = { verify: 'required', keys: [{ id: 'k', file: 'k.pem' }], keyId: 'k', scope: 'prod' };
    const config = configOf({
      bundles,
      registries: [
        { host: 'Reg.local:5000', caFile: 'ca.pem', plainHttp: false, mirrors: ['Near:5000/hub'] },
        { host: 'x.io' },
      ],
    });
    expect(config.bundles).to.deep.equal({
      ...bundles,
      keys: [{ id: 'k', file: '/repo/k.pem', algorithm: 'RS256', scope: '' }],
    });
    expect(config.registries).to.deep.equal([
      { host: 'reg.local:5000', caFile: '/repo/ca.pem', plainHttp: false, mirrors: ['near:5000/hub'] },
      { host: 'x.io', mirrors: [] },
    ]);
  });

  it('asks for no signature that no key could have made', () => {
    const key = { id: 'k', file: 'k.pem' };
    expect(messagesOf({ bundles: { verify: 'required' } })).to.deep.equal([
      'bundles.verify is "required", and bundles.keys names no key that could have signed',
    ]);
    expect(messagesOf({ bundles: { keys: [key, key], keyId: 'other' } })).to.deep.equal([
      'bundles.keys[1].id is "k", which bundles.keys[0] has already',
      'bundles.keyId is "other", and no key of bundles.keys is called so',
    ]);
    expect(messagesOf({ bundles: { keys: [{ ...key, algorithm: 'none' }] } })[0]).to.match(
      /bundles.keys\[0\].algorithm is "none"/,
    );
    expect(messagesOf({ registries: [{ host: 'https://x.io' }] })[0]).to.match(/write HOST or HOST:PORT/);
    expect(messagesOf({ registries: [{ host: 'x.io', mirrors: ['https://y.io'] }] })[0]).to.match(
      /write HOST, HOST:PORT or/,
    );
  });

  it('reads constraints with all that they say', () => {
    const constraint = {
      name: 'c',
      policy: 'p',
      match: { kinds: [{ apiGroups: ['apps'], kinds: ['Deployment'] }], namespaces: ['shop-*'] },
      parameters: { allowed: [1, { deep: null }] },
      enforcementAction: 'warn',
      points: ['sync', 'ci'],
      pointActions: { sync: 'deny' },
    } as const;
    expect(configOf({ constraints: [constraint] }).constraints).to.deep.equal([
      { ...constraint, points: ['ci', 'sync'] },
    ]);
  });

  it('applies a constraint everywhere and denies, unless it says otherwise', () => {
    expect(configOf({ constraints: [{ name: 'c', policy: 'p' }] }).constraints).to.deep.equal([
      {
        name: 'c',
        policy: 'p',
        match: {},
        parameters: {},
        enforcementAction: 'deny',
        points: ['commit', 'ci', 'admission', 'sync'],
        pointActions: {},
      },
    ]);
  });

  it('keeps expired waivers: the day decides, and the day is not here', () => {
    expect(configOf({ waivers: [{ ...WAIVER, expires: '1999-12-31' }] }).waivers).to.have.length(1);
  });

  it('reads declared Namespaces', () => {
    expect(
      configOf({ namespaces: [{ name: 'shop', labels: { env: 'prod' } }, { name: 'x' }] }).namespaces,
    ).to.deep.equal([
      { name: 'shop', labels: { env: 'prod' } },
      { name: 'x', labels: {} },
    ]);
  });
});

describe('a fault in a config', () => {
  it('names unknown keys with the one that was meant, or those there are', () => {
    expect(messagesOf({ polices: [], zzz: 1 })).to.deep.equal([
      'unknown key "polices" at the top; did you mean "policies"?',
      'unknown key "zzz" at the top; known keys are apiVersion, kind, policies, bundles, registries, shipped, data, constraints, waivers, ignore, failOn, namespaces, secrets, images',
    ]);
    expect(messagesOf({ constraints: [{ name: 'c', policy: 'p', match: { namespace: ['x'] } }] })).to.deep.equal([
      'unknown key "namespace" in constraints[0].match; did you mean "namespaces"?',
    ]);
  });

  it('points at the field: an unknown key itself, the object that lacks one', () => {
    const paths = faultsOf({ ...HEAD, polices: [], constraints: [{ policy: 'p', parameters: 1 }] }).map(({ path }) =>
      fieldName(path),
    );
    expect(paths).to.have.members(['polices', 'constraints[0]', 'constraints[0].parameters']);
  });

  it('is found together with all others', () => {
    expect(messagesOf({ failOn: 'never', shipped: 'baseline', constraints: [{}] })).to.have.length(4);
  });

  it('never lets an unknown action pass for no action', () => {
    for (const action of ['', 'dney', 'DENY', 'none', null, 0, false, []]) {
      expect(
        messagesOf({ constraints: [{ name: 'c', policy: 'p', enforcementAction: action }] }),
        JSON.stringify(action),
      ).to.have.length(1);
      expect(messagesOf({ constraints: [{ name: 'c', policy: 'p', pointActions: { ci: action } }] })).to.have.length(1);
    }
    expect(messagesOf({ constraints: [{ name: 'c', policy: 'p', enforcementAction: 'dney' }] })).to.deep.equal([
      'constraints[0].enforcementAction is "dney"; expected one of deny, warn, dryrun; did you mean "deny"?',
    ]);
  });

  it('is a constraint that would apply nowhere', () => {
    expect(messagesOf({ constraints: [{ name: 'c', policy: 'p', points: [] }] })).to.deep.equal([
      'constraints[0].points is empty; leave it out, or name at least one',
    ]);
  });

  it('is a waiver without an owner, a reason, an end or a match', () => {
    for (const key of ['owner', 'reason', 'expires', 'match', 'policy']) {
      const waiver = Object.fromEntries(Object.entries(WAIVER).filter(([name]) => name !== key));
      const messages = messagesOf({ waivers: [waiver] });
      expect(messages, key).to.have.length(1);
      expect(messages[0]).to.match(new RegExp(`^waivers\\[0\\] has no "${key}" \\(.{10,}\\)`));
    }
    expect(messagesOf({ waivers: [{ ...WAIVER, owner: '  ' }] })).to.deep.equal([
      'waivers[0].owner is "  "; it must not be empty',
    ]);
  });

  it('is a last day that is no day', () => {
    for (const expires of ['tomorrow', '2026-13-01', '2026-1-1', '01.02.2026', '2026-06-30T00:00:00Z', 'never']) {
      expect(messagesOf({ waivers: [{ ...WAIVER, expires }] }), expires).to.deep.equal([
        `waivers[0].expires is "${expires}"; write a day as YYYY-MM-DD`,
      ]);
    }
    expect(messagesOf({ waivers: [{ ...WAIVER, expires: '2026-02-30' }] })).to.deep.equal([
      'waivers[0].expires is "2026-02-30", and there is no such day',
    ]);
  });

  it('says how to write what was written as another type', () => {
    expect(messagesOf({ policies: 'policy/' })).to.deep.equal([
      'policies must be a list and is the text "policy/"; write ["policy/"]',
    ]);
    expect(messagesOf({ namespaces: [{ name: 'x', labels: { on: true } }] })).to.deep.equal([
      'namespaces[0].labels.on must be a text and is the boolean true; put it in quotes: "true"',
    ]);
    expect(messagesOf({ constraints: null })).to.deep.equal(['constraints must be a list and is empty']);
  });

  it('is a name that is used twice', () => {
    const twice = [
      { name: 'c', policy: 'p' },
      { name: 'c', policy: 'q' },
    ];
    expect(messagesOf({ constraints: twice })).to.deep.equal([
      'constraints[1].name is "c", which constraints[0] has already',
    ]);
  });

  it('is another version or kind, and a file that is no object', () => {
    expect(faultsOf({ kind: 'Config' }).map(({ message }) => message)).to.deep.equal([
      'the file has no "apiVersion" (The version of this file\'s shape). Write "apiVersion: sluice.dev/v1alpha1".',
    ]);
    expect(messagesOf({ kind: 'Konfig' })).to.deep.equal(['kind is "Konfig"; expected Config; did you mean "Config"?']);
    expect(faultsOf([]).map(({ message }) => message)).to.deep.equal(['the file must be an object and is a list']);
    expect(faultsOf('x')).to.have.length(1);
  });

  it('knows no key that every JavaScript object has', () => {
    const value: JsonValue = JSON.parse(
      '{"apiVersion":"sluice.dev/v1alpha1","kind":"Config","__proto__":{},"constructor":1}',
    );
    expect(faultsOf(value).map(({ path }) => path)).to.have.deep.members([['__proto__'], ['constructor']]);
  });

  it('is quoted shortly', () => {
    const [message = ''] = messagesOf({ failOn: 'x'.repeat(5000) });
    expect(message.length).to.be.at.most(150);
  });

  it('is all that any JSON value can cause', () => {
    const keys = fc.constantFrom(
      'apiVersion',
      'kind',
      'policies',
      'constraints',
      'waivers',
      'match',
      'name',
      'expires',
      'points',
      'x',
    );
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.constantFrom('', 'deny', 'ci', 'Config', 'sluice.dev/v1alpha1', '2026-02-30'),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
      ),
      tree: fc.oneof(
        { maxDepth: 5 },
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const reading = read(JSON.parse(JSON.stringify(value)));
        if (reading.kind === 'faults') expect(reading.faults).to.not.have.length(0);
      }),
    );
  });
});
