/** A fault that a compiled schema found, as ajv describes it in verbose mode. */
export interface SchemaFault {
  /** JSON pointer of the value at fault; of the object, when a key is missing or unknown. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The schema that the value was held against. */
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** A schema, compiled. No fault means that the value has the schema's shape. */
export type SchemaValidator = (data: unknown) => readonly SchemaFault[];
