import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { LARGEST_PREDICATE, toAttestation } from '../../../../src/core/images/attestations/to-attestation.ts';
import { MOST_PACKAGES } from '../../../../src/core/images/attestations/sbom.ts';
import { MOST_VULNERABILITIES } from '../../../../src/core/images/attestations/vulnerabilities.ts';
import type { JsonObject } from '../../../../src/core/model/json.ts';
import { DIGEST, GRYPE, SNYK, TRIVY, vuln } from './scan-samples.ts';

const SLSA_02 = 'https://slsa.dev/provenance/v0.2';
const SLSA_1 = 'https://slsa.dev/provenance/v1';
const SPDX = 'https://spdx.dev/Document';
const CYCLONEDX = 'https://cyclonedx.org/bom';
const VULN = 'https://cosign.sigstore.dev/attestation/vuln/v1';
const OPENVEX = 'https://openvex.dev/ns/v0.2.0';
const TYPES = [SLSA_02, SLSA_1, SPDX, CYCLONEDX, VULN, OPENVEX, 'https://example.com/other'];

const COMMIT = 'a'.repeat(40);

describe('SLSA provenance', () => {
  it('v1 of GitHub Actions names the workflow’s repository, ref and commit', () => {
    const predicate = {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: {
            ref: 'refs/heads/main',
            repository: 'https://github.com/acme/web',
            path: '.github/workflows/ci.yml',
          },
        },
        resolvedDependencies: [
          { uri: 'git+https://github.com/evil/other@refs/heads/main', digest: { gitCommit: 'b'.repeat(40) } },
          { uri: 'git+https://github.com/acme/web@refs/heads/main', digest: { gitCommit: COMMIT } },
        ],
      },
      runDetails: {
        builder: { id: 'https://github.com/actions/runner/github-hosted' },
        metadata: { finishedOn: '2026-11-01T08:30:00Z' },
      },
    };
    expect(toAttestation(SLSA_1, predicate)).to.deep.equal({
      provenance: {
        builder: 'https://github.com/actions/runner/github-hosted',
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        sourceUri: 'https://github.com/acme/web',
        sourceRef: 'refs/heads/main',
        sourceDigest: COMMIT,
        finishedOn: '2026-11-01T08:30:00.000Z',
      },
    });
  });

  const source = (predicateType: string, predicate: JsonObject): readonly unknown[] => {
    const { provenance } = toAttestation(predicateType, predicate);
    return [provenance?.sourceUri, provenance?.sourceRef, provenance?.sourceDigest];
  };
  const v1 = (buildDefinition: JsonObject): JsonObject => ({ buildDefinition, runDetails: { builder: { id: 'b' } } });

  it('v0.2 names what its configSource names', () => {
    const configSource = { uri: 'git+https://github.com/acme/web.git@refs/tags/v1', digest: { sha1: COMMIT } };
    const predicate = {
      builder: { id: 'b' },
      buildType: 't',
      invocation: { configSource },
      metadata: { buildFinishedOn: '2026-11-01T08:30:00Z' },
    };
    expect(source(SLSA_02, predicate)).to.deep.equal(['https://github.com/acme/web', 'refs/tags/v1', COMMIT]);
    expect(toAttestation(SLSA_02, predicate).provenance?.finishedOn).to.equal('2026-11-01T08:30:00.000Z');
  });

  it('of BuildKit, GitLab and Google Cloud Build names the source by their own parameters', () => {
    const uri = 'https://github.com/acme/web.git#refs/heads/main:images/web';
    expect(
      source(SLSA_1, v1({ externalParameters: { configSource: { uri, digest: { sha1: COMMIT } } } })),
    ).to.deep.equal(['https://github.com/acme/web', 'refs/heads/main', COMMIT]);
    const gitlab = 'https://gitlab.com/acme/web';
    expect(
      source(
        SLSA_1,
        v1({
          externalParameters: { source: gitlab },
          resolvedDependencies: [{ uri: gitlab, digest: { sha256: COMMIT } }],
        }),
      ),
    ).to.deep.equal([gitlab, undefined, COMMIT]);
    const buildConfigSource = { repository: 'git+https://github.com/acme/web', ref: 'refs/heads/main', path: 'x.yaml' };
    expect(source(SLSA_1, v1({ externalParameters: { buildConfigSource } }))).to.deep.equal([
      'https://github.com/acme/web',
      'refs/heads/main',
      undefined,
    ]);
  });

  it('without such a parameter names the one repository that went in, and none of several', () => {
    const git = (name: string): JsonObject => ({
      uri: `git+https://github.com/${name}@main`,
      digest: { sha1: COMMIT },
    });
    const image = { uri: 'pkg:docker/alpine@3', digest: { sha256: 'c'.repeat(64) } };
    expect(source(SLSA_1, v1({ resolvedDependencies: [image, git('acme/web')] }))).to.deep.equal([
      'https://github.com/acme/web',
      'main',
      COMMIT,
    ]);
    expect(source(SLSA_1, v1({ resolvedDependencies: [git('acme/web'), git('evil/web')] }))[0]).to.equal(undefined);
  });

  it('names no source that climbs out of its owner’s, and never a user of the URI', () => {
    const of = (uri: string): unknown => source(SLSA_1, v1({ externalParameters: { source: uri } }))[0];
    expect(of('git+https://github.com/acme/../evil/web')).to.equal(undefined);
    expect(of('git+https://github.com/acme/%2E%2e/evil/web')).to.equal(undefined);
    expect(of('https://x-access-token:ghs@GitHub.com/acme/web')).to.equal('https://github.com/acme/web');
    expect(of('https://github.com@evil.example/acme/web')).to.equal('https://evil.example/acme/web');
    expect(of('acme/web')).to.equal(undefined);
  });

  it('is none without a builder: it stays a predicate', () => {
    const predicate = { buildDefinition: { buildType: 't' }, runDetails: { builder: {} } };
    expect(toAttestation(SLSA_1, predicate)).to.deep.equal({ predicate });
  });
});

