import { expect } from 'chai';
import { describe, it } from 'mocha';
import { evidenceFor } from '../../../../src/core/images/attestations/evidence-for.ts';
import { readScanReport } from '../../../../src/core/images/attestations/read-scan-report.ts';
import type { ScanEvidence } from '../../../../src/core/images/attestation.ts';
import { parseReference } from '../../../../src/core/images/reference.ts';
import { DIGEST, GRYPE, OTHER_DIGEST, SNYK, TRIVY } from './scan-samples.ts';

const read = (report: unknown): readonly ScanEvidence[] => {
  const answer = readScanReport('scan.json', JSON.stringify(report));
  if (answer.kind === 'fault') throw new Error(answer.message);
  return answer.evidences;
};
const fault = (text: string): string => {
  const answer = readScanReport('scan.json', text);
  return answer.kind === 'fault' ? answer.message : 'no fault';
};

describe('readScanReport', () => {
  it('knows the scanner by its report, and the images by what it says', () => {
    const [trivy] = read(TRIVY);
    expect(trivy).to.include({ file: 'scan.json' });
    expect(trivy?.scan.scanner).to.equal('trivy');
    expect(trivy?.images).to.deep.equal([
      'ghcr.io/acme/web:1.2.3',
      `ghcr.io/acme/web@${DIGEST}`,
      `sha256:${'c'.repeat(64)}`,
    ]);
    expect(read(GRYPE)[0]?.images).to.deep.equal([
      'registry:ghcr.io/acme/web:1.2.3',
      `ghcr.io/acme/web@${DIGEST}`,
      OTHER_DIGEST,
    ]);
    expect(read(SNYK)[0]?.images).to.deep.equal(['ghcr.io/acme/web:1.2.3']);
  });

  it('reads several reports of Snyk from one file, and a byte order mark', () => {
    expect(read([SNYK, { ...SNYK, path: 'nginx:1.27' }]).flatMap(({ images }) => images)).to.deep.equal([
      'ghcr.io/acme/web:1.2.3',
      'nginx:1.27',
    ]);
    expect(readScanReport('scan.json', `\ufeff${JSON.stringify(GRYPE)}`).kind).to.equal('ok');
  });

  it('says why a file is no evidence', () => {
    expect(fault('{"a":')).to.equal('scan.json is no evidence about an image: it is no JSON');
    expect(fault('[]')).to.match(/it is empty; expected the output of one of: trivy image --format json/);
    expect(fault('{"runs":[]}')).to.match(/no report that is known/);
    expect(fault('[1]')).to.match(/no report that is known/);
    expect(fault(JSON.stringify([SNYK, {}]))).to.match(/no report that is known/);
    expect(fault(JSON.stringify({ ...TRIVY, SchemaVersion: 1 }))).to.match(/another schema than 2/);
    expect(fault(JSON.stringify({ ...TRIVY, Results: [{ Class: 'secret' }] }))).to.match(/--scanners vuln/);
    expect(fault('{"ok":false,"error":"no such image","path":"x"}')).to.match(/Snyk could not look: no such image/);
    expect(fault(JSON.stringify({ ...GRYPE, source: { type: 'directory', target: '.' } }))).to.match(
      /which image was looked at/,
    );
  });

  it('never quotes what it cannot read', () => {
    expect(fault('{"password": "hunter2"')).to.not.contain('hunter2');
  });
});

describe('evidenceFor', () => {
  const image = parseReference('ghcr.io/acme/web:1.2.3');
  const finds = (report: unknown, reference: string, digest?: string): boolean =>
    evidenceFor(parseReference(reference), digest, read(report)).length === 1;

  it('takes a report that names the digest, whatever it is called there', () => {
    expect(finds(TRIVY, 'ghcr.io/acme/web:1.2.3', DIGEST)).to.equal(true);
    expect(finds(TRIVY, 'mirror.example/web:other', DIGEST)).to.equal(true);
    expect(finds(TRIVY, `ghcr.io/acme/web@${DIGEST}`)).to.equal(true);
    expect(finds(GRYPE, 'ghcr.io/acme/web:1.2.3', OTHER_DIGEST)).to.equal(true);
  });

  it('does not take a report of other bytes, though they had the same name', () => {
    expect(finds(TRIVY, 'ghcr.io/acme/web:1.2.3', OTHER_DIGEST)).to.equal(false);
    expect(finds(TRIVY, 'ghcr.io/acme/web:1.2.3')).to.equal(false);
    expect(finds(SNYK, `ghcr.io/acme/web@${DIGEST}`, DIGEST)).to.equal(false);
  });

  it('takes a report without a digest by the name, in every spelling of it', () => {
    expect(finds(SNYK, 'ghcr.io/acme/web:1.2.3', DIGEST)).to.equal(true);
    expect(finds(SNYK, `ghcr.io/acme/web:1.2.3@${DIGEST}`)).to.equal(true);
    expect(finds(SNYK, 'ghcr.io/acme/web:1.2.4', DIGEST)).to.equal(false);
    expect(finds({ ...SNYK, path: 'nginx' }, 'docker.io/library/nginx:latest', DIGEST)).to.equal(true);
    expect(finds({ ...SNYK, path: 'localhost:5000/web' }, 'localhost:5000/web:latest')).to.equal(true);
  });

  it('takes what a daemon calls the image for no digest', () => {
    const local = { ...TRIVY, Metadata: { ImageID: `sha256:${'c'.repeat(64)}` } };
    expect(evidenceFor(image, DIGEST, read(local))).to.have.length(1);
  });

  it('takes a report of a folder for none', () => {
    expect(finds({ ...TRIVY, ArtifactName: './Some Folder', Metadata: {} }, 'ghcr.io/acme/web:1.2.3', DIGEST)).to.equal(
      false,
    );
  });
});
