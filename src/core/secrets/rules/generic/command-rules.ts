import type { SecretRule } from '../../rule.ts';

/** A command that takes a password as an argument. */
interface Command {
  readonly program: string;
  /** Lower case. Default: the program. */
  readonly keywords?: readonly string[];
  /** Up to the password, as the source of a pattern. */
  readonly before: string;
  /** What must follow on the line. */
  readonly after?: string;
}

/** Other arguments between the program and the password, on one line or on lines that a backslash ends. */
const GAP = String.raw`[ \t](?:(?:[^\r\n|;&]|(?<=\\)\r?\n){0,200}?[ \t\n])?`;

/** Passwords that programs take as arguments, where everybody can read them. Options are those of the programs' manuals. */
const COMMANDS: readonly Command[] = [
  { program: 'sshpass', before: String.raw`sshpass[ \t]{1,4}(?:-[ev][ \t]{1,4})?-p[ \t]{0,3}` },
  {
    program: 'curl',
    before: String.raw`curl${GAP}(?:-u|-U|--user|--proxy-user)[ \t=]{0,3}["']?(?!user(?:name)?:pass(?:word)?(?!\w))[^\s"':<>]{1,80}:`,
  },
  { program: 'wget', before: String.raw`wget${GAP}--(?:http-|ftp-|proxy-)?password[ \t=]` },
  {
    program: 'mysql',
    keywords: ['mysql', 'mariadb'],
    before: String.raw`(?:mysql(?:dump|admin|import|show|check|slap|sh)?|mariadb(?:-\w{1,20})?)${GAP}(?:-p|--password=)(?![ \t])`,
  },
  { program: 'login', before: String.raw`login${GAP}(?:-p|--password|--token)[ \t=]{1,3}` },
  { program: 'htpasswd', before: String.raw`htpasswd[ \t]{1,4}-\w{0,10}b\w{0,10}[ \t](?:[^\s"']{1,80}[ \t]{1,4}){2}` },
  {
    program: 'chpasswd',
    before: String.raw`echo[ \t]{1,4}(?:-e[ \t]{1,4})?["']?[\w.-]{1,40}:`,
    after: String.raw`[^\r\n]{1,80}chpasswd`,
  },
  { program: 'openssl', before: String.raw`openssl${GAP}-(?:pass(?:in|out)?|passwd)[ \t]{1,4}["']?pass:` },
  { program: 'mongo', before: String.raw`mongo(?:sh|dump|restore|import|export)?${GAP}(?:-p|--password)[ \t=]{1,3}` },
  { program: 'redis-cli', before: String.raw`redis-cli${GAP}(?:-a|--pass)[ \t=]{1,3}` },
  { program: 'zip', before: String.raw`zip${GAP}-P[ \t]{1,4}` },
  { program: 'keytool', before: String.raw`keytool${GAP}-(?:store|key|src|dest)(?:store)?pass[ \t]{1,4}` },
  {
    program: 'ldapsearch',
    keywords: ['ldap'],
    before: String.raw`ldap(?:search|add|modify|delete|whoami|compare)${GAP}-w[ \t]{0,4}`,
  },
  { program: 'net-use', keywords: ['net use'], before: String.raw`[nN]et [uU]se${GAP}/user:\S{1,80}[ \t]{1,4}` },
  {
    // https://learn.microsoft.com/powershell/module/microsoft.powershell.security/convertto-securestring
    program: 'powershell',
    keywords: ['convertto-securestring'],
    before: String.raw`[cC]onvert[tT]o-[sS]ecure[sS]tring[ \t]{1,4}(?:-[sS]tring[ \t]{1,4})?`,
    after: String.raw`(?=["']?[ \t][^\r\n|;]{0,60}-[aA]s[pP]lain[tT]ext)`,
  },
  { program: 'vault', keywords: ['operator unseal'], before: String.raw`operator unseal[ \t]{1,4}` },
  { program: 'sqlcmd', before: String.raw`sqlcmd${GAP}-P[ \t]{0,4}` },
  { program: 'sqlplus', before: String.raw`sqlplus[ \t]{1,4}(?:-\w{1,10}[ \t]{1,4})?[\w.]{1,40}/` },
];

export const commandRules: readonly SecretRule[] = COMMANDS.map(
  ({ program, keywords = [program], before, after = '' }) => ({
    id: `password-for-${program}`,
    title: `a password in a command (${program})`,
    confidence: 'likely',
    keywords,
    pattern: new RegExp(String.raw`(?<![\w-])${before}(["']?)([^\s"'\`<>|;&(){}]{4,200})${after}`, 'g'),
    secretGroup: 2,
    isGeneric: true,
  }),
);