describe('SBOMs', () => {
  it('SPDX gives packages with purl and licences, without those that say nothing', () => {
    const predicate = {
      spdxVersion: 'SPDX-2.3',
      creationInfo: { created: '2026-11-01T08:30:00Z' },
      packages: [
        {
          name: 'openssl',
          versionInfo: '3.0.1',
          licenseConcluded: 'NOASSERTION',
          licenseDeclared: 'Apache-2.0',
          externalRefs: [
            { referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a' },
            { referenceType: 'purl', referenceLocator: 'pkg:apk/alpine/openssl@3.0.1?distro=3.20&arch=x86_64' },
          ],
        },
        { name: 'busybox', versionInfo: '1.36', licenseConcluded: 'NONE' },
        { name: 'busybox', versionInfo: '1.36', licenseConcluded: 'NONE' },
      ],
    };
    expect(toAttestation(`${SPDX}/v2.3`, predicate)).to.deep.equal({
      sbom: {
        format: 'spdx',
        version: '2.3',
        createdOn: '2026-11-01T08:30:00.000Z',
        packages: [
          { name: 'busybox', version: '1.36' },
          {
            name: 'openssl',
            version: '3.0.1',
            purl: 'pkg:apk/alpine/openssl@3.0.1?arch=x86_64&distro=3.20',
            licenses: ['Apache-2.0'],
          },
        ],
      },
    });
  });

  it('CycloneDX gives components at every depth, and licences however they are written', () => {
    const predicate = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { timestamp: '2026-11-01T08:30:00+01:00' },
      components: [
        {
          type: 'library',
          group: 'org.acme',
          name: 'core',
          version: '1',
          licenses: [{ license: { id: 'MIT' } }, { license: { name: 'Acme licence' } }],
          components: [
            { type: 'library', name: 'inner', version: '2', licenses: [{ expression: 'MIT OR BSD-3-Clause' }] },
          ],
        },
        { type: 'file', name: '/etc/passwd' },
      ],
    };
    const sbom = {
      format: 'cyclonedx',
      version: '1.6',
      createdOn: '2026-11-01T07:30:00.000Z',
      packages: [
        { name: 'inner', version: '2', licenses: ['MIT OR BSD-3-Clause'] },
        { name: 'org.acme/core', version: '1', licenses: ['Acme licence', 'MIT'] },
      ],
    };
    expect(toAttestation(CYCLONEDX, predicate)).to.deep.equal({ sbom });
    expect(toAttestation(CYCLONEDX, { Data: predicate, Timestamp: 'x' })).to.deep.equal({ sbom });
  });

  it('is cut where it is too long, and says so', () => {
    const packages = Array.from({ length: MOST_PACKAGES + 1 }, (_, index) => ({ name: `p${index}` }));
    const { sbom } = toAttestation(SPDX, { spdxVersion: 'SPDX-2.2', packages });
    expect([sbom?.packages.length, sbom?.truncated]).to.deep.equal([MOST_PACKAGES, true]);
  });

  it('of a version that is not read is none, rather than one without packages', () => {
    expect(toAttestation(SPDX, { spdxVersion: 'SPDX-3.0' })).to.have.all.keys('predicate');
    expect(toAttestation(CYCLONEDX, { bomFormat: 'CycloneDX', specVersion: '2.0' })).to.have.all.keys('predicate');
  });
});

