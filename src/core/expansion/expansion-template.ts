import type { EnforcementAction } from '../model/enforcement.ts';

/** Says of which objects others will be made, and how: of a Deployment, Pods that look like its `spec.template`. */
export interface ExpansionTemplate {
  readonly name: string;
  /** The kinds that it applies to, each with its version. */
  readonly appliesTo: readonly GroupVersionKind[];
  /** The field that becomes the implied object; empty when the object itself does. */
  readonly source: readonly string[];
  readonly generates: GroupVersionKind;
  /** Takes the place of every constraint's own action for the objects that it implies. */
  readonly enforcementAction?: EnforcementAction;
  /** Ships with Sluice: an object without the source field implies nothing. Of one that a user wrote, it is a fault. */
  readonly isBuiltIn: boolean;
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The templates for each kind, by `kindKey`, in the order of their names. */
export type ExpansionIndex = ReadonlyMap<string, readonly ExpansionTemplate[]>;

/** One text for a group, version and kind. */
export const kindKey = ({ group, version, kind }: GroupVersionKind): string => `${group}/${version}/${kind}`;
