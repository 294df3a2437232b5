import type { SecretRule } from '../../rule.ts';
import { HEX_40 } from '../forms.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/**
 * GitHub: docs.github.com, "GitHub's token formats"; installation tokens are a JWT after the prefix since 2026. GitLab:
 * docs.gitlab.com/security/tokens; the routable form ends in its length and a checksum.
 */
export const sourceHostingRules: readonly SecretRule[] = [
  ...tokenRules([
    {
      id: 'github-personal-access-token',
      title: 'a personal access token of GitHub',
      token: /ghp_[A-Za-z0-9]{36}/,
    },
    {
      id: 'github-fine-grained-token',
      title: 'a fine-grained personal access token of GitHub',
      token: /github_pat_[A-Za-z0-9_]{82}/,
    },
    {
      id: 'github-oauth-token',
      title: 'an OAuth access token of GitHub',
      token: /gho_[A-Za-z0-9]{36}/,
    },
    {
      id: 'github-user-to-server-token',
      title: 'a user access token of a GitHub App',
      token: /ghu_[A-Za-z0-9]{36}/,
    },
    {
      id: 'github-installation-token',
      title: 'an installation access token of a GitHub App',
      token:
        /ghs_(?:[A-Za-z0-9]{36}|[A-Za-z0-9_]{0,40}eyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,1000})/,
    },
    {
      id: 'github-refresh-token',
      title: 'a refresh token of a GitHub App',
      token: /ghr_(?:[A-Za-z0-9]{76}|[A-Za-z0-9]{36})/,
    },
    {
      id: 'gitlab-personal-access-token',
      title: 'an access token of GitLab',
      token: /glpat-(?:[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.?[0-9a-z]{7,9}|[A-Za-z0-9_-]{20,22})/,
    },
    {
      id: 'gitlab-deploy-token',
      title: 'a deploy token of GitLab',
      token: /gldt-[A-Za-z0-9_-]{20,22}/,
    },
    {
      id: 'gitlab-runner-token',
      title: 'a runner authentication token of GitLab',
      keywords: ['glrt-', 'glrtr-'],
      token: /glrtr?-(?:t\d_[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.?[0-9a-z]{7,9}|(?:t\d_)?[A-Za-z0-9_-]{20})/,
    },
    {
      id: 'gitlab-runner-registration-token',
      title: 'a runner registration token of GitLab',
      token: /GR1348941[A-Za-z0-9_-]{20,22}/,
    },
    {
      id: 'gitlab-job-token',
      title: 'a CI/CD job token of GitLab',
      token: /glcbt-(?:[A-Za-z0-9]{1,5}_)?[A-Za-z0-9_-]{20}/,
    },
    {
      id: 'gitlab-trigger-token',
      title: 'a pipeline trigger token of GitLab',
      token: /glptt-[0-9a-f]{40}/,
    },
    {
      id: 'gitlab-feed-token',
      title: 'a feed token of GitLab',
      token: /glft-[A-Za-z0-9_-]{20}/,
    },
    {
      id: 'gitlab-incoming-mail-token',
      title: 'an incoming mail token of GitLab',
      token: /glimt-[A-Za-z0-9_-]{25}/,
    },
    {
      id: 'gitlab-agent-token',
      title: 'a token of the GitLab agent for Kubernetes',
      token: /glagent-[A-Za-z0-9_-]{50}/,
    },
    {
      id: 'gitlab-oauth-secret',
      title: 'an OAuth application secret of GitLab',
      token: /gloas-[A-Za-z0-9_-]{64}/,
    },
    {
      id: 'gitlab-scim-token',
      title: 'a SCIM token of GitLab',
      token: /glsoat-[A-Za-z0-9_-]{20}/,
    },
    {
      id: 'gitlab-feature-flags-token',
      title: 'a feature flags client token of GitLab',
      token: /glffct-[A-Za-z0-9_-]{20}/,
    },
    {
      id: 'gitlab-workspace-token',
      title: 'a workspace token of GitLab',
      token: /glwt-[A-Za-z0-9_-]{20,22}/,
    },
    {
      id: 'bitbucket-app-password',
      title: 'an app password of Bitbucket',
      token: /ATBB[A-Za-z0-9]{24}[A-F0-9]{8}/,
    },
    {
      id: 'bitbucket-access-token',
      title: 'an access token of a Bitbucket repository, project or workspace',
      token: /ATCTT3[A-Za-z0-9_=-]{180,260}/,
    },
    {
      // The beginning is the base64 of a number: an access token of Bitbucket Data Center since 7.x.
      id: 'bitbucket-data-center-token',
      title: 'an HTTP access token of Bitbucket Data Center',
      token: /BBDC-[MNO][A-Za-z0-9+/@_-]{39,47}/,
    },
    {
      id: 'atlassian-api-token',
      title: 'an API token of Atlassian',
      token: /ATATT3[A-Za-z0-9_=-]{180,260}/,
    },
    {
      id: 'atlassian-organization-api-key',
      title: 'an organization API key of Atlassian',
      keywords: ['atstt3', 'aoaa'],
      token: /(?:ATSTT3[A-Za-z0-9_=-]{180,260}|AOAA[A-Za-z0-9_=-]{170,260})/,
    },
    {
      id: 'sourcegraph-access-token',
      title: 'an access token of Sourcegraph',
      token: /sgp_(?:(?:[0-9a-fA-F]{16}|local)_)?[0-9a-fA-F]{40}/,
    },
    {
      id: 'sourcegraph-cody-token',
      title: 'a gateway token of Sourcegraph Cody',
      keywords: ['slk_', 'sgd_', 'sgs_'],
      token: /(?:slk|sgd|sgs)_[0-9a-f]{64}/,
    },
  ]),
  {
    id: 'gitlab-session-cookie',
    title: 'a session cookie of GitLab',
    confidence: 'certain',
    keywords: ['_gitlab_session='],
    pattern: /(?<![A-Za-z0-9])_gitlab_session=([0-9a-z]{32})(?![A-Za-z0-9])/g,
    minEntropy: 2.8,
  },
  ...namedRules([
    {
      id: 'sourcegraph-legacy-token',
      title: 'an access token of Sourcegraph (form until 2023)',
      vendor: ['sourcegraph'],
      value: HEX_40,
    },

    {
      id: 'bitbucket-client-secret',
      title: 'an OAuth consumer secret of Bitbucket',
      vendor: ['bitbucket'],
      value: /(?:[A-Za-z0-9_=-]{64}|[A-Za-z0-9]{32})/,
    },
    {
      id: 'atlassian-legacy-api-token',
      title: 'an API token of Atlassian (form until 2022)',
      vendor: ['atlassian', 'confluence', 'jira'],
      value: /[A-Za-z0-9]{20}[A-Fa-f0-9]{4}/,
      minEntropy: 3.3,
    },
    {
      id: 'gitea-access-token',
      title: 'an access token of Gitea or Forgejo',
      vendor: ['gitea', 'forgejo', 'codeberg'],
      thing: ['token', 'key', 'secret', 'access'],
      value: HEX_40,
    },
    {
      id: 'github-oauth-client-secret',
      title: 'an OAuth client secret of GitHub',
      vendor: ['github', 'gh client', 'gh oauth', 'gh app'],
      thing: ['secret'],
      value: HEX_40,
    },
    {
      id: 'github-webhook-secret',
      title: 'a webhook secret of GitHub',
      vendor: ['github webhook secret', 'gh webhook secret'],
      value: /[A-Za-z0-9]{20,64}/,
      minEntropy: 3.3,
    },
  ]),
];
