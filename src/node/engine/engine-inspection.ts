import type { JsonObject } from '../../core/model/json.ts';
import { type Field, toList, toNumber, toObject, toText, toTexts, toWord } from './engine-fields.ts';
import { type RegoFault, toFaults } from './engine-fault.ts';

export interface InspectResult {
  /** Those that parse, by path. */
  readonly modules: readonly InspectedModule[];
  readonly errors: readonly RegoFault[];
}

export interface InspectedModule {
  readonly path: string;
  /** Without `data.`. */
  readonly package: string;
  /** What a module of any version turned out to be. */
  readonly regoVersion: 'v0' | 'v1';
  readonly imports: readonly { readonly path: string; readonly alias: string }[];
  readonly rules: readonly InspectedRule[];
  readonly annotations: readonly InspectedAnnotation[];
  /** What the module reads from `input`, cut where a reference stops being constant. */
  readonly inputs: readonly string[];
  /** The built-in functions it calls. */
  readonly builtins: readonly string[];
  /** Where it refers to `data.inventory`. */
  readonly inventory: readonly { readonly row: number; readonly col: number }[];
}

const RULE_KINDS = ['complete', 'set', 'object', 'function'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** One definition. A name that has several definitions appears several times. */
export interface InspectedRule {
  /** Below the package: `violation`, `limits.cpu`. */
  readonly name: string;
  /** From the root, without `data.`. */
  readonly ref: string;
  readonly row: number;
  readonly col: number;
  readonly kind: RuleKind;
  readonly arity: number;
  readonly default: boolean;
}

/** A METADATA block. */
export interface InspectedAnnotation {
  readonly scope: string;
  /** The package or rule that it is about, without `data.`. */
  readonly target: string;
  readonly title?: string;
  readonly description?: string;
  readonly entrypoint: boolean;
  readonly custom?: JsonObject;
  readonly organizations: readonly string[];
  readonly authors: readonly { readonly name: string; readonly email: string }[];
  readonly relatedResources: readonly { readonly ref: string; readonly description: string }[];
  readonly row: number;
}

export function toInspectResult(reply: JsonObject): InspectResult {
  return { modules: toList(reply['modules'], 'modules', toModule), errors: toFaults(reply['errors']) };
}

function toModule(field: Field, where: string): InspectedModule {
  const module = toObject(field, where);
  return {
    path: toText(module['path'], 'path'),
    package: toText(module['package'], 'package'),
    regoVersion: toWord(module['regoVersion'], 'regoVersion', ['v0', 'v1'] as const),
    imports: toList(module['imports'], 'imports', (each, part) => {
      const entry = toObject(each, part);
      return { path: toText(entry['path'], 'path'), alias: toText(entry['alias'], 'alias') };
    }),
    rules: toList(module['rules'], 'rules', toRule),
    annotations: toList(module['annotations'], 'annotations', toAnnotation),
    inputs: toTexts(module['inputs'], 'inputs'),
    builtins: toTexts(module['builtins'], 'builtins'),
    inventory: toList(module['inventory'], 'inventory', (each, part) => {
      const place = toObject(each, part);
      return { row: toNumber(place['row'], 'row'), col: toNumber(place['col'], 'col') };
    }),
  };
}

function toRule(field: Field, where: string): InspectedRule {
  const rule = toObject(field, where);
  return {
    name: toText(rule['name'], 'name'),
    ref: toText(rule['ref'], 'ref'),
    row: toNumber(rule['row'], 'row'),
    col: toNumber(rule['col'], 'col'),
    kind: toWord(rule['kind'], 'kind', RULE_KINDS),
    arity: toNumber(rule['arity'], 'arity'),
    default: rule['default'] === true,
  };
}

function toAnnotation(field: Field, where: string): InspectedAnnotation {
  const note = toObject(field, where);
  return {
    scope: toText(note['scope'], 'scope'),
    target: toText(note['target'], 'target'),
    ...(note['title'] === undefined ? {} : { title: toText(note['title'], 'title') }),
    ...(note['description'] === undefined ? {} : { description: toText(note['description'], 'description') }),
    ...(note['custom'] === undefined ? {} : { custom: toObject(note['custom'], 'custom') }),
    entrypoint: note['entrypoint'] === true,
    organizations: toTexts(note['organizations'], 'organizations'),
    authors: toList(note['authors'], 'authors', (each, part) => {
      const author = toObject(each, part);
      return { name: toText(author['name'], 'name'), email: toText(author['email'], 'email') };
    }),
    relatedResources: toList(note['relatedResources'], 'relatedResources', (each, part) => {
      const resource = toObject(each, part);
      return { ref: toText(resource['ref'], 'ref'), description: toText(resource['description'], 'description') };
    }),
    row: toNumber(note['row'], 'row'),
  };
}