describe('scans', () => {
  it('of Trivy, Grype and Snyk say the same in the same words', () => {
    const openssl = { severity: 'CRITICAL', package: 'openssl' };
    const trivy = toAttestation(VULN, vuln(TRIVY)).scan;
    expect(trivy).to.deep.equal({
      scanner: 'trivy',
      scannerVersion: '0.70.1',
      finishedOn: '2026-11-02T00:01:00.000Z',
      vulnerabilities: [
        {
          ...openssl,
          id: 'CVE-2026-1234',
          aliases: ['GHSA-aaaa-bbbb-cccc'],
          version: '3.0.1+deb12',
          purl: 'pkg:deb/debian/openssl@3.0.1%2Bdeb12?arch=amd64&distro=debian-12.5',
          fixed: '3.0.8',
        },
        { id: 'CVE-2026-1111', severity: 'LOW', package: 'zlib', version: '1.2', fixed: '' },
      ],
    });
    expect(toAttestation(VULN, vuln(GRYPE)).scan?.vulnerabilities).to.deep.equal([
      {
        ...openssl,
        id: 'GHSA-aaaa-bbbb-cccc',
        aliases: ['CVE-2026-1234'],
        version: '3.0.1',
        purl: 'pkg:apk/alpine/openssl@3.0.1?arch=x86_64',
        fixed: '3.0.8, 3.1.1',
      },
    ]);
    expect(toAttestation(VULN, vuln(SNYK)).scan?.vulnerabilities).to.deep.equal([
      {
        id: 'CVE-2026-1234',
        aliases: ['SNYK-DEBIAN12-OPENSSL-1'],
        severity: 'CRITICAL',
        package: 'openssl/libssl3',
        version: '3.0.1',
        fixed: '3.0.8',
      },
      {
        id: 'GHSA-dddd-eeee-ffff',
        aliases: ['SNYK-JS-MS-1'],
        severity: 'MEDIUM',
        package: 'ms',
        version: '1.0.0',
        fixed: '2.0.0',
      },
    ]);
  });

  it('are read from a report that is signed as it is, with the time that it says itself', () => {
    expect(toAttestation('https://example.com/trivy', TRIVY).scan).to.include({
      scannerVersion: '0.70.0',
      finishedOn: '2026-11-01T06:30:00.123Z',
    });
  });

  it('that cannot be read are none, and no scans that found nothing', () => {
    const unreadable: readonly JsonObject[] = [
      vuln({}),
      vuln({ SchemaVersion: 1, Results: [] }),
      vuln({ SchemaVersion: 2, ArtifactName: 'x', Results: 'none' }),
      vuln({ SchemaVersion: 2, ArtifactName: 'x', Results: [{ Class: 'secret' }] }),
      vuln({ SchemaVersion: 2, ArtifactName: 'x', Results: [7] }),
      vuln({ SchemaVersion: 2, ArtifactName: 'x', Results: [{ Vulnerabilities: 'none' }] }),
      vuln({ SchemaVersion: 2, ArtifactName: 'x', Results: [{ Vulnerabilities: [null] }] }),
      vuln({ matches: null, source: {} }),
      vuln({ matches: ['x'], source: {} }),
      vuln({ ok: true, vulnerabilities: [], applications: [{ vulnerabilities: [7] }] }),
      vuln({ ok: false, error: 'no such image' }),
      vuln({ ok: true, vulnerabilities: {} }),
      { scanner: { result: [TRIVY] } },
    ];
    for (const predicate of unreadable) {
      expect(toAttestation(VULN, predicate), JSON.stringify(predicate)).to.have.all.keys('predicate');
    }
  });

  it('count a thing that was found twice once, at its worst', () => {
    const one = (Severity: string, more: JsonObject = {}): JsonObject => ({
      VulnerabilityID: 'CVE-1',
      PkgName: 'a',
      InstalledVersion: '1',
      Severity,
      ...more,
    });
    const scan = (...found: readonly JsonObject[]): unknown =>
      toAttestation(VULN, vuln({ SchemaVersion: 2, Results: [{ Vulnerabilities: found }] })).scan?.vulnerabilities;
    const worst = [{ id: 'CVE-1', severity: 'HIGH', package: 'a', version: '1', fixed: '2' }];
    expect(scan(one('LOW'), one('HIGH', { FixedVersion: '2' }), one('HIGH'))).to.deep.equal(worst);
    expect(scan(one('HIGH'), one('HIGH', { FixedVersion: '2' }), one('LOW'))).to.deep.equal(worst);
  });

  it('with too many keep the worst, of these the ones that can be mended, and say so', () => {
    const found = Array.from({ length: MOST_VULNERABILITIES }, (_, index) => ({
      VulnerabilityID: `CVE-2020-${index}`,
      Severity: 'CRITICAL',
    }));
    const late = { VulnerabilityID: 'CVE-2026-9', Severity: 'CRITICAL', FixedVersion: '2' };
    const report = {
      SchemaVersion: 2,
      Results: [{ Vulnerabilities: [{ VulnerabilityID: 'CVE-0', Severity: 'LOW' }, ...found, late] }],
    };
    const { scan } = toAttestation(VULN, vuln(report));
    expect([scan?.vulnerabilities.length, scan?.truncated]).to.deep.equal([MOST_VULNERABILITIES, true]);
    expect(scan?.vulnerabilities[0]?.id).to.equal('CVE-2026-9');
    expect(scan?.vulnerabilities.map(({ severity }) => severity)).to.not.include('LOW');
  });

  it('keep what has no name, and a severity that nobody knows', () => {
    const report = { SchemaVersion: 2, Results: [{ Vulnerabilities: [{ Severity: 'SEVERE' }] }] };
    expect(toAttestation(VULN, vuln(report)).scan?.vulnerabilities).to.deep.equal([
      { id: 'unnamed', severity: 'UNKNOWN', package: '', version: '', fixed: '' },
    ]);
  });
});

