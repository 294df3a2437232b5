import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { AdmissionRequest } from '../../../webhook/admission/admission-review.ts';
import { parseAdmissionReview } from '../../../webhook/admission/admission-review.ts';
import { exemptionOf } from '../../../webhook/admission/exemptions.ts';
import { guardLabel } from '../../../webhook/admission/label-guard.ts';
import { ownNamespace } from '../../../webhook/sources/own-namespace.ts';
import { admissionReview } from '../../support/admission-review.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const RULES = { patterns: ['kube-*', '*-system', 'tools'], ownNamespace: 'sluice' };
const OPTIONS = { failOn: 'deny', policySet: 'cafe' } as const;
const namespace = (name: string, labels?: JsonObject | string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...(labels === undefined ? {} : { labels }) },
});

function request(object: JsonObject, changed: JsonObject = {}): AdmissionRequest {
  const parsed = parseAdmissionReview(JSON.stringify(admissionReview(object, changed)));
  return parsed.kind === 'request' ? parsed.request : expect.fail(parsed.message);
}

describe('exemptionOf', () => {
  const pod = (inside: string): AdmissionRequest =>
    request({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: inside } });
  it('names the Namespace and who exempts it', () => {
    expect(exemptionOf(pod('kube-public'), RULES)).to.match(/^Namespace kube-public is exempt by --exempt-namespace/);
    expect(exemptionOf(pod('sluice'), RULES)).to.match(/^Namespace sluice is the one that sluice runs in/);
  });
  it('exempts by whole names and by beginnings and ends, and nothing else', () => {
    const inside = ['kube-system', 'istio-system', 'tools', 'tools2', 'my-kube-x', 'sluice-2', ''];
    expect(inside.filter((name) => exemptionOf(pod(name), RULES) !== undefined)).to.deep.equal([
      'kube-system',
      'istio-system',
      'tools',
    ]);
  });
  it('exempts a Namespace by its own name, whatever the request says', () => {
    expect(exemptionOf(request(namespace('tools')), RULES)).to.be.a('string');
    expect(exemptionOf(request(namespace('shop'), { namespace: 'tools' }), RULES)).to.equal(undefined);
  });
  it('takes the place of an object from the request, and not from the object', () => {
    const lying = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'tools' } };
    expect(exemptionOf(request(lying, { namespace: 'shop' }), RULES)).to.equal(undefined);
  });
});

describe('ownNamespace', () => {
  it('is what POD_NAMESPACE says, or the file of the service account, or nothing', () => {
    using folder = temporaryFolder();
    const file = folder.write('namespace', 'from-file\n');
    expect(ownNamespace({ POD_NAMESPACE: 'from-env' }, file)).to.deep.equal({ ownNamespace: 'from-env' });
    expect(ownNamespace({}, file)).to.deep.equal({ ownNamespace: 'from-file' });
    expect(ownNamespace({}, folder.at('nowhere'))).to.deep.equal({});
  });
});

describe('guardLabel', () => {
  const IGNORE = { 'admission.gatekeeper.sh/ignore': '' };
  const guard = (object: JsonObject, changed?: JsonObject): number | undefined =>
    guardLabel(request(object, changed), RULES, OPTIONS).response.status?.code;

  it('lets a Namespace through that does not carry the label', () => {
    expect([guard(namespace('shop')), guard(namespace('shop', { app: 'shop' }))]).to.deep.equal([200, 200]);
  });
  it('refuses the label to all that are not exempt, and says what to do', () => {
    const { response } = guardLabel(request(namespace('shop', IGNORE)), RULES, OPTIONS);
    expect(response.allowed).to.equal(false);
    expect(response.status).to.deep.include({ code: 403, reason: 'Forbidden' });
    expect(response.status?.message).to.match(/admission\.gatekeeper\.sh\/ignore .*--exempt-namespace/);
  });
  it('refuses it to the Namespace of sluice, too: nobody asked for it by name', () => {
    expect(guard(namespace('sluice', IGNORE))).to.equal(403);
  });
  it('grants it to those that are exempt', () => expect(guard(namespace('kube-system', IGNORE))).to.equal(200));
  it('lets every Namespace go', () => {
    const leaving = { operation: 'DELETE', object: null, oldObject: namespace('shop', IGNORE) };
    expect(guard(namespace('shop', IGNORE), leaving)).to.equal(200);
  });
  it('refuses what it cannot read', () => {
    expect(guard(namespace('shop', 'admission.gatekeeper.sh/ignore'))).to.equal(500);
    expect(guard(namespace('shop'), { object: null })).to.equal(500);
  });
});
