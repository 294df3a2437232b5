/** What a text must be: the same to the letter, or matched as a whole by an expression (RE2 syntax, anchored at both ends by us). */
export type TextPattern =
  { readonly kind: 'exact'; readonly text: string } | { readonly kind: 'regex'; readonly source: string };
