import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { selfSignedCertificate } from '../support/certificate.ts';
import { isCompiled } from '../support/program.ts';
import { ServeProcess } from '../support/serve-process.ts';
import { find, parseExposition } from '../webhook/metrics/parse-exposition.ts';

const POLICY = 'package main\n\ndeny contains "it is bad" if input.metadata.name == "bad"\n';

describe('sluice serve, as it is operated', function () {
  this.timeout(60_000);
  let serve: ServeProcess;
  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(() => {
    serve = new ServeProcess();
    serve.folder.write('policy/main.rego', POLICY);
  });
  afterEach(() => serve?.[Symbol.asyncDispose]());

  it('serves metrics on a port of their own, over plain HTTP', async () => {
    await serve.listen('-p', 'policy', '--metrics-port', '0');
    await serve.admit('good');
    await serve.admit('bad');
    const [, port = ''] = /metrics on port (\d+)/.exec(serve.said) ?? [];
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    const samples = parseExposition(await answer.text());
    for (const decision of ['allow', 'deny']) {
      const labels = { decision, operation: 'CREATE', dry_run: 'false' };
      expect(find(samples, 'sluice_admission_requests_total', labels), decision).to.equal(1);
    }
    expect(find(samples, 'sluice_ready')).to.equal(1);
    expect(find(samples, 'sluice_policies')).to.equal(1);
    expect(find(samples, 'process_resident_memory_bytes')).to.be.above(1e7);
    expect(find(samples, 'sluice_certificate_not_after_seconds')).to.be.above(Date.now() / 1000);
    expect((await serve.get('/metrics')).status).to.equal(404);
  });
  it('judges nothing in Namespaces that are exempt', async () => {
    await serve.listen('-p', 'policy', '--exempt-namespace', 'sh*');
    expect(await serve.admit('bad'))
      .to.deep.include({ allowed: true })
      .and.have.nested.property('auditAnnotations.verdict', 'unjudged');
  });
  it('logs what it lets through when it is asked to', async () => {
    await serve.listen('-p', 'policy', '--log-allows', '1');
    await serve.admit('good');
    expect(await serve.logged('admission')).to.deep.include({ level: 'info', decision: 'allow', name: 'good' });
  });
  it('says that its certificate was renewed, and that another one does not fit', async () => {
    await serve.listen('-p', 'policy');
    serve.folder.write('tls.key', selfSignedCertificate().key);
    expect(await serve.logged('certificate'))
      .to.have.property('message')
      .that.matches(/^the certificate in use stays: .*made for each other/);
    const { cert, key } = selfSignedCertificate();
    serve.folder.write('tls.key', key);
    serve.folder.write('tls.crt', cert);
    let said = await serve.logged('certificate');
    while (said['level'] === 'error') said = await serve.logged('certificate');
    expect(said).to.have.property('until');
  });
  it('sends traces to a collector, and what is left when it ends', async () => {
    let take: (spans: unknown) => void = () => undefined;
    const sent = new Promise<unknown>((resolve) => {
      take = resolve;
    });
    const collector = createServer((request, response) => {
      response.end('{}');
      void json(request).then(take);
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    await serve.listen('-p', 'policy', '--otlp-endpoint', `http://127.0.0.1:${port}`, '--trace-every', '1');
    await serve.admit('bad');
    serve.kill('SIGTERM');
    const at = 'resourceSpans[0].scopeSpans[0].spans[0].name';
    expect(await sent).to.have.nested.property(at, 'POST /v1/admit');
    collector.close();
    collector.closeAllConnections();
    expect(serve.said).not.to.include('"event":"traces"');
  });
});
