/** A config, and a tree that it is held against. */
export interface ConfigCase {
  readonly name: string;
  /** `.gitleaks.toml`, beside which stand the files. */
  readonly config: string;
  readonly files: Readonly<Record<string, string>>;
  /** How many findings gitleaks has: a case that finds nothing by accident proves nothing. */
  readonly findings: number;
}

const RULE = "[[rules]]\nid = 'acme'\nregex = '''acme_([a-z0-9]{6})'''\n";
const THREE = { 'a.txt': 'x acme_abc123 y\nacme_zzzzzz\n', 'sub/b.env': 'KEY=acme_q1w2e3\n' };

/** Every feature of the format, one at a time. */
export const CONFIG_CASES: readonly ConfigCase[] = [
  { name: 'the first group is the secret', config: RULE, files: THREE, findings: 3 },
  {
    name: 'a group that took no part is passed over',
    config: "[[rules]]\nid = 'a'\nregex = '''(?:one=(\\w+)|two=(\\w+))'''\n",
    files: { 'a.txt': 'one=abc\ntwo=def\n' },
    findings: 2,
  },
  {
    name: 'secretGroup chooses the group',
    config: "[[rules]]\nid = 'a'\nregex = '''(\\w+)=(\\w+)'''\nsecretGroup = 2\n",
    files: { 'a.txt': 'user=abc pass=def\n' },
    findings: 2,
  },
  {
    name: 'without groups the match is the secret',
    config: "[[rules]]\nid = 'a'\nregex = '''tok-[0-9]+'''\n",
    files: { 'a.txt': 'tok-1 tok-22\n tok-333' },
    findings: 3,
  },
  {
    name: 'entropy must be exceeded',
    config: `${RULE}entropy = 2.0\n`,
    files: { 'a.txt': 'acme_aabbcc acme_abcabd acme_aaaabc acme_abcd12 acme_aabbcd\n' },
    findings: 1,
  },
  {
    name: 'entropy may be written as a text',
    config: "[[rules]]\nid = 'a'\nregex = '''key=(\\S+)'''\nentropy = '2'\n",
    files: { 'a.txt': 'key=abab key=abcde\n' },
    findings: 1,
  },
  {
    name: 'keywords are looked for in any case and anywhere in the file',
    config: `${RULE}keywords = ['AcMe_', 'never']\n[[rules]]\nid = 'far'\nregex = '''\\d{4}'''\nkeywords = ['year']\n`,
    files: { 'a.txt': 'the YEAR\n\n\n2024\n', 'b.txt': '2024\n', 'c.txt': 'acme_abcdef' },
    findings: 2,
  },
  { name: 'one keyword as a text', config: `${RULE}keywords = 'zzz,acme'\n`, files: THREE, findings: 3 },
  {
    name: 'a path alone is a rule about names',
    config: "[[rules]]\nid = 'p12'\npath = '''(?i)\\.p12$'''\n",
    files: { 'a.P12': 'x', 'b/c.p12': 'y', 'd.p12.txt': 'z', 'ü.p12': 'x' },
    findings: 3,
  },
  {
    name: 'a path limits a rule',
    config: `${RULE}path = '''^sub/'''\n`,
    files: THREE,
    findings: 1,
  },
  {
    name: 'an allowlist admits secrets',
    config: `${RULE}[[rules.allowlists]]\nregexes = ['''^z+$''', '''^q''']\n`,
    files: THREE,
    findings: 1,
  },
  {
    name: 'an allowlist looks at the match',
    config: `${RULE}[[rules.allowlists]]\nregexTarget = 'match'\nregexes = ['''^acme_z''']\n`,
    files: THREE,
    findings: 2,
  },
  {
    name: 'an allowlist looks at the line',
    config: `${RULE}[[rules.allowlists]]\nregexTarget = 'line'\nregexes = ['''x .* y''', '''KEY=''']\n`,
    files: THREE,
    findings: 1,
  },
  {
    name: 'stopwords count in any case, in the secret',
    config: `${RULE}[[rules.allowlists]]\nstopwords = ['ABC', 'acme', 'W2']\n`,
    files: THREE,
    findings: 1,
  },
  {
    name: 'an allowlist admits paths',
    config: `${RULE}[[rules.allowlists]]\npaths = ['''\\.env$''']\n`,
    files: THREE,
    findings: 2,
  },
  {
    name: 'AND needs a path and an expression',
    config: `${RULE}[[rules.allowlists]]\ncondition = 'and'\npaths = ['''^a''']\nregexes = ['''^z''']\n`,
    files: { ...THREE, 'c.txt': 'acme_zzzzzz' },
    findings: 3,
  },
  {
    name: 'AND needs a stopword, too, and OR is spelt ||',
    config: `${RULE}[[rules.allowlists]]\ncondition = '&&'\nstopwords = ['z']\npaths = ['''^c''']\n[[rules.allowlists]]\ncondition = '||'\nstopwords = ['q1']\n`,
    files: { ...THREE, 'c.txt': 'acme_zzzzzz acme_yyyyyy' },
    findings: 3,
  },
  {
    name: 'commits count only where there are some',
    config: `${RULE}[[rules.allowlists]]\ncommits = ['0123456789012345678901234567890123456789']\n`,
    files: THREE,
    findings: 3,
  },
  {
    name: 'a list of the file is for all rules',
    config: `${RULE}[[rules]]\nid = 'b'\nregex = '''KEY=(\\S+)'''\n[[allowlists]]\npaths = ['''sub''']\n`,
    files: THREE,
    findings: 2,
  },
  {
    name: 'a list of the file is for some rules',
    config: `${RULE}[[rules]]\nid = 'b'\nregex = '''KEY=(\\S+)'''\n[[allowlists]]\ntargetRules = ['acme']\npaths = ['''sub''']\n`,
    files: THREE,
    findings: 3,
  },
  {
    name: 'the older spelling of lists',
    config: `${RULE}[rules.allowlist]\nstopwords = ['abc']\n[allowlist]\nregexes = ['''^z''']\n`,
    files: THREE,
    findings: 1,
  },
  {
    name: 'keys count without case, one table for a list',
    config: "[[Rules]]\nID = 'a'\nREGEX = '''tok-\\d+'''\n[allowlists]\nstopWords = ['22']\n",
    files: { 'a.txt': 'tok-1 tok-22' },
    findings: 1,
  },
  {
    name: 'a required rule anywhere in the file',
    config: `${RULE}[[rules.required]]\nid = 'user'\n[[rules]]\nid = 'user'\nregex = '''user=(\\w+)'''\nskipReport = true\n`,
    files: { 'a.txt': 'user=me\n\n\n acme_abcdef', 'b.txt': 'acme_abcdef' },
    findings: 1,
  },
  {
    name: 'a required rule within lines',
    config: `${RULE}[[rules.required]]\nid = 'user'\nwithinLines = 2\n[[rules]]\nid = 'user'\nregex = '''user=(\\w+)'''\n`,
    files: { 'a.txt': 'user=me\n\nacme_abcdef\nacme_ghijkl\n', 'b.txt': 'acme_abcdef\nuser=me' },
    findings: 4,
  },
  {
    name: 'a required rule within columns',
    config: `${RULE}[[rules.required]]\nid = 'user'\nwithinColumns = 10\nwithinLines = 0\n[[rules]]\nid = 'user'\nregex = '''user=(\\w+)'''\nskipReport = true\n`,
    files: { 'a.txt': 'x\nuser=me acme_abcdef\nuser=me           acme_ghijkl\n' },
    findings: 1,
  },
  {
    name: 'two required rules',
    config: `${RULE}[[rules.required]]\nid = 'u'\n[[rules.required]]\nid = 'h'\nwithinLines = 1\n[[rules]]\nid = 'u'\nregex = '''user=\\w+'''\nskipReport = true\n[[rules]]\nid = 'h'\nregex = '''host=\\w+'''\nskipReport = true\n`,
    files: { 'a.txt': 'user=me\nhost=a\nacme_abcdef\n', 'b.txt': 'user=me\nacme_abcdef' },
    findings: 1,
  },
  {
    name: 'skipReport keeps a rule silent',
    config: `${RULE}skipReport = true\n[[rules]]\nid = 'b'\nregex = '''KEY'''\n`,
    files: THREE,
    findings: 1,
  },
  {
    name: 'a file extends another',
    config: `[extend]\npath = 'base.toml'\n[[rules]]\nid = 'b'\nregex = '''KEY=(\\S+)'''\n`,
    files: { ...THREE, 'base.toml': RULE },
    findings: 4,
  },
  {
    name: 'a rule changes the one that it extends',
    config: `[extend]\npath = 'conf/base.toml'\n[[rules]]\nid = 'acme'\nentropy = 1.0\nkeywords = ['key']\n[[rules.allowlists]]\nstopwords = ['q1']\n`,
    files: {
      ...THREE,
      'conf/base.toml': `${RULE}keywords = ['x ']\n[[rules.allowlists]]\nstopwords = ['abc']\n`,
      'key.txt': 'key acme_zzyyxx acme_zzzzzz acme_q1abcd acme_abc123',
    },
    findings: 1,
  },
  {
    name: 'a changed expression keeps the rest',
    config: `[extend]\npath = 'base.toml'\n[[rules]]\nid = 'acme'\nregex = '''acme_(\\w)(\\w+)'''\nsecretGroup = 2\n`,
    files: { 'a.txt': 'acme_abc123', 'b.env': 'acme_q1w2e3', 'base.toml': `${RULE}path = '''txt$'''\n` },
    findings: 1,
  },
  {
    name: 'a chain of three files, and no further',
    config: `[extend]\npath = 'two.toml'\n${RULE}`,
    files: {
      'two.toml': "[extend]\npath = 'three.toml'\n[[rules]]\nid = 'two'\nregex = '''two-\\d'''\n",
      'three.toml': "[extend]\npath = 'four.toml'\n[[rules]]\nid = 'three'\nregex = '''three-\\d'''\n",
      'four.toml': "[[rules]]\nid = 'four'\nregex = '''four-\\d'''\n",
      'a.txt': 'acme_abcdef two-2 three-3 four-4',
    },
    findings: 3,
  },
  {
    name: 'lists of an extended file count, those for some rules do not',
    config: `[extend]\npath = 'base.toml'\n[[rules]]\nid = 'b'\nregex = '''KEY=(\\S+)'''\n`,
    files: {
      ...THREE,
      'base.toml': `${RULE}[[allowlists]]\nstopwords = ['zz']\n[[allowlists]]\ntargetRules = ['acme']\nstopwords = ['abc']\n`,
    },
    findings: 3,
  },
  {
    name: 'disabledRules leaves rules of the extended file out',
    config: `[extend]\npath = 'base.toml'\ndisabledRules = ['acme', 'nosuch']\n[[rules]]\nid = 'b'\nregex = '''KEY=(\\S+)'''\n`,
    files: { ...THREE, 'base.toml': RULE },
    findings: 1,
  },
  {
    name: 'the last of two rules of one id counts',
    config: `${RULE}[[rules]]\nid = 'acme'\nregex = '''KEY=(\\S+)'''\n`,
    files: THREE,
    findings: 1,
  },
  {
    name: 'flags hold for their group',
    config: "[[rules]]\nid = 'a'\nregex = '''(?i)tok(?-i:EN)-(?:[a-f]+|(?s:g.h))'''\n",
    files: { 'a.txt': 'TOKEN-ABC TOKen-abc tokEN-g\nh TOKEN-G-H' },
    findings: 3,
  },
  {
    name: 'lines, ends and several lines in one match',
    config: `[[rules]]\nid = 'line'\nregex = '''(?m)^pw: (\\w+)$'''\n[[rules]]\nid = 'block'\nregex = '''BEGIN(?s:.+?)END'''\n[[rules]]\nid = 'end'\nregex = '''last\\z'''\n`,
    files: { 'a.txt': 'pw: abc\nx pw: def\npw: g h\nBEGIN\nx\nEND END\nlast\nlast' },
    findings: 3,
  },
  {
    name: 'characters beyond ASCII',
    config: `[[rules]]\nid = 'a'\nregex = '''(?i)clé=(.{3})'''\n[[rules]]\nid = 'b'\nregex = '''[à-ü]{2}-[^é]'''\n[[rules]]\nid = 'c'\nregex = '''\\p{Greek}+'''\n`,
    files: { 'a.txt': 'CLÉ=äöü clé=abc\nàé-x üü-é\nαβγ' },
    findings: 4,
  },
  {
    name: 'the long s and the kelvin sign are cases of s and k',
    config: "[[rules]]\nid = 'a'\nregex = '''(?i)secret-key=([a-z]{4})'''\nkeywords = ['=']\n",
    files: { 'a.txt': 'SECRET-KEY=abcd ſecret-\u212aey=s\u212aſs' },
    findings: 2,
  },
  {
    name: 'two rules in one place',
    config: `${RULE}[[rules]]\nid = 'b'\nregex = '''acme_[a-z0-9]+'''\n[[rules]]\nid = 'generic-c'\nregex = '''[a-z0-9]{6}'''\n`,
    files: { 'a.txt': 'acme_abcdef ghijkl\n' },
    findings: 3,
  },
  {
    name: 'expressions that JavaScript would be lost in',
    config: `[[rules]]\nid = 'a'\nregex = '''(?:a+)+b'''\n[[rules]]\nid = 'b'\nregex = '''(?:\\w|\\d)*!'''\n[[rules]]\nid = 'c'\nregex = '''x.*y.*z.*\\$'''\n`,
    files: { 'a.txt': `${'a'.repeat(5000)}\naab\n${'1'.repeat(3000)}!\n${'xyz'.repeat(1000)}\nxyz$` },
    findings: 3,
  },
  {
    name: 'carriage returns',
    config: "[[rules]]\nid = 'a'\nregex = '''pw=(.*)'''\n[[rules]]\nid = 'b'\nregex = '''(?m)key=(\\w+)$'''\n",
    files: { 'a.txt': 'pw=abc\r\nkey=abc\r\nkey=def\n' },
    findings: 2,
  },
  {
    name: 'a file of rules is not searched by them',
    config: `title = 'acme_abcdef'\n${RULE}`,
    files: THREE,
    findings: 3,
  },
];

