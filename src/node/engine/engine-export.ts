import type { JsonObject } from '../../core/model/json.ts';
import { type RegoFault, toFaults } from './engine-fault.ts';
import { type Field, toList, toObject, toText, toTexts } from './engine-fields.ts';
import type { RegoModule } from './engine-protocol.ts';

export interface ExportRequest {
  /** Every module that the policies may need. */
  readonly modules: readonly RegoModule[];
  readonly policies: readonly ExportedPackage[];
}

/** What becomes one template. */
export interface ExportedPackage {
  /** Without `data.`. */
  readonly package: string;
  /** The rules that decide: the template has one rule for all of them. */
  readonly rules: readonly string[];
  /** Whether `input` is the object itself, and not a review of it. */
  readonly document: boolean;
  /** By rule, the name that conftest's `exception` rule knows it by. Absent: there is no such rule. */
  readonly exempt?: Readonly<Record<string, string>>;
}

export interface ExportResult {
  /** One for each policy, in the order of the request. */
  readonly templates: readonly ExportedRego[];
  /** Of modules that do not parse. */
  readonly errors: readonly RegoFault[];
}

/** The Rego of a ConstraintTemplate. With obstacles there is none: they say what would mean something else in Gatekeeper. */
export interface ExportedRego {
  readonly rego: string;
  readonly libs: readonly string[];
  readonly obstacles: readonly RegoFault[];
}

export function toExportResult(reply: JsonObject): ExportResult {
  return { templates: toList(reply['templates'], 'templates', toTemplate), errors: toFaults(reply['errors']) };
}

function toTemplate(field: Field, where: string): ExportedRego {
  const template = toObject(field, where);
  return {
    rego: toText(template['rego'], 'rego'),
    libs: toTexts(template['libs'], 'libs'),
    obstacles: toFaults(template['obstacles']),
  };
}
