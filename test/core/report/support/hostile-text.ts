import type { Report } from '../../../../src/core/model/report.ts';
import { sampleReport, sampleResult } from './sample-report.ts';

/** What a manifest, a file name or a policy may hold, each with what it tries. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'an ANSI colour': '\u001b[31mred\u001b[0m',
  'a terminal title': '\u001b]0;owned\u0007',
  'an 8-bit control sequence': '\u009b2J',
  'a cursor that goes back': 'deny\r\u001b[2Kpass',
  'a backspace': 'fail\b\b\b\bpass',
  'a null byte': 'a\u0000b',
  'a bidi override': 'user\u202e nimda\u2066',
  'a zero-width space': 'ad\u200bmin',
  'Unicode tags that only machines read': '\u{e0041}\u{e0042}',
  'a lone surrogate': 'a\ud800b',
  'characters that XML forbids': '\ufffe\uffff',
  'a line separator': 'a\u2028b\u2029c',
  'a GitHub command on its own line': 'x\n::set-output name=a::b',
  'a GitHub command after CR LF': 'x\r\n  ::add-mask::y',
  'a GitHub command at the start': '::stop-commands::token',
  'an old GitHub command': '##[set-env name=PATH]x',
  'escapes of a GitHub command': '%0A::error::x%0D%25',
  'an Azure command': 'x ##vso[task.setvariable variable=a]b',
  'escapes of an Azure command': 'a%0D%0A##VSO[task.complete]%AZP25',
  'a TeamCity command': '##teamcity[buildStatus text=ok]',
  'the end of CDATA': ']]><testcase name="x"/>',
  'the end of an attribute': '"/><x y=\'',
  'an XML entity': '&xxe; &#0;',
  'a Markdown table': 'a | b |\n| - | - |',
  'Markdown marks': '`code` **bold** [link](https://evil.test) ![i](x) www.evil.test @everyone #1 <!-- -->',
  'an HTML element': '</code></details><img src=x onerror=alert(1)>',
  'a TAP directive': 'name # SKIP not today',
  'a TAP line': 'x\nok 99 - all good\n1..0',
  'a YAML document': 'x\n---\nsummary: {fail: 0}\n...\n- # !tag &a *a',
  'JSON quotes': '"},{"status":"pass"}\\',
  'a closing property': 'a]b;c,d:e',
  'an attempt to look like data': '__proto__',
};

/** A report that has `text` wherever a report can hold text that nobody has judged. */
export function hostileReport(text: string): Report {
  const resource = { apiVersion: text, kind: text, namespace: text, name: text };
  const common = {
    policy: text,
    rule: text,
    constraint: text,
    message: text,
    fix: text,
    details: { [text]: text },
    resource,
  };
  const location = { file: text, line: 1, column: 2 };
  const results = (['fail', 'warn', 'error', 'skip', 'pass'] as const).map((status) =>
    sampleResult({ ...common, status, location, verdictId: text }),
  );
  const skipped = Array.from({ length: 7 }, (_, index) => ({ file: `${text}${index % 2}`, reason: text }));
  return sampleReport(results, { skipped, notices: [text], revision: text });
}
