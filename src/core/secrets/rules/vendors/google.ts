import type { SecretRule } from '../../rule.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/** Parts of the keys that Google publishes in its samples for Firebase (github.com/firebase/firebase-android-sdk): they open nothing. */
const PUBLISHED = [
  '7nfelquw',
  'vjf3pdur',
  'cliylx7f',
  'b-2pezvq',
  'bfmlxbie',
  '2zb6ncsk',
  '6hmtmdyw',
  'h9h9bsuc',
  'vawfq8ab',
  'cgxgwqft',
  '1jiicb6o',
  'raim4a0m',
  'ooibhjyr',
  'xt4ec15v',
  'apnrhnfe',
];

export const googleRules: readonly SecretRule[] = [
  ...tokenRules([
    {
      id: 'google-api-key',
      title: 'an API key of Google',
      token: /AIza[A-Za-z0-9_-]{35}/,
      allowlists: [{ stopwords: PUBLISHED }],
    },
    {
      id: 'google-gemini-auth-key',
      title: 'an authorization key of Gemini',
      token: /AQ\.Ab8RN6[A-Za-z0-9_-]{44}/,
    },
    {
      id: 'google-oauth-client-secret',
      title: 'an OAuth client secret of Google',
      token: /GOCSPX-[A-Za-z0-9_-]{28}/,
    },
    {
      id: 'google-access-token',
      title: 'an access token of Google',
      token: /ya29\.[A-Za-z0-9_-]{20,2000}/,
    },
    {
      id: 'google-refresh-token',
      title: 'a refresh token of Google',
      token: /1\/\/0[A-Za-z0-9_-]{40,120}/,
    },
    {
      id: 'google-cloud-messaging-key',
      title: 'a server key of Firebase Cloud Messaging',
      token: /AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{140}/,
    },
    {
      id: 'google-storage-hmac-id',
      title: 'the id of an HMAC key of Google Cloud Storage',
      token: /GOOG1E[A-Z0-9]{55}/,
    },
  ]),
  {
    id: 'google-service-account-key',
    title: 'the key of a service account of Google Cloud',
    confidence: 'certain',
    keywords: ['private_key_id'],
    pattern:
      /"private_key_id"\s{0,4}:\s{0,4}"[0-9a-f]{40}",\s{1,12}"private_key"\s{0,4}:\s{0,4}"(-----BEGIN (?:RSA )?PRIVATE KEY-----[^"]{100,4000})"/g,
  },
  ...namedRules([
    {
      id: 'google-storage-hmac-secret',
      title: 'the secret of an HMAC key of Google Cloud Storage',
      vendor: ['gcs secret', 'gs secret access', 'gcs hmac secret'],
      value: /[A-Za-z0-9+/]{40}/,
    },
    {
      id: 'google-recaptcha-secret',
      title: 'a secret key of reCAPTCHA',
      vendor: ['recaptcha'],
      thing: ['secret', 'private'],
      value: /6L[A-Za-z0-9_-]{38}/,
    },
  ]),
];
