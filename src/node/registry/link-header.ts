/** `<URL>; a=b; rel="next"`, among others that are separated by commas. */
const LINK = /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/g;
const NEXT = /;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=\s*(?:;|$)))/i;

/** No page is further away than that. */
const LONGEST_HEADER = 8192;

/** Where the next page of a listing is; undefined when there is none, or no address. */
export function nextPage(header: string | readonly string[], url: URL): URL | undefined {
  const text = (typeof header === 'string' ? header : header.join(', ')).slice(0, LONGEST_HEADER);
  for (const [, target = '', parameters = ''] of text.matchAll(LINK)) {
    if (NEXT.test(parameters)) return URL.canParse(target, url.href) ? new URL(target, url) : undefined;
  }
  return undefined;
}
