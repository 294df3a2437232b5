// @ts-nocheck
// Generated from schemas/sluice.schema.json by scripts/build-validators.mjs. Do not edit.
/* oxlint-disable eqeqeq, max-depth, no-unused-vars, no-useless-concat, prefer-const, typescript/unbound-method */
import type { SchemaValidator } from '../schema-validator.ts';

export const validateConfigSchema: SchemaValidator = (data) => (check(data) ? [] : check.errors);

const check = validate52;
const schema19 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://sluice.dev/v1alpha1/sluice.schema.json',
  title: 'sluice.yaml',
  description: 'Which policies apply to what, and which deviations are accepted for how long.',
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind'],
  properties: {
    apiVersion: { description: "The version of this file's shape.", type: 'string', enum: ['sluice.dev/v1alpha1'] },
    kind: { description: 'What this file is.', type: 'string', enum: ['Config'] },
    policies: {
      description:
        'Policy files, folders and bundles, relative to this file, and sources from elsewhere (oci://, https://, git+https://). Without any, the policies that ship apply.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    bundles: { description: 'How bundles are held to their signatures.', $ref: '#/$defs/bundles' },
    registries: {
      description: 'What is known about single registries and other servers that policies come from.',
      type: 'array',
      items: { $ref: '#/$defs/registry' },
      default: [],
    },
    shipped: {
      description:
        'Policies or sets of policies that ship with sluice, by name. Without any and without policies, all that ship apply.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    data: {
      description: 'JSON or YAML files and folders, relative to this file, that policies read as data.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    constraints: {
      description:
        'Policies applied with a match, parameters and an action of their own. A policy that has constraints is applied by these alone.',
      type: 'array',
      items: { $ref: '#/$defs/constraint' },
      default: [],
    },
    waivers: {
      description: 'Accepted deviations. An expired one no longer holds and is reported.',
      type: 'array',
      items: { $ref: '#/$defs/waiver' },
      default: [],
    },
    ignore: {
      description: 'Globs of files and folders to leave out, relative to this file.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    failOn: {
      description: 'The least that makes a run fail.',
      type: 'string',
      enum: ['deny', 'warn'],
      default: 'deny',
    },
    namespaces: {
      description: 'Namespaces that the repository does not declare, with their labels.',
      type: 'array',
      items: { $ref: '#/$defs/namespace' },
      default: [],
    },
    secrets: { description: 'How secrets are looked for, and which findings are accepted.', $ref: '#/$defs/secrets' },
    images: { description: 'Who must have signed which images, and how they are asked about.', $ref: '#/$defs/images' },
  },
  $defs: {
    text: { type: 'string', pattern: '\\S', patternErrorMessage: 'it must not be empty' },
    action: { type: 'string', enum: ['deny', 'warn', 'dryrun'] },
    point: { type: 'string', enum: ['commit', 'ci', 'admission', 'sync'] },
    constraint: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'policy'],
      properties: {
        name: {
          description: 'Its name in reports, unique in this file.',
          type: 'string',
          pattern: '\\S',
          patternErrorMessage: 'it must not be empty',
        },
        policy: {
          description: 'The name of the policy that it applies.',
          type: 'string',
          pattern: '\\S',
          patternErrorMessage: 'it must not be empty',
        },
        match: {
          description: 'Which objects it judges. Without a match: those that the policy names itself.',
          $ref: '#/$defs/match',
        },
        parameters: {
          description: "What the policy is told, checked against the policy's own schema.",
          type: 'object',
          default: {},
        },
        enforcementAction: {
          description: 'What a violation does: deny blocks, warn is reported, dryrun is only recorded.',
          $ref: '#/$defs/action',
          default: 'deny',
        },
        points: {
          description: 'Where it applies. Without this: everywhere.',
          type: 'array',
          minItems: 1,
          items: { $ref: '#/$defs/point' },
          default: ['commit', 'ci', 'admission', 'sync'],
        },
        pointActions: {
          description: 'An action for single points, in place of enforcementAction.',
          type: 'object',
          additionalProperties: false,
          properties: {
            commit: { $ref: '#/$defs/action' },
            ci: { $ref: '#/$defs/action' },
            admission: { $ref: '#/$defs/action' },
            sync: { $ref: '#/$defs/action' },
          },
          default: {},
        },
      },
    },
    waiver: {
      type: 'object',
      additionalProperties: false,
      required: ['policy', 'match', 'reason', 'owner', 'expires'],
      properties: {
        policy: {
          description: 'The name of the policy that need not hold.',
          type: 'string',
          pattern: '\\S',
          patternErrorMessage: 'it must not be empty',
        },
        match: { description: 'The objects for which it need not hold; {} is every object.', $ref: '#/$defs/match' },
        reason: {
          description: 'Why the deviation is accepted.',
          type: 'string',
          pattern: '\\S',
          patternErrorMessage: 'it must not be empty',
        },
        owner: {
          description: 'Who answers for the deviation: a person or a team.',
          type: 'string',
          pattern: '\\S',
          patternErrorMessage: 'it must not be empty',
        },
        expires: {
          description: 'The last day on which it holds, as YYYY-MM-DD in UTC.',
          type: 'string',
          pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
          patternErrorMessage: 'write a day as YYYY-MM-DD',
        },
      },
    },
    bundles: {
      type: 'object',
      additionalProperties: false,
      properties: {
        verify: {
          description:
            'Which bundles must be signed by a key of this file: all of them (required), those that have signatures (ifSigned), or none (never).',
          type: 'string',
          enum: ['required', 'ifSigned', 'never'],
          default: 'ifSigned',
        },
        keys: {
          description: 'The keys that may have signed.',
          type: 'array',
          items: { $ref: '#/$defs/bundleKey' },
          default: [],
        },
        keyId: {
          description: 'The key that must have signed. Without this: the one that the signature names.',
          $ref: '#/$defs/text',
        },
        scope: {
          description: 'The scope that bundles must be signed for. Without this: that of the key.',
          type: 'string',
        },
      },
    },
    bundleKey: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'file'],
      properties: {
        id: { description: 'The name by which signatures mean the key.', $ref: '#/$defs/text' },
        file: {
          description: 'A public key or certificate in PEM, or the secret of HS algorithms, relative to this file.',
          $ref: '#/$defs/text',
        },
        algorithm: {
          description: 'The algorithm that signatures of the key are made by.',
          type: 'string',
          enum: [
            'ES256',
            'ES384',
            'ES512',
            'HS256',
            'HS384',
            'HS512',
            'PS256',
            'PS384',
            'PS512',
            'RS256',
            'RS384',
            'RS512',
          ],
          default: 'RS256',
        },
        scope: { description: "The scope of the key's signatures.", type: 'string', default: '' },
      },
    },
    registry: {
      type: 'object',
      additionalProperties: false,
      required: ['host'],
      properties: {
        host: {
          description: 'The host as sources name it, with its port if it has one.',
          type: 'string',
          pattern: '^[^\\s/@]+$',
          patternErrorMessage: 'write HOST or HOST:PORT, without a protocol or a path',
        },
        caFile: {
          description: 'Certificates in PEM of authorities that are trusted for this host, relative to this file.',
          $ref: '#/$defs/text',
        },
        plainHttp: {
          description: 'Speak to the host without TLS. Without this: only on this machine, and only without a caFile.',
          type: 'boolean',
        },
        mirrors: {
          description:
            'Hosts, or hosts and prefixes of repositories, that are asked for images of this registry before it is, in this order.',
          type: 'array',
          items: {
            type: 'string',
            pattern: '^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$',
            patternErrorMessage: 'write HOST, HOST:PORT or HOST/PREFIX, without a protocol',
          },
          default: [],
        },
      },
    },
    namespace: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: {
          description: 'The name of the Namespace.',
          type: 'string',
          pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
          patternErrorMessage: 'a Namespace\'s name has lower-case letters, digits and "-", at most 63',
        },
        labels: { description: 'Its labels.', type: 'object', additionalProperties: { type: 'string' }, default: {} },
      },
    },
    secrets: {
      type: 'object',
      additionalProperties: false,
      properties: {
        gitleaks: {
          description:
            'A config of gitleaks whose rules and allowlists count, relative to this file. Without this: .gitleaks.toml at the root of the repository, if it is there.',
          $ref: '#/$defs/text',
        },
        disable: {
          description: 'Ids of rules that are not looked for.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          default: [],
        },
        ignores: {
          description:
            'Accepted findings. An expired entry no longer holds and is reported, as is one that nothing needs.',
          type: 'array',
          items: { $ref: '#/$defs/secretIgnore' },
          default: [],
        },
        baseline: {
          description:
            'The file of findings that were there before, relative to this file. Without this: .sluice-baseline beside this file, if it is there.',
          $ref: '#/$defs/text',
        },
        fingerprintSalt: {
          description:
            'At least 16 characters, drawn at random, that fingerprints are made with. It keeps weak passwords from being guessed by who sees a report but not this repository.',
          type: 'string',
        },
        archives: { description: 'Whether zip and tar files are searched, too.', type: 'boolean', default: false },
        decodeDepth: {
          description: 'How many layers of base64, hex and percent encoding are taken off.',
          type: 'integer',
          minimum: 0,
          maximum: 8,
          default: 2,
        },
        budgetMs: {
          description:
            'How long one file may be searched, in milliseconds. What is left over then is reported as not searched.',
          type: 'integer',
          minimum: 1,
          maximum: 600000,
          default: 2000,
        },
        maxFileBytes: {
          description: 'The largest file that is searched. A larger one is reported as not searched.',
          type: 'integer',
          minimum: 1,
          maximum: 536870912,
          default: 52428800,
        },
      },
    },
    secretIgnore: {
      type: 'object',
      additionalProperties: false,
      required: ['reason', 'owner', 'expires'],
      properties: {
        fingerprint: {
          description: 'The fingerprint of the finding, as reports show it.',
          type: 'string',
          pattern: '^[^\\s:]+:[0-9a-f]{16}$',
          patternErrorMessage: 'write RULE:FINGERPRINT as reports show it, such as jwt:0123456789abcdef',
        },
        rule: { description: 'The id of the rule that found it.', $ref: '#/$defs/text' },
        paths: {
          description: 'Globs of the files that it is in, relative to this file.',
          type: 'array',
          minItems: 1,
          items: { $ref: '#/$defs/text' },
        },
        reason: { description: 'Why the finding is accepted.', $ref: '#/$defs/text' },
        owner: { description: 'Who answers for it: a person or a team.', $ref: '#/$defs/text' },
        expires: {
          description: 'The last day on which it holds, as YYYY-MM-DD in UTC.',
          type: 'string',
          pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
          patternErrorMessage: 'write a day as YYYY-MM-DD',
        },
      },
    },
    match: {
      description: "Gatekeeper's match: every part that is given must hold.",
      type: 'object',
      additionalProperties: false,
      properties: {
        kinds: {
          description: 'Groups and kinds; an object matches when one entry does.',
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            properties: {
              apiGroups: {
                description: 'API groups; "" is the core group, "*" is every group.',
                type: 'array',
                items: { type: 'string' },
              },
              kinds: { description: 'Kinds; "*" is every kind.', type: 'array', items: { type: 'string' } },
            },
          },
        },
        scope: {
          description: 'Only cluster-scoped or only namespaced objects.',
          type: 'string',
          enum: ['Cluster', 'Namespaced', '*'],
        },
        namespaces: {
          description: 'Names of Namespaces, with * at either end.',
          type: 'array',
          items: { type: 'string' },
        },
        excludedNamespaces: {
          description: 'Names of Namespaces that are left out, with * at either end.',
          type: 'array',
          items: { type: 'string' },
        },
        labelSelector: { description: "What the object's labels must be.", $ref: '#/$defs/selector' },
        namespaceSelector: {
          description: "What the labels of the object's Namespace must be.",
          $ref: '#/$defs/selector',
        },
        name: { description: "The object's name, with * at either end.", type: 'string' },
        source: {
          description: 'Only objects as they were sent, or only those that an expansion made of them. Default: All.',
          type: 'string',
          enum: ['Original', 'Generated', 'All'],
        },
      },
    },
    selector: {
      type: 'object',
      additionalProperties: false,
      properties: {
        matchLabels: {
          description: 'Labels that must be there with these values.',
          type: 'object',
          additionalProperties: { type: 'string' },
        },
        matchExpressions: {
          description: 'Requirements on single labels.',
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['key', 'operator'],
            properties: {
              key: { description: 'The label.', type: 'string' },
              operator: {
                description: 'How the label is compared.',
                type: 'string',
                enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
              },
              values: { description: 'The values for In and NotIn.', type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    },
    images: {
      type: 'object',
      additionalProperties: false,
      properties: {
        authorities: {
          description: 'Who must have signed which images. An image is held to every authority that covers it.',
          type: 'array',
          items: { $ref: '#/$defs/authority' },
          default: [],
        },
        imports: {
          description:
            "Files and folders of ClusterImagePolicies and of Kyverno's policies about signatures, relative to this file, that are read as authorities, too.",
          type: 'array',
          items: { $ref: '#/$defs/text' },
          default: [],
        },
        trustRoots: {
          description: 'Trust roots of Sigstore deployments of your own.',
          type: 'array',
          items: { $ref: '#/$defs/trustRoot' },
          default: [],
        },
        paths: {
          description: 'Where objects of further kinds name images.',
          type: 'array',
          items: { $ref: '#/$defs/imagePaths' },
          default: [],
        },
        lock: {
          description: 'The lock file of images, relative to this file. Without this: images.lock.json beside it.',
          $ref: '#/$defs/text',
        },
        staleIfErrorHours: {
          description:
            'How long what was verified is believed at admission when a registry cannot be asked, in hours; 0 is not at all.',
          type: 'integer',
          minimum: 0,
          maximum: 24,
          default: 0,
        },
        cacheMinutes: {
          description: 'How long what was found out is remembered at admission and sync, in minutes.',
          type: 'integer',
          minimum: 0,
          maximum: 1440,
          default: 60,
        },
        evidence: {
          description: "Globs of scanners' reports (Trivy, Grype, Snyk) that count in CI, relative to this file.",
          type: 'array',
          items: { $ref: '#/$defs/text' },
          default: [],
        },
      },
    },
    demand: { type: 'string', enum: ['required', 'if-present', 'ignored'] },
    authority: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'images'],
      properties: {
        name: { description: 'Its name in reports, unique in this file.', $ref: '#/$defs/text' },
        images: {
          description: 'Globs of the images that it covers, without tags: * within a segment, ** across.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          minItems: 1,
        },
        exclude: {
          description: 'Globs of images that it does not cover.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          default: [],
        },
        key: {
          description: 'The public key: a file in PEM, relative to this file, or {file, hash} or {data, hash}.',
          $ref: '#/$defs/imageKey',
        },
        keyless: {
          description: 'Who may sign with a certificate of Fulcio: one identity, or a list under identities.',
          $ref: '#/$defs/keyless',
        },
        notation: {
          description: 'Signatures of the Notary Project: the certificates and identities that are trusted.',
          $ref: '#/$defs/notation',
        },
        static: { description: 'A decision without a signature.', type: 'string', enum: ['allow', 'deny'] },
        message: { description: 'What is said about images that static: deny refuses.', $ref: '#/$defs/text' },
        any: {
          description: 'Signers of which one suffices.',
          type: 'array',
          minItems: 1,
          items: { $ref: '#/$defs/signer' },
        },
        all: {
          description: 'Signers of which each is needed.',
          type: 'array',
          minItems: 1,
          items: { $ref: '#/$defs/signer' },
        },
        threshold: {
          description: 'Signers of which a number is needed.',
          type: 'object',
          additionalProperties: false,
          required: ['count', 'of'],
          properties: {
            count: { description: 'How many of them must have signed.', type: 'integer', minimum: 1 },
            of: { description: 'The signers.', type: 'array', minItems: 1, items: { $ref: '#/$defs/signer' } },
          },
        },
        tlog: {
          description:
            'Whether an entry of a transparency log must be there (required), must hold if it is there (if-present), or is not looked at (ignored). Without this: required without a key, if-present with one.',
          $ref: '#/$defs/demand',
        },
        timestamp: {
          description: 'The same for a signed timestamp (RFC 3161).',
          $ref: '#/$defs/demand',
          default: 'if-present',
        },
        sct: {
          description: 'Whether a certificate must prove that it is in a certificate log.',
          type: 'string',
          enum: ['required', 'ignored'],
          default: 'required',
        },
        trustRoot: {
          description:
            "The trust root that certificates, logs and timestamps are held to: public-good is Sigstore's own, others are under trustRoots.",
          $ref: '#/$defs/text',
          default: 'public-good',
        },
        annotations: {
          description: 'Signed annotations that must be there, to the letter.',
          type: 'object',
          additionalProperties: { type: 'string' },
          default: {},
        },
        attestations: {
          description: 'Statements about the image that must be there, signed by the same signers or by those named.',
          type: 'array',
          items: { $ref: '#/$defs/attestationDemand' },
          default: [],
        },
        signature: {
          description: 'Whether the image must be signed besides what is attested of it.',
          type: 'string',
          enum: ['required', 'ignored'],
          default: 'required',
        },
        repository: {
          description: 'Where signatures are kept instead of beside the image: REGISTRY/REPOSITORY.',
          $ref: '#/$defs/text',
        },
        allPlatforms: {
          description: 'Whether each image of a multi-platform index must be signed, not only the index.',
          type: 'boolean',
          default: false,
        },
        action: {
          description: 'What an image that fails does: deny blocks, warn is reported.',
          type: 'string',
          enum: ['deny', 'warn'],
          default: 'deny',
        },
      },
    },
    signer: {
      type: 'object',
      additionalProperties: false,
      properties: {
        name: { description: 'Its name in reports, unique in the authority.', $ref: '#/$defs/text' },
        key: {
          description: 'The public key: a file in PEM, relative to this file, or {file, hash} or {data, hash}.',
          $ref: '#/$defs/imageKey',
        },
        keyless: {
          description: 'Who may sign with a certificate of Fulcio: one identity, or a list under identities.',
          $ref: '#/$defs/keyless',
        },
        notation: {
          description: 'Signatures of the Notary Project: the certificates and identities that are trusted.',
          $ref: '#/$defs/notation',
        },
        static: { description: 'A decision without a signature.', type: 'string', enum: ['allow', 'deny'] },
        message: { description: 'What is said about images that static: deny refuses.', $ref: '#/$defs/text' },
        tlog: {
          description:
            'Whether an entry of a transparency log must be there (required), must hold if it is there (if-present), or is not looked at (ignored). Without this: required without a key, if-present with one.',
          $ref: '#/$defs/demand',
        },
        timestamp: {
          description: 'The same for a signed timestamp (RFC 3161).',
          $ref: '#/$defs/demand',
          default: 'if-present',
        },
        sct: {
          description: 'Whether a certificate must prove that it is in a certificate log.',
          type: 'string',
          enum: ['required', 'ignored'],
          default: 'required',
        },
        trustRoot: {
          description:
            "The trust root that certificates, logs and timestamps are held to: public-good is Sigstore's own, others are under trustRoots.",
          $ref: '#/$defs/text',
          default: 'public-good',
        },
        annotations: {
          description: 'Signed annotations that must be there, to the letter.',
          type: 'object',
          additionalProperties: { type: 'string' },
          default: {},
        },
      },
    },
    imageKey: {
      type: ['string', 'object'],
      pattern: '\\S',
      patternErrorMessage: 'it must not be empty',
      additionalProperties: false,
      properties: {
        file: { description: 'The public key in PEM, relative to this file.', $ref: '#/$defs/text' },
        data: { description: 'The public key itself, in PEM.', $ref: '#/$defs/text' },
        hash: {
          description: 'The hash that it signs with.',
          type: 'string',
          enum: ['sha256', 'sha384', 'sha512'],
          default: 'sha256',
        },
      },
    },
    keyless: {
      type: 'object',
      additionalProperties: false,
      properties: {
        identities: {
          description: 'Identities of which one suffices.',
          type: 'array',
          minItems: 1,
          items: { $ref: '#/$defs/identity' },
        },
        issuer: {
          description: 'Who vouches for the identity, to the letter: https://token.actions.githubusercontent.com.',
          $ref: '#/$defs/text',
        },
        issuerRegex: {
          description: 'The same as an expression (RE2) that matches the whole of it.',
          $ref: '#/$defs/text',
        },
        subject: {
          description: 'Who signed, to the letter: an address, or the URL of a workflow.',
          $ref: '#/$defs/text',
        },
        subjectRegex: {
          description: 'The same as an expression (RE2) that matches the whole of it.',
          $ref: '#/$defs/text',
        },
        githubWorkflowTrigger: {
          description: 'The event that started the workflow, such as push.',
          $ref: '#/$defs/text',
        },
        githubWorkflowSha: { description: 'The commit that the workflow ran for.', $ref: '#/$defs/text' },
        githubWorkflowName: { description: 'The name of the workflow.', $ref: '#/$defs/text' },
        githubWorkflowRepository: {
          description: 'The repository of the workflow: ORGANISATION/REPOSITORY.',
          $ref: '#/$defs/text',
        },
        githubWorkflowRef: {
          description: 'The branch or tag that the workflow ran for: refs/heads/main.',
          $ref: '#/$defs/text',
        },
        extensions: {
          description: 'Further extensions of the certificate, by object identifier.',
          type: 'object',
          additionalProperties: { type: 'string' },
          default: {},
        },
      },
    },
    identity: {
      type: 'object',
      additionalProperties: false,
      properties: {
        issuer: {
          description: 'Who vouches for the identity, to the letter: https://token.actions.githubusercontent.com.',
          $ref: '#/$defs/text',
        },
        issuerRegex: {
          description: 'The same as an expression (RE2) that matches the whole of it.',
          $ref: '#/$defs/text',
        },
        subject: {
          description: 'Who signed, to the letter: an address, or the URL of a workflow.',
          $ref: '#/$defs/text',
        },
        subjectRegex: {
          description: 'The same as an expression (RE2) that matches the whole of it.',
          $ref: '#/$defs/text',
        },
        githubWorkflowTrigger: {
          description: 'The event that started the workflow, such as push.',
          $ref: '#/$defs/text',
        },
        githubWorkflowSha: { description: 'The commit that the workflow ran for.', $ref: '#/$defs/text' },
        githubWorkflowName: { description: 'The name of the workflow.', $ref: '#/$defs/text' },
        githubWorkflowRepository: {
          description: 'The repository of the workflow: ORGANISATION/REPOSITORY.',
          $ref: '#/$defs/text',
        },
        githubWorkflowRef: {
          description: 'The branch or tag that the workflow ran for: refs/heads/main.',
          $ref: '#/$defs/text',
        },
        extensions: {
          description: 'Further extensions of the certificate, by object identifier.',
          type: 'object',
          additionalProperties: { type: 'string' },
          default: {},
        },
      },
    },
    notation: {
      type: 'object',
      additionalProperties: false,
      required: ['trustedIdentities'],
      properties: {
        ca: {
          description: 'Root certificates in PEM: files, relative to this file, or the certificates themselves.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          default: [],
        },
        signingAuthority: {
          description: 'The same of signing authorities.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          default: [],
        },
        tsa: {
          description: 'The same of timestamp authorities.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          default: [],
        },
        trustedIdentities: {
          description: 'Subjects of signing certificates, as x509.subject: C=…, ST=…, O=…, or * alone.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          minItems: 1,
        },
        level: {
          description: 'Which checks must hold, as in a trust policy of the Notary Project.',
          type: 'string',
          enum: ['strict', 'permissive', 'audit'],
          default: 'strict',
        },
      },
    },
    attestationDemand: {
      type: ['string', 'object'],
      pattern: '\\S',
      patternErrorMessage: 'it must not be empty',
      additionalProperties: false,
      required: ['predicateType'],
      properties: {
        predicateType: {
          description:
            "The type of the statement, or cosign's short name of it: slsaprovenance1, spdx, cyclonedx, vuln, openvex.",
          $ref: '#/$defs/text',
        },
        signers: {
          description:
            'Names of signers of the authority of which one must have signed it. Without this: as many of all as must sign the image.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          default: [],
        },
      },
    },
    trustRoot: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'file'],
      properties: {
        name: { description: 'The name by which authorities mean it.', $ref: '#/$defs/text' },
        file: { description: 'A trusted_root.json, relative to this file.', $ref: '#/$defs/text' },
      },
    },
    imagePaths: {
      type: 'object',
      additionalProperties: false,
      required: ['kinds', 'paths'],
      properties: {
        kinds: {
          description: 'Groups and kinds of the objects.',
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['apiGroups', 'kinds'],
            properties: {
              apiGroups: {
                description: 'API groups; "" is the core group, "*" is every group.',
                type: 'array',
                minItems: 1,
                items: { type: 'string' },
              },
              kinds: {
                description: 'Kinds; "*" is every kind.',
                type: 'array',
                minItems: 1,
                items: { type: 'string' },
              },
            },
          },
        },
        paths: {
          description: 'Fields that name images: spec.image, spec.components[*].image.',
          type: 'array',
          items: { $ref: '#/$defs/text' },
          minItems: 1,
        },
      },
    },
  },
};
const func1 = Object.prototype.hasOwnProperty;
const schema20 = { type: 'string', pattern: '\\S', patternErrorMessage: 'it must not be empty' };
const pattern3 = new RegExp('\\S', 'u');
function validate53(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate53.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data === 'string') {
    if (!pattern3.test(data)) {
      const err0 = {
        instancePath,
        schemaPath: '#/pattern',
        keyword: 'pattern',
        params: { pattern: '\\S' },
        message: 'must match pattern "' + '\\S' + '"',
        schema: '\\S',
        parentSchema: schema20,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'string' },
      message: 'must be string',
      schema: schema20.type,
      parentSchema: schema20,
      data,
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate53.errors = vErrors;
  return errors === 0;
}
validate53.evaluated = { dynamicProps: false, dynamicItems: false };
const schema21 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    verify: {
      description:
        'Which bundles must be signed by a key of this file: all of them (required), those that have signatures (ifSigned), or none (never).',
      type: 'string',
      enum: ['required', 'ifSigned', 'never'],
      default: 'ifSigned',
    },
    keys: {
      description: 'The keys that may have signed.',
      type: 'array',
      items: { $ref: '#/$defs/bundleKey' },
      default: [],
    },
    keyId: {
      description: 'The key that must have signed. Without this: the one that the signature names.',
      $ref: '#/$defs/text',
    },
    scope: { description: 'The scope that bundles must be signed for. Without this: that of the key.', type: 'string' },
  },
};
const schema22 = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'file'],
  properties: {
    id: { description: 'The name by which signatures mean the key.', $ref: '#/$defs/text' },
    file: {
      description: 'A public key or certificate in PEM, or the secret of HS algorithms, relative to this file.',
      $ref: '#/$defs/text',
    },
    algorithm: {
      description: 'The algorithm that signatures of the key are made by.',
      type: 'string',
      enum: [
        'ES256',
        'ES384',
        'ES512',
        'HS256',
        'HS384',
        'HS512',
        'PS256',
        'PS384',
        'PS512',
        'RS256',
        'RS384',
        'RS512',
      ],
      default: 'RS256',
    },
    scope: { description: "The scope of the key's signatures.", type: 'string', default: '' },
  },
};
function validate56(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate56.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.id === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'id' },
        message: "must have required property '" + 'id' + "'",
        schema: schema22.required,
        parentSchema: schema22,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.file === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'file' },
        message: "must have required property '" + 'file' + "'",
        schema: schema22.required,
        parentSchema: schema22,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'id' || key0 === 'file' || key0 === 'algorithm' || key0 === 'scope')) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema22,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.id !== undefined) {
      if (
        !validate53(data.id, {
          instancePath: instancePath + '/id',
          parentData: data,
          parentDataProperty: 'id',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.file !== undefined) {
      if (
        !validate53(data.file, {
          instancePath: instancePath + '/file',
          parentData: data,
          parentDataProperty: 'file',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.algorithm !== undefined) {
      let data2 = data.algorithm;
      if (typeof data2 !== 'string') {
        const err3 = {
          instancePath: instancePath + '/algorithm',
          schemaPath: '#/properties/algorithm/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema22.properties.algorithm.type,
          parentSchema: schema22.properties.algorithm,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (!(
        data2 === 'ES256' ||
        data2 === 'ES384' ||
        data2 === 'ES512' ||
        data2 === 'HS256' ||
        data2 === 'HS384' ||
        data2 === 'HS512' ||
        data2 === 'PS256' ||
        data2 === 'PS384' ||
        data2 === 'PS512' ||
        data2 === 'RS256' ||
        data2 === 'RS384' ||
        data2 === 'RS512'
      )) {
        const err4 = {
          instancePath: instancePath + '/algorithm',
          schemaPath: '#/properties/algorithm/enum',
          keyword: 'enum',
          params: { allowedValues: schema22.properties.algorithm.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema22.properties.algorithm.enum,
          parentSchema: schema22.properties.algorithm,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.scope !== undefined) {
      let data3 = data.scope;
      if (typeof data3 !== 'string') {
        const err5 = {
          instancePath: instancePath + '/scope',
          schemaPath: '#/properties/scope/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema22.properties.scope.type,
          parentSchema: schema22.properties.scope,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
  } else {
    const err6 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema22.type,
      parentSchema: schema22,
      data,
    };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate56.errors = vErrors;
  return errors === 0;
}
validate56.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate55(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate55.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'verify' || key0 === 'keys' || key0 === 'keyId' || key0 === 'scope')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema21,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.verify !== undefined) {
      let data0 = data.verify;
      if (typeof data0 !== 'string') {
        const err1 = {
          instancePath: instancePath + '/verify',
          schemaPath: '#/properties/verify/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema21.properties.verify.type,
          parentSchema: schema21.properties.verify,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
      if (!(data0 === 'required' || data0 === 'ifSigned' || data0 === 'never')) {
        const err2 = {
          instancePath: instancePath + '/verify',
          schemaPath: '#/properties/verify/enum',
          keyword: 'enum',
          params: { allowedValues: schema21.properties.verify.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema21.properties.verify.enum,
          parentSchema: schema21.properties.verify,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.keys !== undefined) {
      let data1 = data.keys;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate56(data1[i0], {
              instancePath: instancePath + '/keys/' + i0,
              parentData: data1,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/keys',
          schemaPath: '#/properties/keys/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema21.properties.keys.type,
          parentSchema: schema21.properties.keys,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.keyId !== undefined) {
      if (
        !validate53(data.keyId, {
          instancePath: instancePath + '/keyId',
          parentData: data,
          parentDataProperty: 'keyId',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.scope !== undefined) {
      let data4 = data.scope;
      if (typeof data4 !== 'string') {
        const err4 = {
          instancePath: instancePath + '/scope',
          schemaPath: '#/properties/scope/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema21.properties.scope.type,
          parentSchema: schema21.properties.scope,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
  } else {
    const err5 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema21.type,
      parentSchema: schema21,
      data,
    };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate55.errors = vErrors;
  return errors === 0;
}
validate55.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema23 = {
  type: 'object',
  additionalProperties: false,
  required: ['host'],
  properties: {
    host: {
      description: 'The host as sources name it, with its port if it has one.',
      type: 'string',
      pattern: '^[^\\s/@]+$',
      patternErrorMessage: 'write HOST or HOST:PORT, without a protocol or a path',
    },
    caFile: {
      description: 'Certificates in PEM of authorities that are trusted for this host, relative to this file.',
      $ref: '#/$defs/text',
    },
    plainHttp: {
      description: 'Speak to the host without TLS. Without this: only on this machine, and only without a caFile.',
      type: 'boolean',
    },
    mirrors: {
      description:
        'Hosts, or hosts and prefixes of repositories, that are asked for images of this registry before it is, in this order.',
      type: 'array',
      items: {
        type: 'string',
        pattern: '^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$',
        patternErrorMessage: 'write HOST, HOST:PORT or HOST/PREFIX, without a protocol',
      },
      default: [],
    },
  },
};
const pattern4 = new RegExp('^[^\\s/@]+$', 'u');
const pattern5 = new RegExp('^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$', 'u');
function validate62(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate62.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.host === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'host' },
        message: "must have required property '" + 'host' + "'",
        schema: schema23.required,
        parentSchema: schema23,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'host' || key0 === 'caFile' || key0 === 'plainHttp' || key0 === 'mirrors')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema23,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.host !== undefined) {
      let data0 = data.host;
      if (typeof data0 === 'string') {
        if (!pattern4.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/host',
            schemaPath: '#/properties/host/pattern',
            keyword: 'pattern',
            params: { pattern: '^[^\\s/@]+$' },
            message: 'must match pattern "' + '^[^\\s/@]+$' + '"',
            schema: '^[^\\s/@]+$',
            parentSchema: schema23.properties.host,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/host',
          schemaPath: '#/properties/host/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema23.properties.host.type,
          parentSchema: schema23.properties.host,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.caFile !== undefined) {
      if (
        !validate53(data.caFile, {
          instancePath: instancePath + '/caFile',
          parentData: data,
          parentDataProperty: 'caFile',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.plainHttp !== undefined) {
      let data2 = data.plainHttp;
      if (typeof data2 !== 'boolean') {
        const err4 = {
          instancePath: instancePath + '/plainHttp',
          schemaPath: '#/properties/plainHttp/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema23.properties.plainHttp.type,
          parentSchema: schema23.properties.plainHttp,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.mirrors !== undefined) {
      let data3 = data.mirrors;
      if (Array.isArray(data3)) {
        const len0 = data3.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data4 = data3[i0];
          if (typeof data4 === 'string') {
            if (!pattern5.test(data4)) {
              const err5 = {
                instancePath: instancePath + '/mirrors/' + i0,
                schemaPath: '#/properties/mirrors/items/pattern',
                keyword: 'pattern',
                params: { pattern: '^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$' },
                message: 'must match pattern "' + '^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$' + '"',
                schema: '^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$',
                parentSchema: schema23.properties.mirrors.items,
                data: data4,
              };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
          } else {
            const err6 = {
              instancePath: instancePath + '/mirrors/' + i0,
              schemaPath: '#/properties/mirrors/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema23.properties.mirrors.items.type,
              parentSchema: schema23.properties.mirrors.items,
              data: data4,
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/mirrors',
          schemaPath: '#/properties/mirrors/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema23.properties.mirrors.type,
          parentSchema: schema23.properties.mirrors,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema23.type,
      parentSchema: schema23,
      data,
    };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate62.errors = vErrors;
  return errors === 0;
}
validate62.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema24 = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'policy'],
  properties: {
    name: {
      description: 'Its name in reports, unique in this file.',
      type: 'string',
      pattern: '\\S',
      patternErrorMessage: 'it must not be empty',
    },
    policy: {
      description: 'The name of the policy that it applies.',
      type: 'string',
      pattern: '\\S',
      patternErrorMessage: 'it must not be empty',
    },
    match: {
      description: 'Which objects it judges. Without a match: those that the policy names itself.',
      $ref: '#/$defs/match',
    },
    parameters: {
      description: "What the policy is told, checked against the policy's own schema.",
      type: 'object',
      default: {},
    },
    enforcementAction: {
      description: 'What a violation does: deny blocks, warn is reported, dryrun is only recorded.',
      $ref: '#/$defs/action',
      default: 'deny',
    },
    points: {
      description: 'Where it applies. Without this: everywhere.',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/point' },
      default: ['commit', 'ci', 'admission', 'sync'],
    },
    pointActions: {
      description: 'An action for single points, in place of enforcementAction.',
      type: 'object',
      additionalProperties: false,
      properties: {
        commit: { $ref: '#/$defs/action' },
        ci: { $ref: '#/$defs/action' },
        admission: { $ref: '#/$defs/action' },
        sync: { $ref: '#/$defs/action' },
      },
      default: {},
    },
  },
};
const schema25 = {
  description: "Gatekeeper's match: every part that is given must hold.",
  type: 'object',
  additionalProperties: false,
  properties: {
    kinds: {
      description: 'Groups and kinds; an object matches when one entry does.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          apiGroups: {
            description: 'API groups; "" is the core group, "*" is every group.',
            type: 'array',
            items: { type: 'string' },
          },
          kinds: { description: 'Kinds; "*" is every kind.', type: 'array', items: { type: 'string' } },
        },
      },
    },
    scope: {
      description: 'Only cluster-scoped or only namespaced objects.',
      type: 'string',
      enum: ['Cluster', 'Namespaced', '*'],
    },
    namespaces: { description: 'Names of Namespaces, with * at either end.', type: 'array', items: { type: 'string' } },
    excludedNamespaces: {
      description: 'Names of Namespaces that are left out, with * at either end.',
      type: 'array',
      items: { type: 'string' },
    },
    labelSelector: { description: "What the object's labels must be.", $ref: '#/$defs/selector' },
    namespaceSelector: { description: "What the labels of the object's Namespace must be.", $ref: '#/$defs/selector' },
    name: { description: "The object's name, with * at either end.", type: 'string' },
    source: {
      description: 'Only objects as they were sent, or only those that an expansion made of them. Default: All.',
      type: 'string',
      enum: ['Original', 'Generated', 'All'],
    },
  },
};
const schema26 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    matchLabels: {
      description: 'Labels that must be there with these values.',
      type: 'object',
      additionalProperties: { type: 'string' },
    },
    matchExpressions: {
      description: 'Requirements on single labels.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'operator'],
        properties: {
          key: { description: 'The label.', type: 'string' },
          operator: {
            description: 'How the label is compared.',
            type: 'string',
            enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
          },
          values: { description: 'The values for In and NotIn.', type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
};
function validate69(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate69.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'matchLabels' || key0 === 'matchExpressions')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema26,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.matchLabels !== undefined) {
      let data0 = data.matchLabels;
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key1 in data0) {
          let data1 = data0[key1];
          if (typeof data1 !== 'string') {
            const err1 = {
              instancePath: instancePath + '/matchLabels/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/matchLabels/additionalProperties/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema26.properties.matchLabels.additionalProperties.type,
              parentSchema: schema26.properties.matchLabels.additionalProperties,
              data: data1,
            };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              vErrors.push(err1);
            }
            errors++;
          }
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/matchLabels',
          schemaPath: '#/properties/matchLabels/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema26.properties.matchLabels.type,
          parentSchema: schema26.properties.matchLabels,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.matchExpressions !== undefined) {
      let data2 = data.matchExpressions;
      if (Array.isArray(data2)) {
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (data3 && typeof data3 == 'object' && !Array.isArray(data3)) {
            if (data3.key === undefined) {
              const err3 = {
                instancePath: instancePath + '/matchExpressions/' + i0,
                schemaPath: '#/properties/matchExpressions/items/required',
                keyword: 'required',
                params: { missingProperty: 'key' },
                message: "must have required property '" + 'key' + "'",
                schema: schema26.properties.matchExpressions.items.required,
                parentSchema: schema26.properties.matchExpressions.items,
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
            if (data3.operator === undefined) {
              const err4 = {
                instancePath: instancePath + '/matchExpressions/' + i0,
                schemaPath: '#/properties/matchExpressions/items/required',
                keyword: 'required',
                params: { missingProperty: 'operator' },
                message: "must have required property '" + 'operator' + "'",
                schema: schema26.properties.matchExpressions.items.required,
                parentSchema: schema26.properties.matchExpressions.items,
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
            for (const key2 in data3) {
              if (!(key2 === 'key' || key2 === 'operator' || key2 === 'values')) {
                const err5 = {
                  instancePath: instancePath + '/matchExpressions/' + i0,
                  schemaPath: '#/properties/matchExpressions/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key2 },
                  message: 'must NOT have additional properties',
                  schema: false,
                  parentSchema: schema26.properties.matchExpressions.items,
                  data: data3,
                };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  vErrors.push(err5);
                }
                errors++;
              }
            }
            if (data3.key !== undefined) {
              let data4 = data3.key;
              if (typeof data4 !== 'string') {
                const err6 = {
                  instancePath: instancePath + '/matchExpressions/' + i0 + '/key',
                  schemaPath: '#/properties/matchExpressions/items/properties/key/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                  schema: schema26.properties.matchExpressions.items.properties.key.type,
                  parentSchema: schema26.properties.matchExpressions.items.properties.key,
                  data: data4,
                };
                if (vErrors === null) {
                  vErrors = [err6];
                } else {
                  vErrors.push(err6);
                }
                errors++;
              }
            }
            if (data3.operator !== undefined) {
              let data5 = data3.operator;
              if (typeof data5 !== 'string') {
                const err7 = {
                  instancePath: instancePath + '/matchExpressions/' + i0 + '/operator',
                  schemaPath: '#/properties/matchExpressions/items/properties/operator/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                  schema: schema26.properties.matchExpressions.items.properties.operator.type,
                  parentSchema: schema26.properties.matchExpressions.items.properties.operator,
                  data: data5,
                };
                if (vErrors === null) {
                  vErrors = [err7];
                } else {
                  vErrors.push(err7);
                }
                errors++;
              }
              if (!(data5 === 'In' || data5 === 'NotIn' || data5 === 'Exists' || data5 === 'DoesNotExist')) {
                const err8 = {
                  instancePath: instancePath + '/matchExpressions/' + i0 + '/operator',
                  schemaPath: '#/properties/matchExpressions/items/properties/operator/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema26.properties.matchExpressions.items.properties.operator.enum },
                  message: 'must be equal to one of the allowed values',
                  schema: schema26.properties.matchExpressions.items.properties.operator.enum,
                  parentSchema: schema26.properties.matchExpressions.items.properties.operator,
                  data: data5,
                };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
            }
            if (data3.values !== undefined) {
              let data6 = data3.values;
              if (Array.isArray(data6)) {
                const len1 = data6.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data7 = data6[i1];
                  if (typeof data7 !== 'string') {
                    const err9 = {
                      instancePath: instancePath + '/matchExpressions/' + i0 + '/values/' + i1,
                      schemaPath: '#/properties/matchExpressions/items/properties/values/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema26.properties.matchExpressions.items.properties.values.items.type,
                      parentSchema: schema26.properties.matchExpressions.items.properties.values.items,
                      data: data7,
                    };
                    if (vErrors === null) {
                      vErrors = [err9];
                    } else {
                      vErrors.push(err9);
                    }
                    errors++;
                  }
                }
              } else {
                const err10 = {
                  instancePath: instancePath + '/matchExpressions/' + i0 + '/values',
                  schemaPath: '#/properties/matchExpressions/items/properties/values/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                  schema: schema26.properties.matchExpressions.items.properties.values.type,
                  parentSchema: schema26.properties.matchExpressions.items.properties.values,
                  data: data6,
                };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
          } else {
            const err11 = {
              instancePath: instancePath + '/matchExpressions/' + i0,
              schemaPath: '#/properties/matchExpressions/items/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema26.properties.matchExpressions.items.type,
              parentSchema: schema26.properties.matchExpressions.items,
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
      } else {
        const err12 = {
          instancePath: instancePath + '/matchExpressions',
          schemaPath: '#/properties/matchExpressions/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema26.properties.matchExpressions.type,
          parentSchema: schema26.properties.matchExpressions,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
  } else {
    const err13 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema26.type,
      parentSchema: schema26,
      data,
    };
    if (vErrors === null) {
      vErrors = [err13];
    } else {
      vErrors.push(err13);
    }
    errors++;
  }
  validate69.errors = vErrors;
  return errors === 0;
}
validate69.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate68(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate68.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(
        key0 === 'kinds' ||
        key0 === 'scope' ||
        key0 === 'namespaces' ||
        key0 === 'excludedNamespaces' ||
        key0 === 'labelSelector' ||
        key0 === 'namespaceSelector' ||
        key0 === 'name' ||
        key0 === 'source'
      )) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema25,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.kinds !== undefined) {
      let data0 = data.kinds;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
            for (const key1 in data1) {
              if (!(key1 === 'apiGroups' || key1 === 'kinds')) {
                const err1 = {
                  instancePath: instancePath + '/kinds/' + i0,
                  schemaPath: '#/properties/kinds/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key1 },
                  message: 'must NOT have additional properties',
                  schema: false,
                  parentSchema: schema25.properties.kinds.items,
                  data: data1,
                };
                if (vErrors === null) {
                  vErrors = [err1];
                } else {
                  vErrors.push(err1);
                }
                errors++;
              }
            }
            if (data1.apiGroups !== undefined) {
              let data2 = data1.apiGroups;
              if (Array.isArray(data2)) {
                const len1 = data2.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data3 = data2[i1];
                  if (typeof data3 !== 'string') {
                    const err2 = {
                      instancePath: instancePath + '/kinds/' + i0 + '/apiGroups/' + i1,
                      schemaPath: '#/properties/kinds/items/properties/apiGroups/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema25.properties.kinds.items.properties.apiGroups.items.type,
                      parentSchema: schema25.properties.kinds.items.properties.apiGroups.items,
                      data: data3,
                    };
                    if (vErrors === null) {
                      vErrors = [err2];
                    } else {
                      vErrors.push(err2);
                    }
                    errors++;
                  }
                }
              } else {
                const err3 = {
                  instancePath: instancePath + '/kinds/' + i0 + '/apiGroups',
                  schemaPath: '#/properties/kinds/items/properties/apiGroups/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                  schema: schema25.properties.kinds.items.properties.apiGroups.type,
                  parentSchema: schema25.properties.kinds.items.properties.apiGroups,
                  data: data2,
                };
                if (vErrors === null) {
                  vErrors = [err3];
                } else {
                  vErrors.push(err3);
                }
                errors++;
              }
            }
            if (data1.kinds !== undefined) {
              let data4 = data1.kinds;
              if (Array.isArray(data4)) {
                const len2 = data4.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data5 = data4[i2];
                  if (typeof data5 !== 'string') {
                    const err4 = {
                      instancePath: instancePath + '/kinds/' + i0 + '/kinds/' + i2,
                      schemaPath: '#/properties/kinds/items/properties/kinds/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema25.properties.kinds.items.properties.kinds.items.type,
                      parentSchema: schema25.properties.kinds.items.properties.kinds.items,
                      data: data5,
                    };
                    if (vErrors === null) {
                      vErrors = [err4];
                    } else {
                      vErrors.push(err4);
                    }
                    errors++;
                  }
                }
              } else {
                const err5 = {
                  instancePath: instancePath + '/kinds/' + i0 + '/kinds',
                  schemaPath: '#/properties/kinds/items/properties/kinds/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                  schema: schema25.properties.kinds.items.properties.kinds.type,
                  parentSchema: schema25.properties.kinds.items.properties.kinds,
                  data: data4,
                };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  vErrors.push(err5);
                }
                errors++;
              }
            }
          } else {
            const err6 = {
              instancePath: instancePath + '/kinds/' + i0,
              schemaPath: '#/properties/kinds/items/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema25.properties.kinds.items.type,
              parentSchema: schema25.properties.kinds.items,
              data: data1,
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/kinds',
          schemaPath: '#/properties/kinds/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema25.properties.kinds.type,
          parentSchema: schema25.properties.kinds,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.scope !== undefined) {
      let data6 = data.scope;
      if (typeof data6 !== 'string') {
        const err8 = {
          instancePath: instancePath + '/scope',
          schemaPath: '#/properties/scope/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema25.properties.scope.type,
          parentSchema: schema25.properties.scope,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (!(data6 === 'Cluster' || data6 === 'Namespaced' || data6 === '*')) {
        const err9 = {
          instancePath: instancePath + '/scope',
          schemaPath: '#/properties/scope/enum',
          keyword: 'enum',
          params: { allowedValues: schema25.properties.scope.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema25.properties.scope.enum,
          parentSchema: schema25.properties.scope,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.namespaces !== undefined) {
      let data7 = data.namespaces;
      if (Array.isArray(data7)) {
        const len3 = data7.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data8 = data7[i3];
          if (typeof data8 !== 'string') {
            const err10 = {
              instancePath: instancePath + '/namespaces/' + i3,
              schemaPath: '#/properties/namespaces/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema25.properties.namespaces.items.type,
              parentSchema: schema25.properties.namespaces.items,
              data: data8,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/namespaces',
          schemaPath: '#/properties/namespaces/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema25.properties.namespaces.type,
          parentSchema: schema25.properties.namespaces,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.excludedNamespaces !== undefined) {
      let data9 = data.excludedNamespaces;
      if (Array.isArray(data9)) {
        const len4 = data9.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data10 = data9[i4];
          if (typeof data10 !== 'string') {
            const err12 = {
              instancePath: instancePath + '/excludedNamespaces/' + i4,
              schemaPath: '#/properties/excludedNamespaces/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema25.properties.excludedNamespaces.items.type,
              parentSchema: schema25.properties.excludedNamespaces.items,
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = {
          instancePath: instancePath + '/excludedNamespaces',
          schemaPath: '#/properties/excludedNamespaces/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema25.properties.excludedNamespaces.type,
          parentSchema: schema25.properties.excludedNamespaces,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.labelSelector !== undefined) {
      if (
        !validate69(data.labelSelector, {
          instancePath: instancePath + '/labelSelector',
          parentData: data,
          parentDataProperty: 'labelSelector',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
        errors = vErrors.length;
      }
    }
    if (data.namespaceSelector !== undefined) {
      if (
        !validate69(data.namespaceSelector, {
          instancePath: instancePath + '/namespaceSelector',
          parentData: data,
          parentDataProperty: 'namespaceSelector',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
        errors = vErrors.length;
      }
    }
    if (data.name !== undefined) {
      let data13 = data.name;
      if (typeof data13 !== 'string') {
        const err14 = {
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema25.properties.name.type,
          parentSchema: schema25.properties.name,
          data: data13,
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.source !== undefined) {
      let data14 = data.source;
      if (typeof data14 !== 'string') {
        const err15 = {
          instancePath: instancePath + '/source',
          schemaPath: '#/properties/source/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema25.properties.source.type,
          parentSchema: schema25.properties.source,
          data: data14,
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
      if (!(data14 === 'Original' || data14 === 'Generated' || data14 === 'All')) {
        const err16 = {
          instancePath: instancePath + '/source',
          schemaPath: '#/properties/source/enum',
          keyword: 'enum',
          params: { allowedValues: schema25.properties.source.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema25.properties.source.enum,
          parentSchema: schema25.properties.source,
          data: data14,
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
  } else {
    const err17 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema25.type,
      parentSchema: schema25,
      data,
    };
    if (vErrors === null) {
      vErrors = [err17];
    } else {
      vErrors.push(err17);
    }
    errors++;
  }
  validate68.errors = vErrors;
  return errors === 0;
}
validate68.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema27 = { type: 'string', enum: ['deny', 'warn', 'dryrun'] };
function validate73(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate73.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data !== 'string') {
    const err0 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'string' },
      message: 'must be string',
      schema: schema27.type,
      parentSchema: schema27,
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (!(data === 'deny' || data === 'warn' || data === 'dryrun')) {
    const err1 = {
      instancePath,
      schemaPath: '#/enum',
      keyword: 'enum',
      params: { allowedValues: schema27.enum },
      message: 'must be equal to one of the allowed values',
      schema: schema27.enum,
      parentSchema: schema27,
      data,
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate73.errors = vErrors;
  return errors === 0;
}
validate73.evaluated = { dynamicProps: false, dynamicItems: false };
const schema28 = { type: 'string', enum: ['commit', 'ci', 'admission', 'sync'] };
function validate75(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate75.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data !== 'string') {
    const err0 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'string' },
      message: 'must be string',
      schema: schema28.type,
      parentSchema: schema28,
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (!(data === 'commit' || data === 'ci' || data === 'admission' || data === 'sync')) {
    const err1 = {
      instancePath,
      schemaPath: '#/enum',
      keyword: 'enum',
      params: { allowedValues: schema28.enum },
      message: 'must be equal to one of the allowed values',
      schema: schema28.enum,
      parentSchema: schema28,
      data,
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate75.errors = vErrors;
  return errors === 0;
}
validate75.evaluated = { dynamicProps: false, dynamicItems: false };
function validate67(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate67.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.name === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'name' },
        message: "must have required property '" + 'name' + "'",
        schema: schema24.required,
        parentSchema: schema24,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.policy === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'policy' },
        message: "must have required property '" + 'policy' + "'",
        schema: schema24.required,
        parentSchema: schema24,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === 'name' ||
        key0 === 'policy' ||
        key0 === 'match' ||
        key0 === 'parameters' ||
        key0 === 'enforcementAction' ||
        key0 === 'points' ||
        key0 === 'pointActions'
      )) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema24,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      let data0 = data.name;
      if (typeof data0 === 'string') {
        if (!pattern3.test(data0)) {
          const err3 = {
            instancePath: instancePath + '/name',
            schemaPath: '#/properties/name/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema24.properties.name,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema24.properties.name.type,
          parentSchema: schema24.properties.name,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.policy !== undefined) {
      let data1 = data.policy;
      if (typeof data1 === 'string') {
        if (!pattern3.test(data1)) {
          const err5 = {
            instancePath: instancePath + '/policy',
            schemaPath: '#/properties/policy/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema24.properties.policy,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/policy',
          schemaPath: '#/properties/policy/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema24.properties.policy.type,
          parentSchema: schema24.properties.policy,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.match !== undefined) {
      if (
        !validate68(data.match, {
          instancePath: instancePath + '/match',
          parentData: data,
          parentDataProperty: 'match',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
        errors = vErrors.length;
      }
    }
    if (data.parameters !== undefined) {
      let data3 = data.parameters;
      if (!(data3 && typeof data3 == 'object' && !Array.isArray(data3))) {
        const err7 = {
          instancePath: instancePath + '/parameters',
          schemaPath: '#/properties/parameters/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema24.properties.parameters.type,
          parentSchema: schema24.properties.parameters,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.enforcementAction !== undefined) {
      if (
        !validate73(data.enforcementAction, {
          instancePath: instancePath + '/enforcementAction',
          parentData: data,
          parentDataProperty: 'enforcementAction',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
        errors = vErrors.length;
      }
    }
    if (data.points !== undefined) {
      let data5 = data.points;
      if (Array.isArray(data5)) {
        if (data5.length < 1) {
          const err8 = {
            instancePath: instancePath + '/points',
            schemaPath: '#/properties/points/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema24.properties.points,
            data: data5,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        const len0 = data5.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate75(data5[i0], {
              instancePath: instancePath + '/points/' + i0,
              parentData: data5,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/points',
          schemaPath: '#/properties/points/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema24.properties.points.type,
          parentSchema: schema24.properties.points,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.pointActions !== undefined) {
      let data7 = data.pointActions;
      if (data7 && typeof data7 == 'object' && !Array.isArray(data7)) {
        for (const key1 in data7) {
          if (!(key1 === 'commit' || key1 === 'ci' || key1 === 'admission' || key1 === 'sync')) {
            const err10 = {
              instancePath: instancePath + '/pointActions',
              schemaPath: '#/properties/pointActions/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema24.properties.pointActions,
              data: data7,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        if (data7.commit !== undefined) {
          if (
            !validate73(data7.commit, {
              instancePath: instancePath + '/pointActions/commit',
              parentData: data7,
              parentDataProperty: 'commit',
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
            errors = vErrors.length;
          }
        }
        if (data7.ci !== undefined) {
          if (
            !validate73(data7.ci, {
              instancePath: instancePath + '/pointActions/ci',
              parentData: data7,
              parentDataProperty: 'ci',
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
            errors = vErrors.length;
          }
        }
        if (data7.admission !== undefined) {
          if (
            !validate73(data7.admission, {
              instancePath: instancePath + '/pointActions/admission',
              parentData: data7,
              parentDataProperty: 'admission',
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
            errors = vErrors.length;
          }
        }
        if (data7.sync !== undefined) {
          if (
            !validate73(data7.sync, {
              instancePath: instancePath + '/pointActions/sync',
              parentData: data7,
              parentDataProperty: 'sync',
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/pointActions',
          schemaPath: '#/properties/pointActions/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema24.properties.pointActions.type,
          parentSchema: schema24.properties.pointActions,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
  } else {
    const err12 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema24.type,
      parentSchema: schema24,
      data,
    };
    if (vErrors === null) {
      vErrors = [err12];
    } else {
      vErrors.push(err12);
    }
    errors++;
  }
  validate67.errors = vErrors;
  return errors === 0;
}
validate67.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema29 = {
  type: 'object',
  additionalProperties: false,
  required: ['policy', 'match', 'reason', 'owner', 'expires'],
  properties: {
    policy: {
      description: 'The name of the policy that need not hold.',
      type: 'string',
      pattern: '\\S',
      patternErrorMessage: 'it must not be empty',
    },
    match: { description: 'The objects for which it need not hold; {} is every object.', $ref: '#/$defs/match' },
    reason: {
      description: 'Why the deviation is accepted.',
      type: 'string',
      pattern: '\\S',
      patternErrorMessage: 'it must not be empty',
    },
    owner: {
      description: 'Who answers for the deviation: a person or a team.',
      type: 'string',
      pattern: '\\S',
      patternErrorMessage: 'it must not be empty',
    },
    expires: {
      description: 'The last day on which it holds, as YYYY-MM-DD in UTC.',
      type: 'string',
      pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
      patternErrorMessage: 'write a day as YYYY-MM-DD',
    },
  },
};
const pattern11 = new RegExp('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', 'u');
function validate82(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate82.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.policy === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'policy' },
        message: "must have required property '" + 'policy' + "'",
        schema: schema29.required,
        parentSchema: schema29,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.match === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'match' },
        message: "must have required property '" + 'match' + "'",
        schema: schema29.required,
        parentSchema: schema29,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.reason === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'reason' },
        message: "must have required property '" + 'reason' + "'",
        schema: schema29.required,
        parentSchema: schema29,
        data,
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.owner === undefined) {
      const err3 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'owner' },
        message: "must have required property '" + 'owner' + "'",
        schema: schema29.required,
        parentSchema: schema29,
        data,
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.expires === undefined) {
      const err4 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'expires' },
        message: "must have required property '" + 'expires' + "'",
        schema: schema29.required,
        parentSchema: schema29,
        data,
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'policy' || key0 === 'match' || key0 === 'reason' || key0 === 'owner' || key0 === 'expires')) {
        const err5 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema29,
          data,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.policy !== undefined) {
      let data0 = data.policy;
      if (typeof data0 === 'string') {
        if (!pattern3.test(data0)) {
          const err6 = {
            instancePath: instancePath + '/policy',
            schemaPath: '#/properties/policy/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema29.properties.policy,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/policy',
          schemaPath: '#/properties/policy/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema29.properties.policy.type,
          parentSchema: schema29.properties.policy,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.match !== undefined) {
      if (
        !validate68(data.match, {
          instancePath: instancePath + '/match',
          parentData: data,
          parentDataProperty: 'match',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
        errors = vErrors.length;
      }
    }
    if (data.reason !== undefined) {
      let data2 = data.reason;
      if (typeof data2 === 'string') {
        if (!pattern3.test(data2)) {
          const err8 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/properties/reason/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema29.properties.reason,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/reason',
          schemaPath: '#/properties/reason/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema29.properties.reason.type,
          parentSchema: schema29.properties.reason,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.owner !== undefined) {
      let data3 = data.owner;
      if (typeof data3 === 'string') {
        if (!pattern3.test(data3)) {
          const err10 = {
            instancePath: instancePath + '/owner',
            schemaPath: '#/properties/owner/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema29.properties.owner,
            data: data3,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/owner',
          schemaPath: '#/properties/owner/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema29.properties.owner.type,
          parentSchema: schema29.properties.owner,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.expires !== undefined) {
      let data4 = data.expires;
      if (typeof data4 === 'string') {
        if (!pattern11.test(data4)) {
          const err12 = {
            instancePath: instancePath + '/expires',
            schemaPath: '#/properties/expires/pattern',
            keyword: 'pattern',
            params: { pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' },
            message: 'must match pattern "' + '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' + '"',
            schema: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
            parentSchema: schema29.properties.expires,
            data: data4,
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      } else {
        const err13 = {
          instancePath: instancePath + '/expires',
          schemaPath: '#/properties/expires/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema29.properties.expires.type,
          parentSchema: schema29.properties.expires,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
  } else {
    const err14 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema29.type,
      parentSchema: schema29,
      data,
    };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  }
  validate82.errors = vErrors;
  return errors === 0;
}
validate82.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema30 = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: {
      description: 'The name of the Namespace.',
      type: 'string',
      pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
      patternErrorMessage: 'a Namespace\'s name has lower-case letters, digits and "-", at most 63',
    },
    labels: { description: 'Its labels.', type: 'object', additionalProperties: { type: 'string' }, default: {} },
  },
};
const pattern12 = new RegExp('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$', 'u');
function validate86(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate86.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.name === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'name' },
        message: "must have required property '" + 'name' + "'",
        schema: schema30.required,
        parentSchema: schema30,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'name' || key0 === 'labels')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema30,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      let data0 = data.name;
      if (typeof data0 === 'string') {
        if (!pattern12.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/name',
            schemaPath: '#/properties/name/pattern',
            keyword: 'pattern',
            params: { pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' },
            message: 'must match pattern "' + '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' + '"',
            schema: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
            parentSchema: schema30.properties.name,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema30.properties.name.type,
          parentSchema: schema30.properties.name,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.labels !== undefined) {
      let data1 = data.labels;
      if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
        for (const key1 in data1) {
          let data2 = data1[key1];
          if (typeof data2 !== 'string') {
            const err4 = {
              instancePath: instancePath + '/labels/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/labels/additionalProperties/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema30.properties.labels.additionalProperties.type,
              parentSchema: schema30.properties.labels.additionalProperties,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/labels',
          schemaPath: '#/properties/labels/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema30.properties.labels.type,
          parentSchema: schema30.properties.labels,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
  } else {
    const err6 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema30.type,
      parentSchema: schema30,
      data,
    };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate86.errors = vErrors;
  return errors === 0;
}
validate86.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema31 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    gitleaks: {
      description:
        'A config of gitleaks whose rules and allowlists count, relative to this file. Without this: .gitleaks.toml at the root of the repository, if it is there.',
      $ref: '#/$defs/text',
    },
    disable: {
      description: 'Ids of rules that are not looked for.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    ignores: {
      description: 'Accepted findings. An expired entry no longer holds and is reported, as is one that nothing needs.',
      type: 'array',
      items: { $ref: '#/$defs/secretIgnore' },
      default: [],
    },
    baseline: {
      description:
        'The file of findings that were there before, relative to this file. Without this: .sluice-baseline beside this file, if it is there.',
      $ref: '#/$defs/text',
    },
    fingerprintSalt: {
      description:
        'At least 16 characters, drawn at random, that fingerprints are made with. It keeps weak passwords from being guessed by who sees a report but not this repository.',
      type: 'string',
    },
    archives: { description: 'Whether zip and tar files are searched, too.', type: 'boolean', default: false },
    decodeDepth: {
      description: 'How many layers of base64, hex and percent encoding are taken off.',
      type: 'integer',
      minimum: 0,
      maximum: 8,
      default: 2,
    },
    budgetMs: {
      description:
        'How long one file may be searched, in milliseconds. What is left over then is reported as not searched.',
      type: 'integer',
      minimum: 1,
      maximum: 600000,
      default: 2000,
    },
    maxFileBytes: {
      description: 'The largest file that is searched. A larger one is reported as not searched.',
      type: 'integer',
      minimum: 1,
      maximum: 536870912,
      default: 52428800,
    },
  },
};
const schema32 = {
  type: 'object',
  additionalProperties: false,
  required: ['reason', 'owner', 'expires'],
  properties: {
    fingerprint: {
      description: 'The fingerprint of the finding, as reports show it.',
      type: 'string',
      pattern: '^[^\\s:]+:[0-9a-f]{16}$',
      patternErrorMessage: 'write RULE:FINGERPRINT as reports show it, such as jwt:0123456789abcdef',
    },
    rule: { description: 'The id of the rule that found it.', $ref: '#/$defs/text' },
    paths: {
      description: 'Globs of the files that it is in, relative to this file.',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/text' },
    },
    reason: { description: 'Why the finding is accepted.', $ref: '#/$defs/text' },
    owner: { description: 'Who answers for it: a person or a team.', $ref: '#/$defs/text' },
    expires: {
      description: 'The last day on which it holds, as YYYY-MM-DD in UTC.',
      type: 'string',
      pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
      patternErrorMessage: 'write a day as YYYY-MM-DD',
    },
  },
};
const pattern13 = new RegExp('^[^\\s:]+:[0-9a-f]{16}$', 'u');
function validate91(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate91.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.reason === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'reason' },
        message: "must have required property '" + 'reason' + "'",
        schema: schema32.required,
        parentSchema: schema32,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.owner === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'owner' },
        message: "must have required property '" + 'owner' + "'",
        schema: schema32.required,
        parentSchema: schema32,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.expires === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'expires' },
        message: "must have required property '" + 'expires' + "'",
        schema: schema32.required,
        parentSchema: schema32,
        data,
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === 'fingerprint' ||
        key0 === 'rule' ||
        key0 === 'paths' ||
        key0 === 'reason' ||
        key0 === 'owner' ||
        key0 === 'expires'
      )) {
        const err3 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema32,
          data,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.fingerprint !== undefined) {
      let data0 = data.fingerprint;
      if (typeof data0 === 'string') {
        if (!pattern13.test(data0)) {
          const err4 = {
            instancePath: instancePath + '/fingerprint',
            schemaPath: '#/properties/fingerprint/pattern',
            keyword: 'pattern',
            params: { pattern: '^[^\\s:]+:[0-9a-f]{16}$' },
            message: 'must match pattern "' + '^[^\\s:]+:[0-9a-f]{16}$' + '"',
            schema: '^[^\\s:]+:[0-9a-f]{16}$',
            parentSchema: schema32.properties.fingerprint,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/fingerprint',
          schemaPath: '#/properties/fingerprint/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.properties.fingerprint.type,
          parentSchema: schema32.properties.fingerprint,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.rule !== undefined) {
      if (
        !validate53(data.rule, {
          instancePath: instancePath + '/rule',
          parentData: data,
          parentDataProperty: 'rule',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.paths !== undefined) {
      let data2 = data.paths;
      if (Array.isArray(data2)) {
        if (data2.length < 1) {
          const err6 = {
            instancePath: instancePath + '/paths',
            schemaPath: '#/properties/paths/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema32.properties.paths,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate53(data2[i0], {
              instancePath: instancePath + '/paths/' + i0,
              parentData: data2,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/paths',
          schemaPath: '#/properties/paths/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema32.properties.paths.type,
          parentSchema: schema32.properties.paths,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.reason !== undefined) {
      if (
        !validate53(data.reason, {
          instancePath: instancePath + '/reason',
          parentData: data,
          parentDataProperty: 'reason',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.owner !== undefined) {
      if (
        !validate53(data.owner, {
          instancePath: instancePath + '/owner',
          parentData: data,
          parentDataProperty: 'owner',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.expires !== undefined) {
      let data6 = data.expires;
      if (typeof data6 === 'string') {
        if (!pattern11.test(data6)) {
          const err8 = {
            instancePath: instancePath + '/expires',
            schemaPath: '#/properties/expires/pattern',
            keyword: 'pattern',
            params: { pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' },
            message: 'must match pattern "' + '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' + '"',
            schema: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
            parentSchema: schema32.properties.expires,
            data: data6,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/expires',
          schemaPath: '#/properties/expires/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.properties.expires.type,
          parentSchema: schema32.properties.expires,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema32.type,
      parentSchema: schema32,
      data,
    };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate91.errors = vErrors;
  return errors === 0;
}
validate91.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate88(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate88.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema31.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema31,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.gitleaks !== undefined) {
      if (
        !validate53(data.gitleaks, {
          instancePath: instancePath + '/gitleaks',
          parentData: data,
          parentDataProperty: 'gitleaks',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.disable !== undefined) {
      let data1 = data.disable;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate53(data1[i0], {
              instancePath: instancePath + '/disable/' + i0,
              parentData: data1,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err1 = {
          instancePath: instancePath + '/disable',
          schemaPath: '#/properties/disable/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.disable.type,
          parentSchema: schema31.properties.disable,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.ignores !== undefined) {
      let data3 = data.ignores;
      if (Array.isArray(data3)) {
        const len1 = data3.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (
            !validate91(data3[i1], {
              instancePath: instancePath + '/ignores/' + i1,
              parentData: data3,
              parentDataProperty: i1,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/ignores',
          schemaPath: '#/properties/ignores/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.ignores.type,
          parentSchema: schema31.properties.ignores,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.baseline !== undefined) {
      if (
        !validate53(data.baseline, {
          instancePath: instancePath + '/baseline',
          parentData: data,
          parentDataProperty: 'baseline',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.fingerprintSalt !== undefined) {
      let data6 = data.fingerprintSalt;
      if (typeof data6 !== 'string') {
        const err3 = {
          instancePath: instancePath + '/fingerprintSalt',
          schemaPath: '#/properties/fingerprintSalt/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema31.properties.fingerprintSalt.type,
          parentSchema: schema31.properties.fingerprintSalt,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.archives !== undefined) {
      let data7 = data.archives;
      if (typeof data7 !== 'boolean') {
        const err4 = {
          instancePath: instancePath + '/archives',
          schemaPath: '#/properties/archives/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema31.properties.archives.type,
          parentSchema: schema31.properties.archives,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.decodeDepth !== undefined) {
      let data8 = data.decodeDepth;
      if (!(typeof data8 == 'number' && !(data8 % 1) && !isNaN(data8) && isFinite(data8))) {
        const err5 = {
          instancePath: instancePath + '/decodeDepth',
          schemaPath: '#/properties/decodeDepth/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema31.properties.decodeDepth.type,
          parentSchema: schema31.properties.decodeDepth,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (typeof data8 == 'number' && isFinite(data8)) {
        if (data8 > 8 || isNaN(data8)) {
          const err6 = {
            instancePath: instancePath + '/decodeDepth',
            schemaPath: '#/properties/decodeDepth/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 8 },
            message: 'must be <= 8',
            schema: 8,
            parentSchema: schema31.properties.decodeDepth,
            data: data8,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (data8 < 0 || isNaN(data8)) {
          const err7 = {
            instancePath: instancePath + '/decodeDepth',
            schemaPath: '#/properties/decodeDepth/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema31.properties.decodeDepth,
            data: data8,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      }
    }
    if (data.budgetMs !== undefined) {
      let data9 = data.budgetMs;
      if (!(typeof data9 == 'number' && !(data9 % 1) && !isNaN(data9) && isFinite(data9))) {
        const err8 = {
          instancePath: instancePath + '/budgetMs',
          schemaPath: '#/properties/budgetMs/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema31.properties.budgetMs.type,
          parentSchema: schema31.properties.budgetMs,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (typeof data9 == 'number' && isFinite(data9)) {
        if (data9 > 600000 || isNaN(data9)) {
          const err9 = {
            instancePath: instancePath + '/budgetMs',
            schemaPath: '#/properties/budgetMs/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 600000 },
            message: 'must be <= 600000',
            schema: 600000,
            parentSchema: schema31.properties.budgetMs,
            data: data9,
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
        if (data9 < 1 || isNaN(data9)) {
          const err10 = {
            instancePath: instancePath + '/budgetMs',
            schemaPath: '#/properties/budgetMs/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 1 },
            message: 'must be >= 1',
            schema: 1,
            parentSchema: schema31.properties.budgetMs,
            data: data9,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      }
    }
    if (data.maxFileBytes !== undefined) {
      let data10 = data.maxFileBytes;
      if (!(typeof data10 == 'number' && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
        const err11 = {
          instancePath: instancePath + '/maxFileBytes',
          schemaPath: '#/properties/maxFileBytes/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema31.properties.maxFileBytes.type,
          parentSchema: schema31.properties.maxFileBytes,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
      if (typeof data10 == 'number' && isFinite(data10)) {
        if (data10 > 536870912 || isNaN(data10)) {
          const err12 = {
            instancePath: instancePath + '/maxFileBytes',
            schemaPath: '#/properties/maxFileBytes/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 536870912 },
            message: 'must be <= 536870912',
            schema: 536870912,
            parentSchema: schema31.properties.maxFileBytes,
            data: data10,
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        if (data10 < 1 || isNaN(data10)) {
          const err13 = {
            instancePath: instancePath + '/maxFileBytes',
            schemaPath: '#/properties/maxFileBytes/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 1 },
            message: 'must be >= 1',
            schema: 1,
            parentSchema: schema31.properties.maxFileBytes,
            data: data10,
          };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      }
    }
  } else {
    const err14 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema31.type,
      parentSchema: schema31,
      data,
    };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  }
  validate88.errors = vErrors;
  return errors === 0;
}
validate88.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema33 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    authorities: {
      description: 'Who must have signed which images. An image is held to every authority that covers it.',
      type: 'array',
      items: { $ref: '#/$defs/authority' },
      default: [],
    },
    imports: {
      description:
        "Files and folders of ClusterImagePolicies and of Kyverno's policies about signatures, relative to this file, that are read as authorities, too.",
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    trustRoots: {
      description: 'Trust roots of Sigstore deployments of your own.',
      type: 'array',
      items: { $ref: '#/$defs/trustRoot' },
      default: [],
    },
    paths: {
      description: 'Where objects of further kinds name images.',
      type: 'array',
      items: { $ref: '#/$defs/imagePaths' },
      default: [],
    },
    lock: {
      description: 'The lock file of images, relative to this file. Without this: images.lock.json beside it.',
      $ref: '#/$defs/text',
    },
    staleIfErrorHours: {
      description:
        'How long what was verified is believed at admission when a registry cannot be asked, in hours; 0 is not at all.',
      type: 'integer',
      minimum: 0,
      maximum: 24,
      default: 0,
    },
    cacheMinutes: {
      description: 'How long what was found out is remembered at admission and sync, in minutes.',
      type: 'integer',
      minimum: 0,
      maximum: 1440,
      default: 60,
    },
    evidence: {
      description: "Globs of scanners' reports (Trivy, Grype, Snyk) that count in CI, relative to this file.",
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
  },
};
const schema34 = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'images'],
  properties: {
    name: { description: 'Its name in reports, unique in this file.', $ref: '#/$defs/text' },
    images: {
      description: 'Globs of the images that it covers, without tags: * within a segment, ** across.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      minItems: 1,
    },
    exclude: {
      description: 'Globs of images that it does not cover.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    key: {
      description: 'The public key: a file in PEM, relative to this file, or {file, hash} or {data, hash}.',
      $ref: '#/$defs/imageKey',
    },
    keyless: {
      description: 'Who may sign with a certificate of Fulcio: one identity, or a list under identities.',
      $ref: '#/$defs/keyless',
    },
    notation: {
      description: 'Signatures of the Notary Project: the certificates and identities that are trusted.',
      $ref: '#/$defs/notation',
    },
    static: { description: 'A decision without a signature.', type: 'string', enum: ['allow', 'deny'] },
    message: { description: 'What is said about images that static: deny refuses.', $ref: '#/$defs/text' },
    any: {
      description: 'Signers of which one suffices.',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/signer' },
    },
    all: {
      description: 'Signers of which each is needed.',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/signer' },
    },
    threshold: {
      description: 'Signers of which a number is needed.',
      type: 'object',
      additionalProperties: false,
      required: ['count', 'of'],
      properties: {
        count: { description: 'How many of them must have signed.', type: 'integer', minimum: 1 },
        of: { description: 'The signers.', type: 'array', minItems: 1, items: { $ref: '#/$defs/signer' } },
      },
    },
    tlog: {
      description:
        'Whether an entry of a transparency log must be there (required), must hold if it is there (if-present), or is not looked at (ignored). Without this: required without a key, if-present with one.',
      $ref: '#/$defs/demand',
    },
    timestamp: {
      description: 'The same for a signed timestamp (RFC 3161).',
      $ref: '#/$defs/demand',
      default: 'if-present',
    },
    sct: {
      description: 'Whether a certificate must prove that it is in a certificate log.',
      type: 'string',
      enum: ['required', 'ignored'],
      default: 'required',
    },
    trustRoot: {
      description:
        "The trust root that certificates, logs and timestamps are held to: public-good is Sigstore's own, others are under trustRoots.",
      $ref: '#/$defs/text',
      default: 'public-good',
    },
    annotations: {
      description: 'Signed annotations that must be there, to the letter.',
      type: 'object',
      additionalProperties: { type: 'string' },
      default: {},
    },
    attestations: {
      description: 'Statements about the image that must be there, signed by the same signers or by those named.',
      type: 'array',
      items: { $ref: '#/$defs/attestationDemand' },
      default: [],
    },
    signature: {
      description: 'Whether the image must be signed besides what is attested of it.',
      type: 'string',
      enum: ['required', 'ignored'],
      default: 'required',
    },
    repository: {
      description: 'Where signatures are kept instead of beside the image: REGISTRY/REPOSITORY.',
      $ref: '#/$defs/text',
    },
    allPlatforms: {
      description: 'Whether each image of a multi-platform index must be signed, not only the index.',
      type: 'boolean',
      default: false,
    },
    action: {
      description: 'What an image that fails does: deny blocks, warn is reported.',
      type: 'string',
      enum: ['deny', 'warn'],
      default: 'deny',
    },
  },
};
const schema35 = {
  type: ['string', 'object'],
  pattern: '\\S',
  patternErrorMessage: 'it must not be empty',
  additionalProperties: false,
  properties: {
    file: { description: 'The public key in PEM, relative to this file.', $ref: '#/$defs/text' },
    data: { description: 'The public key itself, in PEM.', $ref: '#/$defs/text' },
    hash: {
      description: 'The hash that it signs with.',
      type: 'string',
      enum: ['sha256', 'sha384', 'sha512'],
      default: 'sha256',
    },
  },
};
function validate104(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate104.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data !== 'string' && !(data && typeof data == 'object' && !Array.isArray(data))) {
    const err0 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: schema35.type },
      message: 'must be string,object',
      schema: schema35.type,
      parentSchema: schema35,
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (typeof data === 'string') {
    if (!pattern3.test(data)) {
      const err1 = {
        instancePath,
        schemaPath: '#/pattern',
        keyword: 'pattern',
        params: { pattern: '\\S' },
        message: 'must match pattern "' + '\\S' + '"',
        schema: '\\S',
        parentSchema: schema35,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'file' || key0 === 'data' || key0 === 'hash')) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema35,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.file !== undefined) {
      if (
        !validate53(data.file, {
          instancePath: instancePath + '/file',
          parentData: data,
          parentDataProperty: 'file',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.data !== undefined) {
      if (
        !validate53(data.data, {
          instancePath: instancePath + '/data',
          parentData: data,
          parentDataProperty: 'data',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.hash !== undefined) {
      let data2 = data.hash;
      if (typeof data2 !== 'string') {
        const err3 = {
          instancePath: instancePath + '/hash',
          schemaPath: '#/properties/hash/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema35.properties.hash.type,
          parentSchema: schema35.properties.hash,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (!(data2 === 'sha256' || data2 === 'sha384' || data2 === 'sha512')) {
        const err4 = {
          instancePath: instancePath + '/hash',
          schemaPath: '#/properties/hash/enum',
          keyword: 'enum',
          params: { allowedValues: schema35.properties.hash.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema35.properties.hash.enum,
          parentSchema: schema35.properties.hash,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
  }
  validate104.errors = vErrors;
  return errors === 0;
}
validate104.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema36 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    identities: {
      description: 'Identities of which one suffices.',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/identity' },
    },
    issuer: {
      description: 'Who vouches for the identity, to the letter: https://token.actions.githubusercontent.com.',
      $ref: '#/$defs/text',
    },
    issuerRegex: { description: 'The same as an expression (RE2) that matches the whole of it.', $ref: '#/$defs/text' },
    subject: { description: 'Who signed, to the letter: an address, or the URL of a workflow.', $ref: '#/$defs/text' },
    subjectRegex: {
      description: 'The same as an expression (RE2) that matches the whole of it.',
      $ref: '#/$defs/text',
    },
    githubWorkflowTrigger: { description: 'The event that started the workflow, such as push.', $ref: '#/$defs/text' },
    githubWorkflowSha: { description: 'The commit that the workflow ran for.', $ref: '#/$defs/text' },
    githubWorkflowName: { description: 'The name of the workflow.', $ref: '#/$defs/text' },
    githubWorkflowRepository: {
      description: 'The repository of the workflow: ORGANISATION/REPOSITORY.',
      $ref: '#/$defs/text',
    },
    githubWorkflowRef: {
      description: 'The branch or tag that the workflow ran for: refs/heads/main.',
      $ref: '#/$defs/text',
    },
    extensions: {
      description: 'Further extensions of the certificate, by object identifier.',
      type: 'object',
      additionalProperties: { type: 'string' },
      default: {},
    },
  },
};
const schema37 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    issuer: {
      description: 'Who vouches for the identity, to the letter: https://token.actions.githubusercontent.com.',
      $ref: '#/$defs/text',
    },
    issuerRegex: { description: 'The same as an expression (RE2) that matches the whole of it.', $ref: '#/$defs/text' },
    subject: { description: 'Who signed, to the letter: an address, or the URL of a workflow.', $ref: '#/$defs/text' },
    subjectRegex: {
      description: 'The same as an expression (RE2) that matches the whole of it.',
      $ref: '#/$defs/text',
    },
    githubWorkflowTrigger: { description: 'The event that started the workflow, such as push.', $ref: '#/$defs/text' },
    githubWorkflowSha: { description: 'The commit that the workflow ran for.', $ref: '#/$defs/text' },
    githubWorkflowName: { description: 'The name of the workflow.', $ref: '#/$defs/text' },
    githubWorkflowRepository: {
      description: 'The repository of the workflow: ORGANISATION/REPOSITORY.',
      $ref: '#/$defs/text',
    },
    githubWorkflowRef: {
      description: 'The branch or tag that the workflow ran for: refs/heads/main.',
      $ref: '#/$defs/text',
    },
    extensions: {
      description: 'Further extensions of the certificate, by object identifier.',
      type: 'object',
      additionalProperties: { type: 'string' },
      default: {},
    },
  },
};
function validate109(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate109.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema37.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema37,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.issuer !== undefined) {
      if (
        !validate53(data.issuer, {
          instancePath: instancePath + '/issuer',
          parentData: data,
          parentDataProperty: 'issuer',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.issuerRegex !== undefined) {
      if (
        !validate53(data.issuerRegex, {
          instancePath: instancePath + '/issuerRegex',
          parentData: data,
          parentDataProperty: 'issuerRegex',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.subject !== undefined) {
      if (
        !validate53(data.subject, {
          instancePath: instancePath + '/subject',
          parentData: data,
          parentDataProperty: 'subject',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.subjectRegex !== undefined) {
      if (
        !validate53(data.subjectRegex, {
          instancePath: instancePath + '/subjectRegex',
          parentData: data,
          parentDataProperty: 'subjectRegex',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowTrigger !== undefined) {
      if (
        !validate53(data.githubWorkflowTrigger, {
          instancePath: instancePath + '/githubWorkflowTrigger',
          parentData: data,
          parentDataProperty: 'githubWorkflowTrigger',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowSha !== undefined) {
      if (
        !validate53(data.githubWorkflowSha, {
          instancePath: instancePath + '/githubWorkflowSha',
          parentData: data,
          parentDataProperty: 'githubWorkflowSha',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowName !== undefined) {
      if (
        !validate53(data.githubWorkflowName, {
          instancePath: instancePath + '/githubWorkflowName',
          parentData: data,
          parentDataProperty: 'githubWorkflowName',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowRepository !== undefined) {
      if (
        !validate53(data.githubWorkflowRepository, {
          instancePath: instancePath + '/githubWorkflowRepository',
          parentData: data,
          parentDataProperty: 'githubWorkflowRepository',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowRef !== undefined) {
      if (
        !validate53(data.githubWorkflowRef, {
          instancePath: instancePath + '/githubWorkflowRef',
          parentData: data,
          parentDataProperty: 'githubWorkflowRef',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.extensions !== undefined) {
      let data9 = data.extensions;
      if (data9 && typeof data9 == 'object' && !Array.isArray(data9)) {
        for (const key1 in data9) {
          let data10 = data9[key1];
          if (typeof data10 !== 'string') {
            const err1 = {
              instancePath: instancePath + '/extensions/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/extensions/additionalProperties/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema37.properties.extensions.additionalProperties.type,
              parentSchema: schema37.properties.extensions.additionalProperties,
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              vErrors.push(err1);
            }
            errors++;
          }
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/extensions',
          schemaPath: '#/properties/extensions/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema37.properties.extensions.type,
          parentSchema: schema37.properties.extensions,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema37.type,
      parentSchema: schema37,
      data,
    };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate109.errors = vErrors;
  return errors === 0;
}
validate109.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate108(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate108.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema36.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema36,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.identities !== undefined) {
      let data0 = data.identities;
      if (Array.isArray(data0)) {
        if (data0.length < 1) {
          const err1 = {
            instancePath: instancePath + '/identities',
            schemaPath: '#/properties/identities/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema36.properties.identities,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate109(data0[i0], {
              instancePath: instancePath + '/identities/' + i0,
              parentData: data0,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate109.errors : vErrors.concat(validate109.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/identities',
          schemaPath: '#/properties/identities/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema36.properties.identities.type,
          parentSchema: schema36.properties.identities,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.issuer !== undefined) {
      if (
        !validate53(data.issuer, {
          instancePath: instancePath + '/issuer',
          parentData: data,
          parentDataProperty: 'issuer',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.issuerRegex !== undefined) {
      if (
        !validate53(data.issuerRegex, {
          instancePath: instancePath + '/issuerRegex',
          parentData: data,
          parentDataProperty: 'issuerRegex',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.subject !== undefined) {
      if (
        !validate53(data.subject, {
          instancePath: instancePath + '/subject',
          parentData: data,
          parentDataProperty: 'subject',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.subjectRegex !== undefined) {
      if (
        !validate53(data.subjectRegex, {
          instancePath: instancePath + '/subjectRegex',
          parentData: data,
          parentDataProperty: 'subjectRegex',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowTrigger !== undefined) {
      if (
        !validate53(data.githubWorkflowTrigger, {
          instancePath: instancePath + '/githubWorkflowTrigger',
          parentData: data,
          parentDataProperty: 'githubWorkflowTrigger',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowSha !== undefined) {
      if (
        !validate53(data.githubWorkflowSha, {
          instancePath: instancePath + '/githubWorkflowSha',
          parentData: data,
          parentDataProperty: 'githubWorkflowSha',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowName !== undefined) {
      if (
        !validate53(data.githubWorkflowName, {
          instancePath: instancePath + '/githubWorkflowName',
          parentData: data,
          parentDataProperty: 'githubWorkflowName',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowRepository !== undefined) {
      if (
        !validate53(data.githubWorkflowRepository, {
          instancePath: instancePath + '/githubWorkflowRepository',
          parentData: data,
          parentDataProperty: 'githubWorkflowRepository',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.githubWorkflowRef !== undefined) {
      if (
        !validate53(data.githubWorkflowRef, {
          instancePath: instancePath + '/githubWorkflowRef',
          parentData: data,
          parentDataProperty: 'githubWorkflowRef',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.extensions !== undefined) {
      let data11 = data.extensions;
      if (data11 && typeof data11 == 'object' && !Array.isArray(data11)) {
        for (const key1 in data11) {
          let data12 = data11[key1];
          if (typeof data12 !== 'string') {
            const err3 = {
              instancePath: instancePath + '/extensions/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/extensions/additionalProperties/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema36.properties.extensions.additionalProperties.type,
              parentSchema: schema36.properties.extensions.additionalProperties,
              data: data12,
            };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/extensions',
          schemaPath: '#/properties/extensions/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema36.properties.extensions.type,
          parentSchema: schema36.properties.extensions,
          data: data11,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
  } else {
    const err5 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema36.type,
      parentSchema: schema36,
      data,
    };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate108.errors = vErrors;
  return errors === 0;
}
validate108.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema38 = {
  type: 'object',
  additionalProperties: false,
  required: ['trustedIdentities'],
  properties: {
    ca: {
      description: 'Root certificates in PEM: files, relative to this file, or the certificates themselves.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    signingAuthority: {
      description: 'The same of signing authorities.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    tsa: {
      description: 'The same of timestamp authorities.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
    trustedIdentities: {
      description: 'Subjects of signing certificates, as x509.subject: C=…, ST=…, O=…, or * alone.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      minItems: 1,
    },
    level: {
      description: 'Which checks must hold, as in a trust policy of the Notary Project.',
      type: 'string',
      enum: ['strict', 'permissive', 'audit'],
      default: 'strict',
    },
  },
};
function validate130(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate130.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.trustedIdentities === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'trustedIdentities' },
        message: "must have required property '" + 'trustedIdentities' + "'",
        schema: schema38.required,
        parentSchema: schema38,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === 'ca' ||
        key0 === 'signingAuthority' ||
        key0 === 'tsa' ||
        key0 === 'trustedIdentities' ||
        key0 === 'level'
      )) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema38,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.ca !== undefined) {
      let data0 = data.ca;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate53(data0[i0], {
              instancePath: instancePath + '/ca/' + i0,
              parentData: data0,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/ca',
          schemaPath: '#/properties/ca/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema38.properties.ca.type,
          parentSchema: schema38.properties.ca,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.signingAuthority !== undefined) {
      let data2 = data.signingAuthority;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (
            !validate53(data2[i1], {
              instancePath: instancePath + '/signingAuthority/' + i1,
              parentData: data2,
              parentDataProperty: i1,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/signingAuthority',
          schemaPath: '#/properties/signingAuthority/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema38.properties.signingAuthority.type,
          parentSchema: schema38.properties.signingAuthority,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.tsa !== undefined) {
      let data4 = data.tsa;
      if (Array.isArray(data4)) {
        const len2 = data4.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (
            !validate53(data4[i2], {
              instancePath: instancePath + '/tsa/' + i2,
              parentData: data4,
              parentDataProperty: i2,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/tsa',
          schemaPath: '#/properties/tsa/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema38.properties.tsa.type,
          parentSchema: schema38.properties.tsa,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.trustedIdentities !== undefined) {
      let data6 = data.trustedIdentities;
      if (Array.isArray(data6)) {
        if (data6.length < 1) {
          const err5 = {
            instancePath: instancePath + '/trustedIdentities',
            schemaPath: '#/properties/trustedIdentities/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema38.properties.trustedIdentities,
            data: data6,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        const len3 = data6.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (
            !validate53(data6[i3], {
              instancePath: instancePath + '/trustedIdentities/' + i3,
              parentData: data6,
              parentDataProperty: i3,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/trustedIdentities',
          schemaPath: '#/properties/trustedIdentities/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema38.properties.trustedIdentities.type,
          parentSchema: schema38.properties.trustedIdentities,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.level !== undefined) {
      let data8 = data.level;
      if (typeof data8 !== 'string') {
        const err7 = {
          instancePath: instancePath + '/level',
          schemaPath: '#/properties/level/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema38.properties.level.type,
          parentSchema: schema38.properties.level,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (!(data8 === 'strict' || data8 === 'permissive' || data8 === 'audit')) {
        const err8 = {
          instancePath: instancePath + '/level',
          schemaPath: '#/properties/level/enum',
          keyword: 'enum',
          params: { allowedValues: schema38.properties.level.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema38.properties.level.enum,
          parentSchema: schema38.properties.level,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
  } else {
    const err9 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema38.type,
      parentSchema: schema38,
      data,
    };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
  }
  validate130.errors = vErrors;
  return errors === 0;
}
validate130.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema39 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { description: 'Its name in reports, unique in the authority.', $ref: '#/$defs/text' },
    key: {
      description: 'The public key: a file in PEM, relative to this file, or {file, hash} or {data, hash}.',
      $ref: '#/$defs/imageKey',
    },
    keyless: {
      description: 'Who may sign with a certificate of Fulcio: one identity, or a list under identities.',
      $ref: '#/$defs/keyless',
    },
    notation: {
      description: 'Signatures of the Notary Project: the certificates and identities that are trusted.',
      $ref: '#/$defs/notation',
    },
    static: { description: 'A decision without a signature.', type: 'string', enum: ['allow', 'deny'] },
    message: { description: 'What is said about images that static: deny refuses.', $ref: '#/$defs/text' },
    tlog: {
      description:
        'Whether an entry of a transparency log must be there (required), must hold if it is there (if-present), or is not looked at (ignored). Without this: required without a key, if-present with one.',
      $ref: '#/$defs/demand',
    },
    timestamp: {
      description: 'The same for a signed timestamp (RFC 3161).',
      $ref: '#/$defs/demand',
      default: 'if-present',
    },
    sct: {
      description: 'Whether a certificate must prove that it is in a certificate log.',
      type: 'string',
      enum: ['required', 'ignored'],
      default: 'required',
    },
    trustRoot: {
      description:
        "The trust root that certificates, logs and timestamps are held to: public-good is Sigstore's own, others are under trustRoots.",
      $ref: '#/$defs/text',
      default: 'public-good',
    },
    annotations: {
      description: 'Signed annotations that must be there, to the letter.',
      type: 'object',
      additionalProperties: { type: 'string' },
      default: {},
    },
  },
};
const schema40 = { type: 'string', enum: ['required', 'if-present', 'ignored'] };
function validate143(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate143.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data !== 'string') {
    const err0 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'string' },
      message: 'must be string',
      schema: schema40.type,
      parentSchema: schema40,
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (!(data === 'required' || data === 'if-present' || data === 'ignored')) {
    const err1 = {
      instancePath,
      schemaPath: '#/enum',
      keyword: 'enum',
      params: { allowedValues: schema40.enum },
      message: 'must be equal to one of the allowed values',
      schema: schema40.enum,
      parentSchema: schema40,
      data,
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate143.errors = vErrors;
  return errors === 0;
}
validate143.evaluated = { dynamicProps: false, dynamicItems: false };
function validate137(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate137.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema39.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema39,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      if (
        !validate53(data.name, {
          instancePath: instancePath + '/name',
          parentData: data,
          parentDataProperty: 'name',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.key !== undefined) {
      if (
        !validate104(data.key, {
          instancePath: instancePath + '/key',
          parentData: data,
          parentDataProperty: 'key',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate104.errors : vErrors.concat(validate104.errors);
        errors = vErrors.length;
      }
    }
    if (data.keyless !== undefined) {
      if (
        !validate108(data.keyless, {
          instancePath: instancePath + '/keyless',
          parentData: data,
          parentDataProperty: 'keyless',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate108.errors : vErrors.concat(validate108.errors);
        errors = vErrors.length;
      }
    }
    if (data.notation !== undefined) {
      if (
        !validate130(data.notation, {
          instancePath: instancePath + '/notation',
          parentData: data,
          parentDataProperty: 'notation',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate130.errors : vErrors.concat(validate130.errors);
        errors = vErrors.length;
      }
    }
    if (data.static !== undefined) {
      let data4 = data.static;
      if (typeof data4 !== 'string') {
        const err1 = {
          instancePath: instancePath + '/static',
          schemaPath: '#/properties/static/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema39.properties.static.type,
          parentSchema: schema39.properties.static,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
      if (!(data4 === 'allow' || data4 === 'deny')) {
        const err2 = {
          instancePath: instancePath + '/static',
          schemaPath: '#/properties/static/enum',
          keyword: 'enum',
          params: { allowedValues: schema39.properties.static.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema39.properties.static.enum,
          parentSchema: schema39.properties.static,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.message !== undefined) {
      if (
        !validate53(data.message, {
          instancePath: instancePath + '/message',
          parentData: data,
          parentDataProperty: 'message',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.tlog !== undefined) {
      if (
        !validate143(data.tlog, {
          instancePath: instancePath + '/tlog',
          parentData: data,
          parentDataProperty: 'tlog',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate143.errors : vErrors.concat(validate143.errors);
        errors = vErrors.length;
      }
    }
    if (data.timestamp !== undefined) {
      if (
        !validate143(data.timestamp, {
          instancePath: instancePath + '/timestamp',
          parentData: data,
          parentDataProperty: 'timestamp',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate143.errors : vErrors.concat(validate143.errors);
        errors = vErrors.length;
      }
    }
    if (data.sct !== undefined) {
      let data8 = data.sct;
      if (typeof data8 !== 'string') {
        const err3 = {
          instancePath: instancePath + '/sct',
          schemaPath: '#/properties/sct/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema39.properties.sct.type,
          parentSchema: schema39.properties.sct,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (!(data8 === 'required' || data8 === 'ignored')) {
        const err4 = {
          instancePath: instancePath + '/sct',
          schemaPath: '#/properties/sct/enum',
          keyword: 'enum',
          params: { allowedValues: schema39.properties.sct.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema39.properties.sct.enum,
          parentSchema: schema39.properties.sct,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.trustRoot !== undefined) {
      if (
        !validate53(data.trustRoot, {
          instancePath: instancePath + '/trustRoot',
          parentData: data,
          parentDataProperty: 'trustRoot',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.annotations !== undefined) {
      let data10 = data.annotations;
      if (data10 && typeof data10 == 'object' && !Array.isArray(data10)) {
        for (const key1 in data10) {
          let data11 = data10[key1];
          if (typeof data11 !== 'string') {
            const err5 = {
              instancePath: instancePath + '/annotations/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/annotations/additionalProperties/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema39.properties.annotations.additionalProperties.type,
              parentSchema: schema39.properties.annotations.additionalProperties,
              data: data11,
            };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/annotations',
          schemaPath: '#/properties/annotations/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema39.properties.annotations.type,
          parentSchema: schema39.properties.annotations,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema39.type,
      parentSchema: schema39,
      data,
    };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate137.errors = vErrors;
  return errors === 0;
}
validate137.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema41 = {
  type: ['string', 'object'],
  pattern: '\\S',
  patternErrorMessage: 'it must not be empty',
  additionalProperties: false,
  required: ['predicateType'],
  properties: {
    predicateType: {
      description:
        "The type of the statement, or cosign's short name of it: slsaprovenance1, spdx, cyclonedx, vuln, openvex.",
      $ref: '#/$defs/text',
    },
    signers: {
      description:
        'Names of signers of the authority of which one must have signed it. Without this: as many of all as must sign the image.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      default: [],
    },
  },
};
function validate153(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate153.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data !== 'string' && !(data && typeof data == 'object' && !Array.isArray(data))) {
    const err0 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: schema41.type },
      message: 'must be string,object',
      schema: schema41.type,
      parentSchema: schema41,
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (typeof data === 'string') {
    if (!pattern3.test(data)) {
      const err1 = {
        instancePath,
        schemaPath: '#/pattern',
        keyword: 'pattern',
        params: { pattern: '\\S' },
        message: 'must match pattern "' + '\\S' + '"',
        schema: '\\S',
        parentSchema: schema41,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.predicateType === undefined) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'predicateType' },
        message: "must have required property '" + 'predicateType' + "'",
        schema: schema41.required,
        parentSchema: schema41,
        data,
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'predicateType' || key0 === 'signers')) {
        const err3 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema41,
          data,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.predicateType !== undefined) {
      if (
        !validate53(data.predicateType, {
          instancePath: instancePath + '/predicateType',
          parentData: data,
          parentDataProperty: 'predicateType',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.signers !== undefined) {
      let data1 = data.signers;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate53(data1[i0], {
              instancePath: instancePath + '/signers/' + i0,
              parentData: data1,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/signers',
          schemaPath: '#/properties/signers/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema41.properties.signers.type,
          parentSchema: schema41.properties.signers,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
  }
  validate153.errors = vErrors;
  return errors === 0;
}
validate153.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate100(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate100.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.name === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'name' },
        message: "must have required property '" + 'name' + "'",
        schema: schema34.required,
        parentSchema: schema34,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.images === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'images' },
        message: "must have required property '" + 'images' + "'",
        schema: schema34.required,
        parentSchema: schema34,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema34.properties, key0)) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema34,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      if (
        !validate53(data.name, {
          instancePath: instancePath + '/name',
          parentData: data,
          parentDataProperty: 'name',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.images !== undefined) {
      let data1 = data.images;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          const err3 = {
            instancePath: instancePath + '/images',
            schemaPath: '#/properties/images/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema34.properties.images,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate53(data1[i0], {
              instancePath: instancePath + '/images/' + i0,
              parentData: data1,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/images',
          schemaPath: '#/properties/images/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema34.properties.images.type,
          parentSchema: schema34.properties.images,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.exclude !== undefined) {
      let data3 = data.exclude;
      if (Array.isArray(data3)) {
        const len1 = data3.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (
            !validate53(data3[i1], {
              instancePath: instancePath + '/exclude/' + i1,
              parentData: data3,
              parentDataProperty: i1,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/exclude',
          schemaPath: '#/properties/exclude/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema34.properties.exclude.type,
          parentSchema: schema34.properties.exclude,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.key !== undefined) {
      if (
        !validate104(data.key, {
          instancePath: instancePath + '/key',
          parentData: data,
          parentDataProperty: 'key',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate104.errors : vErrors.concat(validate104.errors);
        errors = vErrors.length;
      }
    }
    if (data.keyless !== undefined) {
      if (
        !validate108(data.keyless, {
          instancePath: instancePath + '/keyless',
          parentData: data,
          parentDataProperty: 'keyless',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate108.errors : vErrors.concat(validate108.errors);
        errors = vErrors.length;
      }
    }
    if (data.notation !== undefined) {
      if (
        !validate130(data.notation, {
          instancePath: instancePath + '/notation',
          parentData: data,
          parentDataProperty: 'notation',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate130.errors : vErrors.concat(validate130.errors);
        errors = vErrors.length;
      }
    }
    if (data.static !== undefined) {
      let data8 = data.static;
      if (typeof data8 !== 'string') {
        const err6 = {
          instancePath: instancePath + '/static',
          schemaPath: '#/properties/static/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema34.properties.static.type,
          parentSchema: schema34.properties.static,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (!(data8 === 'allow' || data8 === 'deny')) {
        const err7 = {
          instancePath: instancePath + '/static',
          schemaPath: '#/properties/static/enum',
          keyword: 'enum',
          params: { allowedValues: schema34.properties.static.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema34.properties.static.enum,
          parentSchema: schema34.properties.static,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.message !== undefined) {
      if (
        !validate53(data.message, {
          instancePath: instancePath + '/message',
          parentData: data,
          parentDataProperty: 'message',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.any !== undefined) {
      let data10 = data.any;
      if (Array.isArray(data10)) {
        if (data10.length < 1) {
          const err8 = {
            instancePath: instancePath + '/any',
            schemaPath: '#/properties/any/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema34.properties.any,
            data: data10,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        const len2 = data10.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (
            !validate137(data10[i2], {
              instancePath: instancePath + '/any/' + i2,
              parentData: data10,
              parentDataProperty: i2,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate137.errors : vErrors.concat(validate137.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/any',
          schemaPath: '#/properties/any/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema34.properties.any.type,
          parentSchema: schema34.properties.any,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.all !== undefined) {
      let data12 = data.all;
      if (Array.isArray(data12)) {
        if (data12.length < 1) {
          const err10 = {
            instancePath: instancePath + '/all',
            schemaPath: '#/properties/all/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema34.properties.all,
            data: data12,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        const len3 = data12.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (
            !validate137(data12[i3], {
              instancePath: instancePath + '/all/' + i3,
              parentData: data12,
              parentDataProperty: i3,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate137.errors : vErrors.concat(validate137.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/all',
          schemaPath: '#/properties/all/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema34.properties.all.type,
          parentSchema: schema34.properties.all,
          data: data12,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.threshold !== undefined) {
      let data14 = data.threshold;
      if (data14 && typeof data14 == 'object' && !Array.isArray(data14)) {
        if (data14.count === undefined) {
          const err12 = {
            instancePath: instancePath + '/threshold',
            schemaPath: '#/properties/threshold/required',
            keyword: 'required',
            params: { missingProperty: 'count' },
            message: "must have required property '" + 'count' + "'",
            schema: schema34.properties.threshold.required,
            parentSchema: schema34.properties.threshold,
            data: data14,
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        if (data14.of === undefined) {
          const err13 = {
            instancePath: instancePath + '/threshold',
            schemaPath: '#/properties/threshold/required',
            keyword: 'required',
            params: { missingProperty: 'of' },
            message: "must have required property '" + 'of' + "'",
            schema: schema34.properties.threshold.required,
            parentSchema: schema34.properties.threshold,
            data: data14,
          };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        for (const key1 in data14) {
          if (!(key1 === 'count' || key1 === 'of')) {
            const err14 = {
              instancePath: instancePath + '/threshold',
              schemaPath: '#/properties/threshold/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema34.properties.threshold,
              data: data14,
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data14.count !== undefined) {
          let data15 = data14.count;
          if (!(typeof data15 == 'number' && !(data15 % 1) && !isNaN(data15) && isFinite(data15))) {
            const err15 = {
              instancePath: instancePath + '/threshold/count',
              schemaPath: '#/properties/threshold/properties/count/type',
              keyword: 'type',
              params: { type: 'integer' },
              message: 'must be integer',
              schema: schema34.properties.threshold.properties.count.type,
              parentSchema: schema34.properties.threshold.properties.count,
              data: data15,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
          if (typeof data15 == 'number' && isFinite(data15)) {
            if (data15 < 1 || isNaN(data15)) {
              const err16 = {
                instancePath: instancePath + '/threshold/count',
                schemaPath: '#/properties/threshold/properties/count/minimum',
                keyword: 'minimum',
                params: { comparison: '>=', limit: 1 },
                message: 'must be >= 1',
                schema: 1,
                parentSchema: schema34.properties.threshold.properties.count,
                data: data15,
              };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
          }
        }
        if (data14.of !== undefined) {
          let data16 = data14.of;
          if (Array.isArray(data16)) {
            if (data16.length < 1) {
              const err17 = {
                instancePath: instancePath + '/threshold/of',
                schemaPath: '#/properties/threshold/properties/of/minItems',
                keyword: 'minItems',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 items',
                schema: 1,
                parentSchema: schema34.properties.threshold.properties.of,
                data: data16,
              };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            const len4 = data16.length;
            for (let i4 = 0; i4 < len4; i4++) {
              if (
                !validate137(data16[i4], {
                  instancePath: instancePath + '/threshold/of/' + i4,
                  parentData: data16,
                  parentDataProperty: i4,
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate137.errors : vErrors.concat(validate137.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err18 = {
              instancePath: instancePath + '/threshold/of',
              schemaPath: '#/properties/threshold/properties/of/type',
              keyword: 'type',
              params: { type: 'array' },
              message: 'must be array',
              schema: schema34.properties.threshold.properties.of.type,
              parentSchema: schema34.properties.threshold.properties.of,
              data: data16,
            };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
      } else {
        const err19 = {
          instancePath: instancePath + '/threshold',
          schemaPath: '#/properties/threshold/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema34.properties.threshold.type,
          parentSchema: schema34.properties.threshold,
          data: data14,
        };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.tlog !== undefined) {
      if (
        !validate143(data.tlog, {
          instancePath: instancePath + '/tlog',
          parentData: data,
          parentDataProperty: 'tlog',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate143.errors : vErrors.concat(validate143.errors);
        errors = vErrors.length;
      }
    }
    if (data.timestamp !== undefined) {
      if (
        !validate143(data.timestamp, {
          instancePath: instancePath + '/timestamp',
          parentData: data,
          parentDataProperty: 'timestamp',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate143.errors : vErrors.concat(validate143.errors);
        errors = vErrors.length;
      }
    }
    if (data.sct !== undefined) {
      let data20 = data.sct;
      if (typeof data20 !== 'string') {
        const err20 = {
          instancePath: instancePath + '/sct',
          schemaPath: '#/properties/sct/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema34.properties.sct.type,
          parentSchema: schema34.properties.sct,
          data: data20,
        };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
      if (!(data20 === 'required' || data20 === 'ignored')) {
        const err21 = {
          instancePath: instancePath + '/sct',
          schemaPath: '#/properties/sct/enum',
          keyword: 'enum',
          params: { allowedValues: schema34.properties.sct.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema34.properties.sct.enum,
          parentSchema: schema34.properties.sct,
          data: data20,
        };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.trustRoot !== undefined) {
      if (
        !validate53(data.trustRoot, {
          instancePath: instancePath + '/trustRoot',
          parentData: data,
          parentDataProperty: 'trustRoot',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.annotations !== undefined) {
      let data22 = data.annotations;
      if (data22 && typeof data22 == 'object' && !Array.isArray(data22)) {
        for (const key2 in data22) {
          let data23 = data22[key2];
          if (typeof data23 !== 'string') {
            const err22 = {
              instancePath: instancePath + '/annotations/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/annotations/additionalProperties/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema34.properties.annotations.additionalProperties.type,
              parentSchema: schema34.properties.annotations.additionalProperties,
              data: data23,
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
      } else {
        const err23 = {
          instancePath: instancePath + '/annotations',
          schemaPath: '#/properties/annotations/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema34.properties.annotations.type,
          parentSchema: schema34.properties.annotations,
          data: data22,
        };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.attestations !== undefined) {
      let data24 = data.attestations;
      if (Array.isArray(data24)) {
        const len5 = data24.length;
        for (let i5 = 0; i5 < len5; i5++) {
          if (
            !validate153(data24[i5], {
              instancePath: instancePath + '/attestations/' + i5,
              parentData: data24,
              parentDataProperty: i5,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate153.errors : vErrors.concat(validate153.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err24 = {
          instancePath: instancePath + '/attestations',
          schemaPath: '#/properties/attestations/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema34.properties.attestations.type,
          parentSchema: schema34.properties.attestations,
          data: data24,
        };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.signature !== undefined) {
      let data26 = data.signature;
      if (typeof data26 !== 'string') {
        const err25 = {
          instancePath: instancePath + '/signature',
          schemaPath: '#/properties/signature/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema34.properties.signature.type,
          parentSchema: schema34.properties.signature,
          data: data26,
        };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
      if (!(data26 === 'required' || data26 === 'ignored')) {
        const err26 = {
          instancePath: instancePath + '/signature',
          schemaPath: '#/properties/signature/enum',
          keyword: 'enum',
          params: { allowedValues: schema34.properties.signature.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema34.properties.signature.enum,
          parentSchema: schema34.properties.signature,
          data: data26,
        };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
    if (data.repository !== undefined) {
      if (
        !validate53(data.repository, {
          instancePath: instancePath + '/repository',
          parentData: data,
          parentDataProperty: 'repository',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.allPlatforms !== undefined) {
      let data28 = data.allPlatforms;
      if (typeof data28 !== 'boolean') {
        const err27 = {
          instancePath: instancePath + '/allPlatforms',
          schemaPath: '#/properties/allPlatforms/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema34.properties.allPlatforms.type,
          parentSchema: schema34.properties.allPlatforms,
          data: data28,
        };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.action !== undefined) {
      let data29 = data.action;
      if (typeof data29 !== 'string') {
        const err28 = {
          instancePath: instancePath + '/action',
          schemaPath: '#/properties/action/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema34.properties.action.type,
          parentSchema: schema34.properties.action,
          data: data29,
        };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
      if (!(data29 === 'deny' || data29 === 'warn')) {
        const err29 = {
          instancePath: instancePath + '/action',
          schemaPath: '#/properties/action/enum',
          keyword: 'enum',
          params: { allowedValues: schema34.properties.action.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema34.properties.action.enum,
          parentSchema: schema34.properties.action,
          data: data29,
        };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
  } else {
    const err30 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema34.type,
      parentSchema: schema34,
      data,
    };
    if (vErrors === null) {
      vErrors = [err30];
    } else {
      vErrors.push(err30);
    }
    errors++;
  }
  validate100.errors = vErrors;
  return errors === 0;
}
validate100.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema42 = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'file'],
  properties: {
    name: { description: 'The name by which authorities mean it.', $ref: '#/$defs/text' },
    file: { description: 'A trusted_root.json, relative to this file.', $ref: '#/$defs/text' },
  },
};
function validate160(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate160.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.name === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'name' },
        message: "must have required property '" + 'name' + "'",
        schema: schema42.required,
        parentSchema: schema42,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.file === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'file' },
        message: "must have required property '" + 'file' + "'",
        schema: schema42.required,
        parentSchema: schema42,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'name' || key0 === 'file')) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema42,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      if (
        !validate53(data.name, {
          instancePath: instancePath + '/name',
          parentData: data,
          parentDataProperty: 'name',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.file !== undefined) {
      if (
        !validate53(data.file, {
          instancePath: instancePath + '/file',
          parentData: data,
          parentDataProperty: 'file',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err3 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema42.type,
      parentSchema: schema42,
      data,
    };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate160.errors = vErrors;
  return errors === 0;
}
validate160.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema43 = {
  type: 'object',
  additionalProperties: false,
  required: ['kinds', 'paths'],
  properties: {
    kinds: {
      description: 'Groups and kinds of the objects.',
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['apiGroups', 'kinds'],
        properties: {
          apiGroups: {
            description: 'API groups; "" is the core group, "*" is every group.',
            type: 'array',
            minItems: 1,
            items: { type: 'string' },
          },
          kinds: { description: 'Kinds; "*" is every kind.', type: 'array', minItems: 1, items: { type: 'string' } },
        },
      },
    },
    paths: {
      description: 'Fields that name images: spec.image, spec.components[*].image.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
      minItems: 1,
    },
  },
};
function validate164(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate164.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.kinds === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'kinds' },
        message: "must have required property '" + 'kinds' + "'",
        schema: schema43.required,
        parentSchema: schema43,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.paths === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'paths' },
        message: "must have required property '" + 'paths' + "'",
        schema: schema43.required,
        parentSchema: schema43,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'kinds' || key0 === 'paths')) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema43,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.kinds !== undefined) {
      let data0 = data.kinds;
      if (Array.isArray(data0)) {
        if (data0.length < 1) {
          const err3 = {
            instancePath: instancePath + '/kinds',
            schemaPath: '#/properties/kinds/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema43.properties.kinds,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
            if (data1.apiGroups === undefined) {
              const err4 = {
                instancePath: instancePath + '/kinds/' + i0,
                schemaPath: '#/properties/kinds/items/required',
                keyword: 'required',
                params: { missingProperty: 'apiGroups' },
                message: "must have required property '" + 'apiGroups' + "'",
                schema: schema43.properties.kinds.items.required,
                parentSchema: schema43.properties.kinds.items,
                data: data1,
              };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
            if (data1.kinds === undefined) {
              const err5 = {
                instancePath: instancePath + '/kinds/' + i0,
                schemaPath: '#/properties/kinds/items/required',
                keyword: 'required',
                params: { missingProperty: 'kinds' },
                message: "must have required property '" + 'kinds' + "'",
                schema: schema43.properties.kinds.items.required,
                parentSchema: schema43.properties.kinds.items,
                data: data1,
              };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
            for (const key1 in data1) {
              if (!(key1 === 'apiGroups' || key1 === 'kinds')) {
                const err6 = {
                  instancePath: instancePath + '/kinds/' + i0,
                  schemaPath: '#/properties/kinds/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key1 },
                  message: 'must NOT have additional properties',
                  schema: false,
                  parentSchema: schema43.properties.kinds.items,
                  data: data1,
                };
                if (vErrors === null) {
                  vErrors = [err6];
                } else {
                  vErrors.push(err6);
                }
                errors++;
              }
            }
            if (data1.apiGroups !== undefined) {
              let data2 = data1.apiGroups;
              if (Array.isArray(data2)) {
                if (data2.length < 1) {
                  const err7 = {
                    instancePath: instancePath + '/kinds/' + i0 + '/apiGroups',
                    schemaPath: '#/properties/kinds/items/properties/apiGroups/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 items',
                    schema: 1,
                    parentSchema: schema43.properties.kinds.items.properties.apiGroups,
                    data: data2,
                  };
                  if (vErrors === null) {
                    vErrors = [err7];
                  } else {
                    vErrors.push(err7);
                  }
                  errors++;
                }
                const len1 = data2.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data3 = data2[i1];
                  if (typeof data3 !== 'string') {
                    const err8 = {
                      instancePath: instancePath + '/kinds/' + i0 + '/apiGroups/' + i1,
                      schemaPath: '#/properties/kinds/items/properties/apiGroups/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema43.properties.kinds.items.properties.apiGroups.items.type,
                      parentSchema: schema43.properties.kinds.items.properties.apiGroups.items,
                      data: data3,
                    };
                    if (vErrors === null) {
                      vErrors = [err8];
                    } else {
                      vErrors.push(err8);
                    }
                    errors++;
                  }
                }
              } else {
                const err9 = {
                  instancePath: instancePath + '/kinds/' + i0 + '/apiGroups',
                  schemaPath: '#/properties/kinds/items/properties/apiGroups/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                  schema: schema43.properties.kinds.items.properties.apiGroups.type,
                  parentSchema: schema43.properties.kinds.items.properties.apiGroups,
                  data: data2,
                };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data1.kinds !== undefined) {
              let data4 = data1.kinds;
              if (Array.isArray(data4)) {
                if (data4.length < 1) {
                  const err10 = {
                    instancePath: instancePath + '/kinds/' + i0 + '/kinds',
                    schemaPath: '#/properties/kinds/items/properties/kinds/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 items',
                    schema: 1,
                    parentSchema: schema43.properties.kinds.items.properties.kinds,
                    data: data4,
                  };
                  if (vErrors === null) {
                    vErrors = [err10];
                  } else {
                    vErrors.push(err10);
                  }
                  errors++;
                }
                const len2 = data4.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data5 = data4[i2];
                  if (typeof data5 !== 'string') {
                    const err11 = {
                      instancePath: instancePath + '/kinds/' + i0 + '/kinds/' + i2,
                      schemaPath: '#/properties/kinds/items/properties/kinds/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema43.properties.kinds.items.properties.kinds.items.type,
                      parentSchema: schema43.properties.kinds.items.properties.kinds.items,
                      data: data5,
                    };
                    if (vErrors === null) {
                      vErrors = [err11];
                    } else {
                      vErrors.push(err11);
                    }
                    errors++;
                  }
                }
              } else {
                const err12 = {
                  instancePath: instancePath + '/kinds/' + i0 + '/kinds',
                  schemaPath: '#/properties/kinds/items/properties/kinds/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                  schema: schema43.properties.kinds.items.properties.kinds.type,
                  parentSchema: schema43.properties.kinds.items.properties.kinds,
                  data: data4,
                };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            }
          } else {
            const err13 = {
              instancePath: instancePath + '/kinds/' + i0,
              schemaPath: '#/properties/kinds/items/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema43.properties.kinds.items.type,
              parentSchema: schema43.properties.kinds.items,
              data: data1,
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = {
          instancePath: instancePath + '/kinds',
          schemaPath: '#/properties/kinds/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema43.properties.kinds.type,
          parentSchema: schema43.properties.kinds,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.paths !== undefined) {
      let data6 = data.paths;
      if (Array.isArray(data6)) {
        if (data6.length < 1) {
          const err15 = {
            instancePath: instancePath + '/paths',
            schemaPath: '#/properties/paths/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema43.properties.paths,
            data: data6,
          };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        const len3 = data6.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (
            !validate53(data6[i3], {
              instancePath: instancePath + '/paths/' + i3,
              parentData: data6,
              parentDataProperty: i3,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/paths',
          schemaPath: '#/properties/paths/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema43.properties.paths.type,
          parentSchema: schema43.properties.paths,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
  } else {
    const err17 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema43.type,
      parentSchema: schema43,
      data,
    };
    if (vErrors === null) {
      vErrors = [err17];
    } else {
      vErrors.push(err17);
    }
    errors++;
  }
  validate164.errors = vErrors;
  return errors === 0;
}
validate164.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate99(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate99.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(
        key0 === 'authorities' ||
        key0 === 'imports' ||
        key0 === 'trustRoots' ||
        key0 === 'paths' ||
        key0 === 'lock' ||
        key0 === 'staleIfErrorHours' ||
        key0 === 'cacheMinutes' ||
        key0 === 'evidence'
      )) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema33,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.authorities !== undefined) {
      let data0 = data.authorities;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate100(data0[i0], {
              instancePath: instancePath + '/authorities/' + i0,
              parentData: data0,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err1 = {
          instancePath: instancePath + '/authorities',
          schemaPath: '#/properties/authorities/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema33.properties.authorities.type,
          parentSchema: schema33.properties.authorities,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.imports !== undefined) {
      let data2 = data.imports;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (
            !validate53(data2[i1], {
              instancePath: instancePath + '/imports/' + i1,
              parentData: data2,
              parentDataProperty: i1,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/imports',
          schemaPath: '#/properties/imports/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema33.properties.imports.type,
          parentSchema: schema33.properties.imports,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.trustRoots !== undefined) {
      let data4 = data.trustRoots;
      if (Array.isArray(data4)) {
        const len2 = data4.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (
            !validate160(data4[i2], {
              instancePath: instancePath + '/trustRoots/' + i2,
              parentData: data4,
              parentDataProperty: i2,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate160.errors : vErrors.concat(validate160.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/trustRoots',
          schemaPath: '#/properties/trustRoots/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema33.properties.trustRoots.type,
          parentSchema: schema33.properties.trustRoots,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.paths !== undefined) {
      let data6 = data.paths;
      if (Array.isArray(data6)) {
        const len3 = data6.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (
            !validate164(data6[i3], {
              instancePath: instancePath + '/paths/' + i3,
              parentData: data6,
              parentDataProperty: i3,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate164.errors : vErrors.concat(validate164.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/paths',
          schemaPath: '#/properties/paths/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema33.properties.paths.type,
          parentSchema: schema33.properties.paths,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.lock !== undefined) {
      if (
        !validate53(data.lock, {
          instancePath: instancePath + '/lock',
          parentData: data,
          parentDataProperty: 'lock',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.staleIfErrorHours !== undefined) {
      let data9 = data.staleIfErrorHours;
      if (!(typeof data9 == 'number' && !(data9 % 1) && !isNaN(data9) && isFinite(data9))) {
        const err5 = {
          instancePath: instancePath + '/staleIfErrorHours',
          schemaPath: '#/properties/staleIfErrorHours/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema33.properties.staleIfErrorHours.type,
          parentSchema: schema33.properties.staleIfErrorHours,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (typeof data9 == 'number' && isFinite(data9)) {
        if (data9 > 24 || isNaN(data9)) {
          const err6 = {
            instancePath: instancePath + '/staleIfErrorHours',
            schemaPath: '#/properties/staleIfErrorHours/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 24 },
            message: 'must be <= 24',
            schema: 24,
            parentSchema: schema33.properties.staleIfErrorHours,
            data: data9,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (data9 < 0 || isNaN(data9)) {
          const err7 = {
            instancePath: instancePath + '/staleIfErrorHours',
            schemaPath: '#/properties/staleIfErrorHours/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema33.properties.staleIfErrorHours,
            data: data9,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      }
    }
    if (data.cacheMinutes !== undefined) {
      let data10 = data.cacheMinutes;
      if (!(typeof data10 == 'number' && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
        const err8 = {
          instancePath: instancePath + '/cacheMinutes',
          schemaPath: '#/properties/cacheMinutes/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema33.properties.cacheMinutes.type,
          parentSchema: schema33.properties.cacheMinutes,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (typeof data10 == 'number' && isFinite(data10)) {
        if (data10 > 1440 || isNaN(data10)) {
          const err9 = {
            instancePath: instancePath + '/cacheMinutes',
            schemaPath: '#/properties/cacheMinutes/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 1440 },
            message: 'must be <= 1440',
            schema: 1440,
            parentSchema: schema33.properties.cacheMinutes,
            data: data10,
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
        if (data10 < 0 || isNaN(data10)) {
          const err10 = {
            instancePath: instancePath + '/cacheMinutes',
            schemaPath: '#/properties/cacheMinutes/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema33.properties.cacheMinutes,
            data: data10,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      }
    }
    if (data.evidence !== undefined) {
      let data11 = data.evidence;
      if (Array.isArray(data11)) {
        const len4 = data11.length;
        for (let i4 = 0; i4 < len4; i4++) {
          if (
            !validate53(data11[i4], {
              instancePath: instancePath + '/evidence/' + i4,
              parentData: data11,
              parentDataProperty: i4,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/evidence',
          schemaPath: '#/properties/evidence/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema33.properties.evidence.type,
          parentSchema: schema33.properties.evidence,
          data: data11,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
  } else {
    const err12 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema33.type,
      parentSchema: schema33,
      data,
    };
    if (vErrors === null) {
      vErrors = [err12];
    } else {
      vErrors.push(err12);
    }
    errors++;
  }
  validate99.errors = vErrors;
  return errors === 0;
}
validate99.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate52(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  /*# sourceURL="https://sluice.dev/v1alpha1/sluice.schema.json" */ let vErrors = null;
  let errors = 0;
  const evaluated0 = validate52.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.apiVersion === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'apiVersion' },
        message: "must have required property '" + 'apiVersion' + "'",
        schema: schema19.required,
        parentSchema: schema19,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.kind === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'kind' },
        message: "must have required property '" + 'kind' + "'",
        schema: schema19.required,
        parentSchema: schema19,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema19.properties, key0)) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema19,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.apiVersion !== undefined) {
      let data0 = data.apiVersion;
      if (typeof data0 !== 'string') {
        const err3 = {
          instancePath: instancePath + '/apiVersion',
          schemaPath: '#/properties/apiVersion/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema19.properties.apiVersion.type,
          parentSchema: schema19.properties.apiVersion,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (!(data0 === 'sluice.dev/v1alpha1')) {
        const err4 = {
          instancePath: instancePath + '/apiVersion',
          schemaPath: '#/properties/apiVersion/enum',
          keyword: 'enum',
          params: { allowedValues: schema19.properties.apiVersion.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema19.properties.apiVersion.enum,
          parentSchema: schema19.properties.apiVersion,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.kind !== undefined) {
      let data1 = data.kind;
      if (typeof data1 !== 'string') {
        const err5 = {
          instancePath: instancePath + '/kind',
          schemaPath: '#/properties/kind/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema19.properties.kind.type,
          parentSchema: schema19.properties.kind,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (!(data1 === 'Config')) {
        const err6 = {
          instancePath: instancePath + '/kind',
          schemaPath: '#/properties/kind/enum',
          keyword: 'enum',
          params: { allowedValues: schema19.properties.kind.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema19.properties.kind.enum,
          parentSchema: schema19.properties.kind,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.policies !== undefined) {
      let data2 = data.policies;
      if (Array.isArray(data2)) {
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (
            !validate53(data2[i0], {
              instancePath: instancePath + '/policies/' + i0,
              parentData: data2,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/policies',
          schemaPath: '#/properties/policies/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.policies.type,
          parentSchema: schema19.properties.policies,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.bundles !== undefined) {
      if (
        !validate55(data.bundles, {
          instancePath: instancePath + '/bundles',
          parentData: data,
          parentDataProperty: 'bundles',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
        errors = vErrors.length;
      }
    }
    if (data.registries !== undefined) {
      let data5 = data.registries;
      if (Array.isArray(data5)) {
        const len1 = data5.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (
            !validate62(data5[i1], {
              instancePath: instancePath + '/registries/' + i1,
              parentData: data5,
              parentDataProperty: i1,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err8 = {
          instancePath: instancePath + '/registries',
          schemaPath: '#/properties/registries/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.registries.type,
          parentSchema: schema19.properties.registries,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.shipped !== undefined) {
      let data7 = data.shipped;
      if (Array.isArray(data7)) {
        const len2 = data7.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (
            !validate53(data7[i2], {
              instancePath: instancePath + '/shipped/' + i2,
              parentData: data7,
              parentDataProperty: i2,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/shipped',
          schemaPath: '#/properties/shipped/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.shipped.type,
          parentSchema: schema19.properties.shipped,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.data !== undefined) {
      let data9 = data.data;
      if (Array.isArray(data9)) {
        const len3 = data9.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (
            !validate53(data9[i3], {
              instancePath: instancePath + '/data/' + i3,
              parentData: data9,
              parentDataProperty: i3,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err10 = {
          instancePath: instancePath + '/data',
          schemaPath: '#/properties/data/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.data.type,
          parentSchema: schema19.properties.data,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.constraints !== undefined) {
      let data11 = data.constraints;
      if (Array.isArray(data11)) {
        const len4 = data11.length;
        for (let i4 = 0; i4 < len4; i4++) {
          if (
            !validate67(data11[i4], {
              instancePath: instancePath + '/constraints/' + i4,
              parentData: data11,
              parentDataProperty: i4,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/constraints',
          schemaPath: '#/properties/constraints/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.constraints.type,
          parentSchema: schema19.properties.constraints,
          data: data11,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.waivers !== undefined) {
      let data13 = data.waivers;
      if (Array.isArray(data13)) {
        const len5 = data13.length;
        for (let i5 = 0; i5 < len5; i5++) {
          if (
            !validate82(data13[i5], {
              instancePath: instancePath + '/waivers/' + i5,
              parentData: data13,
              parentDataProperty: i5,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err12 = {
          instancePath: instancePath + '/waivers',
          schemaPath: '#/properties/waivers/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.waivers.type,
          parentSchema: schema19.properties.waivers,
          data: data13,
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.ignore !== undefined) {
      let data15 = data.ignore;
      if (Array.isArray(data15)) {
        const len6 = data15.length;
        for (let i6 = 0; i6 < len6; i6++) {
          if (
            !validate53(data15[i6], {
              instancePath: instancePath + '/ignore/' + i6,
              parentData: data15,
              parentDataProperty: i6,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err13 = {
          instancePath: instancePath + '/ignore',
          schemaPath: '#/properties/ignore/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.ignore.type,
          parentSchema: schema19.properties.ignore,
          data: data15,
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.failOn !== undefined) {
      let data17 = data.failOn;
      if (typeof data17 !== 'string') {
        const err14 = {
          instancePath: instancePath + '/failOn',
          schemaPath: '#/properties/failOn/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema19.properties.failOn.type,
          parentSchema: schema19.properties.failOn,
          data: data17,
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
      if (!(data17 === 'deny' || data17 === 'warn')) {
        const err15 = {
          instancePath: instancePath + '/failOn',
          schemaPath: '#/properties/failOn/enum',
          keyword: 'enum',
          params: { allowedValues: schema19.properties.failOn.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema19.properties.failOn.enum,
          parentSchema: schema19.properties.failOn,
          data: data17,
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.namespaces !== undefined) {
      let data18 = data.namespaces;
      if (Array.isArray(data18)) {
        const len7 = data18.length;
        for (let i7 = 0; i7 < len7; i7++) {
          if (
            !validate86(data18[i7], {
              instancePath: instancePath + '/namespaces/' + i7,
              parentData: data18,
              parentDataProperty: i7,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/namespaces',
          schemaPath: '#/properties/namespaces/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.namespaces.type,
          parentSchema: schema19.properties.namespaces,
          data: data18,
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.secrets !== undefined) {
      if (
        !validate88(data.secrets, {
          instancePath: instancePath + '/secrets',
          parentData: data,
          parentDataProperty: 'secrets',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
        errors = vErrors.length;
      }
    }
    if (data.images !== undefined) {
      if (
        !validate99(data.images, {
          instancePath: instancePath + '/images',
          parentData: data,
          parentDataProperty: 'images',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err17 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema19.type,
      parentSchema: schema19,
      data,
    };
    if (vErrors === null) {
      vErrors = [err17];
    } else {
      vErrors.push(err17);
    }
    errors++;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
validate52.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
