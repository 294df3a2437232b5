// conftest's own patterns (policy-engines.md 4.3): `deny_privileged` decides, `denyall` does not.
const DENY = /^(?:deny|violation)(?:_[a-zA-Z0-9]+)*$/;
const WARN = /^warn(?:_[a-zA-Z0-9]+)*$/;
const NEAR_MISS = /^(?:deny|violation|warn)/;

/** What a rule of this name does when it finds something; undefined when it is an ordinary helper rule. */
export function ruleAction(name: string): 'deny' | 'warn' | undefined {
  if (DENY.test(name)) return 'deny';
  return WARN.test(name) ? 'warn' : undefined;
}

/** True for names such as `denyall` or `warn-x`, whose author surely meant them to decide. They never would. */
export function isNearMiss(name: string): boolean {
  return NEAR_MISS.test(name) && ruleAction(name) === undefined;
}
