import type { SecretRule } from '../../rule.ts';
import { HEX_32, UUID } from '../forms.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/** Mail, text messages and marketing. */
export const mailRules: readonly SecretRule[] = [
  ...tokenRules([
    {
      id: 'sendgrid-api-key',
      title: 'an API key of SendGrid',
      token: /SG\.(?:[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}|[A-Za-z0-9=_.-]{66})/,
    },
    { id: 'mailgun-private-key', title: 'a private API key of Mailgun', token: /key-[0-9a-f]{32}/ },
    {
      id: 'mailgun-public-key',
      title: 'a public validation key of Mailgun',
      token: /pubkey-[0-9a-f]{32}/,
      confidence: 'possible',
    },
    { id: 'mailchimp-api-key', title: 'an API key of Mailchimp', keywords: ['-us'], token: /[0-9a-f]{32}-us\d{1,2}/ },
    {
      id: 'mandrill-api-key',
      title: 'an API key of Mandrill',
      token: /md-[A-Za-z0-9_-]{22}/,
      confidence: 'likely',
      minEntropy: 3.8,
    },
    { id: 'brevo-api-key', title: 'an API key of Brevo', token: /xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}/ },
    { id: 'brevo-smtp-key', title: 'an SMTP key of Brevo', token: /xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}/ },
    {
      id: 'resend-api-key',
      title: 'an API key of Resend',
      keywords: ['re_'],
      token: /re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}/,
    },
    { id: 'mailersend-api-token', title: 'an API token of MailerSend', token: /mlsn\.[A-Za-z0-9]{30,100}/ },
    { id: 'twilio-api-key', title: 'an API key of Twilio', token: /SK[0-9a-f]{32}/ },
    {
      id: 'telnyx-api-key',
      title: 'an API key of Telnyx',
      token: /KEY0[0-9A-F]{31}_[A-Za-z0-9]{22}/,
      keywords: ['key0'],
    },
    {
      id: 'onesignal-api-key',
      title: 'a rich API key of OneSignal',
      keywords: ['os_v2_app_', 'os_v2_org_'],
      token: /os_v2_(?:app|org)_[a-z2-7]{103}/,
    },
    { id: 'klaviyo-api-key', title: 'a private API key of Klaviyo', token: /pk_[0-9a-f]{34}/ },
    {
      id: 'courier-api-key',
      title: 'an API key of Courier',
      keywords: ['pk_prod_', 'dk_prod_', 'pk_test_', 'dk_test_'],
      token: /[pd]k_(?:prod|test)_[A-Z0-9]{28}/,
    },
    {
      id: 'notify-service-key',
      title: 'an API key of GC Notify',
      token:
        /gcntfy-[a-z0-9_]{1,60}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i,
    },
  ]),
  ...namedRules([
    { id: 'klaviyo-key', title: 'an API key of Klaviyo', vendor: ['klaviyo'], value: /pk_[A-Za-z0-9]{34}/ },

    {
      id: 'mailgun-signing-key',
      title: 'a signing key of Mailgun',
      vendor: ['mailgun'],
      value: /[0-9a-h]{32}-[0-9a-h]{8}-[0-9a-h]{8}|[0-9a-f]{32}/,
    },
    { id: 'postmark-server-token', title: 'a server token of Postmark', vendor: ['postmark'], value: UUID },
    { id: 'mailjet-secret-key', title: 'a key of Mailjet', vendor: ['mailjet'], value: HEX_32 },
    { id: 'sparkpost-api-key', title: 'an API key of SparkPost', vendor: ['sparkpost'], value: /[0-9a-f]{40}/ },
    {
      id: 'aws-ses-smtp-password',
      title: 'an SMTP password of Amazon SES',
      vendor: ['smtp'],
      thing: ['password', 'pass', 'secret'],
      value: /B[A-Za-z0-9+/]{43}/,
      minEntropy: 4.2,
    },
    { id: 'twilio-auth-token', title: 'an auth token of Twilio', vendor: ['twilio'], value: /[0-9a-f]{32}/ },
    {
      id: 'twilio-account',
      title: 'the account id of Twilio',
      vendor: ['twilio'],
      value: /AC[0-9a-f]{32}/,
      confidence: 'possible',
    },
    {
      id: 'messagebird-api-key',
      title: 'an access key of MessageBird',
      vendor: ['messagebird', 'message_bird', 'message-bird'],
      value: /[A-Za-z0-9]{25}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/,
      minEntropy: 3,
    },
    {
      id: 'vonage-api-secret',
      title: 'an API secret of Vonage',
      vendor: ['vonage', 'nexmo'],
      thing: ['secret'],
      value: /[A-Za-z0-9]{16}/,
      minEntropy: 3,
    },
    {
      id: 'plivo-auth-token',
      title: 'an auth token of Plivo',
      vendor: ['plivo'],
      thing: ['token', 'secret', 'key', 'auth'],
      value: /[A-Za-z0-9_-]{40}|MA[A-Z0-9]{18}/,
      minEntropy: 3.3,
    },
    {
      id: 'infobip-api-key',
      title: 'an API token of Infobip',
      vendor: ['infobip'],
      thing: ['key'],
      value: /[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    },
    {
      id: 'customerio-api-key',
      title: 'an API key of Customer.io',
      vendor: ['customerio', 'customer io'],
      value: /[0-9a-f]{20}|[0-9a-f]{32}/,
    },
    { id: 'beamer-api-key', title: 'an API key of Beamer', vendor: ['beamer'], value: /b_[A-Za-z0-9=_-]{44}/ },
    { id: 'kickbox-api-key', title: 'an API key of Kickbox', vendor: ['kickbox'], value: /(?:live|test)_[0-9a-f]{64}/ },
    {
      id: 'hunter-api-key',
      title: 'an API key of Hunter',
      vendor: ['hunter api', 'hunterio', 'hunter io'],
      value: /[0-9a-f]{40}/,
    },
    { id: 'mailtrap-token', title: 'an API token of Mailtrap', vendor: ['mailtrap'], value: HEX_32 },
    { id: 'sendpulse-secret', title: 'a secret of SendPulse', vendor: ['sendpulse'], value: HEX_32 },
    {
      id: 'iterable-api-key',
      title: 'an API key of Iterable',
      vendor: ['iterable'],
      thing: ['api key', 'key'],
      value: HEX_32,
    },
    { id: 'braze-api-key', title: 'a REST API key of Braze', vendor: ['braze'], thing: ['key'], value: UUID },
    {
      id: 'activecampaign-api-key',
      title: 'an API key of ActiveCampaign',
      vendor: ['activecampaign'],
      value: /[0-9a-f]{72}/,
    },
    {
      id: 'convertkit-api-secret',
      title: 'an API secret of Kit',
      vendor: ['convertkit'],
      thing: ['secret', 'key'],
      value: /[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{22}/,
      minEntropy: 3.6,
    },
    {
      id: 'mailosaur-api-key',
      title: 'an API key of Mailosaur',
      vendor: ['mailosaur'],
      value: /[A-Za-z0-9]{32}/,
      minEntropy: 3.6,
    },
  ]),
];
