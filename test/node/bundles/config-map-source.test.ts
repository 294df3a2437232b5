import { expect } from 'chai';
import { describe, it } from 'mocha';
import { filesOfConfigMap, parseConfigMapSource } from '../../../src/node/bundles/config-map-source.ts';
import { bundleOf } from '../../support/tar-archive.ts';
import { rejection } from '../../support/rejection.ts';

const SOURCE = 'configmap://shop/policies';
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

describe('a ConfigMap as a source of policies', () => {
  it('is named by a Namespace and a name, and by nothing else', () => {
    expect(parseConfigMapSource(SOURCE)).to.deep.equal({ namespace: 'shop', name: 'policies' });
    for (const given of [
      'configmap://policies',
      'configmap://a/b/c',
      'configmap:///b',
      'configmap://A/b',
      'configmap://a/../b',
    ]) {
      expect(() => parseConfigMapSource(given), given).to.throw('write configmap://NAMESPACE/NAME');
    }
  });

  it('has its keys as files, in the order of their names', async () => {
    const content = { data: { 'b.rego': 'package b' }, binaryData: { 'a.rego': base64('package a') } };
    const { files, form } = await filesOfConfigMap(SOURCE, content);
    expect(form).to.equal('folder');
    expect(files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).to.deep.equal([
      ['a.rego', 'package a'],
      ['b.rego', 'package b'],
    ]);
  });

  it('has the files of the bundle that it holds, which is all that it holds', async () => {
    const binaryData = { 'bundle.tar.gz': base64(bundleOf({ 'x/a.rego': 'package a' })) };
    const { files, form } = await filesOfConfigMap(SOURCE, { data: {}, binaryData });
    expect([form, files.map(({ path }) => path)]).to.deep.equal(['bundle', ['x/a.rego']]);
    const both = await rejection(filesOfConfigMap(SOURCE, { data: { 'b.rego': '' }, binaryData }));
    expect(both).to.include({ code: 'BUNDLE_INVALID' });
  });

  it('is refused with the reason why nobody has it', async () => {
    const gone = await rejection(filesOfConfigMap(SOURCE, { problem: 'there is no such ConfigMap' }));
    expect(gone).to.include({ code: 'POLICY_NOT_FOUND', message: `${SOURCE}: there is no such ConfigMap` });
    expect(await rejection(filesOfConfigMap(SOURCE, undefined))).to.include({ code: 'POLICY_NOT_FOUND' });
  });
});
