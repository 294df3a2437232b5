/** How what leaked is made worthless, by what the ids of rules begin with. The first that fits counts. */
const REVOCATIONS: readonly (readonly [prefix: string, advice: string])[] = [
  ['aws', 'make a new access key, then "aws iam delete-access-key --access-key-id ID"'],
  ['github', 'delete it under Settings, Developer settings; an app or OAuth token at the app itself'],
  ['gitlab', 'revoke it under Access tokens of the user, group or project that it belongs to'],
  ['bitbucket', 'delete it under App passwords, API tokens or Access tokens'],
  [
    'gcp',
    'delete the key: "gcloud iam service-accounts keys delete KEY --iam-account ACCOUNT", or regenerate the API key',
  ],
  ['google', 'delete or regenerate it under APIs & Services, Credentials'],
  ['service-account-key', 'delete the key: "gcloud iam service-accounts keys delete KEY --iam-account ACCOUNT"'],
  ['azure', 'regenerate the key of the account, or "az ad app credential delete" for a client secret'],
  ['npm', '"npm token revoke ID"; "npm token list" shows the ids'],
  ['pypi', 'remove it under Account settings, API tokens'],
  ['docker', 'delete it under Account settings, Personal access tokens'],
  ['registry-credentials', 'change the password or token of the account at the registry'],
  ['slack', 'revoke it at the app under OAuth & Permissions, or call auth.revoke; regenerate a webhook'],
  ['stripe', 'roll the key under Developers, API keys'],
  ['openai', 'delete it under API keys of the project'],
  ['anthropic', 'delete it under API keys of the console'],
  ['huggingface', 'invalidate it under Settings, Access Tokens'],
  ['vault', '"vault token revoke -accessor ACCESSOR"'],
  ['hashicorp', '"vault token revoke -accessor ACCESSOR"; a token of HCP Terraform under User settings, Tokens'],
  ['terraform', 'rotate every credential in the state, and move the state to a remote backend'],
  ['tfstate', 'rotate every credential in the state, and move the state to a remote backend'],
  ['cloudflare', 'roll it under My Profile, API Tokens'],
  ['digitalocean', 'delete it under API, Tokens'],
  ['twilio', 'delete the API key, or rotate the auth token, under Account'],
  ['sendgrid', 'delete it under Settings, API Keys'],
  ['datadog', 'revoke it under Organization settings, API or application keys'],
  ['grafana', 'delete the token of the service account'],
  [
    'kubeconfig',
    'delete the token Secret or ServiceAccount; a client certificate holds until it ends, so change what RBAC grants it',
  ],
  ['private-key', 'make a new key pair, put the new public part in place, and revoke the certificate if there is one'],
  ['age', 'make a new key, re-encrypt for it ("sops updatekeys"), and rotate what the old one could read'],
  ['jwt', 'end the session or change the signing key; a token holds until its "exp"'],
];

const GENERAL = 'change it where it is used, and end the old one';

/** What to do about secrets that these rules found, besides keeping the next one out of Git. */
export function revocationsOf(rules: readonly string[]): readonly string[] {
  const found = rules.map((rule) => REVOCATIONS.find(([prefix]) => isOfFamily(rule, prefix))?.[1] ?? GENERAL);
  return [...new Set(found)];
}

const isOfFamily = (rule: string, prefix: string): boolean => rule === prefix || rule.startsWith(`${prefix}-`);
