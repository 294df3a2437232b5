/** How sure a finding is. Policies decide what each of them means; a scanner decides nothing. */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const;

/**
 * - `certain`: by structure, checksum or a prefix that a vendor gives to nothing else
 * - `likely`: a value with the looks of a secret under a name that says so
 * - `possible`: one of the two
 */
export type Confidence = (typeof CONFIDENCES)[number];

/** One kind of token, key or password that is recognised in text. Data: rules are tables, and users bring their own. */
export interface SecretRule {
  /** Kebab case, unique in a set: `github-fine-grained-token`. */
  readonly id: string;
  /** What was found, as a noun in a sentence: `a fine-grained token of GitHub`. */
  readonly title: string;
  readonly confidence: Confidence;
  /** Global (`g`), over text with one character for each byte. Absent: a rule about the names of files alone. */
  readonly pattern?: RegExp;
  /** The group that holds the secret. Absent: the first after `nameGroup` that took part, or else the whole match. */
  readonly secretGroup?: number;
  /** Lower case; the pattern is tried only where one of them occurs. Empty: always, which costs every file time. */
  readonly keywords: readonly string[];
  /**
   * Lower case; every match holds one of each list, with a separator or none where there is a space. They say more than keywords,
   * which are parts of them, and to look for them takes less time than to compile most patterns.
   */
  readonly words?: readonly (readonly string[])[];
  /** Shannon entropy in bits a character that the secret must exceed. */
  readonly minEntropy?: number;
  /** The paths that the rule is about. Absent: all. */
  readonly path?: RegExp;
  /** Lower case; each of these paths holds one. To look for them takes less time than to compile a pattern. */
  readonly pathWords?: readonly string[];
  /** A proof that a token carries in itself, by name; a token that fails it is none. */
  readonly check?: TokenCheck;
  /**
   * The value is no token of a known form, so it must also look like a secret: no placeholder, word or reference. What may be a
   * weak password is `weakConfidence`.
   */
  readonly isGeneric?: boolean;
  /** Of a generic value that is weak as a secret (`hunter2`); `none` drops it. Default: `possible`. See `gradeSecret`. */
  readonly weakConfidence?: Confidence | 'none';
  /** Of a generic value that everybody writes into examples (`changeme`). Default: `weakConfidence`. */
  readonly commonConfidence?: Confidence | 'none';
  /** The group that holds the name that the value stands under, which must be one of a secret. See `isSensitiveName`. */
  readonly nameGroup?: number;
  /** A finding that one of them admits is dropped. */
  readonly allowlists?: readonly Allowlist[];
  /** Findings of other rules that must stand near. */
  readonly required?: readonly RequiredNear[];
  /** Only ever counts for the `required` of other rules. */
  readonly isSilent?: boolean;
  readonly tags?: readonly string[];
}

/** Proofs that a token carries in itself. Sources are named where each is implemented. */
export const TOKEN_CHECKS = [
  'crc32-base62',
  'jwt',
  'private-key',
  'luhn',
  'credentials-url',
  'basic-credentials',
] as const;
export type TokenCheck = (typeof TOKEN_CHECKS)[number];

/** What is no finding. gitleaks' shape: a list counts when any of its parts does, or with `all` each that is given. */
export interface Allowlist {
  readonly all?: boolean;
  readonly commits?: readonly string[];
  readonly paths?: readonly RegExp[];
  /** For each of `paths`, as far as it is known: see `SecretRule.pathWords`. */
  readonly pathWords?: readonly (readonly string[] | undefined)[];
  readonly patterns?: readonly RegExp[];
  /** What the patterns are held against. Default: the secret. */
  readonly target?: 'secret' | 'match' | 'line';
  /** Lower case: a secret that holds one of them, in any case. */
  readonly stopwords?: readonly string[];
}

/** Distances to the finding of another rule; absent ones do not matter. */
export interface RequiredNear {
  readonly rule: string;
  readonly lines?: number;
  readonly columns?: number;
}

/** Everything that a text is searched for. */
export interface RuleSet {
  readonly rules: readonly SecretRule[];
  /** For the findings of all rules, or of those that are named. */
  readonly allowlists: readonly (Allowlist & { readonly rules?: readonly string[] })[];
  /**
   * How rules are tried, where that was proved before: by the rule itself, so that nothing is said of one that was made of it. See
   * `planProved`.
   */
  readonly proofs?: ReadonlyMap<SecretRule, string>;
  /** The same rules, to be made one by one when they are called for: see `readRuleTable`. */
  readonly written?: WrittenRules;
}

/** A set of rules of which everything that is found out of all of them together was found out before. Places are those in the set. */
export interface WrittenRules {
  /** How many rules there are. */
  readonly count: number;
  /** See `Matcher.keywords`. */
  readonly keywords: readonly string[];
  /** The rules that one of the keywords calls for, and the keyword's place in each. */
  readonly callsOf: (keyword: number) => readonly RuleCall[];
  /** Rules with a pattern that no keyword calls for. */
  readonly always: readonly number[];
  /** Rules without a pattern: they are about the names of files. */
  readonly names: readonly number[];
  /** A rule with the allowlists that count for it; another object at each call. */
  readonly ruleAt: (place: number) => WrittenRule;
}

/** A keyword calls for a rule. */
export interface RuleCall {
  /** That of the rule, in the set or in what holds its rules. */
  readonly place: number;
  /** The keyword's place among those of the rule. */
  readonly keyword: number;
}

export interface WrittenRule {
  readonly rule: SecretRule;
  /** Those of the set that are about it, and then its own. */
  readonly allowlists: readonly Allowlist[];
  readonly proof?: string;
}
