/** The rules of ours that find what a default rule of gitleaks finds; empty when it is none, or when we have none. */
export const ownRulesFor = (id: string): readonly string[] => OWN_RULES.get(id) ?? [];

/** Whether gitleaks v8.30 has a default rule of this id. */
export const isGitleaksRule = (id: string): boolean => OWN_RULES.has(id);

const OWN_RULES: ReadonlyMap<string, readonly string[]> = new Map();
