import type { SecretRule } from '../../rule.ts';
import { HEX_32, HEX_64, UUID } from '../forms.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/** Shops, content and websites. */
export const commerceRules: readonly SecretRule[] = [
  ...tokenRules([
    { id: 'shopify-access-token', title: 'an access token of Shopify', token: /shpat_[A-Za-z0-9]{32,64}/ },
    {
      id: 'shopify-custom-app-token',
      title: 'an access token of a custom app of Shopify',
      token: /shpca_[A-Za-z0-9]{32,64}/,
    },
    {
      id: 'shopify-private-app-password',
      title: 'a password of a private app of Shopify',
      token: /shppa_[A-Za-z0-9]{32,64}/,
    },
    { id: 'shopify-shared-secret', title: 'a shared secret of Shopify', token: /shpss_[A-Za-z0-9]{32,64}/ },
    { id: 'shopify-theme-token', title: 'a theme access token of Shopify', token: /shptka_[A-Za-z0-9]{32,64}/ },
    { id: 'shopify-partner-token', title: 'a partner API token of Shopify', token: /prtapi_[0-9a-fA-F]{32}/ },
    {
      id: 'woocommerce-consumer-key',
      title: 'a REST API key of WooCommerce',
      keywords: ['ck_', 'cs_'],
      token: /c[ks]_[0-9a-f]{40}/,
    },
    {
      id: 'contentful-personal-token',
      title: 'a personal access token of Contentful',
      token: /CFPAT-[A-Za-z0-9_-]{43}/,
    },
    {
      id: 'amazon-selling-partner-secret',
      title: 'a client secret of Login with Amazon',
      token: /amzn1\.oa2-cs\.v1\.[0-9a-f]{64}/,
    },
    {
      id: 'amazon-selling-partner-token',
      title: 'a token of Login with Amazon',
      keywords: ['atzr|', 'atza|'],
      token: /Atz[ra]\|[A-Za-z0-9_-]{100,1000}/,
    },
    {
      id: 'ebay-production-secret',
      title: 'a certificate id of eBay',
      token: /PRD-[0-9a-f]{8,12}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4,12}/,
    },
    { id: 'readme-api-key', title: 'an API key of ReadMe', token: /rdme_[a-z0-9]{70}/ },
    { id: 'frameio-token', title: 'a developer token of Frame.io', token: /fio-u-[A-Za-z0-9_=-]{64}/ },
    { id: 'samsara-api-token', title: 'an API token of Samsara', token: /samsara_api_[A-Za-z0-9]{26,32}/ },
    {
      id: 'workato-developer-token',
      title: 'a developer API token of Workato',
      token: /wrka(?:[a-z]{2})?-eyJ[A-Za-z0-9_-]{8,200}\.[A-Za-z0-9_-]{16,400}\.[A-Za-z0-9_-]{64,700}/,
    },
  ]),
  ...namedRules([
    {
      id: 'freemius-secret-key',
      title: 'a secret key of Freemius',
      vendor: ['secret_key'],
      value: /sk_[^\s'"]{29}/,
      confidence: 'likely',
      minEntropy: 3.8,
    },

    {
      id: 'contentful-delivery-token',
      title: 'an access token of Contentful',
      vendor: ['contentful'],
      value: /[A-Za-z0-9=_-]{43}/,
      minEntropy: 3.6,
    },
    { id: 'sanity-token', title: 'an API token of Sanity', vendor: ['sanity'], value: /sk[A-Za-z0-9]{80,200}/ },
    {
      id: 'storyblok-token',
      title: 'an access token of Storyblok',
      vendor: ['storyblok'],
      value: /[A-Za-z0-9]{22,24}tt/,
      minEntropy: 3.5,
    },
    {
      id: 'datocms-token',
      title: 'an API token of DatoCMS',
      vendor: ['datocms', 'dato'],
      thing: ['token'],
      value: /[0-9a-f]{30}/,
    },
    {
      id: 'ghost-admin-key',
      title: 'an admin API key of Ghost',
      vendor: ['ghost'],
      thing: ['key', 'token'],
      value: /[0-9a-f]{24}:[0-9a-f]{64}/,
    },
    {
      id: 'bigcommerce-token',
      title: 'an access token of BigCommerce',
      vendor: ['bigcommerce'],
      value: /[a-z0-9]{31}/,
      minEntropy: 3.5,
    },
    {
      id: 'etsy-api-key',
      title: 'an API key of Etsy',
      vendor: ['etsy'],
      value: /[A-Za-z0-9]{24}(?::[a-z0-9]{10,64})?/,
      minEntropy: 3,
    },
    { id: 'squarespace-access-token', title: 'an access token of Squarespace', vendor: ['squarespace'], value: UUID },
    { id: 'webflow-token', title: 'an API token of Webflow', vendor: ['webflow'], value: HEX_64 },
    {
      id: 'cloudinary-api-secret',
      title: 'an API secret of Cloudinary',
      vendor: ['cloudinary'],
      thing: ['secret', 'key'],
      value: /[A-Za-z0-9_-]{27}|[A-Za-z0-9]{32}/,
      minEntropy: 3.5,
    },
    {
      id: 'imgur-client-secret',
      title: 'a client secret of Imgur',
      vendor: ['imgur'],
      thing: ['secret'],
      value: /[0-9a-f]{40}/,
    },
    {
      id: 'unsplash-access-key',
      title: 'an access key of Unsplash',
      vendor: ['unsplash'],
      value: /[A-Za-z0-9_-]{43}/,
      minEntropy: 3.8,
    },
    { id: 'vimeo-access-token', title: 'an access token of Vimeo', vendor: ['vimeo'], thing: ['token'], value: HEX_32 },
    {
      id: 'mux-token-secret',
      title: 'a token secret of Mux',
      vendor: ['mux'],
      thing: ['secret'],
      value: /[A-Za-z0-9+/]{75}/,
      minEntropy: 4,
    },
    {
      id: 'disqus-api-key',
      title: 'an API key of Disqus',
      vendor: ['disqus'],
      value: /[A-Za-z0-9]{64}/,
      minEntropy: 3.8,
    },
    { id: 'bitly-access-token', title: 'an access token of Bitly', vendor: ['bitly', 'bit.ly'], value: /[0-9a-f]{40}/ },
  ]),
];
