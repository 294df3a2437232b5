import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isSensitiveName } from '../../../../src/core/secrets/values/is-sensitive-name.ts';

const HOLD_A_SECRET = `
  password pwd db_pass dbpass rootpw userPwd PASSWORD_PROD password1 MYSQL_ROOT_PASSWORD spring.datasource.password ftp.pwd passwd
  passwordDatabase keyStorePassword smtpPass sshPassphrase senha ClearTextPassword
  apiKey API_KEY api-key apikey accesskey AWS_SECRET_ACCESS_KEY AccountKey privateKey encryptionKey masterKey signingKey jwtSecret
  secret_key_base clientSecret client-secret appSecret secret.key stringSecret
  token authToken _authToken GITHUB_TOKEN npm_token slackBotToken tokenValue
  credentials connectionString ConnectionStrings salt pin wifi_psk sentryDsn bindPw requirepass masterauth fernetKey gossip-key
`
  .trim()
  .split(/\s+/);

const ONLY_SOUND_SO = `
  tokenizer tokenUrl token_type tokenEndpoint tokenBucket tokenReviewer tokenExpirationSeconds maxTokens nextPageToken eos_token
  passwordPolicy passwordResetUrl PASSWORD_FILE passwordField passwordLength hasPassword resetPassword
  secretName secretKeyRef secretRef existingSecret secretKeySelector secretNamespace imagePullSecrets secretManager isSecret
  publicKey keyId accessKeyId api_key_id KEY_ID primaryKey sortKey cache_key key keyboard monkey
  existingSecretPasswordKey auth.existingSecretPasswordKey passwordKey userPasswordKey fromConnectionSecretKey passwordVariable initial-cluster-token
  credentialsId auth_type authUrl author authority bypass compass passengers description HTPASSWD_REALM
`
  .trim()
  .split(/\s+/);

describe('isSensitiveName', () => {
  for (const name of HOLD_A_SECRET)
    it(`takes ${name} for the name of a secret`, () => expect(isSensitiveName(name)).to.equal(true));
  for (const name of ONLY_SOUND_SO)
    it(`does not take ${name} for the name of a secret`, () => expect(isSensitiveName(name)).to.equal(false));

  it('looks at the end of a long name', () => {
    expect(isSensitiveName(`${'very_'.repeat(10_000)}password`)).to.equal(true);
  });
});
