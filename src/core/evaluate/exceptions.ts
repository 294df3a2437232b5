import { isJsonObject, type JsonValue } from '../model/json.ts';
import type { Policy } from '../model/policy.ts';
import type { Engine } from './engine.ts';
import type { Ruling } from './verdict.ts';

/** What the `exception` rule of a policy says about the input at hand. It is asked at most once, and only when something was found. */
export interface Exceptions {
  /** The ruling, with the query that exempts from it, if one does. */
  apply(rule: string, ruling: Ruling): Ruling;
  /** Set when the rule was asked and could not answer: nothing is exempted then, and that is no verdict either. */
  readonly fault: Ruling | undefined;
}

/**
 * conftest's exceptions: `data.<package>.exception[_][_]` holds the names of rules, without `deny_`, `violation_` or `warn_`,
 * that do not apply to this input; an empty name stands for the rules without a suffix. Source: conftest policy/engine.go.
 */
export function createExceptions(engine: Engine, { exception, package: packagePath }: Policy): Exceptions | undefined {
  if (exception === undefined) return undefined;
  let names: ReadonlySet<string> | undefined;
  let fault: Ruling | undefined;
  const ask = (): ReadonlySet<string> => {
    const outcome = engine.evaluate(exception);
    if (outcome.kind === 'fault') fault = outcome;
    return outcome.kind === 'value' ? exceptedNames(outcome.value) : new Set();
  };
  return {
    apply: (rule, ruling) => {
      if (ruling.kind !== 'violations') return ruling;
      const name = exceptionName(rule);
      names ??= ask();
      return names.has(name) ? { ...ruling, exceptedBy: exceptionQuery(packagePath, name) } : ruling;
    },
    get fault() {
      return fault;
    },
  };
}

const exceptionQuery = (packagePath: string, name: string): string =>
  `data.${packagePath}.exception[_][_] == ${JSON.stringify(name)}`;

/** The name by which an exception knows a rule. */
export function exceptionName(rule: string): string {
  if (rule === 'deny' || rule === 'violation' || rule === 'warn') return '';
  return rule.replace(/^(?:violation_)?(?:deny_)?(?:warn_)?/, '');
}

/** `exception[_][_]`: the rule is a set of lists, but a list, an object or sets in it are walked alike. */
function exceptedNames(value: JsonValue): ReadonlySet<string> {
  return new Set(
    membersOf(value)
      .flatMap(membersOf)
      .filter((name) => typeof name === 'string'),
  );
}

function membersOf(value: JsonValue): readonly JsonValue[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}
