/** Whether somebody wrote a text in the place of a secret for others to fill in, so that it never was one. */
export function isPlaceholderText(value: string): boolean {
  const text = value.trim();
  return text.length <= 200 && PLACEHOLDERS.some((form) => form.test(text));
}

const PLACEHOLDERS: readonly RegExp[] = [
  /^[x*.?#_-]{2,}$/i,
  /^(?:todo|tbd|fixme|redacted|masked|hidden|placeholder|dummy|null|none|nil|undefined|empty|unset|n\/a)$/i,
  /^[[(<{]*\s*(?:please[-_ ]?)?(?:replace|fill|insert|enter|put|set|add|provide|paste|type|use|input)[-_ ](?:[\w' -]+)\s*[\])>}]*$/i,
  /^(?:redacted|placeholder|to[-_ ]be)[-_ ][\w -]+$/i,
  /^[\w-]+[-_ ](?:placeholder|redacted|goes[-_ ]?here|here)$/i,
  /^[[(<{]?(?:your|my)[-_ ][\w -]+[\])>}]?$/i,
  /^replace[-_ ]?(?:me|this|it)?[-_ ]?[\w-]*$/i,
];
