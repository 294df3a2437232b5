import type { SecretRule } from '../../rule.ts';
import { attributeFile, elementFile, fileRule } from './file-rule.ts';

/** Files of XML. */
export const xmlFileRules: readonly SecretRule[] = [
  elementFile({
    id: 'filezilla-password',
    title: 'a password for a server of files',
    path: /(?:^|\/)(?:filezilla|sitemanager|recentservers|queue)[^/]{0,20}\.xml$/i,
    keys: 'Pass',
  }),
  elementFile({
    id: 'maven-password',
    title: 'a password for Maven',
    path: /(?:^|\/)(?:\.m2\/settings|settings|maven-settings)\.xml$/,
    keys: 'password|passphrase',
  }),
  fileRule({
    // In braces it is encrypted, by a key that is written in the source code of Maven.
    id: 'maven-master-password',
    title: 'the master password of Maven',
    keywords: ['<master>'],
    path: /(?:^|\/)settings-security\.xml$/,
    pattern: /<master>([^<>\r\n]{1,1000})<\/master>/g,
    allowlists: [],
  }),
  elementFile({
    id: 'jenkins-credentials',
    title: 'a credential of Jenkins',
    path: /(?:^|\/)credentials\.xml$/,
    keys: 'password|passphrase|privateKey|secret|secretBytes|apiToken',
  }),
  elementFile({
    id: 'unattended-setup-password',
    title: 'a password for Windows',
    path: /(?:^|\/)(?:auto)?unattend[^/]{0,20}\.xml$/i,
    keys: 'Password|Value',
  }),
  attributeFile({
    id: 'jetbrains-server-password',
    title: 'a password for a server',
    path: /(?:^|\/)(?:WebServers|webServers|sshConfigs|dataSources(?:\.local)?)\.xml$/,
    keys: 'password|passphrase',
  }),
  attributeFile({
    id: 'dbeaver-password',
    title: 'a password for a database',
    path: /(?:^|\/)[^/]{0,20}data-sources[^/]{0,20}\.xml$/,
    keys: 'password',
  }),
  attributeFile({
    id: 'tomcat-password',
    title: 'a password for Tomcat',
    path: /(?:^|\/)tomcat-users\.xml$/,
    keys: 'password',
  }),
  attributeFile({
    id: 'group-policy-password',
    title: 'a password in a group policy',
    path: /(?:^|\/)(?:Groups|Services|Scheduledtasks|DataSources|Printers|Drives)\.xml$/i,
    keys: 'cpassword',
  }),
  attributeFile({
    id: 'remote-desktop-manager-password',
    title: 'a password for another computer',
    path: /(?:^|\/)confCons\.xml$/,
    keys: 'Password',
  }),
  fileRule({
    id: 'nuget-password',
    title: 'a password for a feed of NuGet',
    keywords: ['value="'],
    path: /(?:^|\/)nuget\.config$/i,
    pattern:
      /key="(?:ClearTextPassword|Password|apikey)"\s{1,8}value="([^"\r\n]{1,400})"|<add\s{1,8}key="https?:[^"\r\n]{1,200}"\s{1,8}value="([^"\r\n]{20,400})"/gi,
  }),
];
