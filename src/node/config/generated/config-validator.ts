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
      description: 'Policy files and folders, relative to this file. Without any, the policies that ship apply.',
      type: 'array',
      items: { $ref: '#/$defs/text' },
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
const schema47 = {
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
const pattern14 = new RegExp('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$', 'u');
const schema35 = {
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
const schema39 = { type: 'string', enum: ['deny', 'warn', 'dryrun'] };
const schema40 = { type: 'string', enum: ['commit', 'ci', 'admission', 'sync'] };
const schema36 = {
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
const schema37 = {
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
                  parentSchema: schema36.properties.kinds.items,
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
                      schema: schema36.properties.kinds.items.properties.apiGroups.items.type,
                      parentSchema: schema36.properties.kinds.items.properties.apiGroups.items,
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
                  schema: schema36.properties.kinds.items.properties.apiGroups.type,
                  parentSchema: schema36.properties.kinds.items.properties.apiGroups,
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
                      schema: schema36.properties.kinds.items.properties.kinds.items.type,
                      parentSchema: schema36.properties.kinds.items.properties.kinds.items,
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
                  schema: schema36.properties.kinds.items.properties.kinds.type,
                  parentSchema: schema36.properties.kinds.items.properties.kinds,
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
              schema: schema36.properties.kinds.items.type,
              parentSchema: schema36.properties.kinds.items,
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
          schema: schema36.properties.kinds.type,
          parentSchema: schema36.properties.kinds,
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
          schema: schema36.properties.scope.type,
          parentSchema: schema36.properties.scope,
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
          params: { allowedValues: schema36.properties.scope.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema36.properties.scope.enum,
          parentSchema: schema36.properties.scope,
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
              schema: schema36.properties.namespaces.items.type,
              parentSchema: schema36.properties.namespaces.items,
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
          schema: schema36.properties.namespaces.type,
          parentSchema: schema36.properties.namespaces,
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
              schema: schema36.properties.excludedNamespaces.items.type,
              parentSchema: schema36.properties.excludedNamespaces.items,
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
          schema: schema36.properties.excludedNamespaces.type,
          parentSchema: schema36.properties.excludedNamespaces,
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
              parentSchema: schema37,
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
                  schema: schema37.properties.matchLabels.additionalProperties.type,
                  parentSchema: schema37.properties.matchLabels.additionalProperties,
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
              schema: schema37.properties.matchLabels.type,
              parentSchema: schema37.properties.matchLabels,
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
                    schema: schema37.properties.matchExpressions.items.required,
                    parentSchema: schema37.properties.matchExpressions.items,
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
                    schema: schema37.properties.matchExpressions.items.required,
                    parentSchema: schema37.properties.matchExpressions.items,
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
                      parentSchema: schema37.properties.matchExpressions.items,
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
                      schema: schema37.properties.matchExpressions.items.properties.key.type,
                      parentSchema: schema37.properties.matchExpressions.items.properties.key,
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
                      schema: schema37.properties.matchExpressions.items.properties.operator.type,
                      parentSchema: schema37.properties.matchExpressions.items.properties.operator,
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
                      params: { allowedValues: schema37.properties.matchExpressions.items.properties.operator.enum },
                      message: 'must be equal to one of the allowed values',
                      schema: schema37.properties.matchExpressions.items.properties.operator.enum,
                      parentSchema: schema37.properties.matchExpressions.items.properties.operator,
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
                          schema: schema37.properties.matchExpressions.items.properties.values.items.type,
                          parentSchema: schema37.properties.matchExpressions.items.properties.values.items,
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
                      schema: schema37.properties.matchExpressions.items.properties.values.type,
                      parentSchema: schema37.properties.matchExpressions.items.properties.values,
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
                  schema: schema37.properties.matchExpressions.items.type,
                  parentSchema: schema37.properties.matchExpressions.items,
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
              schema: schema37.properties.matchExpressions.type,
              parentSchema: schema37.properties.matchExpressions,
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
          schema: schema37.type,
          parentSchema: schema37,
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
              parentSchema: schema37,
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
                  schema: schema37.properties.matchLabels.additionalProperties.type,
                  parentSchema: schema37.properties.matchLabels.additionalProperties,
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
              schema: schema37.properties.matchLabels.type,
              parentSchema: schema37.properties.matchLabels,
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
                    schema: schema37.properties.matchExpressions.items.required,
                    parentSchema: schema37.properties.matchExpressions.items,
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
                    schema: schema37.properties.matchExpressions.items.required,
                    parentSchema: schema37.properties.matchExpressions.items,
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
                      parentSchema: schema37.properties.matchExpressions.items,
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
                      schema: schema37.properties.matchExpressions.items.properties.key.type,
                      parentSchema: schema37.properties.matchExpressions.items.properties.key,
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
                      schema: schema37.properties.matchExpressions.items.properties.operator.type,
                      parentSchema: schema37.properties.matchExpressions.items.properties.operator,
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
                      params: { allowedValues: schema37.properties.matchExpressions.items.properties.operator.enum },
                      message: 'must be equal to one of the allowed values',
                      schema: schema37.properties.matchExpressions.items.properties.operator.enum,
                      parentSchema: schema37.properties.matchExpressions.items.properties.operator,
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
                          schema: schema37.properties.matchExpressions.items.properties.values.items.type,
                          parentSchema: schema37.properties.matchExpressions.items.properties.values.items,
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
                      schema: schema37.properties.matchExpressions.items.properties.values.type,
                      parentSchema: schema37.properties.matchExpressions.items.properties.values,
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
                  schema: schema37.properties.matchExpressions.items.type,
                  parentSchema: schema37.properties.matchExpressions.items,
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
              schema: schema37.properties.matchExpressions.type,
              parentSchema: schema37.properties.matchExpressions,
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
          schema: schema37.type,
          parentSchema: schema37,
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
          schema: schema36.properties.name.type,
          parentSchema: schema36.properties.name,
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
          schema: schema36.properties.source.type,
          parentSchema: schema36.properties.source,
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
          params: { allowedValues: schema36.properties.source.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema36.properties.source.enum,
          parentSchema: schema36.properties.source,
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
      schema: schema36.type,
      parentSchema: schema36,
      data,
    };
    if (vErrors === null) {
      vErrors = [err45];
    } else {
      vErrors.push(err45);
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
    if (data.name === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'name' },
        message: "must have required property '" + 'name' + "'",
        schema: schema35.required,
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
    if (data.policy === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'policy' },
        message: "must have required property '" + 'policy' + "'",
        schema: schema35.required,
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
            parentSchema: schema35.properties.name,
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
          schema: schema35.properties.name.type,
          parentSchema: schema35.properties.name,
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
            parentSchema: schema35.properties.policy,
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
          schema: schema35.properties.policy.type,
          parentSchema: schema35.properties.policy,
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
        !validate22(data.match, {
          instancePath: instancePath + '/match',
          parentData: data,
          parentDataProperty: 'match',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
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
          schema: schema35.properties.parameters.type,
          parentSchema: schema35.properties.parameters,
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
          schema: schema39.type,
          parentSchema: schema39,
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
          params: { allowedValues: schema39.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema39.enum,
          parentSchema: schema39,
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
            parentSchema: schema35.properties.points,
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
              schema: schema40.type,
              parentSchema: schema40,
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
              params: { allowedValues: schema40.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema40.enum,
              parentSchema: schema40,
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
          schema: schema35.properties.points.type,
          parentSchema: schema35.properties.points,
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
              parentSchema: schema35.properties.pointActions,
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
              schema: schema39.type,
              parentSchema: schema39,
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
              params: { allowedValues: schema39.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema39.enum,
              parentSchema: schema39,
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
              schema: schema39.type,
              parentSchema: schema39,
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
              params: { allowedValues: schema39.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema39.enum,
              parentSchema: schema39,
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
              schema: schema39.type,
              parentSchema: schema39,
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
              params: { allowedValues: schema39.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema39.enum,
              parentSchema: schema39,
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
              schema: schema39.type,
              parentSchema: schema39,
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
              params: { allowedValues: schema39.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema39.enum,
              parentSchema: schema39,
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
          schema: schema35.properties.pointActions.type,
          parentSchema: schema35.properties.pointActions,
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
      schema: schema35.type,
      parentSchema: schema35,
      data,
    };
    if (vErrors === null) {
      vErrors = [err24];
    } else {
      vErrors.push(err24);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema45 = {
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
const pattern12 = new RegExp('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', 'u');
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
    if (data.policy === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'policy' },
        message: "must have required property '" + 'policy' + "'",
        schema: schema45.required,
        parentSchema: schema45,
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
        schema: schema45.required,
        parentSchema: schema45,
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
        schema: schema45.required,
        parentSchema: schema45,
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
        schema: schema45.required,
        parentSchema: schema45,
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
        schema: schema45.required,
        parentSchema: schema45,
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
          parentSchema: schema45,
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
            parentSchema: schema45.properties.policy,
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
          schema: schema45.properties.policy.type,
          parentSchema: schema45.properties.policy,
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
        !validate22(data.match, {
          instancePath: instancePath + '/match',
          parentData: data,
          parentDataProperty: 'match',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
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
            parentSchema: schema45.properties.reason,
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
          schema: schema45.properties.reason.type,
          parentSchema: schema45.properties.reason,
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
            parentSchema: schema45.properties.owner,
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
          schema: schema45.properties.owner.type,
          parentSchema: schema45.properties.owner,
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
        if (!pattern12.test(data4)) {
          const err12 = {
            instancePath: instancePath + '/expires',
            schemaPath: '#/properties/expires/pattern',
            keyword: 'pattern',
            params: { pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' },
            message: 'must match pattern "' + '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' + '"',
            schema: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
            parentSchema: schema45.properties.expires,
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
          schema: schema45.properties.expires.type,
          parentSchema: schema45.properties.expires,
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
      schema: schema45.type,
      parentSchema: schema45,
      data,
    };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  }
  validate25.errors = vErrors;
  return errors === 0;
}
validate25.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
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
    if (data.shipped !== undefined) {
      let data4 = data.shipped;
      if (Array.isArray(data4)) {
        const len1 = data4.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data5 = data4[i1];
          if (typeof data5 === 'string') {
            if (!pattern4.test(data5)) {
              const err10 = {
                instancePath: instancePath + '/shipped/' + i1,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data5,
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
              instancePath: instancePath + '/shipped/' + i1,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
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
          instancePath: instancePath + '/shipped',
          schemaPath: '#/properties/shipped/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.shipped.type,
          parentSchema: schema31.properties.shipped,
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
    if (data.data !== undefined) {
      let data6 = data.data;
      if (Array.isArray(data6)) {
        const len2 = data6.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data7 = data6[i2];
          if (typeof data7 === 'string') {
            if (!pattern4.test(data7)) {
              const err13 = {
                instancePath: instancePath + '/data/' + i2,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data7,
              };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
          } else {
            const err14 = {
              instancePath: instancePath + '/data/' + i2,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
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
      } else {
        const err15 = {
          instancePath: instancePath + '/data',
          schemaPath: '#/properties/data/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.data.type,
          parentSchema: schema31.properties.data,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.constraints !== undefined) {
      let data8 = data.constraints;
      if (Array.isArray(data8)) {
        const len3 = data8.length;
        for (let i3 = 0; i3 < len3; i3++) {
          if (
            !validate21(data8[i3], {
              instancePath: instancePath + '/constraints/' + i3,
              parentData: data8,
              parentDataProperty: i3,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/constraints',
          schemaPath: '#/properties/constraints/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.constraints.type,
          parentSchema: schema31.properties.constraints,
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
    if (data.waivers !== undefined) {
      let data10 = data.waivers;
      if (Array.isArray(data10)) {
        const len4 = data10.length;
        for (let i4 = 0; i4 < len4; i4++) {
          if (
            !validate25(data10[i4], {
              instancePath: instancePath + '/waivers/' + i4,
              parentData: data10,
              parentDataProperty: i4,
              rootData,
              dynamicAnchors,
            })
          ) {
            vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err17 = {
          instancePath: instancePath + '/waivers',
          schemaPath: '#/properties/waivers/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.waivers.type,
          parentSchema: schema31.properties.waivers,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.ignore !== undefined) {
      let data12 = data.ignore;
      if (Array.isArray(data12)) {
        const len5 = data12.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data13 = data12[i5];
          if (typeof data13 === 'string') {
            if (!pattern4.test(data13)) {
              const err18 = {
                instancePath: instancePath + '/ignore/' + i5,
                schemaPath: '#/$defs/text/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
                schema: '\\S',
                parentSchema: schema32,
                data: data13,
              };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
          } else {
            const err19 = {
              instancePath: instancePath + '/ignore/' + i5,
              schemaPath: '#/$defs/text/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema32.type,
              parentSchema: schema32,
              data: data13,
            };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
      } else {
        const err20 = {
          instancePath: instancePath + '/ignore',
          schemaPath: '#/properties/ignore/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.ignore.type,
          parentSchema: schema31.properties.ignore,
          data: data12,
        };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.failOn !== undefined) {
      let data14 = data.failOn;
      if (typeof data14 !== 'string') {
        const err21 = {
          instancePath: instancePath + '/failOn',
          schemaPath: '#/properties/failOn/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema31.properties.failOn.type,
          parentSchema: schema31.properties.failOn,
          data: data14,
        };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
      if (!(data14 === 'deny' || data14 === 'warn')) {
        const err22 = {
          instancePath: instancePath + '/failOn',
          schemaPath: '#/properties/failOn/enum',
          keyword: 'enum',
          params: { allowedValues: schema31.properties.failOn.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema31.properties.failOn.enum,
          parentSchema: schema31.properties.failOn,
          data: data14,
        };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.namespaces !== undefined) {
      let data15 = data.namespaces;
      if (Array.isArray(data15)) {
        const len6 = data15.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data16 = data15[i6];
          if (data16 && typeof data16 == 'object' && !Array.isArray(data16)) {
            if (data16.name === undefined) {
              const err23 = {
                instancePath: instancePath + '/namespaces/' + i6,
                schemaPath: '#/$defs/namespace/required',
                keyword: 'required',
                params: { missingProperty: 'name' },
                message: "must have required property '" + 'name' + "'",
                schema: schema47.required,
                parentSchema: schema47,
                data: data16,
              };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            for (const key1 in data16) {
              if (!(key1 === 'name' || key1 === 'labels')) {
                const err24 = {
                  instancePath: instancePath + '/namespaces/' + i6,
                  schemaPath: '#/$defs/namespace/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key1 },
                  message: 'must NOT have additional properties',
                  schema: false,
                  parentSchema: schema47,
                  data: data16,
                };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data16.name !== undefined) {
              let data17 = data16.name;
              if (typeof data17 === 'string') {
                if (!pattern14.test(data17)) {
                  const err25 = {
                    instancePath: instancePath + '/namespaces/' + i6 + '/name',
                    schemaPath: '#/$defs/namespace/properties/name/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' },
                    message: 'must match pattern "' + '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' + '"',
                    schema: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
                    parentSchema: schema47.properties.name,
                    data: data17,
                  };
                  if (vErrors === null) {
                    vErrors = [err25];
                  } else {
                    vErrors.push(err25);
                  }
                  errors++;
                }
              } else {
                const err26 = {
                  instancePath: instancePath + '/namespaces/' + i6 + '/name',
                  schemaPath: '#/$defs/namespace/properties/name/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                  schema: schema47.properties.name.type,
                  parentSchema: schema47.properties.name,
                  data: data17,
                };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
            if (data16.labels !== undefined) {
              let data18 = data16.labels;
              if (data18 && typeof data18 == 'object' && !Array.isArray(data18)) {
                for (const key2 in data18) {
                  let data19 = data18[key2];
                  if (typeof data19 !== 'string') {
                    const err27 = {
                      instancePath:
                        instancePath + '/namespaces/' + i6 + '/labels/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath: '#/$defs/namespace/properties/labels/additionalProperties/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema47.properties.labels.additionalProperties.type,
                      parentSchema: schema47.properties.labels.additionalProperties,
                      data: data19,
                    };
                    if (vErrors === null) {
                      vErrors = [err27];
                    } else {
                      vErrors.push(err27);
                    }
                    errors++;
                  }
                }
              } else {
                const err28 = {
                  instancePath: instancePath + '/namespaces/' + i6 + '/labels',
                  schemaPath: '#/$defs/namespace/properties/labels/type',
                  keyword: 'type',
                  params: { type: 'object' },
                  message: 'must be object',
                  schema: schema47.properties.labels.type,
                  parentSchema: schema47.properties.labels,
                  data: data18,
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
              instancePath: instancePath + '/namespaces/' + i6,
              schemaPath: '#/$defs/namespace/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema47.type,
              parentSchema: schema47,
              data: data16,
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
          instancePath: instancePath + '/namespaces',
          schemaPath: '#/properties/namespaces/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema31.properties.namespaces.type,
          parentSchema: schema31.properties.namespaces,
          data: data15,
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
      vErrors = [err31];
    } else {
      vErrors.push(err31);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
