/**
 * From a name to the value that it is given, in any notation: `KEY=…`, `key: "…"`, `"key" => '…'`, `key := …`, `--key …`, `<key>…`,
 * `name="key" value="…"`, `env("KEY", "…")`, `${KEY:-…}`. It is the source of a pattern, bounded, to stand between the two.
 */
const REST_OF_NAME = String.raw`[\w \t.-]{0,30}`;
const END_OF_NAME = String.raw`(?:\\{0,2}["'\`]|[\])]){0,3}`;
const TYPE = String.raw`(?:: ?[A-Za-z]{1,12} {0,3}(?==))?`;
const OPERATOR = String.raw`\s{0,10}(?:=>|\?=|\+=|={1,3}|:{1,3}=|::?|:[-+?]|,|\|\||\?[?:]|>|\()\s{0,10}`;
/** Kubernetes, Terraform, XML: the name is itself a value, and the value stands beside it. */
const FIELD_BESIDE = String.raw`[,;]?\s{1,40}(?:\\{0,2}["'])?[Vv]alue(?:\\{0,2}["'])?\s{0,4}[:=]\s{0,4}`;
const BEGIN_OF_VALUE = String.raw`(?:[bfru]{0,2}\\{0,2}["'\`]|[(\[]){0,3}(?:(?:Bearer|Token|Basic|token) )?`;

export const ASSIGNMENT: string =
  REST_OF_NAME + END_OF_NAME + TYPE + `(?:${OPERATOR}|${FIELD_BESIDE}|[ \\t]{1,10})` + BEGIN_OF_VALUE;
