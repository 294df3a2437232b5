import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { messageOf } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { didYouMean } from '../flags/near-miss.ts';
import { explainFault } from './explain-fault.ts';
import type { SchemaValidator } from './schema-validator.ts';

/**
 * Checks a constraint's parameters against the schema of its policy. Each text names a field and what to write; none means
 * that they fit. This module loads ajv: import it only when there are parameters to check.
 */
export function checkParameters(schema: JsonObject, parameters: JsonObject): readonly string[] {
  const validate = compile(schema);
  if (typeof validate === 'string') return [`the policy's parameter schema is not a JSON Schema: ${validate}`];
  const root = { parameters };
  const faults = validate(parameters).map((fault) =>
    explainFault({ ...fault, instancePath: `/parameters${fault.instancePath}` }, root),
  );
  return [...faults.map(({ message }) => message), ...misspelt(schema, parameters)];
}

/** Schemas of Gatekeeper templates name no draft and hold keywords of Kubernetes: those are not ours to complain about. */
function compile({ $schema, ...schema }: JsonObject): SchemaValidator | string {
  const options = { allErrors: true, verbose: true, strict: false, validateFormats: false, logger: false } as const;
  const isOldDraft = typeof $schema === 'string' && /draft-0[67]/.test($schema);
  try {
    const check = (isOldDraft ? new Ajv(options) : new Ajv2020(options)).compile(schema);
    return (data) => (check(data) ? [] : (check.errors ?? []));
  } catch (error) {
    return messageOf(error);
  }
}

/** A schema that is open to other keys lets a misspelt one through, and the policy would run with its default. */
function misspelt(schema: JsonObject, parameters: JsonObject): readonly string[] {
  const { properties } = schema;
  if (!isJsonObject(properties) || schema['additionalProperties'] !== undefined) return [];
  const known = Object.keys(properties);
  return Object.keys(parameters)
    .filter((key) => !known.includes(key))
    .flatMap((key) => {
      const hint = didYouMean(key, known);
      return hint === '' ? [] : [`unknown key "${key}" in parameters${hint}`];
    });
}
