import { BlockList, isIP, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

/** Whether a host is asked without a proxy. */
export type NoProxy = (host: string, port: string) => boolean;

/**
 * Reads `NO_PROXY` as `net/http` of Go does: names with what is below them, `.name` and `*.name` for what is below alone, addresses and
 * networks, each but the networks with a port if it is for that alone; `*` for everything. What is none of this is passed over.
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy
 */
export function parseNoProxy(text: string): NoProxy {
  const entries = text.split(',').map((entry) => entry.trim().toLowerCase());
  if (entries.includes('*')) return () => true;
  const rules = entries.filter((entry) => entry !== '').map(toRule);
  return (host, port) => rules.some((matches) => matches(host, port));
}

function toRule(entry: string): NoProxy {
  const network = toNetwork(entry);
  if (network !== undefined) return (host) => isWithin(network, host);
  const [, bracketed, plain, only = ''] = /^(?:\[([^\]]*)\]|([^:]*)):(.*)$/s.exec(entry) ?? [];
  const isSplit = bracketed !== undefined || (plain !== undefined && !only.includes(':'));
  const name = isSplit ? (bracketed ?? plain ?? '') : entry;
  const matches = toHostRule(name);
  return (host, port) => matches(host) && (!isSplit || only === '' || only === port);
}

function toHostRule(name: string): (host: string) => boolean {
  if (name === '') return () => false;
  if (isIP(name) !== 0) {
    const network = subnet(name, isIPv6(name) ? 128 : 32);
    return (host) => isWithin(network, host);
  }
  const below = toSuffix(name.startsWith('*.') ? name.slice(1) : name);
  const isNameToo = !name.startsWith('.') && !name.startsWith('*.');
  return (host) => isIP(host) === 0 && (host.endsWith(below) || (isNameToo && host === below.slice(1)));
}

function toSuffix(name: string): string {
  const bare = name.startsWith('.') ? name.slice(1) : name;
  return `.${domainToASCII(bare) || bare}`;
}

function toNetwork(entry: string): Network | undefined {
  const [, address = '', length = ''] = /^([^/]*)\/(\d{1,3})$/.exec(entry) ?? [];
  const isPossible = isIP(address) !== 0 && Number(length) <= (isIPv6(address) ? 128 : 32);
  return isPossible ? subnet(address, Number(length)) : undefined;
}

interface Network {
  readonly family: 'ipv4' | 'ipv6';
  readonly list: BlockList;
}

function subnet(address: string, length: number): Network {
  const family = familyOf(address);
  const list = new BlockList();
  list.addSubnet(address, length, family);
  return { family, list };
}

const familyOf = (address: string): Network['family'] => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** An address of IPv4 is in no network of IPv6, however large that is. */
const isWithin = ({ family, list }: Network, host: string): boolean =>
  isIP(host) !== 0 && (family === 'ipv4' || isIPv6(host)) && list.check(host, familyOf(host));
