import { canonicalJson } from '../../../src/core/evaluate/canonical-json.ts';
import type { GatekeeperSet } from '../../../src/core/gatekeeper/gatekeeper-set.ts';
import { textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/core/model/json.ts';
import { readPolicySources } from '../../../src/node/policies/read-policy-sources.ts';
import type { Answer, Difference, Peer, PeerRun, RunRequest } from './peer.ts';
import { runProgram, runSluice, type Ended } from './run-program.ts';

/**
 * `gator test` with its Rego engine, violation by violation: message and details of each constraint for each object. The objects
 * that both look up in `data.inventory` are the policies and the inputs.
 */
export const gatorPeer: Peer = {
  name: 'gator',
  run: ({ policy, files, shared }) => {
    const inputs = [policy, ...files].flatMap((file) => ['-f', file]);
    const ended = runProgram('gator', [
      'test',
      '--enable-k8s-native-validation=false',
      '-o',
      'json',
      ...shared,
      ...inputs,
    ]);
    return ended === undefined ? { kind: 'failed', reason: 'gator is not on the PATH' } : answersOf(ended);
  },
  // gator expands by ExpansionTemplates alone, and knows of no repository around the files.
  runSluice: ({ policy, files, shared }) =>
    answersOf(runSluice(['check', ...SLUICE, '--inventory', policy, '-p', policy, ...shared, ...files])),
  explain,
  judgesFilesAlone: ({ policy }) => {
    const { templates, constraints } = policiesIn(policy);
    const looksUp = templates.some(({ modules }) => modules.some(({ text }) => text.includes('inventory')));
    return !looksUp && constraints.every(({ constraint }) => constraint.match.namespaceSelector === undefined);
  },
};

const SLUICE = ['-o', 'json', '--output-schema', 'gator', '--no-cache', '--expansion', 'templates'];

function answersOf({ stdout, stderr, status }: Ended): PeerRun {
  try {
    const results: JsonValue = JSON.parse(stdout);
    if (results === null) return { kind: 'answers', answers: [] };
    if (Array.isArray(results)) return { kind: 'answers', answers: results.filter(isJsonObject).flatMap(toAnswers) };
  } catch {
    // Whatever it wrote instead of a report is told below.
  }
  return { kind: 'failed', reason: `exit code ${status}: ${(stderr + stdout).trim()}` };
}

/** gator also judges what it was given to judge by. */
function toAnswers(result: JsonObject): readonly Answer[] {
  const object = ['apiVersion', 'kind'].map((key) => textAt(result, ['violatingObject', key]));
  if (/^[a-z]+\.gatekeeper\.sh\//.test(object[0] ?? '')) return [];
  const where = ['namespace', 'name'].map((key) => textAt(result, ['violatingObject', 'metadata', key]));
  const by = `${textAt(result, ['constraint', 'kind'])}/${textAt(result, ['constraint', 'metadata', 'name'])}`;
  const line = `${textAt(result, ['msg'])} ${canonicalJson(valueAt(result, ['metadata', 'details']) ?? {})}`;
  return [{ place: [by, ...object, ...where].join(' '), file: '', lines: [line] }];
}

function explain({ place, line, side, all }: Difference, { policy }: RunRequest): string | undefined {
  const [by = '', , , namespace = ''] = place.split(' ');
  const { constraints, templates, excludedNamespaces } = policiesIn(policy);
  const match = constraints.find(({ constraint: one }) => `${one.policy}/${one.name}` === by)?.constraint.match ?? {};
  const text = (templates.find(({ kind }) => by.startsWith(`${kind}/`))?.modules ?? [])
    .map((module) => module.text)
    .join('\n');
  const asksAboutNamespace = ['scope', 'namespaces', 'excludedNamespaces', 'namespaceSelector'].some(
    (key) => key in match,
  );
  if (namespace === '' && asksAboutNamespace)
    return 'gator test puts objects without a namespace into one without a name';
  if (line.includes('missing Namespace') || line.includes('NAMESPACE_UNKNOWN')) {
    return 'a Namespace that nobody declares is a violation to gator, and an error to sluice';
  }
  if (namespace === 'default' && match.namespaceSelector !== undefined)
    return 'gator declares the Namespace default itself';
  if (excludedNamespaces.length > 0 && side === 'peer') return 'gator does not apply the exclusions of Config';
  if (/\b(?:operation|userInfo|uid|dryRun)\b/.test(text))
    return 'gator shows templates no operation, sluice a creation';
  if (text.includes('namespaceObject')) return 'gator shows templates an empty Namespace';
  return all.sluice.some((one) => one.includes('POLICY_')) ? 'gator drops what is no violation, or stops' : undefined;
}

const known = new Map<string, GatekeeperSet>();

function policiesIn(policy: string): GatekeeperSet {
  const found = known.get(policy) ?? readPolicySources(process.cwd(), [{ path: policy }], []).gatekeeper;
  known.set(policy, found);
  return found;
}
