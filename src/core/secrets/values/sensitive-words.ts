import { wordList } from './word-list.ts';

/** Words that alone say that a password or passphrase stands under the name, also at the end of a longer word (`dbpassword`). */
export const PASSWORD_WORDS: readonly string[] = wordList(`
  password passwords passwd passwrd passphrase passcode passkey passwort kennwort senha contrasena contraseña motdepasse
  wachtwoord salasana requirepass masterauth
`);

/** Short forms. They end many other words, so in one word they count only after one of `OWNERS`. */
export const SHORT_PASSWORD_WORDS: readonly string[] = wordList(`
  pass pwd pswd psw pw passwds mdp
`);

/** Words that name a secret of any kind, also at the end of a longer word (`accesstoken`, `clientsecret`). */
export const SECRET_WORDS: readonly string[] = wordList(`
  secret secrets token tokens credential credentials creds apikey accesskey authkey secretkey privatekey privkey encryptionkey
  masterkey signingkey sharedkey accountkey appkey connectionstring connstring connstr
`);

/** Words that name a secret only where they stand alone. */
export const LONE_SECRET_WORDS: readonly string[] = wordList(`
  auth authorization cred salt pin psk dsn otp mnemonic jwt pat keypass storepass signature sig
`);

/** A `key` that comes right after one of them opens or signs something; others (`primary key`, `sort key`) are public. */
export const KEY_OWNERS: readonly string[] = wordList(`
  access account admin aes api app application auth authentication billing cipher client consumer cookie crypt crypto customer
  decrypt decryption deploy des developer encrypt encryption fernet gossip hmac integration jwt licence license live master merchant oauth
  openai partner preshared priv private production provisioning registration root rsa sandbox sas secret security server service
  session shared sign signature signing ssh storage stripe subscription symmetric sync tsig verification webhook write
`);

/** What a password is of, written together with a short form: `dbpass`, `rootpw`, `userpwd`. */
export const OWNERS: readonly string[] = wordList(`
  admin app auth basic bind client database db default demo email file ftp git guest http https imap irc jdbc key keystore ldap
  login mail master mongo mssql my mysql new old ora oracle pg pop postgres proxy rabbitmq redis repl replication root server
  sftp smtp sql ssh ssl store su super svn sys system test trust truststore user usr vnc web wifi zip
`);
