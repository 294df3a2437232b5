import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { verifyPolicies } from '../../../src/node/verify/verify-policies.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const POLICY = `# METADATA
# title: Unsigned
# custom: {policy: unsigned}
package policies.unsigned

violation contains {"msg": image.where[0]} if {
	some image in input.facts.images
	image.status != "verified"
}
`;

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx:1}]}\n';

let folder: TemporaryFolder;

async function outcomes(): Promise<readonly string[]> {
  const { tests } = await verifyPolicies({
    cwd: folder.path,
    paths: ['.'],
    data: [],
    coverage: false,
    today: '2026-03-01',
    timeoutMs: 10_000,
  });
  return tests.map(({ outcome, file, message }) =>
    [outcome, file, ...(message === undefined ? [] : [message])].join(' '),
  );
}

beforeEach(() => {
  folder = temporaryFolder();
  folder.write('.git/HEAD', '');
  folder.write('p/policy.rego', POLICY);
});
afterEach(() => folder[Symbol.dispose]());

describe('what is known of the images of a case', function () {
  this.timeout(30_000);

  it('stands beside it, and is no case itself', async () => {
    folder.write('p/cases/allow/signed.yaml', POD);
    folder.write('p/cases/allow/signed.facts.json', '{"images": {"nginx:1": {}}}');
    folder.write('p/cases/deny/unsigned.yml', POD);
    folder.write('p/cases/deny/unsigned.facts.json', '{"images": {"nginx:1": {"status": "unsigned"}}}');
    expect(await outcomes()).to.deep.equal(['pass p/cases/allow/signed.yaml', 'pass p/cases/deny/unsigned.yml']);
  });

  it('is nothing where the facts do not name an image, or are not there: no registry is asked', async () => {
    folder.write('p/cases/deny/other.yaml', POD);
    folder.write('p/cases/deny/other.facts.json', '{"images": {"nginx:2": {}}}');
    folder.write('p/cases/deny/none.yaml', POD);
    expect(await outcomes()).to.deep.equal(['pass p/cases/deny/none.yaml', 'pass p/cases/deny/other.yaml']);
  });

  it('that cannot be read is an error of the case', async () => {
    const facts = ['{', '[]', '{"images": []}', '{"images": {"nginx:1": 7}}', '{"images": {"NGINX": {}}}'];
    for (const [index, text] of facts.entries()) {
      folder.write(`p/cases/allow/${index}.yaml`, POD);
      folder.write(`p/cases/allow/${index}.facts.json`, text);
    }
    const errors = await outcomes();
    expect(errors).to.have.length(facts.length);
    for (const error of errors) expect(error).to.match(/^error p\/cases\/allow\/\d\.yaml its facts\.json /);
  });
});
