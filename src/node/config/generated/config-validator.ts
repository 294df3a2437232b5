// @ts-nocheck
// Generated from schemas/sluice.schema.json by scripts/build-validators.mjs. Do not edit.
/* oxlint-disable eqeqeq, max-depth, no-unused-vars, no-useless-concat, prefer-const, typescript/unbound-method */
import type { SchemaValidator } from '../schema-validator.ts';

export const validateConfigSchema: SchemaValidator = (data) => (check(data) ? [] : check.errors);

const check = validate20;
const schema31 = {
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
  },
};
const schema32 = { type: 'string', pattern: '\\S', patternErrorMessage: 'it must not be empty' };
const schema54 = {
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
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp('\\S', 'u');
const pattern20 = new RegExp('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$', 'u');
const schema33 = {
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
const schema34 = {
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
function validate22(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate22.evaluated;
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
    if (data.file === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'file' },
        message: "must have required property '" + 'file' + "'",
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
      if (!(key0 === 'id' || key0 === 'file' || key0 === 'algorithm' || key0 === 'scope')) {
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
    if (data.id !== undefined) {
      let data0 = data.id;
      if (typeof data0 === 'string') {
        if (!pattern4.test(data0)) {
          const err3 = {
            instancePath: instancePath + '/id',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
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
          instancePath: instancePath + '/id',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
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
    if (data.file !== undefined) {
      let data1 = data.file;
      if (typeof data1 === 'string') {
        if (!pattern4.test(data1)) {
          const err5 = {
            instancePath: instancePath + '/file',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
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
          instancePath: instancePath + '/file',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
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
    if (data.algorithm !== undefined) {
      let data2 = data.algorithm;
      if (typeof data2 !== 'string') {
        const err7 = {
          instancePath: instancePath + '/algorithm',
          schemaPath: '#/properties/algorithm/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema34.properties.algorithm.type,
          parentSchema: schema34.properties.algorithm,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
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
        const err8 = {
          instancePath: instancePath + '/algorithm',
          schemaPath: '#/properties/algorithm/enum',
          keyword: 'enum',
          params: { allowedValues: schema34.properties.algorithm.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema34.properties.algorithm.enum,
          parentSchema: schema34.properties.algorithm,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.scope !== undefined) {
      let data3 = data.scope;
      if (typeof data3 !== 'string') {
        const err9 = {
          instancePath: instancePath + '/scope',
          schemaPath: '#/properties/scope/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema34.properties.scope.type,
          parentSchema: schema34.properties.scope,
          data: data3,
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
      schema: schema34.type,
      parentSchema: schema34,
      data,
    };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate22.errors = vErrors;
  return errors === 0;
}
validate22.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate21(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
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
    if (data.verify !== undefined) {
      let data0 = data.verify;
      if (typeof data0 !== 'string') {
        const err1 = {
          instancePath: instancePath + '/verify',
          schemaPath: '#/properties/verify/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema33.properties.verify.type,
          parentSchema: schema33.properties.verify,
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
          params: { allowedValues: schema33.properties.verify.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema33.properties.verify.enum,
          parentSchema: schema33.properties.verify,
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
            !validate22(data1[i0], {
              instancePath: instancePath + '/keys/' + i0,
              parentData: data1,
              parentDataProperty: i0,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
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
          schema: schema33.properties.keys.type,
          parentSchema: schema33.properties.keys,
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
      let data3 = data.keyId;
      if (typeof data3 === 'string') {
        if (!pattern4.test(data3)) {
          const err4 = {
            instancePath: instancePath + '/keyId',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
            data: data3,
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
          instancePath: instancePath + '/keyId',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
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
    if (data.scope !== undefined) {
      let data4 = data.scope;
      if (typeof data4 !== 'string') {
        const err6 = {
          instancePath: instancePath + '/scope',
          schemaPath: '#/properties/scope/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema33.properties.scope.type,
          parentSchema: schema33.properties.scope,
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
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema38 = {
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
const pattern8 = new RegExp('^[^\\s/@]+$', 'u');
const pattern10 = new RegExp('^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$', 'u');
function validate25(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate25.evaluated;
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
      if (!(key0 === 'host' || key0 === 'caFile' || key0 === 'plainHttp' || key0 === 'mirrors')) {
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
    if (data.host !== undefined) {
      let data0 = data.host;
      if (typeof data0 === 'string') {
        if (!pattern8.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/host',
            schemaPath: '#/properties/host/pattern',
            keyword: 'pattern',
            params: { pattern: '^[^\\s/@]+$' },
            message: 'must match pattern "' + '^[^\\s/@]+$' + '"',
            schema: '^[^\\s/@]+$',
            parentSchema: schema38.properties.host,
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
          schema: schema38.properties.host.type,
          parentSchema: schema38.properties.host,
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
      let data1 = data.caFile;
      if (typeof data1 === 'string') {
        if (!pattern4.test(data1)) {
          const err4 = {
            instancePath: instancePath + '/caFile',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
            data: data1,
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
          instancePath: instancePath + '/caFile',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
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
    if (data.plainHttp !== undefined) {
      let data2 = data.plainHttp;
      if (typeof data2 !== 'boolean') {
        const err6 = {
          instancePath: instancePath + '/plainHttp',
          schemaPath: '#/properties/plainHttp/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema38.properties.plainHttp.type,
          parentSchema: schema38.properties.plainHttp,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
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
            if (!pattern10.test(data4)) {
              const err7 = {
                instancePath: instancePath + '/mirrors/' + i0,
                schemaPath: '#/properties/mirrors/items/pattern',
                keyword: 'pattern',
                params: { pattern: '^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$' },
                message: 'must match pattern "' + '^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$' + '"',
                schema: '^[^\\s/@]+(/[a-z0-9][a-z0-9._-]*)*$',
                parentSchema: schema38.properties.mirrors.items,
                data: data4,
              };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          } else {
            const err8 = {
              instancePath: instancePath + '/mirrors/' + i0,
              schemaPath: '#/properties/mirrors/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema38.properties.mirrors.items.type,
              parentSchema: schema38.properties.mirrors.items,
              data: data4,
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
          instancePath: instancePath + '/mirrors',
          schemaPath: '#/properties/mirrors/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema38.properties.mirrors.type,
          parentSchema: schema38.properties.mirrors,
          data: data3,
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
      schema: schema38.type,
      parentSchema: schema38,
      data,
    };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate25.errors = vErrors;
  return errors === 0;
}
validate25.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema42 = {
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
const schema46 = { type: 'string', enum: ['deny', 'warn', 'dryrun'] };
const schema47 = { type: 'string', enum: ['commit', 'ci', 'admission', 'sync'] };
const schema43 = {
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
const schema44 = {
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
function validate28(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate28.evaluated;
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
                  parentSchema: schema43.properties.kinds.items,
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
                      schema: schema43.properties.kinds.items.properties.apiGroups.items.type,
                      parentSchema: schema43.properties.kinds.items.properties.apiGroups.items,
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
                  schema: schema43.properties.kinds.items.properties.apiGroups.type,
                  parentSchema: schema43.properties.kinds.items.properties.apiGroups,
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
                      schema: schema43.properties.kinds.items.properties.kinds.items.type,
                      parentSchema: schema43.properties.kinds.items.properties.kinds.items,
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
                  schema: schema43.properties.kinds.items.properties.kinds.type,
                  parentSchema: schema43.properties.kinds.items.properties.kinds,
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
              schema: schema43.properties.kinds.items.type,
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
      } else {
        const err7 = {
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
          schema: schema43.properties.scope.type,
          parentSchema: schema43.properties.scope,
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
          params: { allowedValues: schema43.properties.scope.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema43.properties.scope.enum,
          parentSchema: schema43.properties.scope,
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
              schema: schema43.properties.namespaces.items.type,
              parentSchema: schema43.properties.namespaces.items,
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
          schema: schema43.properties.namespaces.type,
          parentSchema: schema43.properties.namespaces,
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
              schema: schema43.properties.excludedNamespaces.items.type,
              parentSchema: schema43.properties.excludedNamespaces.items,
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
          schema: schema43.properties.excludedNamespaces.type,
          parentSchema: schema43.properties.excludedNamespaces,
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
      let data11 = data.labelSelector;
      if (data11 && typeof data11 == 'object' && !Array.isArray(data11)) {
        for (const key2 in data11) {
          if (!(key2 === 'matchLabels' || key2 === 'matchExpressions')) {
            const err14 = {
              instancePath: instancePath + '/labelSelector',
              schemaPath: '#/$defs/selector/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key2 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema44,
              data: data11,
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data11.matchLabels !== undefined) {
          let data12 = data11.matchLabels;
          if (data12 && typeof data12 == 'object' && !Array.isArray(data12)) {
            for (const key3 in data12) {
              let data13 = data12[key3];
              if (typeof data13 !== 'string') {
                const err15 = {
                  instancePath:
                    instancePath + '/labelSelector/matchLabels/' + key3.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/$defs/selector/properties/matchLabels/additionalProperties/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                  schema: schema44.properties.matchLabels.additionalProperties.type,
                  parentSchema: schema44.properties.matchLabels.additionalProperties,
                  data: data13,
                };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
            }
          } else {
            const err16 = {
              instancePath: instancePath + '/labelSelector/matchLabels',
              schemaPath: '#/$defs/selector/properties/matchLabels/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema44.properties.matchLabels.type,
              parentSchema: schema44.properties.matchLabels,
              data: data12,
            };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
        if (data11.matchExpressions !== undefined) {
          let data14 = data11.matchExpressions;
          if (Array.isArray(data14)) {
            const len5 = data14.length;
            for (let i5 = 0; i5 < len5; i5++) {
              let data15 = data14[i5];
              if (data15 && typeof data15 == 'object' && !Array.isArray(data15)) {
                if (data15.key === undefined) {
                  const err17 = {
                    instancePath: instancePath + '/labelSelector/matchExpressions/' + i5,
                    schemaPath: '#/$defs/selector/properties/matchExpressions/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'key' },
                    message: "must have required property '" + 'key' + "'",
                    schema: schema44.properties.matchExpressions.items.required,
                    parentSchema: schema44.properties.matchExpressions.items,
                    data: data15,
                  };
                  if (vErrors === null) {
                    vErrors = [err17];
                  } else {
                    vErrors.push(err17);
                  }
                  errors++;
                }
                if (data15.operator === undefined) {
                  const err18 = {
                    instancePath: instancePath + '/labelSelector/matchExpressions/' + i5,
                    schemaPath: '#/$defs/selector/properties/matchExpressions/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'operator' },
                    message: "must have required property '" + 'operator' + "'",
                    schema: schema44.properties.matchExpressions.items.required,
                    parentSchema: schema44.properties.matchExpressions.items,
                    data: data15,
                  };
                  if (vErrors === null) {
                    vErrors = [err18];
                  } else {
                    vErrors.push(err18);
                  }
                  errors++;
                }
                for (const key4 in data15) {
                  if (!(key4 === 'key' || key4 === 'operator' || key4 === 'values')) {
                    const err19 = {
                      instancePath: instancePath + '/labelSelector/matchExpressions/' + i5,
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key4 },
                      message: 'must NOT have additional properties',
                      schema: false,
                      parentSchema: schema44.properties.matchExpressions.items,
                      data: data15,
                    };
                    if (vErrors === null) {
                      vErrors = [err19];
                    } else {
                      vErrors.push(err19);
                    }
                    errors++;
                  }
                }
                if (data15.key !== undefined) {
                  let data16 = data15.key;
                  if (typeof data16 !== 'string') {
                    const err20 = {
                      instancePath: instancePath + '/labelSelector/matchExpressions/' + i5 + '/key',
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/key/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema44.properties.matchExpressions.items.properties.key.type,
                      parentSchema: schema44.properties.matchExpressions.items.properties.key,
                      data: data16,
                    };
                    if (vErrors === null) {
                      vErrors = [err20];
                    } else {
                      vErrors.push(err20);
                    }
                    errors++;
                  }
                }
                if (data15.operator !== undefined) {
                  let data17 = data15.operator;
                  if (typeof data17 !== 'string') {
                    const err21 = {
                      instancePath: instancePath + '/labelSelector/matchExpressions/' + i5 + '/operator',
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/operator/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema44.properties.matchExpressions.items.properties.operator.type,
                      parentSchema: schema44.properties.matchExpressions.items.properties.operator,
                      data: data17,
                    };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      vErrors.push(err21);
                    }
                    errors++;
                  }
                  if (!(data17 === 'In' || data17 === 'NotIn' || data17 === 'Exists' || data17 === 'DoesNotExist')) {
                    const err22 = {
                      instancePath: instancePath + '/labelSelector/matchExpressions/' + i5 + '/operator',
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/operator/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema44.properties.matchExpressions.items.properties.operator.enum },
                      message: 'must be equal to one of the allowed values',
                      schema: schema44.properties.matchExpressions.items.properties.operator.enum,
                      parentSchema: schema44.properties.matchExpressions.items.properties.operator,
                      data: data17,
                    };
                    if (vErrors === null) {
                      vErrors = [err22];
                    } else {
                      vErrors.push(err22);
                    }
                    errors++;
                  }
                }
                if (data15.values !== undefined) {
                  let data18 = data15.values;
                  if (Array.isArray(data18)) {
                    const len6 = data18.length;
                    for (let i6 = 0; i6 < len6; i6++) {
                      let data19 = data18[i6];
                      if (typeof data19 !== 'string') {
                        const err23 = {
                          instancePath: instancePath + '/labelSelector/matchExpressions/' + i5 + '/values/' + i6,
                          schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/values/items/type',
                          keyword: 'type',
                          params: { type: 'string' },
                          message: 'must be string',
                          schema: schema44.properties.matchExpressions.items.properties.values.items.type,
                          parentSchema: schema44.properties.matchExpressions.items.properties.values.items,
                          data: data19,
                        };
                        if (vErrors === null) {
                          vErrors = [err23];
                        } else {
                          vErrors.push(err23);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err24 = {
                      instancePath: instancePath + '/labelSelector/matchExpressions/' + i5 + '/values',
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/values/type',
                      keyword: 'type',
                      params: { type: 'array' },
                      message: 'must be array',
                      schema: schema44.properties.matchExpressions.items.properties.values.type,
                      parentSchema: schema44.properties.matchExpressions.items.properties.values,
                      data: data18,
                    };
                    if (vErrors === null) {
                      vErrors = [err24];
                    } else {
                      vErrors.push(err24);
                    }
                    errors++;
                  }
                }
              } else {
                const err25 = {
                  instancePath: instancePath + '/labelSelector/matchExpressions/' + i5,
                  schemaPath: '#/$defs/selector/properties/matchExpressions/items/type',
                  keyword: 'type',
                  params: { type: 'object' },
                  message: 'must be object',
                  schema: schema44.properties.matchExpressions.items.type,
                  parentSchema: schema44.properties.matchExpressions.items,
                  data: data15,
                };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
          } else {
            const err26 = {
              instancePath: instancePath + '/labelSelector/matchExpressions',
              schemaPath: '#/$defs/selector/properties/matchExpressions/type',
              keyword: 'type',
              params: { type: 'array' },
              message: 'must be array',
              schema: schema44.properties.matchExpressions.type,
              parentSchema: schema44.properties.matchExpressions,
              data: data14,
            };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
      } else {
        const err27 = {
          instancePath: instancePath + '/labelSelector',
          schemaPath: '#/$defs/selector/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema44.type,
          parentSchema: schema44,
          data: data11,
        };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.namespaceSelector !== undefined) {
      let data20 = data.namespaceSelector;
      if (data20 && typeof data20 == 'object' && !Array.isArray(data20)) {
        for (const key5 in data20) {
          if (!(key5 === 'matchLabels' || key5 === 'matchExpressions')) {
            const err28 = {
              instancePath: instancePath + '/namespaceSelector',
              schemaPath: '#/$defs/selector/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key5 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema44,
              data: data20,
            };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data20.matchLabels !== undefined) {
          let data21 = data20.matchLabels;
          if (data21 && typeof data21 == 'object' && !Array.isArray(data21)) {
            for (const key6 in data21) {
              let data22 = data21[key6];
              if (typeof data22 !== 'string') {
                const err29 = {
                  instancePath:
                    instancePath + '/namespaceSelector/matchLabels/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/$defs/selector/properties/matchLabels/additionalProperties/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                  schema: schema44.properties.matchLabels.additionalProperties.type,
                  parentSchema: schema44.properties.matchLabels.additionalProperties,
                  data: data22,
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
              instancePath: instancePath + '/namespaceSelector/matchLabels',
              schemaPath: '#/$defs/selector/properties/matchLabels/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema44.properties.matchLabels.type,
              parentSchema: schema44.properties.matchLabels,
              data: data21,
            };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if (data20.matchExpressions !== undefined) {
          let data23 = data20.matchExpressions;
          if (Array.isArray(data23)) {
            const len7 = data23.length;
            for (let i7 = 0; i7 < len7; i7++) {
              let data24 = data23[i7];
              if (data24 && typeof data24 == 'object' && !Array.isArray(data24)) {
                if (data24.key === undefined) {
                  const err31 = {
                    instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7,
                    schemaPath: '#/$defs/selector/properties/matchExpressions/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'key' },
                    message: "must have required property '" + 'key' + "'",
                    schema: schema44.properties.matchExpressions.items.required,
                    parentSchema: schema44.properties.matchExpressions.items,
                    data: data24,
                  };
                  if (vErrors === null) {
                    vErrors = [err31];
                  } else {
                    vErrors.push(err31);
                  }
                  errors++;
                }
                if (data24.operator === undefined) {
                  const err32 = {
                    instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7,
                    schemaPath: '#/$defs/selector/properties/matchExpressions/items/required',
                    keyword: 'required',
                    params: { missingProperty: 'operator' },
                    message: "must have required property '" + 'operator' + "'",
                    schema: schema44.properties.matchExpressions.items.required,
                    parentSchema: schema44.properties.matchExpressions.items,
                    data: data24,
                  };
                  if (vErrors === null) {
                    vErrors = [err32];
                  } else {
                    vErrors.push(err32);
                  }
                  errors++;
                }
                for (const key7 in data24) {
                  if (!(key7 === 'key' || key7 === 'operator' || key7 === 'values')) {
                    const err33 = {
                      instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7,
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/additionalProperties',
                      keyword: 'additionalProperties',
                      params: { additionalProperty: key7 },
                      message: 'must NOT have additional properties',
                      schema: false,
                      parentSchema: schema44.properties.matchExpressions.items,
                      data: data24,
                    };
                    if (vErrors === null) {
                      vErrors = [err33];
                    } else {
                      vErrors.push(err33);
                    }
                    errors++;
                  }
                }
                if (data24.key !== undefined) {
                  let data25 = data24.key;
                  if (typeof data25 !== 'string') {
                    const err34 = {
                      instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7 + '/key',
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/key/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema44.properties.matchExpressions.items.properties.key.type,
                      parentSchema: schema44.properties.matchExpressions.items.properties.key,
                      data: data25,
                    };
                    if (vErrors === null) {
                      vErrors = [err34];
                    } else {
                      vErrors.push(err34);
                    }
                    errors++;
                  }
                }
                if (data24.operator !== undefined) {
                  let data26 = data24.operator;
                  if (typeof data26 !== 'string') {
                    const err35 = {
                      instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7 + '/operator',
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/operator/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema44.properties.matchExpressions.items.properties.operator.type,
                      parentSchema: schema44.properties.matchExpressions.items.properties.operator,
                      data: data26,
                    };
                    if (vErrors === null) {
                      vErrors = [err35];
                    } else {
                      vErrors.push(err35);
                    }
                    errors++;
                  }
                  if (!(data26 === 'In' || data26 === 'NotIn' || data26 === 'Exists' || data26 === 'DoesNotExist')) {
                    const err36 = {
                      instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7 + '/operator',
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/operator/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema44.properties.matchExpressions.items.properties.operator.enum },
                      message: 'must be equal to one of the allowed values',
                      schema: schema44.properties.matchExpressions.items.properties.operator.enum,
                      parentSchema: schema44.properties.matchExpressions.items.properties.operator,
                      data: data26,
                    };
                    if (vErrors === null) {
                      vErrors = [err36];
                    } else {
                      vErrors.push(err36);
                    }
                    errors++;
                  }
                }
                if (data24.values !== undefined) {
                  let data27 = data24.values;
                  if (Array.isArray(data27)) {
                    const len8 = data27.length;
                    for (let i8 = 0; i8 < len8; i8++) {
                      let data28 = data27[i8];
                      if (typeof data28 !== 'string') {
                        const err37 = {
                          instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7 + '/values/' + i8,
                          schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/values/items/type',
                          keyword: 'type',
                          params: { type: 'string' },
                          message: 'must be string',
                          schema: schema44.properties.matchExpressions.items.properties.values.items.type,
                          parentSchema: schema44.properties.matchExpressions.items.properties.values.items,
                          data: data28,
                        };
                        if (vErrors === null) {
                          vErrors = [err37];
                        } else {
                          vErrors.push(err37);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err38 = {
                      instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7 + '/values',
                      schemaPath: '#/$defs/selector/properties/matchExpressions/items/properties/values/type',
                      keyword: 'type',
                      params: { type: 'array' },
                      message: 'must be array',
                      schema: schema44.properties.matchExpressions.items.properties.values.type,
                      parentSchema: schema44.properties.matchExpressions.items.properties.values,
                      data: data27,
                    };
                    if (vErrors === null) {
                      vErrors = [err38];
                    } else {
                      vErrors.push(err38);
                    }
                    errors++;
                  }
                }
              } else {
                const err39 = {
                  instancePath: instancePath + '/namespaceSelector/matchExpressions/' + i7,
                  schemaPath: '#/$defs/selector/properties/matchExpressions/items/type',
                  keyword: 'type',
                  params: { type: 'object' },
                  message: 'must be object',
                  schema: schema44.properties.matchExpressions.items.type,
                  parentSchema: schema44.properties.matchExpressions.items,
                  data: data24,
                };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
          } else {
            const err40 = {
              instancePath: instancePath + '/namespaceSelector/matchExpressions',
              schemaPath: '#/$defs/selector/properties/matchExpressions/type',
              keyword: 'type',
              params: { type: 'array' },
              message: 'must be array',
              schema: schema44.properties.matchExpressions.type,
              parentSchema: schema44.properties.matchExpressions,
              data: data23,
            };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
        }
      } else {
        const err41 = {
          instancePath: instancePath + '/namespaceSelector',
          schemaPath: '#/$defs/selector/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema44.type,
          parentSchema: schema44,
          data: data20,
        };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      let data29 = data.name;
      if (typeof data29 !== 'string') {
        const err42 = {
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema43.properties.name.type,
          parentSchema: schema43.properties.name,
          data: data29,
        };
        if (vErrors === null) {
          vErrors = [err42];
        } else {
          vErrors.push(err42);
        }
        errors++;
      }
    }
    if (data.source !== undefined) {
      let data30 = data.source;
      if (typeof data30 !== 'string') {
        const err43 = {
          instancePath: instancePath + '/source',
          schemaPath: '#/properties/source/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema43.properties.source.type,
          parentSchema: schema43.properties.source,
          data: data30,
        };
        if (vErrors === null) {
          vErrors = [err43];
        } else {
          vErrors.push(err43);
        }
        errors++;
      }
      if (!(data30 === 'Original' || data30 === 'Generated' || data30 === 'All')) {
        const err44 = {
          instancePath: instancePath + '/source',
          schemaPath: '#/properties/source/enum',
          keyword: 'enum',
          params: { allowedValues: schema43.properties.source.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema43.properties.source.enum,
          parentSchema: schema43.properties.source,
          data: data30,
        };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
  } else {
    const err45 = {
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
      vErrors = [err45];
    } else {
      vErrors.push(err45);
    }
    errors++;
  }
  validate28.errors = vErrors;
  return errors === 0;
}
validate28.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate27(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate27.evaluated;
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
    if (data.policy === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'policy' },
        message: "must have required property '" + 'policy' + "'",
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
      let data0 = data.name;
      if (typeof data0 === 'string') {
        if (!pattern4.test(data0)) {
          const err3 = {
            instancePath: instancePath + '/name',
            schemaPath: '#/properties/name/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema42.properties.name,
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
          schema: schema42.properties.name.type,
          parentSchema: schema42.properties.name,
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
        if (!pattern4.test(data1)) {
          const err5 = {
            instancePath: instancePath + '/policy',
            schemaPath: '#/properties/policy/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema42.properties.policy,
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
          schema: schema42.properties.policy.type,
          parentSchema: schema42.properties.policy,
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
        !validate28(data.match, {
          instancePath: instancePath + '/match',
          parentData: data,
          parentDataProperty: 'match',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
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
          schema: schema42.properties.parameters.type,
          parentSchema: schema42.properties.parameters,
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
      let data4 = data.enforcementAction;
      if (typeof data4 !== 'string') {
        const err8 = {
          instancePath: instancePath + '/enforcementAction',
          schemaPath: '#/$defs/action/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema46.type,
          parentSchema: schema46,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (!(data4 === 'deny' || data4 === 'warn' || data4 === 'dryrun')) {
        const err9 = {
          instancePath: instancePath + '/enforcementAction',
          schemaPath: '#/$defs/action/enum',
          keyword: 'enum',
          params: { allowedValues: schema46.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema46.enum,
          parentSchema: schema46,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.points !== undefined) {
      let data5 = data.points;
      if (Array.isArray(data5)) {
        if (data5.length < 1) {
          const err10 = {
            instancePath: instancePath + '/points',
            schemaPath: '#/properties/points/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema42.properties.points,
            data: data5,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        const len0 = data5.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data6 = data5[i0];
          if (typeof data6 !== 'string') {
            const err11 = {
              instancePath: instancePath + '/points/' + i0,
              schemaPath: '#/$defs/point/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema47.type,
              parentSchema: schema47,
              data: data6,
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
          if (!(data6 === 'commit' || data6 === 'ci' || data6 === 'admission' || data6 === 'sync')) {
            const err12 = {
              instancePath: instancePath + '/points/' + i0,
              schemaPath: '#/$defs/point/enum',
              keyword: 'enum',
              params: { allowedValues: schema47.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema47.enum,
              parentSchema: schema47,
              data: data6,
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
          instancePath: instancePath + '/points',
          schemaPath: '#/properties/points/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema42.properties.points.type,
          parentSchema: schema42.properties.points,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.pointActions !== undefined) {
      let data7 = data.pointActions;
      if (data7 && typeof data7 == 'object' && !Array.isArray(data7)) {
        for (const key1 in data7) {
          if (!(key1 === 'commit' || key1 === 'ci' || key1 === 'admission' || key1 === 'sync')) {
            const err14 = {
              instancePath: instancePath + '/pointActions',
              schemaPath: '#/properties/pointActions/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema42.properties.pointActions,
              data: data7,
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data7.commit !== undefined) {
          let data8 = data7.commit;
          if (typeof data8 !== 'string') {
            const err15 = {
              instancePath: instancePath + '/pointActions/commit',
              schemaPath: '#/$defs/action/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema46.type,
              parentSchema: schema46,
              data: data8,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
          if (!(data8 === 'deny' || data8 === 'warn' || data8 === 'dryrun')) {
            const err16 = {
              instancePath: instancePath + '/pointActions/commit',
              schemaPath: '#/$defs/action/enum',
              keyword: 'enum',
              params: { allowedValues: schema46.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema46.enum,
              parentSchema: schema46,
              data: data8,
            };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
        if (data7.ci !== undefined) {
          let data9 = data7.ci;
          if (typeof data9 !== 'string') {
            const err17 = {
              instancePath: instancePath + '/pointActions/ci',
              schemaPath: '#/$defs/action/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema46.type,
              parentSchema: schema46,
              data: data9,
            };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
          if (!(data9 === 'deny' || data9 === 'warn' || data9 === 'dryrun')) {
            const err18 = {
              instancePath: instancePath + '/pointActions/ci',
              schemaPath: '#/$defs/action/enum',
              keyword: 'enum',
              params: { allowedValues: schema46.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema46.enum,
              parentSchema: schema46,
              data: data9,
            };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data7.admission !== undefined) {
          let data10 = data7.admission;
          if (typeof data10 !== 'string') {
            const err19 = {
              instancePath: instancePath + '/pointActions/admission',
              schemaPath: '#/$defs/action/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema46.type,
              parentSchema: schema46,
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
          if (!(data10 === 'deny' || data10 === 'warn' || data10 === 'dryrun')) {
            const err20 = {
              instancePath: instancePath + '/pointActions/admission',
              schemaPath: '#/$defs/action/enum',
              keyword: 'enum',
              params: { allowedValues: schema46.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema46.enum,
              parentSchema: schema46,
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data7.sync !== undefined) {
          let data11 = data7.sync;
          if (typeof data11 !== 'string') {
            const err21 = {
              instancePath: instancePath + '/pointActions/sync',
              schemaPath: '#/$defs/action/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema46.type,
              parentSchema: schema46,
              data: data11,
            };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
          if (!(data11 === 'deny' || data11 === 'warn' || data11 === 'dryrun')) {
            const err22 = {
              instancePath: instancePath + '/pointActions/sync',
              schemaPath: '#/$defs/action/enum',
              keyword: 'enum',
              params: { allowedValues: schema46.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema46.enum,
              parentSchema: schema46,
              data: data11,
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
          instancePath: instancePath + '/pointActions',
          schemaPath: '#/properties/pointActions/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema42.properties.pointActions.type,
          parentSchema: schema42.properties.pointActions,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
  } else {
    const err24 = {
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
      vErrors = [err24];
    } else {
      vErrors.push(err24);
    }
    errors++;
  }
  validate27.errors = vErrors;
  return errors === 0;
}
validate27.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema52 = {
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
const pattern18 = new RegExp('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', 'u');
function validate31(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate31.evaluated;
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
        schema: schema52.required,
        parentSchema: schema52,
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
        schema: schema52.required,
        parentSchema: schema52,
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
        schema: schema52.required,
        parentSchema: schema52,
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
        schema: schema52.required,
        parentSchema: schema52,
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
        schema: schema52.required,
        parentSchema: schema52,
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
          parentSchema: schema52,
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
        if (!pattern4.test(data0)) {
          const err6 = {
            instancePath: instancePath + '/policy',
            schemaPath: '#/properties/policy/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema52.properties.policy,
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
          schema: schema52.properties.policy.type,
          parentSchema: schema52.properties.policy,
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
        !validate28(data.match, {
          instancePath: instancePath + '/match',
          parentData: data,
          parentDataProperty: 'match',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
        errors = vErrors.length;
      }
    }
    if (data.reason !== undefined) {
      let data2 = data.reason;
      if (typeof data2 === 'string') {
        if (!pattern4.test(data2)) {
          const err8 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/properties/reason/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema52.properties.reason,
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
          schema: schema52.properties.reason.type,
          parentSchema: schema52.properties.reason,
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
        if (!pattern4.test(data3)) {
          const err10 = {
            instancePath: instancePath + '/owner',
            schemaPath: '#/properties/owner/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema52.properties.owner,
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
          schema: schema52.properties.owner.type,
          parentSchema: schema52.properties.owner,
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
        if (!pattern18.test(data4)) {
          const err12 = {
            instancePath: instancePath + '/expires',
            schemaPath: '#/properties/expires/pattern',
            keyword: 'pattern',
            params: { pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' },
            message: 'must match pattern "' + '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' + '"',
            schema: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
            parentSchema: schema52.properties.expires,
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
          schema: schema52.properties.expires.type,
          parentSchema: schema52.properties.expires,
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
      schema: schema52.type,
      parentSchema: schema52,
      data,
    };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  }
  validate31.errors = vErrors;
  return errors === 0;
}
validate31.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema55 = {
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
const schema58 = {
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
const pattern23 = new RegExp('^[^\\s:]+:[0-9a-f]{16}$', 'u');
function validate35(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate35.evaluated;
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
        schema: schema58.required,
        parentSchema: schema58,
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
        schema: schema58.required,
        parentSchema: schema58,
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
        schema: schema58.required,
        parentSchema: schema58,
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
          parentSchema: schema58,
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
        if (!pattern23.test(data0)) {
          const err4 = {
            instancePath: instancePath + '/fingerprint',
            schemaPath: '#/properties/fingerprint/pattern',
            keyword: 'pattern',
            params: { pattern: '^[^\\s:]+:[0-9a-f]{16}$' },
            message: 'must match pattern "' + '^[^\\s:]+:[0-9a-f]{16}$' + '"',
            schema: '^[^\\s:]+:[0-9a-f]{16}$',
            parentSchema: schema58.properties.fingerprint,
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
          schema: schema58.properties.fingerprint.type,
          parentSchema: schema58.properties.fingerprint,
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
      let data1 = data.rule;
      if (typeof data1 === 'string') {
        if (!pattern4.test(data1)) {
          const err6 = {
            instancePath: instancePath + '/rule',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
            data: data1,
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
          instancePath: instancePath + '/rule',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.paths !== undefined) {
      let data2 = data.paths;
      if (Array.isArray(data2)) {
        if (data2.length < 1) {
          const err8 = {
            instancePath: instancePath + '/paths',
            schemaPath: '#/properties/paths/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema58.properties.paths,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (typeof data3 === 'string') {
            if (!pattern4.test(data3)) {
              const err9 = {
                instancePath: instancePath + '/paths/' + i0,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          } else {
            const err10 = {
              instancePath: instancePath + '/paths/' + i0,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
              data: data3,
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
          instancePath: instancePath + '/paths',
          schemaPath: '#/properties/paths/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema58.properties.paths.type,
          parentSchema: schema58.properties.paths,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.reason !== undefined) {
      let data4 = data.reason;
      if (typeof data4 === 'string') {
        if (!pattern4.test(data4)) {
          const err12 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
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
          instancePath: instancePath + '/reason',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
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
    if (data.owner !== undefined) {
      let data5 = data.owner;
      if (typeof data5 === 'string') {
        if (!pattern4.test(data5)) {
          const err14 = {
            instancePath: instancePath + '/owner',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
            data: data5,
          };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = {
          instancePath: instancePath + '/owner',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.expires !== undefined) {
      let data6 = data.expires;
      if (typeof data6 === 'string') {
        if (!pattern18.test(data6)) {
          const err16 = {
            instancePath: instancePath + '/expires',
            schemaPath: '#/properties/expires/pattern',
            keyword: 'pattern',
            params: { pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' },
            message: 'must match pattern "' + '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' + '"',
            schema: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
            parentSchema: schema58.properties.expires,
            data: data6,
          };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      } else {
        const err17 = {
          instancePath: instancePath + '/expires',
          schemaPath: '#/properties/expires/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema58.properties.expires.type,
          parentSchema: schema58.properties.expires,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
  } else {
    const err18 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema58.type,
      parentSchema: schema58,
      data,
    };
    if (vErrors === null) {
      vErrors = [err18];
    } else {
      vErrors.push(err18);
    }
    errors++;
  }
  validate35.errors = vErrors;
  return errors === 0;
}
validate35.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate34(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate34.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema55.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema55,
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
      let data0 = data.gitleaks;
      if (typeof data0 === 'string') {
        if (!pattern4.test(data0)) {
          const err1 = {
            instancePath: instancePath + '/gitleaks',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/gitleaks',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
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
    if (data.disable !== undefined) {
      let data1 = data.disable;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === 'string') {
            if (!pattern4.test(data2)) {
              const err3 = {
                instancePath: instancePath + '/disable/' + i0,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data2,
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
              instancePath: instancePath + '/disable/' + i0,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
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
          instancePath: instancePath + '/disable',
          schemaPath: '#/properties/disable/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema55.properties.disable.type,
          parentSchema: schema55.properties.disable,
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
    if (data.ignores !== undefined) {
      let data3 = data.ignores;
      if (Array.isArray(data3)) {
        const len1 = data3.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (
            !validate35(data3[i1], {
              instancePath: instancePath + '/ignores/' + i1,
              parentData: data3,
              parentDataProperty: i1,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/ignores',
          schemaPath: '#/properties/ignores/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema55.properties.ignores.type,
          parentSchema: schema55.properties.ignores,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.baseline !== undefined) {
      let data5 = data.baseline;
      if (typeof data5 === 'string') {
        if (!pattern4.test(data5)) {
          const err7 = {
            instancePath: instancePath + '/baseline',
            schemaPath: '#/$defs/text/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
            schema: '\\S',
            parentSchema: schema32,
            data: data5,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = {
          instancePath: instancePath + '/baseline',
          schemaPath: '#/$defs/text/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
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
    if (data.fingerprintSalt !== undefined) {
      let data6 = data.fingerprintSalt;
      if (typeof data6 !== 'string') {
        const err9 = {
          instancePath: instancePath + '/fingerprintSalt',
          schemaPath: '#/properties/fingerprintSalt/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema55.properties.fingerprintSalt.type,
          parentSchema: schema55.properties.fingerprintSalt,
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
    if (data.archives !== undefined) {
      let data7 = data.archives;
      if (typeof data7 !== 'boolean') {
        const err10 = {
          instancePath: instancePath + '/archives',
          schemaPath: '#/properties/archives/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema55.properties.archives.type,
          parentSchema: schema55.properties.archives,
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
    if (data.decodeDepth !== undefined) {
      let data8 = data.decodeDepth;
      if (!(typeof data8 == 'number' && !(data8 % 1) && !isNaN(data8) && isFinite(data8))) {
        const err11 = {
          instancePath: instancePath + '/decodeDepth',
          schemaPath: '#/properties/decodeDepth/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema55.properties.decodeDepth.type,
          parentSchema: schema55.properties.decodeDepth,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
      if (typeof data8 == 'number' && isFinite(data8)) {
        if (data8 > 8 || isNaN(data8)) {
          const err12 = {
            instancePath: instancePath + '/decodeDepth',
            schemaPath: '#/properties/decodeDepth/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 8 },
            message: 'must be <= 8',
            schema: 8,
            parentSchema: schema55.properties.decodeDepth,
            data: data8,
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        if (data8 < 0 || isNaN(data8)) {
          const err13 = {
            instancePath: instancePath + '/decodeDepth',
            schemaPath: '#/properties/decodeDepth/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema55.properties.decodeDepth,
            data: data8,
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
    if (data.budgetMs !== undefined) {
      let data9 = data.budgetMs;
      if (!(typeof data9 == 'number' && !(data9 % 1) && !isNaN(data9) && isFinite(data9))) {
        const err14 = {
          instancePath: instancePath + '/budgetMs',
          schemaPath: '#/properties/budgetMs/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema55.properties.budgetMs.type,
          parentSchema: schema55.properties.budgetMs,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
      if (typeof data9 == 'number' && isFinite(data9)) {
        if (data9 > 600000 || isNaN(data9)) {
          const err15 = {
            instancePath: instancePath + '/budgetMs',
            schemaPath: '#/properties/budgetMs/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 600000 },
            message: 'must be <= 600000',
            schema: 600000,
            parentSchema: schema55.properties.budgetMs,
            data: data9,
          };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        if (data9 < 1 || isNaN(data9)) {
          const err16 = {
            instancePath: instancePath + '/budgetMs',
            schemaPath: '#/properties/budgetMs/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 1 },
            message: 'must be >= 1',
            schema: 1,
            parentSchema: schema55.properties.budgetMs,
            data: data9,
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
    if (data.maxFileBytes !== undefined) {
      let data10 = data.maxFileBytes;
      if (!(typeof data10 == 'number' && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
        const err17 = {
          instancePath: instancePath + '/maxFileBytes',
          schemaPath: '#/properties/maxFileBytes/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema55.properties.maxFileBytes.type,
          parentSchema: schema55.properties.maxFileBytes,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
      if (typeof data10 == 'number' && isFinite(data10)) {
        if (data10 > 536870912 || isNaN(data10)) {
          const err18 = {
            instancePath: instancePath + '/maxFileBytes',
            schemaPath: '#/properties/maxFileBytes/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 536870912 },
            message: 'must be <= 536870912',
            schema: 536870912,
            parentSchema: schema55.properties.maxFileBytes,
            data: data10,
          };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        if (data10 < 1 || isNaN(data10)) {
          const err19 = {
            instancePath: instancePath + '/maxFileBytes',
            schemaPath: '#/properties/maxFileBytes/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 1 },
            message: 'must be >= 1',
            schema: 1,
            parentSchema: schema55.properties.maxFileBytes,
            data: data10,
          };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
      }
    }
  } else {
    const err20 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema55.type,
      parentSchema: schema55,
      data,
    };
    if (vErrors === null) {
      vErrors = [err20];
    } else {
      vErrors.push(err20);
    }
    errors++;
  }
  validate34.errors = vErrors;
  return errors === 0;
}
validate34.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate20(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  /*# sourceURL="https://sluice.dev/v1alpha1/sluice.schema.json" */ let vErrors = null;
  let errors = 0;
  const evaluated0 = validate20.evaluated;
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
        schema: schema31.required,
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
    if (data.kind === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'kind' },
        message: "must have required property '" + 'kind' + "'",
        schema: schema31.required,
        parentSchema: schema31,
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
      if (!func1.call(schema31.properties, key0)) {
        const err2 = {
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
          schema: schema31.properties.apiVersion.type,
          parentSchema: schema31.properties.apiVersion,
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
          params: { allowedValues: schema31.properties.apiVersion.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema31.properties.apiVersion.enum,
          parentSchema: schema31.properties.apiVersion,
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
          schema: schema31.properties.kind.type,
          parentSchema: schema31.properties.kind,
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
          params: { allowedValues: schema31.properties.kind.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema31.properties.kind.enum,
          parentSchema: schema31.properties.kind,
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
          let data3 = data2[i0];
          if (typeof data3 === 'string') {
            if (!pattern4.test(data3)) {
              const err7 = {
                instancePath: instancePath + '/policies/' + i0,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          } else {
            const err8 = {
              instancePath: instancePath + '/policies/' + i0,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
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
          instancePath: instancePath + '/policies',
          schemaPath: '#/properties/policies/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.policies.type,
          parentSchema: schema31.properties.policies,
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
    if (data.bundles !== undefined) {
      if (
        !validate21(data.bundles, {
          instancePath: instancePath + '/bundles',
          parentData: data,
          parentDataProperty: 'bundles',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
        errors = vErrors.length;
      }
    }
    if (data.registries !== undefined) {
      let data5 = data.registries;
      if (Array.isArray(data5)) {
        const len1 = data5.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (
            !validate25(data5[i1], {
              instancePath: instancePath + '/registries/' + i1,
              parentData: data5,
              parentDataProperty: i1,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err10 = {
          instancePath: instancePath + '/registries',
          schemaPath: '#/properties/registries/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.registries.type,
          parentSchema: schema31.properties.registries,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.shipped !== undefined) {
      let data7 = data.shipped;
      if (Array.isArray(data7)) {
        const len2 = data7.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data8 = data7[i2];
          if (typeof data8 === 'string') {
            if (!pattern4.test(data8)) {
              const err11 = {
                instancePath: instancePath + '/shipped/' + i2,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data8,
              };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          } else {
            const err12 = {
              instancePath: instancePath + '/shipped/' + i2,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
              data: data8,
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
          instancePath: instancePath + '/shipped',
          schemaPath: '#/properties/shipped/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.shipped.type,
          parentSchema: schema31.properties.shipped,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.data !== undefined) {
      let data9 = data.data;
      if (Array.isArray(data9)) {
        const len3 = data9.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data10 = data9[i3];
          if (typeof data10 === 'string') {
            if (!pattern4.test(data10)) {
              const err14 = {
                instancePath: instancePath + '/data/' + i3,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data10,
              };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          } else {
            const err15 = {
              instancePath: instancePath + '/data/' + i3,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/data',
          schemaPath: '#/properties/data/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.data.type,
          parentSchema: schema31.properties.data,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
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
            !validate27(data11[i4], {
              instancePath: instancePath + '/constraints/' + i4,
              parentData: data11,
              parentDataProperty: i4,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err17 = {
          instancePath: instancePath + '/constraints',
          schemaPath: '#/properties/constraints/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.constraints.type,
          parentSchema: schema31.properties.constraints,
          data: data11,
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
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
            !validate31(data13[i5], {
              instancePath: instancePath + '/waivers/' + i5,
              parentData: data13,
              parentDataProperty: i5,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err18 = {
          instancePath: instancePath + '/waivers',
          schemaPath: '#/properties/waivers/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.waivers.type,
          parentSchema: schema31.properties.waivers,
          data: data13,
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.ignore !== undefined) {
      let data15 = data.ignore;
      if (Array.isArray(data15)) {
        const len6 = data15.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data16 = data15[i6];
          if (typeof data16 === 'string') {
            if (!pattern4.test(data16)) {
              const err19 = {
                instancePath: instancePath + '/ignore/' + i6,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data16,
              };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = {
              instancePath: instancePath + '/ignore/' + i6,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
              data: data16,
            };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
      } else {
        const err21 = {
          instancePath: instancePath + '/ignore',
          schemaPath: '#/properties/ignore/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.ignore.type,
          parentSchema: schema31.properties.ignore,
          data: data15,
        };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.failOn !== undefined) {
      let data17 = data.failOn;
      if (typeof data17 !== 'string') {
        const err22 = {
          instancePath: instancePath + '/failOn',
          schemaPath: '#/properties/failOn/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema31.properties.failOn.type,
          parentSchema: schema31.properties.failOn,
          data: data17,
        };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
      if (!(data17 === 'deny' || data17 === 'warn')) {
        const err23 = {
          instancePath: instancePath + '/failOn',
          schemaPath: '#/properties/failOn/enum',
          keyword: 'enum',
          params: { allowedValues: schema31.properties.failOn.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema31.properties.failOn.enum,
          parentSchema: schema31.properties.failOn,
          data: data17,
        };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.namespaces !== undefined) {
      let data18 = data.namespaces;
      if (Array.isArray(data18)) {
        const len7 = data18.length;
        for (let i7 = 0; i7 < len7; i7++) {
          let data19 = data18[i7];
          if (data19 && typeof data19 == 'object' && !Array.isArray(data19)) {
            if (data19.name === undefined) {
              const err24 = {
                instancePath: instancePath + '/namespaces/' + i7,
                schemaPath: '#/$defs/namespace/required',
                keyword: 'required',
                params: { missingProperty: 'name' },
                message: "must have required property '" + 'name' + "'",
                schema: schema54.required,
                parentSchema: schema54,
                data: data19,
              };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
            for (const key1 in data19) {
              if (!(key1 === 'name' || key1 === 'labels')) {
                const err25 = {
                  instancePath: instancePath + '/namespaces/' + i7,
                  schemaPath: '#/$defs/namespace/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key1 },
                  message: 'must NOT have additional properties',
                  schema: false,
                  parentSchema: schema54,
                  data: data19,
                };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
            if (data19.name !== undefined) {
              let data20 = data19.name;
              if (typeof data20 === 'string') {
                if (!pattern20.test(data20)) {
                  const err26 = {
                    instancePath: instancePath + '/namespaces/' + i7 + '/name',
                    schemaPath: '#/$defs/namespace/properties/name/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' },
                    message: 'must match pattern "' + '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' + '"',
                    schema: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
                    parentSchema: schema54.properties.name,
                    data: data20,
                  };
                  if (vErrors === null) {
                    vErrors = [err26];
                  } else {
                    vErrors.push(err26);
                  }
                  errors++;
                }
              } else {
                const err27 = {
                  instancePath: instancePath + '/namespaces/' + i7 + '/name',
                  schemaPath: '#/$defs/namespace/properties/name/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                  schema: schema54.properties.name.type,
                  parentSchema: schema54.properties.name,
                  data: data20,
                };
                if (vErrors === null) {
                  vErrors = [err27];
                } else {
                  vErrors.push(err27);
                }
                errors++;
              }
            }
            if (data19.labels !== undefined) {
              let data21 = data19.labels;
              if (data21 && typeof data21 == 'object' && !Array.isArray(data21)) {
                for (const key2 in data21) {
                  let data22 = data21[key2];
                  if (typeof data22 !== 'string') {
                    const err28 = {
                      instancePath:
                        instancePath + '/namespaces/' + i7 + '/labels/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath: '#/$defs/namespace/properties/labels/additionalProperties/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema54.properties.labels.additionalProperties.type,
                      parentSchema: schema54.properties.labels.additionalProperties,
                      data: data22,
                    };
                    if (vErrors === null) {
                      vErrors = [err28];
                    } else {
                      vErrors.push(err28);
                    }
                    errors++;
                  }
                }
              } else {
                const err29 = {
                  instancePath: instancePath + '/namespaces/' + i7 + '/labels',
                  schemaPath: '#/$defs/namespace/properties/labels/type',
                  keyword: 'type',
                  params: { type: 'object' },
                  message: 'must be object',
                  schema: schema54.properties.labels.type,
                  parentSchema: schema54.properties.labels,
                  data: data21,
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
              instancePath: instancePath + '/namespaces/' + i7,
              schemaPath: '#/$defs/namespace/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema54.type,
              parentSchema: schema54,
              data: data19,
            };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
      } else {
        const err31 = {
          instancePath: instancePath + '/namespaces',
          schemaPath: '#/properties/namespaces/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.namespaces.type,
          parentSchema: schema31.properties.namespaces,
          data: data18,
        };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.secrets !== undefined) {
      if (
        !validate34(data.secrets, {
          instancePath: instancePath + '/secrets',
          parentData: data,
          parentDataProperty: 'secrets',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err32 = {
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
      vErrors = [err32];
    } else {
      vErrors.push(err32);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
