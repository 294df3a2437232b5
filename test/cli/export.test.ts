import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { run } from '../../cli/run.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { fakeIo } from './fake-io.ts';

const policy = (name: string, rule: string): string => `# METADATA
# title: ${name}
# custom:
#   policy: ${name}
#   match:
#     kinds:
#       - kinds: [Pod, Deployment]
package policies.${name.replaceAll('-', '_')}

${rule}
`;
const FINE = policy('no-root', 'violation contains {"msg": "runs as root"} if input.review.object.spec.user == 0');
const FACTS = policy('signed', 'violation contains "unsigned" if input.facts.images');
const ROOT = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {user: 0}\n';

/** Both the Deployment and the Pod that it implies run as root. */
const WEB =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {user: 0, template: {spec: {user: 0}}}\n';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('sluice export', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;

  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('policy/no-root/policy.rego', FINE);
    folder.write('policy/no-root/cases/deny/root.yaml', ROOT);
  });
  afterEach(() => folder[Symbol.dispose]());

  async function runIn(line: string): Promise<Ended> {
    const io = fakeIo({ cwd: folder.path });
    const code = await run(line.split(' '), io);
    return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
  }

  const textOf = (file: string): string => readFileSync(folder.at(file), 'utf8');

  it('writes templates, constraints, samples and a suite', async () => {
    const { code, stdout } = await runIn('export -p policy -o out');
    expect(code).to.equal(0);
    expect(stdout).to.equal(
      [
        'exported  no-root as SluiceNoRoot',
        '1 of 1 policies: 1 templates, 1 constraints, 1 cases in the suite',
        'wrote 4 files; next: gator verify --enable-k8s-native-validation=false out',
        '',
      ].join('\n'),
    );
    expect(textOf('out/templates/no-root.yaml')).to.contain('kind: SluiceNoRoot').and.to.contain('rego: |\n');
    expect(textOf('out/constraints/no-root.yaml')).to.contain('kind: SluiceNoRoot').and.to.contain('name: no-root');
    expect(textOf('out/samples/no-root/deny-root.yaml')).to.contain('user: 0');
    expect(textOf('out/suite.yaml')).to.contain('message: "^runs as root$"');
  });

  it('says of each policy that it leaves out why', async () => {
    folder.write('policy/signed/policy.rego', FACTS);
    const { code, stdout } = await runIn('export -p policy');
    expect(code).to.equal(0);
    expect(stdout).to.contain(
      'left out  signed: it reads what was found before it was asked (input.facts), and Gatekeeper finds nothing for it',
    );
    expect(stdout).to.contain('1 of 2 policies');
    expect(existsSync(folder.at('gatekeeper/templates/signed.yaml'))).to.equal(false);
  });

  it('cannot evaluate when nothing is left, or with --strict when anything is left out', async () => {
    folder.write('policy/signed/policy.rego', FACTS);
    for (const line of ['export -p policy --strict', 'export -p policy --only signed']) {
      const { code, stdout } = await runIn(line);
      expect(code, line).to.equal(2);
      expect(stdout, line).to.contain('wrote nothing');
    }
    expect(existsSync(folder.at('gatekeeper'))).to.equal(false);
  });

  it('tells of a policy that does not compile as of one that is left out', async () => {
    folder.write('policy/broken.rego', 'package broken\ndeny contains nope(1)\n');
    const { code, stdout } = await runIn('export -p policy');
    expect(code).to.equal(0);
    expect(stdout).to.contain('left out  policy/broken.rego: 2:').and.to.contain('undefined function nope');
  });

  it('writes into a folder that holds something only when it is told to', async () => {
    folder.write('out/mine.yaml', 'a: 1\n');
    const { code, stderr } = await runIn('export -p policy -o out');
    expect([code, existsSync(folder.at('out/suite.yaml'))]).to.deep.equal([2, false]);
    expect(stderr).to.contain('out holds something already');
    expect((await runIn('export -p policy -o out --force')).code).to.equal(0);
    expect(textOf('out/mine.yaml')).to.equal('a: 1\n');
  });

  it('names the policies there are when one is asked for that is not', async () => {
    const { code, stderr } = await runIn('export -p policy --only no-rot');
    expect(code).to.equal(2);
    expect(stderr).to.contain('no policy is called "no-rot"; there are: no-root');
  });

  it('says that waivers stay behind', async () => {
    folder.write(
      'sluice.yaml',
      'apiVersion: sluice.dev/v1alpha1\nkind: Config\nwaivers:\n  - {policy: no-root, match: {}, reason: r, owner: o, expires: "2027-01-01"}\n',
    );
    expect((await runIn('export -p policy')).stdout).to.contain('waivers (1) are not exported');
  });

  it('writes what sluice itself reads as the same policies', async () => {
    folder.write('deploy/pod.yaml', ROOT);
    folder.write('deploy/web.yaml', WEB);
    await runIn('export -p policy -o out');
    const own = await runIn('check -p policy -o json deploy');
    const exported = await runIn('check -p out -o json deploy');
    const results = ({ stdout }: Ended): unknown =>
      JSON.parse(stdout).results.map(({ status, message }: Record<string, unknown>) => [status, message]);
    expect([own.code, exported.code]).to.deep.equal([1, 1]);
    expect(results(exported)).to.deep.equal(results(own));
  });
});