describe('VEX', () => {
  const statements = (...given: readonly JsonObject[]): unknown =>
    toAttestation(OPENVEX, { '@context': OPENVEX, timestamp: '2026-11-01T00:00:00Z', statements: given }).vex;
  const base = {
    vulnerability: { name: 'CVE-1' },
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
  };
  const read = { vulnerability: 'CVE-1', status: 'not_affected', justification: 'vulnerable_code_not_present' };
  const timestamp = '2026-11-01T00:00:00.000Z';

  it('names products by digest where a purl or a hash does, else by repository or purl', () => {
    const products = [
      { '@id': `pkg:oci/web@sha256%3A${'1'.repeat(64)}?repository_url=ghcr.io/acme/web` },
      { '@id': 'https://acme.example/web', hashes: { 'sha-256': '2'.repeat(64), md5: 'x' } },
      { '@id': 'pkg:oci/web?repository_url=ghcr.io%2Facme%2Fweb' },
      { identifiers: { purl: 'pkg:deb/debian/openssl@3.0.1+deb12' } },
      'pkg:npm/%40acme/web',
      'pkg:oci/web?repository_url=ghcr.io/acme/web&tag=1',
    ];
    expect(statements({ ...base, products })).to.deep.equal([
      {
        ...read,
        products: [
          'ghcr.io/acme/web',
          'https://acme.example/web',
          'pkg:deb/debian/openssl@3.0.1%2Bdeb12',
          'pkg:npm/%40acme/web',
          'pkg:oci/web?repository_url=ghcr.io%2Facme%2Fweb&tag=1',
          DIGEST,
          `sha256:${'2'.repeat(64)}`,
        ],
        timestamp,
      },
    ]);
  });

  it('is about parts of a product where it says so, and only there', () => {
    const products = [{ '@id': DIGEST }, { '@id': DIGEST, subcomponents: [{ '@id': 'pkg:apk/openssl' }] }];
    expect(statements({ ...base, products: products.slice(0, 1) })).to.deep.equal([
      { ...read, products: [DIGEST], timestamp },
    ]);
    expect(statements({ ...base, products: products.slice(1) })).to.deep.equal([
      { ...read, products: [DIGEST], subcomponents: ['pkg:apk/openssl'], timestamp },
    ]);
    expect(statements({ ...base, products })).to.have.length(2);
  });

  it('without products is about the image; with products that cannot be read it is about nothing', () => {
    expect(statements(base)).to.deep.equal([{ ...read, products: [], timestamp }]);
    expect(statements({ ...base, products: [] })).to.deep.equal([{ ...read, products: [], timestamp }]);
    for (const products of [
      [7],
      [{}],
      'pkg:apk/openssl',
      { '@id': DIGEST },
      [{ '@id': DIGEST, subcomponents: 'all' }],
      [{ '@id': DIGEST, subcomponents: [{}] }],
    ]) {
      expect(statements({ ...base, products }), JSON.stringify(products)).to.deep.equal([]);
    }
  });

  it('with a status or vulnerability that cannot be read says nothing', () => {
    expect(
      statements({ ...base, status: 'harmless' }, { ...base, vulnerability: {} }, { status: 'fixed' }),
    ).to.deep.equal([]);
  });

  it('reads the names of older versions, aliases, and times of its own', () => {
    expect(
      statements(
        { vulnerability: 'CVE-2', status: 'fixed' },
        {
          vulnerability: { '@id': 'https://nvd.nist.gov/vuln/detail/CVE-3', aliases: ['GHSA-b', 'GHSA-a', 'GHSA-a'] },
          status: 'under_investigation',
          timestamp: '2026-12-01T00:00:00Z',
        },
      ),
    ).to.deep.equal([
      {
        vulnerability: 'CVE-3',
        aliases: ['GHSA-a', 'GHSA-b'],
        status: 'under_investigation',
        products: [],
        timestamp: '2026-12-01T00:00:00.000Z',
      },
      { vulnerability: 'CVE-2', status: 'fixed', products: [], timestamp },
    ]);
  });
});

