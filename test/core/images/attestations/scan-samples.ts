import type { JsonObject } from '../../../../src/core/model/json.ts';

/** Reports as the scanners write them, cut to what is read. */

export const DIGEST: string = `sha256:${'1'.repeat(64)}`;
export const OTHER_DIGEST: string = `sha256:${'2'.repeat(64)}`;

export const TRIVY: JsonObject = {
  SchemaVersion: 2,
  Trivy: { Version: '0.70.0' },
  CreatedAt: '2026-11-01T08:30:00.123456789+02:00',
  ArtifactName: 'ghcr.io/acme/web:1.2.3',
  ArtifactType: 'container_image',
  Metadata: {
    ImageID: `sha256:${'c'.repeat(64)}`,
    RepoTags: ['ghcr.io/acme/web:1.2.3'],
    RepoDigests: [`ghcr.io/acme/web@${DIGEST}`],
  },
  Results: [
    {
      Target: 'ghcr.io/acme/web:1.2.3 (debian 12.5)',
      Class: 'os-pkgs',
      Type: 'debian',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2026-1234',
          PkgName: 'openssl',
          PkgIdentifier: { PURL: 'pkg:deb/debian/openssl@3.0.1%2Bdeb12?distro=debian-12.5&arch=amd64' },
          InstalledVersion: '3.0.1+deb12',
          FixedVersion: '3.0.8',
          Severity: 'CRITICAL',
          VendorIDs: ['DSA-5000-1', 'GHSA-aaaa-bbbb-cccc'],
        },
        { VulnerabilityID: 'CVE-2026-1111', PkgName: 'zlib', InstalledVersion: '1.2', Severity: 'LOW' },
      ],
    },
    { Target: 'web.key', Class: 'secret' },
  ],
};

export const GRYPE: JsonObject = {
  matches: [
    {
      vulnerability: {
        id: 'GHSA-aaaa-bbbb-cccc',
        severity: 'Critical',
        fix: { versions: ['3.0.8', '3.1.1'], state: 'fixed' },
      },
      relatedVulnerabilities: [{ id: 'CVE-2026-1234' }],
      artifact: { name: 'openssl', version: '3.0.1', purl: 'pkg:apk/alpine/openssl@3.0.1?arch=x86_64' },
    },
  ],
  source: {
    type: 'image',
    target: {
      userInput: 'registry:ghcr.io/acme/web:1.2.3',
      manifestDigest: OTHER_DIGEST,
      tags: [],
      repoDigests: [`ghcr.io/acme/web@${DIGEST}`],
    },
  },
  descriptor: { name: 'grype', version: '0.110.0', timestamp: '2026-11-01T06:30:00Z' },
};

export const SNYK: JsonObject = {
  ok: false,
  packageManager: 'deb',
  path: 'ghcr.io/acme/web:1.2.3/web',
  docker: {},
  vulnerabilities: [
    {
      id: 'SNYK-DEBIAN12-OPENSSL-1',
      identifiers: { CVE: ['CVE-2026-1234'], CWE: [] },
      severity: 'high',
      severityWithCritical: 'critical',
      packageName: 'openssl',
      name: 'openssl/libssl3',
      version: '3.0.1',
      nearestFixedInVersion: '3.0.8',
    },
    { id: 'snyk:lic:GPL', type: 'license', severity: 'high', name: 'bash', version: '5' },
  ],
  applications: [
    {
      vulnerabilities: [
        {
          id: 'SNYK-JS-MS-1',
          identifiers: { CVE: [], GHSA: ['GHSA-dddd-eeee-ffff'] },
          severity: 'medium',
          name: 'ms',
          version: '1.0.0',
          fixedIn: ['2.0.0'],
        },
      ],
    },
  ],
};

/** cosign's `vuln` predicate around a report. */
export const vuln = (result: JsonObject): JsonObject => ({
  scanner: { uri: 'pkg:github/aquasecurity/trivy', version: '0.70.1', result },
  metadata: { scanStartedOn: '2026-11-02T00:00:00Z', scanFinishedOn: '2026-11-02T00:01:00Z' },
});
