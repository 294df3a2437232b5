import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseReference } from '../../../../src/core/images/reference.ts';
import { FakeRegistry } from '../../../support/fake-registry.ts';
import { HttpProxy } from '../../../support/http-proxy.ts';
import { faultOf, imageRegistry, valueOf } from './image-registry-rig.ts';

const HOST = 'registry.test:5000';
const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('images of a registry behind a proxy', () => {
  it('are read through it', async () => {
    await using registry = await FakeRegistry.start();
    const image = registry.addImage('v1');
    await using proxy = await HttpProxy.start({ leads: { [HOST]: registry.server.port } });
    const images = imageRegistry({
      registries: [{ host: HOST, plainHttp: true, mirrors: [] }],
      env: { HTTP_PROXY: `http://${proxy.host}` },
    });
    const read = valueOf(await images.readImage(parseReference(`${HOST}/${registry.repository}:v1`)));
    expect(read.digest).to.equal(image.digest);
    expect(proxy.asked.map(({ target }) => target)).to.deep.equal([
      `http://${HOST}/v2/${registry.repository}/manifests/v1`,
    ]);
  });

  for (const status of [404, 403, 401]) {
    it(`are not unsigned because the proxy answers with ${status}`, async () => {
      const answer = `HTTP/1.1 ${status} Page\r\nContent-Type: application/json\r\n\r\n`;
      await using proxy = await HttpProxy.start({ onConnect: (socket) => void socket.end(answer) });
      const images = imageRegistry({ env: { https_proxy: proxy.host } });
      const reference = parseReference(`registry.test/acme/app@${DIGEST}`);
      const faults = [await images.readImage(reference), await images.findSignatures(reference, DIGEST, undefined)];
      for (const { code, message } of faults.map(faultOf)) {
        expect(code).to.equal('IMG_REGISTRY_DOWN');
        expect(message).to.contain(
          `registry registry.test cannot be asked: the proxy http://${proxy.host} (https_proxy)`,
        );
      }
    });
  }

  it('are not looked for where the proxy alone can reach', async () => {
    await using proxy = await HttpProxy.start();
    const env = { HTTPS_PROXY: proxy.host, HTTP_PROXY: proxy.host };
    const images = imageRegistry({ env, allowLoopback: false });
    for (const host of ['169.254.169.254', '[fd00:ec2::254]:443', 'metadata.google.internal', 'localhost:5000']) {
      const { code } = faultOf(await images.readImage(parseReference(`${host}/acme/app:v1`)));
      expect(code, host).to.equal('IMG_ADDRESS_REFUSED');
    }
    expect(proxy.asked).to.deep.equal([]);
  });

  it('are told of a proxy that cannot be used', async () => {
    const images = imageRegistry({ env: { HTTPS_PROXY: 'socks5://me:pass-w0rd@proxy.test' } });
    const { code, message } = faultOf(await images.readImage(parseReference('registry.test/acme/app:v1')));
    expect(code).to.equal('IMG_REGISTRY_DOWN');
    expect(message).to.contain('the proxy that HTTPS_PROXY names cannot be used').and.not.to.contain('pass-w0rd');
  });
});
