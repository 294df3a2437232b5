import type { EnforcementAction, EnforcementPoint, Severity } from './enforcement.ts';
import type { JsonObject } from './json.ts';
import type { Location } from './location.ts';
import type { Match } from './match.ts';

/** `any`: nobody said it. A file is v1 where it parses as that, and v0 where it parses as that alone. */
export type RegoVersion = 'v0' | 'v1' | 'any';

/** A Rego file of a policy set, before compilation. */
export interface PolicyModule {
  /** Path shown in messages, relative to the root of the run. */
  readonly path: string;
  readonly text: string;
  readonly regoVersion: RegoVersion;
  /** The ConstraintTemplate that the module is a part of. */
  readonly template?: TemplatePart;
  /** Where the text stands when it is a part of another file. */
  readonly origin?: () => ModuleOrigin;
}

/** Names that the engine keeps a template's packages under: its own, and that of its libraries, which several templates may share. */
export interface TemplatePart {
  readonly name: string;
  readonly libraries: string;
  readonly isLibrary: boolean;
}

/** `isVerbatim`: the lines of the text are lines of the file, `column - 1` further right. Else the place stands for all of them. */
export interface ModuleOrigin extends Location {
  readonly isVerbatim: boolean;
}

/** One rule of a policy that can find violations, with the place of its result in the compiled set. */
export interface PolicyRule {
  /** `violation`, `deny`, `deny_privileged`, `warn`, … */
  readonly name: string;
  /** Path of the rule in the compiled set: `policies/required_labels/violation`. */
  readonly entrypoint: string;
  /** `warn` rules never block, whatever the constraint says. */
  readonly action: 'deny' | 'warn';
  /** How many bodies the rule has, in all files of its package: what conftest counts as tests. Absent: one. */
  readonly definitions?: number;
}

/**
 * A Rego package that decides.
 * - `review` policies (Sluice's own form) read Gatekeeper's envelope: `input.review`, `input.parameters`, `input.facts`, `input.source`.
 * - `document` policies (conftest's form) read the document itself as `input`.
 * - `template` policies (Gatekeeper's ConstraintTemplates) read `input.review` and `input.parameters`, and are asked only where a
 *   constraint of their kind applies them.
 */
export interface Policy {
  readonly input: 'review' | 'document' | 'template';
  /** Name in reports and in `sluice.yaml`: METADATA `custom.policy`, the package path of a `document` policy, the constraint kind of a template. */
  readonly name: string;
  /** Package path without `data.`: `policies.required_labels`. */
  readonly package: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** Applied when no constraint says otherwise. */
  readonly enforcementAction: EnforcementAction;
  readonly match: Match;
  readonly points: readonly EnforcementPoint[];
  readonly sets: readonly string[];
  /** The policy that says the same and more: where both are asked for by their sets, this one is left out. */
  readonly supersededBy?: string;
  /** Nobody gets it unasked: `all` leaves it out, because it needs something to be configured. */
  readonly optIn?: boolean;
  /** What to do about a violation that does not say so itself. */
  readonly fix?: string;
  /** JSON Schema of the parameters; absent when the policy takes whatever it is given. */
  readonly schema?: JsonObject;
  /** What the schema's defaults make of no parameters at all. */
  readonly defaultParameters: JsonObject;
  readonly rules: readonly PolicyRule[];
  /** Entrypoint of the `exception` rule, by which a `document` policy exempts inputs from its own rules. */
  readonly exception?: string;
  /** The file that declares the package, for messages. */
  readonly file: string;
  /** Reads `userInfo` or `oldObject`, which only admission knows. */
  readonly needsAdmission: boolean;
  /** Reads `input.facts.secrets`: it is asked about every file, too, and files are searched for it. */
  readonly readsSecrets: boolean;
  /** Says the same of all inputs of one Namespace in which no secret was found: it reads nothing else in which they differ. */
  readonly readsOnlySecrets?: boolean;
  /** The first reference of a template to `data.inventory`, in the text of the module of that path. Absent: it looks nothing up. */
  readonly lookup?: { readonly path: string; readonly row: number; readonly col: number };
  /** Reads `input.facts.images`: what is known of the images that an object names is found out before it is asked. */
  readonly readsImages: boolean;
}
