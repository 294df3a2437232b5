import { expect } from 'chai';
import { describe, it } from 'mocha';
import { base64, findingsIn, object, PASSWORD, seenIn, TOKEN, valueOf } from './search-text.ts';

describe('A SealedSecret', () => {
  const sealed = (spec: string): string => object('bitnami.com/v1alpha1', 'SealedSecret', `spec: ${spec}`);
  const value = base64(`\u0002\u0000${'x'.repeat(500)}`);

  it('is clean when its values are sealed', () => {
    expect(
      seenIn(sealed(`{encryptedData: {password: ${value}}, template: {type: Opaque, metadata: {name: a}}}`)),
    ).to.deep.equal([]);
  });
  it('has a value that only stands there as if it were', () => {
    expect(seenIn(sealed(`{encryptedData: {password: ${base64(PASSWORD)}}}`))).to.deep.equal([
      'spec.encryptedData.password sealed-secret-unsealed certain',
    ]);
  });
  it('has a template that is plain', () => {
    expect(seenIn(sealed(`{encryptedData: {a: ${value}}, template: {data: {token: ${PASSWORD}}}}`))).to.deep.equal([
      'spec.template.data.token k8s-secret-plaintext certain',
    ]);
  });
});

describe('External Secrets', () => {
  const external = (spec: string): string => object('external-secrets.io/v1', 'ExternalSecret', `spec: ${spec}`);

  it('refer, whatever a reference is called', () => {
    expect(
      seenIn(external('{data: [{secretKey: password, remoteRef: {key: a8Fk2LsQ9xVb3nTz7RwY, property: token}}]}')),
    ).to.deep.equal([]);
  });
  it('may say who asks, where a server makes the secret', () => {
    const asks = (header: string): string =>
      object('generators.external-secrets.io/v1alpha1', 'Webhook', `spec: {headers: {Authorization: ${header}}}`);
    expect(seenIn(asks('Bearer a8Fk2LsQ9xVb3nTz7RwY'))).to.deep.equal([
      'spec.headers.Authorization k8s-field-secret likely',
    ]);
    expect(seenIn(asks("'Bearer {{ .auth.token }}'"))).to.deep.equal([]);
  });
  it('may have literals in a template: settings, and secrets by their name', () => {
    expect(
      seenIn(
        external(`{target: {template: {data: {HOST: db, USER: app, PASSWORD: '{{ .p }}', DB_PASSWORD: ${PASSWORD}}}}}`),
      ),
    ).to.deep.equal(['spec.target.template.data.DB_PASSWORD external-secret-literal likely']);
  });
  it('have a fake provider, which holds what it provides', () => {
    const store = object(
      'external-secrets.io/v1',
      'SecretStore',
      `spec: {provider: {fake: {data: [{key: a, value: ${PASSWORD}}]}}}`,
    );
    expect(seenIn(store)).to.deep.equal(['spec.provider.fake.data[0].value external-secret-literal certain']);
  });
});

describe('A Kustomization', () => {
  const kustomization = (body: string): string =>
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${body}`;
  const withFiles = (body: string, files: Readonly<Record<string, string>>): readonly string[] =>
    findingsIn(valueOf(kustomization(body)), { path: 'app/kustomization.yaml', readFile: (file) => files[file] }).map(
      ({ path, rule, title }) => `${path.join('.')} ${rule} ${title}`,
    );

  it('has secrets in the literals that it makes Secrets of', () => {
    expect(
      seenIn(kustomization(`secretGenerator: [{name: a, literals: ['x=${PASSWORD}', 'user=admin', 'p=\${P}', 'e=']}]`)),
    ).to.deep.equal([
      'secretGenerator[0].literals[0] kustomize-secret-literal certain',
      'secretGenerator[0].literals[1] kustomize-secret-literal possible',
    ]);
  });
  it('has them in literals of a ConfigMap only by name', () => {
    expect(
      seenIn(kustomization(`configMapGenerator: [{name: a, literals: ['x=hello', 'API_TOKEN=a8Fk2LsQ9xVb3nTz7RwY']}]`)),
    ).to.deep.equal(['configMapGenerator[0].literals[1] kustomize-secret-literal likely']);
  });
  it('is followed into the files that become Secrets, which it names', () => {
    const files = {
      'app/secret.env': `# settings\nHOST=db\nDB_PASSWORD=${PASSWORD}\n`,
      'keys/tls.key': '-----BEGIN PRIVATE KEY-----\nAAAA\n',
    };
    expect(
      withFiles('secretGenerator: [{name: a, envs: [secret.env], files: [tls.key=../keys/tls.key]}]', files),
    ).to.deep.equal([
      'secretGenerator.0.envs.0 kustomize-secret-literal a password in secret.env, which becomes part of a Secret',
      'secretGenerator.0.files.0 kustomize-secret-literal a TLS private key in ../keys/tls.key, which becomes part of a Secret',
    ]);
  });
  it('is not followed into what is encrypted, not there, or named from a root; how far up is for who reads files to say', () => {
    const enc = 'ENC[AES256_GCM,data:QUJD,iv:QUJD,tag:QUJD,type:str]';
    const asked: string[] = [];
    const readFile = (file: string): string | undefined => {
      asked.push(file);
      return file === 'app/a.env' ? `A=${enc}\nsops_mac=${enc}\n` : undefined;
    };
    const value = valueOf(
      kustomization(
        'secretGenerator: [{name: a, envs: [a.env, missing.env, ../../etc/passwd, /etc/passwd, https://example.com/a]}]',
      ),
    );
    expect(findingsIn(value, { path: 'app/kustomization.yaml', readFile })).to.deep.equal([]);
    expect(asked.filter((file) => !file.endsWith('.sops.yaml'))).to.deep.equal([
      'app/a.env',
      'app/missing.env',
      '../etc/passwd',
    ]);
  });
  it('has patches in texts, with the line in them', () => {
    const patch = `- op: add\n  path: /spec/template/spec/containers/0/env/-\n  value:\n    name: DB_PASSWORD\n    value: ${PASSWORD}\n`;
    const [finding] = findingsIn(valueOf(kustomization(`patches: [{patch: ${JSON.stringify(patch)}}]`)));
    expect(finding).to.include({ rule: 'k8s-env-literal-secret', lineInValue: 4 });
  });
});

