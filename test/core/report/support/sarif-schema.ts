/** The parts of SARIF 2.1.0 that we write. */
export interface SarifLog {
  readonly runs: readonly SarifRun[];
}

export interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } };
  readonly invocations: readonly SarifInvocation[];
  readonly results: readonly SarifResult[];
  readonly properties: { readonly summary: unknown; readonly revision?: string };
}

interface SarifRule {
  readonly id: string;
  readonly fullDescription: { readonly text: string };
  readonly properties: { readonly 'security-severity'?: string };
}

interface SarifInvocation {
  readonly executionSuccessful: boolean;
  readonly exitCode: number;
  readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly unknown[];
  readonly properties: { readonly status: string };
}

const text = { type: 'string', minLength: 1 };
const message = { type: 'object', additionalProperties: false, required: ['text'], properties: { text } };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const position = { type: 'integer', minimum: 1 };

const object = (properties: object, required: readonly string[] = Object.keys(properties)): object => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const list = (items: object, more: object = {}): object => ({ type: 'array', items, ...more });

/** A relative URI reference in which every character is allowed and every `%` begins an escape. */
const artifactLocation = object({
  uri: { type: 'string', pattern: "^(?:[A-Za-z0-9._~!'()*/-]|%[0-9A-F]{2})*$" },
  uriBaseId: { const: '%SRCROOT%' },
});

const location = object(
  {
    physicalLocation: object({ artifactLocation, region: object({ startLine: position, startColumn: position }) }, [
      'artifactLocation',
    ]),
    logicalLocations: list(object({ fullyQualifiedName: text, kind: { const: 'resource' } })),
  },
  ['physicalLocation'],
);

const rule = object({
  id: text,
  name: { type: 'string' },
  shortDescription: message,
  fullDescription: message,
  help: message,
  defaultConfiguration: object({ level }),
  properties: object(
    {
      tags: list(text, { minItems: 1, uniqueItems: true }),
      precision: { enum: ['very-high', 'high', 'medium', 'low'] },
      'security-severity': { type: 'string', pattern: '^(?:10|[0-9])[.][0-9]$' },
    },
    ['tags', 'precision'],
  ),
});

const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    // GitHub wants a message; a policy may well return an empty one.
    message: object({ text: { type: 'string' } }),
    locations: list(location, { minItems: 1, maxItems: 1 }),
    partialFingerprints: {
      type: 'object',
      required: ['primaryLocationLineHash'],
      additionalProperties: { type: 'string' },
    },
    suppressions: list(
      object({ kind: { const: 'external' }, status: { const: 'accepted' }, justification: { type: 'string' } }),
      {
        minItems: 1,
      },
    ),
    properties: { type: 'object', required: ['status', 'severity'] },
  },
  ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints', 'properties'],
);

const notification = object({ level, message: object({ text: { type: 'string' } }), locations: list(location) }, [
  'level',
  'message',
]);

/** What SARIF 2.1.0 and GitHub code scanning demand of those parts; stricter than the standard: nothing else may appear. */
export const SARIF_SCHEMA: object = object({
  $schema: text,
  version: { const: '2.1.0' },
  runs: list(
    object({
      tool: object({
        driver: object({ name: text, version: text, semanticVersion: text, rules: list(rule, { uniqueItems: true }) }),
      }),
      automationDetails: object({ id: { type: 'string', pattern: '^sluice/[a-z]+/$' } }),
      columnKind: { const: 'utf16CodeUnits' },
      originalUriBaseIds: { type: 'object' },
      invocations: list(
        object({
          executionSuccessful: { type: 'boolean' },
          exitCode: { enum: [0, 1, 2] },
          exitCodeDescription: text,
          toolExecutionNotifications: list(notification),
        }),
        { minItems: 1, maxItems: 1 },
      ),
      properties: { type: 'object' },
      results: list(result),
    }),
    { minItems: 1, maxItems: 1 },
  ),
});