describe('predicates of no known kind', () => {
  it('are kept as they are, up to a size and a depth', () => {
    const other = 'https://example.com/other';
    expect(toAttestation(other, { approved: true })).to.deep.equal({ predicate: { approved: true } });
    const fits = { a: 'x'.repeat(LARGEST_PREDICATE - 100) };
    expect(toAttestation(other, fits)).to.deep.equal({ predicate: fits });
    expect(toAttestation(other, { a: 'x'.repeat(LARGEST_PREDICATE) })).to.deep.equal({});
    expect(toAttestation(other, { a: Array.from({ length: LARGEST_PREDICATE }, () => 1) })).to.deep.equal({});
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    expect(toAttestation(other, Object(deep))).to.deep.equal({});
  });
});

describe('hostile predicates', () => {
  const fields = [
    'builder',
    'id',
    'invocation',
    'configSource',
    'uri',
    'digest',
    'materials',
    'buildDefinition',
    'externalParameters',
    'source',
    'resolvedDependencies',
    'runDetails',
    'metadata',
    'spdxVersion',
    'packages',
    'name',
    'bomFormat',
    'specVersion',
    'components',
    'licenses',
    'scanner',
    'result',
    'SchemaVersion',
    'ArtifactName',
    'Results',
    'Vulnerabilities',
    'Severity',
    'matches',
    'vulnerability',
    'fix',
    'versions',
    'artifact',
    'ok',
    'vulnerabilities',
    'statements',
    'products',
    'subcomponents',
    'status',
    'timestamp',
    '__proto__',
  ];
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        null,
        1,
        true,
        '',
        'x',
        2,
        'SPDX-2.3',
        'CycloneDX',
        '1.5',
        'fixed',
        'git+https://a/b@c',
        'pkg:oci/%',
        '\u202e\u001b[',
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.dictionary(fc.constantFrom(...fields), tie('value'), { maxKeys: 6 }),
  }));

  it('never throw, give JSON, and the same whatever the order of their lists', () => {
    fc.assert(
      fc.property(values.object, fc.constantFrom(...TYPES), (object, type) => {
        const predicate: JsonObject = JSON.parse(JSON.stringify(object));
        const facts = toAttestation(type, predicate);
        expect(JSON.parse(JSON.stringify(facts))).to.deep.equal(facts);
        expect(toAttestation(type, predicate)).to.deep.equal(facts);
      }),
      { numRuns: 2000 },
    );
  });

  it('bring no control character into a fact that was read', () => {
    const report = {
      SchemaVersion: 2,
      Results: [{ Vulnerabilities: [{ VulnerabilityID: 'CVE\u001b[31m\u202e', PkgName: 'x'.repeat(5000) }] }],
    };
    const [vulnerability] = toAttestation(VULN, vuln(report)).scan?.vulnerabilities ?? [];
    expect(vulnerability?.id).to.equal('CVE\\u001b[31m\\u202e');
    expect(vulnerability?.package).to.have.length.below(600);
  });

  it('give equal facts for what is listed in another order', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed).toReversed()
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .map(([key, item]) => [key, key === 'versions' ? item : reversed(item)])
                .toReversed(),
            )
          : value;
    for (const report of [TRIVY, GRYPE, SNYK]) {
      expect(toAttestation(VULN, Object(reversed(vuln(report))))).to.deep.equal(toAttestation(VULN, vuln(report)));
    }
  });
});