describe('Annotations', () => {
  const annotated = (value: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {annotations: {a/token: '${value}'}}\n`;

  it('hold a secret where its form says so, not their names', () => {
    expect(seenIn(annotated('a8Fk2LsQ9xVb3nTz7RwY'))).to.deep.equal([]);
    expect(seenIn(annotated('postgres://app:a8Fk2LsQ9xVb3nTz7RwY@db:5432/app'))).to.deep.equal([
      'metadata.annotations["a/token"] postgres-url likely',
    ]);
    expect(seenIn(annotated(`me:$apr1$x1y2z3w4$Ab3dE6gH9jK2mN5pQ8sTu/`))).to.deep.equal([
      'metadata.annotations["a/token"] crypt-password-hash likely',
    ]);
  });
  it('are annotations in a Kustomization and in the values of a chart, too', () => {
    const secret = `{checksum/secret: ${'8f14e45fceea167a'.repeat(4)}}`;
    expect(seenIn(`commonAnnotations: ${secret}\nresources: [a]`, { path: 'kustomization.yaml' })).to.deep.equal([]);
    expect(seenIn(`podAnnotations: ${secret}`, { path: 'values.yaml' })).to.deep.equal([]);
  });
});

describe('Values of a chart', () => {
  const values = (yaml: string): readonly string[] => seenIn(yaml, { path: 'charts/a/values.yaml' });

  it('are known by the name of their file', () => {
    expect(values(`auth: {password: ${PASSWORD}}`)).to.deep.equal(['auth.password helm-values-secret likely']);
    expect(seenIn(`auth: {password: ${PASSWORD}}`, { path: 'a.yaml' })).to.deep.equal([
      'auth.password document-secret likely',
    ]);
  });
  it('often name where a secret is', () => {
    expect(
      values(
        'auth: {existingSecret: redis, passwordKey: password, secretName: a, tlsSecret: b, existingSecretPasswordKey: c-password}',
      ),
    ).to.deep.equal([]);
    expect(values('password: ""\ntoken: null\nsecret: {create: true, name: app}\nsecrets: [app-db]')).to.deep.equal([]);
  });
  it('have passwords that are numbers to YAML', () => {
    expect(values('password: 84019274\nmaxTokens: 4096\ntokens: 4096\npasswordLength: 1234')).to.deep.equal([
      'password helm-values-secret likely',
    ]);
  });
  it('may be a default that works as long as nobody changes it', () => {
    expect(values('password: changeme')).to.deep.equal(['password helm-values-secret possible']);
  });
  it('may have a default of a variable', () => {
    expect(values('password: ${PASSWORD:-hunter2}')).to.deep.equal(['password helm-values-secret possible']);
    expect(values('password: ${PASSWORD:-}')).to.deep.equal([]);
  });
  it('stand in releases and applications, as objects and as texts', () => {
    const release = object(
      'helm.toolkit.fluxcd.io/v2',
      'HelmRelease',
      `spec: {values: {auth: {password: ${PASSWORD}}}}`,
    );
    expect(seenIn(release)).to.deep.equal(['spec.values.auth.password helm-values-secret likely']);
    const helm = `{values: "auth:\\n  password: ${PASSWORD}\\n", parameters: [{name: auth.password, value: ${PASSWORD}}]}`;
    expect(seenIn(object('argoproj.io/v1alpha1', 'Application', `spec: {source: {helm: ${helm}}}`))).to.deep.equal([
      'spec.source.helm.parameters[0].value helm-values-secret likely',
      'spec.source.helm.values helm-values-secret likely',
    ]);
  });
});

describe('Definitions', () => {
  it('have properties called password, and no passwords', () => {
    const schema =
      '{type: object, properties: {password: {type: string, default: Xk7vQ2pLw9zAb3dE}, token: {example: Xk7vQ2pLw9zAb3dE}}}';
    expect(
      seenIn(
        object(
          'apiextensions.k8s.io/v1',
          'CustomResourceDefinition',
          `spec: {versions: [{schema: {openAPIV3Schema: ${schema}}}]}`,
        ),
      ),
    ).to.deep.equal([]);
    expect(seenIn(schema)).to.deep.equal([]);
    expect(seenIn(`openapi: 3.1.0\ncomponents: {examples: {login: {value: {password: ${PASSWORD}}}}}`)).to.deep.equal(
      [],
    );
  });
  it('still hold a token that can be nothing else', () => {
    expect(seenIn(`openapi: 3.1.0\ninfo: {description: ${TOKEN}}`)).to.have.length(1);
  });
});
