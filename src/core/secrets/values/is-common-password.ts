import { isSequence } from './is-sequence.ts';
import { wordList } from './word-list.ts';

/**
 * Whether a password is put together of words that everybody takes for one, digits and signs: `changeme`, `mysecret2`,
 * `test-password`, `123456`. In source code it is an example or a test; in settings somebody may have deployed it.
 */
export function isCommonPassword(value: string): boolean {
  const plain = value.toLowerCase();
  return isSequence(plain) || (/[a-z]/.test(plain) && isMadeOfWords(plain));
}

/** Each place of the text that a word can end at, from left to right. */
function isMadeOfWords(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const reached = new Set([0]);
  for (let at = 0; at < text.length; at++) {
    if (!reached.has(at)) continue;
    if (!isLetter(text.charCodeAt(at))) reached.add(at + 1);
    for (const word of WORDS) if (text.startsWith(word, at)) reached.add(at + word.length);
  }
  return reached.has(text.length);
}

const MAX_LENGTH = 60;
const isLetter = (code: number): boolean => code > 0x60 && code < 0x7b;

const WORDS: readonly string[] = wordList(`
  a abc abcd abcde abcdef access account admin administrator agent airflow another api app asdf auth authentication authorization aws
  bad bar baz bearer bitnami bob bot by cassandra change changed changeit changeme client code confirm consul correct credential credentials current
  custom data database db default demo dev django docker elastic elasticsearch email empty encryption entity env expired fake first foo foobar from
  git github gitlab global good grafana guest harbor hello hmac host http id incorrect initial internal invalid is it jenkins jwt kafka key keycloak
  keystore kibana kube kubernetes ldap letmein local login mail main mariadb master me minio minioadmin missing mongo mongodb mongouser monitoring
  my mypass mysql name neo nexus new no not nothing oauth ok old oops operator oracle other our pass passphrase passwd password phrase pg postgres
  postgresql prefix private prod production project public pw pwd qwerty rabbit rabbitmq random read real redis refresh registry replica
  replication repl right root salt sample secret secrets secure security server service session shared short sign signing simple some sonar space string
  strong stub super supersecret system temp test tester testing tests text the this token tokens top totally truststore two type unit unused upstream
  user username vagrant valid value vault very weak web webhook welcome word world write wrong xyz you your zabbix
`);
