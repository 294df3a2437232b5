import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  guardedLookup,
  isLoopbackHost,
  refuseHost,
  type AddressRules,
} from '../../../src/node/registry/address-guard.ts';

const NAMED: AddressRules = { isNamed: true, allowsLoopback: true };
const REFERRED: AddressRules = { isNamed: false, allowsLoopback: false };
const REFERRED_HERE: AddressRules = { isNamed: false, allowsLoopback: true };

describe('addresses that a server refers to', () => {
  const refused = [
    '169.254.169.254',
    '169.254.169.254:80',
    '[::ffff:169.254.169.254]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '100.100.100.200',
    'metadata.google.internal',
    'METADATA.google.internal:80',
  ];
  for (const host of [...refused, '127.0.0.1', '127.9.9.9:5000', '[::1]:5000', 'localhost', 'x.localhost', '0.0.0.0']) {
    it(`must not be ${host}`, () => expect(() => refuseHost(host, REFERRED)).to.throw(/only this machine can reach/));
  }
  for (const host of refused) {
    it(`must not be ${host} for a registry of this machine either`, () =>
      expect(() => refuseHost(host, REFERRED_HERE)).to.throw(/only this machine can reach/));
  }
  for (const host of ['ghcr.io', '8.8.8.8', '10.0.0.1', '[2606:4700::1111]:443']) {
    it(`may be ${host}`, () => expect(() => refuseHost(host, REFERRED)).not.to.throw());
  }
  it('may be of this machine when the registry is', () =>
    expect(() => refuseHost('127.0.0.1:5001', REFERRED_HERE)).not.to.throw());
});

describe('the host that the user named', () => {
  for (const host of ['127.0.0.1:5000', 'localhost', '169.254.169.254', '10.0.0.1', 'ghcr.io']) {
    it(`may be ${host}`, () => expect(() => refuseHost(host, NAMED)).not.to.throw());
  }
  it('must not be a name of the metadata service', () =>
    expect(() => refuseHost('metadata.google.internal', NAMED)).to.throw(/only this machine can reach/));
});

describe('guardedLookup', () => {
  const lookUp = (host: string, rules: AddressRules): Promise<unknown> =>
    new Promise((resolve, reject) => {
      guardedLookup(rules)(host, {}, (error, address) => (error === null ? resolve(address) : reject(error)));
    });

  it('finds no address for a name that leads to this machine, if a server referred to it', async () => {
    const error = await lookUp('localhost', REFERRED).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'ADDRESS_REFUSED');
  });

  it('finds it for the name that the user wrote', async () => {
    expect(await lookUp('localhost', NAMED)).to.be.oneOf(['127.0.0.1', '::1']);
  });
});

describe('isLoopbackHost', () => {
  it('knows this machine by its names and numbers, and no other', () => {
    const hosts = [
      'localhost',
      'localhost:5000',
      '127.0.0.1:1',
      '[::1]:5000',
      '::1',
      'a.localhost',
      '127.0.0.1.nip.io',
      'localhost.evil.com',
      '128.0.0.1',
    ];
    expect(hosts.map(isLoopbackHost)).to.deep.equal([true, true, true, true, true, true, false, false, false]);
  });
});
