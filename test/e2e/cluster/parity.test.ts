import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isJsonObject, type JsonObject } from '../../../src/core/model/json.ts';
import { splitApiVersion } from '../../../src/core/model/resource.ts';
import { identityOf, metadataOf } from '../../../src/core/resources/to-resources.ts';
import { parseFile } from '../../../src/node/documents/parse-file.ts';
import { walkFiles } from '../../../src/node/files/walk-files.ts';
import { packageRoot } from '../../../src/node/package-root.ts';
import { installKind, type CustomKind } from '../../support/kube/install-kind.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { WebhookNamespace } from '../../support/kube/webhook-namespace.ts';
import { WEBHOOK_NAME } from '../../support/kube/webhook-registration.ts';
import { isCompiled } from '../../support/program.ts';

/** Files whose verdict is another at admission, each with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'no-plaintext-secrets/cases/deny/base64.yaml': 'a Secret may hold a secret in a cluster, and not in a file',
  'no-secrets-in-git/cases/deny/base64.yaml': 'a Secret may hold a secret in a cluster, and not in a file',
};

/** What the cases of the policies that ship hold, as far as it lives in a Namespace; each object under a name of its own. */
function casesIn(namespace: string): ReadonlyMap<string, JsonObject> {
  const cwd = path.join(packageRoot(), 'policies');
  const { files } = walkFiles(['.'], { cwd, isIgnored: () => false, extensions: ['.yaml'] });
  const cases = files.filter(({ path: shown }) => shown.includes('/cases/'));
  const objects = cases.flatMap(({ path: shown, absolute }) =>
    parseFile(readFileSync(absolute)).documents.flatMap(({ value }) =>
      isJsonObject(value) ? [[shown, value] as const] : [],
    ),
  );
  return new Map(
    objects
      .filter(([, object]) => metadataOf(object)['namespace'] !== undefined)
      .map(([shown, object], index) => [
        `case-${index} ${shown}`,
        { ...object, metadata: { ...metadataOf(object), namespace, name: `case-${index}` } },
      ]),
  );
}

/** Kinds that no API server knows by itself. */
function customKinds(objects: Iterable<JsonObject>): readonly CustomKind[] {
  const kinds = new Map<string, CustomKind>();
  for (const object of objects) {
    const { apiVersion = '', kind = '' } = identityOf(object) ?? {};
    const { group, version } = splitApiVersion(apiVersion);
    if (!group.includes('.') || group.endsWith('.k8s.io')) continue;
    const { versions = [] } = kinds.get(`${kind}.${group}`) ?? {};
    kinds.set(`${kind}.${group}`, { group, kind, versions: [...new Set([...versions, version])] });
  }
  return [...kinds.values()];
}

describe('objects at a real API server, which fills in what is left out', function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }

  it('have the verdict that they have in a file, by all policies that ship', async function () {
    if (!isCompiled()) this.skip();
    await using place = await WebhookNamespace.open(await sharedCluster(), { files: {}, args: [] });
    const cases = casesIn(place.name);
    const kinds = await Promise.all(customKinds(cases.values()).map((kind) => installKind(place.cluster, kind)));
    const stdin = [...cases.values()].map((one) => JSON.stringify(one)).join('\n---\n');
    await place.kubectl(['create', '--dry-run=server', '-f', '-'], { stdin });

    for (const kind of kinds) await kind[Symbol.asyncDispose]();
    const admitted = new Map(
      place.cluster
        .auditEvents()
        .filter(({ verb, objectRef }) => verb === 'create' && objectRef?.namespace === place.name)
        .map(({ objectRef, annotations }) => [objectRef?.name, annotations?.[`${WEBHOOK_NAME}/verdict-id`]]),
    );
    const checked = new Map(
      place.check(...cases.values()).results.map(({ resource, verdictId }) => [resource?.name, verdictId]),
    );
    const judged = [...cases.keys()].filter((key) => admitted.get(nameOf(key)) !== undefined);
    const others = judged.filter((key) => admitted.get(nameOf(key)) !== checked.get(nameOf(key)));
    console.log(`${cases.size} objects, ${judged.length} of them judged by both, ${others.length} otherwise`);
    expect(others.map(fileOf)).to.have.members(Object.keys(OTHERWISE));
    expect(judged.length).to.be.greaterThan(100);
  });
});

/** Its key is the name that it got here, and the file that it comes from. */
const nameOf = (key: string): string => key.split(' ')[0] ?? '';
const fileOf = (key: string): string => key.split(' ')[1] ?? '';
