import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';

/**
 * What may be connected to. A server can name other addresses (a redirect, the place that hands out tokens), and those must
 * not lead to what only this machine can reach: a cloud's metadata service hands out credentials to whoever asks.
 */
export interface AddressRules {
  /** The user wrote this host. Only its own address may be one that is otherwise refused, and only if written as a number. */
  readonly isNamed: boolean;
  /** The user's own host is on this machine, so what it names may be so, too. */
  readonly allowsLoopback: boolean;
}

const loopback = blockList(['127.0.0.0/8', '::1/128']);
const unspecified = blockList(['0.0.0.0/8', '::/128']);
/** Link-local addresses, where clouds have their metadata services, and the services that lie elsewhere: AWS, Alibaba, Oracle. */
const metadata = blockList(['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::/32', '100.100.100.200/32', '192.0.0.192/32']);
const METADATA_NAMES: ReadonlySet<string> = new Set(['metadata.google.internal', 'metadata', 'instance-data']);

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** `localhost`, `127.0.0.1`, `[::1]`, with or without a port. */
export function isLoopbackHost(host: string): boolean {
  const name = hostName(host);
  return name === 'localhost' || name.endsWith('.localhost') || (isIP(name) !== 0 && isIn(loopback, name));
}

/** The name or address without port and brackets. */
export function hostName(host: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(host)?.[1];
  return (bracketed ?? (isIPv6(host) ? host : host.replace(/:\d*$/, ''))).toLowerCase();
}

/**
 * @param host as it stands in the URL
 * @throws SluiceError ADDRESS_REFUSED before anything is sent
 */
export function refuseHost(host: string, rules: AddressRules): void {
  const name = hostName(host);
  if (isIP(name) !== 0) {
    // Whoever writes the number of a metadata service means it; a name may lead anywhere.
    if (!rules.isNamed) refuseAddress(name, host, rules);
  } else if (METADATA_NAMES.has(name) || (isLoopbackHost(name) && !rules.isNamed && !rules.allowsLoopback)) {
    throw refused(host, name);
  }
}

/** As `dns.lookup`, but a name that leads to a refused address has none. Every connection is made to what was checked. */
export function guardedLookup(rules: AddressRules): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      try {
        for (const { address } of addresses) refuseAddress(address, hostname, rules);
      } catch (refusal) {
        return callback(refusal instanceof Error ? refusal : new Error(String(refusal)), []);
      }
      const [first] = addresses;
      if (options.all === true || first === undefined) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

function refuseAddress(address: string, host: string, { isNamed, allowsLoopback }: AddressRules): void {
  const isHere = isIn(loopback, address) || isIn(unspecified, address);
  if (isIn(metadata, address) || (isHere && !isNamed && !allowsLoopback)) throw refused(host, address);
}

/** An IPv4 address in the clothes of IPv6 is looked through. */
function isIn(list: BlockList, address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

const refused = (host: string, address: string): SluiceError =>
  new SluiceError(
    'ADDRESS_REFUSED',
    `${visible(host)} leads to ${visible(address)}, which only this machine can reach; a server that names such an address is not followed`,
  );
