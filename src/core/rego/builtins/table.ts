import type { Builtin } from './builtin.ts';
import { CASTS } from './casts.ts';
import { CRYPTO } from './crypto.ts';
import { DIAGNOSTICS } from './diagnostics.ts';
import { ENCODING } from './encoding.ts';
import { OBJECTS } from './objects.ts';
import { SEMVER } from './semver.ts';
import { STRINGS } from './strings.ts';
import { TIME } from './time.ts';
import { UNITS } from './units.ts';

/** The built-ins that run here. Wasm has its own; every other one is OPA's, in the engine. docs/builtins.md lists them all. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  [CASTS, CRYPTO, DIAGNOSTICS, ENCODING, OBJECTS, SEMVER, STRINGS, TIME, UNITS].flatMap((family) =>
    Object.entries(family),
  ),
);

/** The built-ins that would make a verdict depend on more than the policies and the object, and why each is refused. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ['http.send', 'a policy does not use the network: gather the facts before the decision and read them from the input'],
  ['net.lookup_ip_addr', 'a policy does not use the network: put the addresses in the input or the data'],
  ['opa.runtime', 'a policy does not see the environment of the process: put what it needs in its parameters'],
  ['rand.intn', 'a random number would give the same object another verdict each time'],
  ['uuid.rfc4122', 'a random identifier would give the same object another verdict each time'],
  ['external_data', "Gatekeeper's providers are not asked: put what they know in the parameters of the constraint"],
]);