/** A case in which gitleaks and sluice part, on purpose. */
export interface Deviation extends Omit<ConfigCase, 'findings'> {
  readonly reason: string;
  /** As `rule file start-end`. */
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
}

export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'an expression that takes the line break behind the secret',
    reason:
      'gitleaks cuts line breaks off a match and looks for the groups again in what is left: here it finds none, and takes the whole match for the secret',
    config: "[[rules]]\nid = 'a'\nregex = '''pw=(\\w+)\\n'''\n",
    files: { 'a.txt': 'pw=abc\n' },
    theirs: ['a a.txt 0-6'],
    ours: ['a a.txt 3-6'],
  },
  {
    name: 'a list about lines, bound to the beginning',
    reason: "gitleaks' line begins with the line break before it, so ^ holds for no line but the first",
    config: `${RULE}[[rules.allowlists]]\nregexTarget = 'line'\nregexes = ['''^#''']\n`,
    files: { 'a.txt': '# acme_abcdef\n# acme_abcdef\n' },
    theirs: ['acme a.txt 21-27'],
    ours: [],
  },
  {
    name: 'entropy of a secret beyond ASCII',
    reason: 'gitleaks counts characters and divides by the number of bytes; sluice counts bytes',
    config: "[[rules]]\nid = 'a'\nregex = '''key=(\\S+)'''\nentropy = 1.5\n",
    files: { 'a.txt': 'key=éàü' },
    theirs: [],
    ours: ['a a.txt 4-10'],
  },
];
