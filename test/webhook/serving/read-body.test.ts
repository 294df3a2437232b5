import { once } from 'node:events';
import { createServer, request, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BodyReader, type Body } from '../../../webhook/serving/read-body.ts';

describe('BodyReader', () => {
  it('holds no more than it may of all bodies together, and has room again when one is read', async () => {
    const bodies = new BodyReader(1000);
    const server = createServer((incoming, response) => {
      incoming.once('readable', () => server.emit('begun'));
      void bodies.read(incoming).then((body: Body) => response.end(body.kind === 'text' ? '200' : `${body.status}`));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { 'content-type': 'application/json', 'content-length': 800 };
    const open = (): ClientRequest => request({ port, host: '127.0.0.1', method: 'POST', agent: false, headers });
    const said = async (call: ClientRequest): Promise<string> => {
      const [response] = await once(call, 'response');
      return String((await response.toArray())[0]);
    };
    const first = open();
    const begun = once(server, 'begun');
    first.write(' '.repeat(700));
    await begun;
    const second = open();
    second.end(' '.repeat(800));
    expect(await said(second)).to.equal('503');
    first.end(' '.repeat(100));
    expect(await said(first)).to.equal('200');
    const third = open();
    third.end(' '.repeat(800));
    expect(await said(third)).to.equal('200');
    server.closeAllConnections();
    server.close();
  });
});
