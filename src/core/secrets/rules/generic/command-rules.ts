import type { SecretRule } from '../../rule.ts';

/** A word of a command line, in quotes or without. */
const WORD = String.raw`(["']?)([^\s"'\`<>|;&(){}]{4,200})`;
const GAP = String.raw`[^\r\n|;&]{0,200}?[ \t]`;

/** Passwords that programs take as arguments, where everybody can read them. */
export const commandRules: readonly SecretRule[] = [
  commandRule('sshpass', ['sshpass'], String.raw`sshpass[ \t](?:-[ev][ \t])?-p[ \t]{0,3}`),
  commandRule(
    'curl',
    ['curl'],
    String.raw`curl[ \t](?:${GAP})?(?:-u|--user|--proxy-user|-U)[ \t=]{0,3}["']?[^\s"':<>]{1,80}:`,
  ),
  commandRule('wget', ['wget'], String.raw`wget[ \t](?:${GAP})?--(?:http-|ftp-|proxy-)?password[ \t=]`),
  commandRule(
    'mysql',
    ['mysql', 'mariadb'],
    String.raw`(?:mysql(?:dump|admin|import|show|check|slap|_secure_installation|sh)?|mariadb(?:-\w+)?)[ \t](?:${GAP})?(?:-p|--password=)(?![ \t])`,
  ),
  commandRule(
    'login',
    ['login'],
    String.raw`(?:docker|podman|helm(?: registry)?|skopeo|buildah|oras|crane(?: auth)?|az|oc|nerdctl|argocd|cf|npm|vault|kubectl|heroku|gh auth)[ \t]login[ \t](?:${GAP})?(?:-p|--password|--token)[ \t=]{1,3}`,
  ),
  commandRule(
    'htpasswd',
    ['htpasswd'],
    String.raw`htpasswd[ \t]+-\w*b\w*[ \t](?:${GAP})?[^\s"']{1,80}[ \t]+[\w.@-]{1,60}[ \t]+`,
  ),
  commandRule('chpasswd', ['chpasswd'], String.raw`echo[ \t]+(?:-e[ \t]+)?["']?[\w.-]{1,40}:(?=[^\r\n]{1,80}chpasswd)`),
  commandRule('openssl', ['openssl'], String.raw`openssl[ \t]${GAP}-(?:pass(?:in|out)?|passwd)[ \t]+["']?pass:`),
  commandRule(
    'mongo',
    ['mongo'],
    String.raw`mongo(?:sh|dump|restore|import|export)?[ \t](?:${GAP})?(?:-p|--password)[ \t=]{1,3}`,
  ),
  commandRule('redis', ['redis-cli'], String.raw`redis-cli[ \t](?:${GAP})?(?:-a|--pass)[ \t=]{1,3}`),
  commandRule(
    'zip',
    ['zip', '7z'],
    String.raw`(?:\b(?:un)?zip[ \t](?:${GAP})?-P[ \t]+|\b7z[az]?[ \t](?:${GAP})?-p(?![ \t]))`,
  ),
  commandRule('keytool', ['keytool'], String.raw`keytool[ \t]${GAP}-(?:store|key|src|dest)(?:store)?pass[ \t]+`),
  commandRule(
    'ldap',
    ['ldap'],
    String.raw`ldap(?:search|add|modify|delete|passwd|whoami|compare)[ \t](?:${GAP})?-w[ \t]*`,
  ),
  commandRule('net-use', ['net use'], String.raw`net use[ \t]${GAP}/user:\S{1,80}[ \t]+`),
  commandRule(
    'sqlcmd',
    ['sqlcmd', 'sqlplus', 'bcp'],
    String.raw`(?:(?:sqlcmd|bcp)[ \t](?:${GAP})?-P[ \t]*|sqlplus[ \t](?:-\w+[ \t]+)?[\w.]{1,40}/)`,
  ),
];

function commandRule(program: string, keywords: readonly string[], command: string): SecretRule {
  return {
    id: `password-for-${program}`,
    title: 'a password in a command',
    confidence: 'likely',
    keywords,
    pattern: new RegExp(`\\b${command}${WORD}`.replace(String.raw`\b(?:\b`, String.raw`(?:\b`), 'g'),
    secretGroup: 2,
    isGeneric: true,
  };
}
