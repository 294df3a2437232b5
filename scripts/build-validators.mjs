// Compiles schemas/sluice.schema.json to src/node/config/generated/config-validator.ts, so that reading a config loads no
// schema compiler. The result is checked in; `node scripts/build-validators.mjs --check` and a house test say when it is old.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { format, resolveConfig } from 'prettier';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SCHEMA = path.join(ROOT, 'schemas', 'sluice.schema.json');
const TARGET = path.join(ROOT, 'src', 'node', 'config', 'generated', 'config-validator.ts');

const HEADER = `// @ts-nocheck
// Generated from schemas/sluice.schema.json by scripts/build-validators.mjs. Do not edit.
/* oxlint-disable eqeqeq, max-depth, no-unused-vars, no-useless-concat, prefer-const, typescript/unbound-method */
import type { SchemaValidator } from '../schema-validator.ts';

export const validateConfigSchema: SchemaValidator = (data) => (check(data) ? [] : check.errors);
`;

/** The text of the generated module. */
async function generateValidator() {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    // What is mostly a short text may be an object that says more.
    allowUnionTypes: true,
    // Editors show it under a squiggle; validation does nothing with it.
    keywords: ['patternErrorMessage'],
    code: { source: true, esm: true },
    inlineRefs: false,
  });
  const code = standalone.default(ajv, ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8'))));
  const named = code
    .replace(/^"use strict";\s*/, '')
    .replace(/export const validate = (\w+);\s*export default \1;\s*/, 'const check = $1;\n');
  if (named.includes('require(') || /\bexport (?:const|default) /.test(named)) {
    throw new Error(
      'the validator is not self-contained: the schema uses a keyword that needs the run time of ajv (minLength, uniqueItems, format, ...)',
    );
  }
  return format(`${HEADER}\n${named}`, { ...(await resolveConfig(TARGET)), filepath: TARGET });
}

const text = await generateValidator();
if (!process.argv.includes('--check')) {
  mkdirSync(path.dirname(TARGET), { recursive: true });
  writeFileSync(TARGET, text);
} else if (readFileSync(TARGET, 'utf8') !== text) {
  console.error('config-validator.ts is older than schemas/sluice.schema.json; run: node scripts/build-validators.mjs');
  process.exitCode = 1;
}
