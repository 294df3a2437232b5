import type { SecretRule } from '../../rule.ts';
import { HEX_32, UUID } from '../forms.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/** Platforms that run applications, networks that deliver them, and names. Cloudflare: developers.cloudflare.com, "Token formats". */
export const hostingRules: readonly SecretRule[] = [
  ...tokenRules([
    {
      id: 'flyio-token-bundle',
      title: 'a bundle of access tokens of Fly.io',
      token: /FlyV1 [A-Za-z0-9=_,/+-]{100,3000}/,
    },

    {
      id: 'cloudflare-user-token',
      title: 'a user API token of Cloudflare',
      token: /cfut_[A-Za-z0-9_-]{40}[0-9a-f]{8}/,
    },
    {
      id: 'cloudflare-account-token',
      title: 'an account API token of Cloudflare',
      token: /cfat_[A-Za-z0-9_-]{40}[0-9a-f]{8}/,
    },
    { id: 'cloudflare-global-key', title: 'a global API key of Cloudflare', token: /cfk_[A-Za-z0-9_-]{40}[0-9a-f]{8}/ },
    {
      id: 'cloudflare-origin-ca-key',
      title: 'an Origin CA key of Cloudflare',
      token: /v1\.0-[0-9a-f]{24}-[0-9a-f]{146}/,
    },
    { id: 'heroku-api-key', title: 'an API key of Heroku', token: /HRKU-AA[A-Za-z0-9_-]{58}/ },
    {
      id: 'flyio-deploy-token',
      title: 'an access token of Fly.io',
      keywords: ['fm1r_', 'fm1a_', 'fm2_'],
      token: /fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,2000}={0,3}/,
    },
    { id: 'flyio-personal-token', title: 'a personal access token of Fly.io', token: /fo1_[A-Za-z0-9_-]{43}/ },
    { id: 'vercel-access-token', title: 'a personal access token of Vercel', token: /vcp_[A-Za-z0-9_-]{56}/ },
    {
      id: 'vercel-app-token',
      title: 'an access token of a Vercel app',
      keywords: ['vca_', 'vcr_'],
      token: /vc[ar]_[A-Za-z0-9_-]{56}/,
    },
    {
      id: 'vercel-integration-token',
      title: 'an access token of a Vercel integration',
      token: /vci_[A-Za-z0-9_-]{56}/,
    },
    {
      id: 'vercel-blob-token',
      title: 'a read-write token of Vercel Blob',
      token: /vercel_blob_rw_[A-Za-z0-9]{10,30}_[A-Za-z0-9]{24,40}/,
    },
    {
      id: 'netlify-access-token',
      title: 'an access token of Netlify',
      keywords: ['nfp_', 'nfc_', 'nfo_', 'nfu_', 'nfb_'],
      token: /nf[pcoub]_[A-Za-z0-9]{36}/,
    },
    { id: 'render-api-key', title: 'an API key of Render', token: /rnd_[A-Za-z0-9]{28,32}/ },
    {
      id: 'deno-deploy-token',
      title: 'an access token of Deno Deploy',
      keywords: ['ddp_', 'ddo_', 'ddw_'],
      token: /dd[pow]_[A-Za-z0-9]{36}/,
    },
    {
      id: 'akamai-token',
      title: 'a client or access token of Akamai',
      token: /akab-[a-z0-9]{16}-[a-z0-9]{16}/,
      confidence: 'likely',
    },
    { id: 'valtown-api-token', title: 'an API token of Val Town', token: /vtwn_[A-Za-z0-9_-]{20,80}/ },
    { id: 'zuplo-api-key', title: 'an API key of Zuplo', token: /zpka_[a-z0-9]{32}_[0-9a-f]{8}/ },
    { id: 'unkey-root-key', title: 'a root key of Unkey', token: /unkey_[A-Za-z0-9]{20,32}/, minEntropy: 3.3 },
  ]),
  ...namedRules([
    {
      id: 'expo-access-token',
      title: 'an access token of Expo',
      vendor: ['expo token', 'expo access token', 'eas token'],
      value: /[A-Za-z0-9_-]{40}/,
      minEntropy: 4,
    },

    {
      id: 'cloudflare-legacy-token',
      title: 'an API token of Cloudflare (form until 2025)',
      vendor: ['cloudflare', 'cf api', 'cf dns'],
      value: /[A-Za-z0-9_-]{40}/,
      minEntropy: 3.8,
    },
    {
      id: 'cloudflare-legacy-global-key',
      title: 'a global API key of Cloudflare (form until 2025)',
      vendor: ['cloudflare', 'cf api', 'x auth key'],
      value: /[0-9a-f]{37}/,
    },
    {
      id: 'cloudflare-r2-secret',
      title: 'the secret of an access key of Cloudflare R2',
      vendor: ['r2 secret', 'cloudflare r2', 'r2 access'],
      value: /[0-9a-f]{64}/,
    },
    { id: 'heroku-legacy-api-key', title: 'an API key of Heroku (form until 2024)', vendor: ['heroku'], value: UUID },
    {
      id: 'vercel-legacy-token',
      title: 'an access token of Vercel (form until 2025)',
      vendor: ['vercel'],
      value: /[A-Za-z0-9]{24}/,
      minEntropy: 3.5,
    },
    {
      id: 'netlify-legacy-token',
      title: 'an access token of Netlify (form until 2023)',
      vendor: ['netlify'],
      value: /[A-Za-z0-9=_-]{40,46}/,
      minEntropy: 3.8,
    },
    { id: 'railway-token', title: 'a token of Railway', vendor: ['railway'], thing: ['token', 'key'], value: UUID },
    {
      id: 'koyeb-api-token',
      title: 'an API token of Koyeb',
      vendor: ['koyeb'],
      value: /[a-z0-9]{64}/,
      minEntropy: 3.8,
    },
    {
      id: 'fastly-api-token',
      title: 'an API token of Fastly',
      vendor: ['fastly'],
      value: /[A-Za-z0-9=_-]{32}/,
      minEntropy: 3.5,
    },
    {
      id: 'akamai-client-secret',
      title: 'a client secret of Akamai',
      vendor: ['akamai', 'edgegrid', 'edgerc'],
      thing: ['secret'],
      value: /[A-Za-z0-9+/]{43}=/,
      minEntropy: 4,
    },
    {
      id: 'bunny-api-key',
      title: 'an API key of bunny.net',
      vendor: ['bunny'],
      value: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{20}-[0-9a-f]{4}-[0-9a-f]{4}/,
    },
    {
      id: 'ngrok-auth-token',
      title: 'an authentication token of ngrok',
      vendor: ['ngrok', 'authtoken'],
      value: /[A-Za-z0-9]{26,28}_[A-Za-z0-9]{20,24}/,
    },
    {
      id: 'godaddy-api-key',
      title: 'an API key of GoDaddy',
      vendor: ['godaddy'],
      value: /[A-Za-z0-9]{10,14}_[A-Za-z0-9]{20,24}/,
    },
    { id: 'namecheap-api-key', title: 'an API key of Namecheap', vendor: ['namecheap'], value: HEX_32 },
    {
      id: 'gandi-api-key',
      title: 'an API key of Gandi',
      vendor: ['gandi'],
      value: /[A-Za-z0-9]{24}|[0-9a-f]{40}/,
      minEntropy: 3.4,
    },
    {
      id: 'dnsimple-token',
      title: 'an access token of DNSimple',
      vendor: ['dnsimple'],
      value: /dnsimple_[a-z]_[A-Za-z0-9]{32}|[A-Za-z0-9]{32}/,
      minEntropy: 3.4,
    },
    {
      id: 'porkbun-api-key',
      title: 'an API key of Porkbun',
      vendor: ['porkbun', 'secretapikey', 'apikey'],
      value: /[ps]k1_[0-9a-f]{64}/,
    },
    { id: 'duckdns-token', title: 'a token of Duck DNS', vendor: ['duckdns'], value: UUID },
  ]),
];
