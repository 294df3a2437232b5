import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { textAt, valueAt } from '../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import { AdmissionLoad } from '../support/admission-load.ts';
import { isCompiled } from '../support/program.ts';
import { ServeProcess } from '../support/serve-process.ts';
import { COLLECTING, SteadyMemory } from '../support/steady-memory.ts';

/** `SLUICE_TEST_SWAPS=1000` is the whole of it. */
const SWAPS = Number(process.env['SLUICE_TEST_SWAPS'] ?? 40);
const SLACK_MIB = 32;

/** A refusal that is no verdict has another one. */
const codeOf = (response: JsonObject): number | undefined => {
  const code = valueAt(response, ['status', 'code']);
  return code === undefined ? undefined : Number(code);
};

/** Two sets that differ in one verdict: the object called by the name of the other is refused. */
const refusing = (name: string): string =>
  `package main\n\ndeny contains "not under this set" if input.metadata.name == "${name}"\n`;

describe(`sluice serve, whose policies are swapped ${SWAPS} times under load`, function () {
  this.timeout(3_600_000);
  before(function () {
    if (!isCompiled()) this.skip();
  });

  it('answers every request by one whole set, and needs no more memory for it', async () => {
    await using server = new ServeProcess(COLLECTING);
    server.folder.write('policy/main.rego', refusing('a'));
    await server.listen('-p', 'policy', '--jobs', '2', '--metrics-port', '0');
    const setOf = (response: JsonObject): string => textAt(response, ['auditAnnotations', 'policy-set']);
    /** By the digest of the set, whom it refuses. */
    const refused = new Map([[setOf(await server.admit('a')), 'a']]);
    const complain =
      (name: string) =>
      (response: JsonObject): string | undefined => {
        const isRight = response['allowed'] === (refused.get(setOf(response)) !== name);
        return isRight && [undefined, 200, 403].includes(codeOf(response)) ? undefined : JSON.stringify(response);
      };
    // Both digests are known before anybody is asked.
    const swapTo = async (name: 'a' | 'b'): Promise<string> => {
      server.folder.write('policy/main.rego', refusing(name));
      server.kill('SIGHUP');
      return textAt(await server.logged('policies-changed'), ['to']);
    };
    refused.set(await swapTo('b'), 'b');
    const load = new AdmissionLoad({
      servers: [server.place],
      expected: { a: complain('a'), b: complain('b'), c: complain('c') },
    });
    const memory = new SteadyMemory();
    for (let swap = 1; swap <= SWAPS; swap += 1) {
      expect(refused.get(await swapTo(swap % 2 === 0 ? 'b' : 'a'))).to.equal(swap % 2 === 0 ? 'b' : 'a');
      memory.add(await server.residentBytes());
    }
    const { right, wrong, lost } = await load.stop();
    console.log(`        ${SWAPS} swaps, ${right} answers; ${memory.summary}`);
    expect({ wrong: wrong.slice(0, 3), lost: lost.slice(0, 3) }).to.deep.equal({ wrong: [], lost: [] });
    expect(right).to.be.above(SWAPS);
    const { first, second } = memory.halves;
    expect(second, `MiB, after ${first}`).to.be.below(first + SLACK_MIB);
  });
});
