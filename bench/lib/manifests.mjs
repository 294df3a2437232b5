import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';

/** Real manifests beside the repository, when the machine has them. */
const CORPUS = path.join(root, '..', 'shared', 'corpus');
const YAML = /\.ya?ml$/;

/**
 * Texts to make copies of. What one of the tools does not read is left out: conftest then judges nothing at all, and sluice
 * has no verdict. The comparison is about the files that both read.
 */
export function manifestTexts({ at, peers: { conftest }, refusedFiles }) {
  if (!existsSync(CORPUS))
    return { origin: 'generated', texts: Array.from({ length: 60 }, (_, index) => generate(index)), leftOut: '' };
  const files = readdirSync(CORPUS, { recursive: true })
    .filter((file) => YAML.test(file))
    .toSorted();
  const texts = files.map((file) => readFileSync(path.join(CORPUS, file), 'utf8'));
  const readable = conftest === undefined ? texts : readableBy(conftest, at('policy'), at('probe'), texts);
  writeManifests(at('probe'), readable, readable.length);
  const refused = refusedFiles('probe');
  const accepted = readable.filter((_, index) => !refused.has(path.posix.join('probe', manifestName(index))));
  const leftOut = `; left out: ${texts.length - readable.length} that conftest does not read, ${refused.size} that sluice refuses (a key twice)`;
  return { origin: 'shared corpus', texts: accepted, leftOut };
}

/** Writes `count` manifests that differ from each other, 250 to a folder. */
export function writeManifests(folder, texts, count) {
  rmSync(folder, { recursive: true, force: true });
  for (let index = 0; index < count; index++) {
    const file = path.join(folder, manifestName(index));
    if (index % 250 === 0) mkdirSync(path.dirname(file), { recursive: true });
    const copy = Math.floor(index / texts.length);
    writeFileSync(file, withOtherName(texts[index % texts.length], copy));
  }
}

function manifestName(index) {
  const part = String(Math.floor(index / 250)).padStart(3, '0');
  return `part-${part}/m-${String(index).padStart(6, '0')}.yaml`;
}

/** Another name in every copy: equal contents would let a tool judge once and answer many times. */
function withOtherName(text, copy) {
  if (copy === 0) return text;
  const renamed = text.replace(/^( {2}name: [a-z][a-z0-9-]*[a-z0-9])\s*$/m, `$1-${copy}`);
  return renamed === text ? `# copy ${copy}\n${text}` : renamed;
}

/** Asks conftest again and again and takes out the file it complains of, until it reads all that is left. */
function readableBy(conftest, policy, folder, texts) {
  writeManifests(folder, texts, texts.length);
  const left = new Map(texts.map((text, index) => [path.normalize(manifestName(index)), text]));
  for (;;) {
    const { stderr } = spawnSync(conftest, ['test', '-p', policy, '-o', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const bad = /path: (.*?\.ya?ml)/.exec(stderr)?.[1];
    if (bad === undefined) return [...left.values()];
    if (!left.delete(path.normalize(bad))) throw new Error(`conftest complains of ${bad}, which is not there`);
    rmSync(path.join(folder, bad));
  }
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** An application as teams write it: workload, service, settings, account. Varies in what the rules ask about. */
function generate(index) {
  const name = `app-${index}`;
  const kind = KINDS[index % 3];
  const tag = ['1.4.2', 'latest', 'v2'][index % 3];
  const limits = index % 4 === 0 ? '' : '\n          limits:\n            cpu: 500m\n            memory: 256Mi';
  const privileged = index % 7 === 0 ? '\n        securityContext:\n          privileged: true' : '';
  const replicas = kind === 'DaemonSet' ? '' : `\n  replicas: ${(index % 5) + 1}`;
  const serviceName = kind === 'StatefulSet' ? `\n  serviceName: ${name}` : '';
  return `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: team-${index % 9}
  labels:
    ${index % 3 === 1 ? 'app' : 'app.kubernetes.io/name'}: ${name}
spec:${replicas}${serviceName}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      serviceAccountName: ${name}
      containers:
      - name: main
        image: registry.example/${name}:${tag}${privileged}
        ports:
        - containerPort: ${8000 + index}
        env:
        - name: LOG_LEVEL
          value: "info"
        resources:
          requests:
            cpu: 100m
            memory: 64Mi${limits}
        readinessProbe:
          httpGet:
            path: /healthz
            port: ${8000 + index}
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: team-${index % 9}
spec:
  selector:
    app: ${name}
  ports:
  - port: 80
    targetPort: ${8000 + index}
`;
}
