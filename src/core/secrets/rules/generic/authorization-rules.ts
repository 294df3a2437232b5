import type { SecretRule } from '../../rule.ts';

/** Credentials in headers of HTTP and in URLs. */
export const authorizationRules: readonly SecretRule[] = [
  {
    id: 'credentials-in-url',
    title: 'a password in a URL',
    confidence: 'likely',
    keywords: ['://'],
    // The scheme is looked back at, from the `://` that is rare.
    pattern:
      /:\/\/(?<=\b[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\/)[^\s:/?#@"'`<>{}()[\],|\\]{0,100}:([^\s:/?#"'`<>|\\^]{3,200}?)@(?=[\w.[${%<-])/g,
    isGeneric: true,
    check: 'credentials-url',
  },
  {
    id: 'basic-authorization',
    title: 'user and password in a header of HTTP',
    confidence: 'likely',
    keywords: ['basic'],
    pattern: /\b[Bb](?:asic|ASIC)[ \t]{1,4}([A-Za-z0-9+/]{8,400}={0,2})(?![A-Za-z0-9+/=])/g,
    check: 'basic-credentials',
  },
  {
    id: 'bearer-authorization',
    title: 'a token in a header of HTTP',
    confidence: 'likely',
    keywords: ['bearer', 'authorization', 'private-token', 'api-key', 'apikey', 'auth-token', 'vault-token'],
    pattern:
      /\b(?:[Bb]earer|BEARER|[Aa]uthorization["']?[:=,]{1,2}[ \t]{0,4}["']?(?:[Tt]oken|[Aa]pi[Kk]ey|[Bb]ot|SSWS|GenieKey|key=)|(?:[Xx]-)?(?:[Pp]rivate-[Tt]oken|PRIVATE-TOKEN|[Aa]pi-?[Kk]ey|API-KEY|[Aa]uth-[Tt]oken|[Vv]ault-[Tt]oken)["']?:)[ \t]{0,4}([A-Za-z0-9._~+/-]{16,3000}={0,2})(?![A-Za-z0-9_([])/g,
    isGeneric: true,
    weakConfidence: 'none',
  },
  {
    // A line of a netrc that a script or an image writes: https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
    id: 'password-in-netrc',
    title: 'a password for a host',
    confidence: 'likely',
    keywords: ['machine'],
    pattern: /\bmachine\s{1,10}[\w.-]{3,100}\s{1,10}login\s{1,10}\S{1,100}\s{1,10}password\s{1,10}([^\s"'`\\]{4,200})/g,
    isGeneric: true,
    commonConfidence: 'none',
  },
  {
    id: 'password-in-login-call',
    title: 'a password in a call that logs in',
    confidence: 'likely',
    keywords: ['login(', 'signin(', 'sign_in(', 'authenticate('],
    // The user is an address, so the next argument is a password and not a callback or a label.
    pattern:
      /\b(?:login|[sS]ign_?[iI]n|authenticate)\(\s{0,4}["'][^\s"'@]{1,80}@[^\s"'@]{1,80}["'],\s{0,10}(["'])([^"'\r\n]{4,100})\1/g,
    secretGroup: 2,
    isGeneric: true,
    commonConfidence: 'none',
  },
  {
    // https://learn.microsoft.com/dotnet/api/system.net.networkcredential
    id: 'password-in-network-credential',
    title: 'a password of a user in .NET',
    confidence: 'likely',
    keywords: ['networkcredential('],
    pattern: /NetworkCredential\(\s{0,4}["'][^"'\r\n]{1,100}["'],\s{0,10}(["'])([^"'\r\n]{4,100})\1/g,
    secretGroup: 2,
    isGeneric: true,
    commonConfidence: 'none',
  },
];
