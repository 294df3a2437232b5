import type { SecretRule } from '../../rule.ts';
import { HEX_64 } from '../forms.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/** Clusters, networks, and what sets them up. */
export const infrastructureRules: readonly SecretRule[] = [
  ...tokenRules([
    {
      id: 'terraform-cloud-token',
      title: 'an API token of HCP Terraform',
      keywords: ['.atlasv1.'],
      token: /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}/,
    },
    { id: 'pulumi-access-token', title: 'an access token of Pulumi', token: /pul-[0-9a-f]{40}/ },
    {
      id: 'tailscale-key',
      title: 'a key of Tailscale',
      token: /tskey-[a-z]{2,12}-[A-Za-z0-9_]{6,40}(?:CNTRL)?-[A-Za-z0-9_]{16,60}|tskey-[A-Za-z0-9_-]{20,60}/,
      keywords: ['tskey-'],
    },
    {
      // Prefix and secret since 0.28: https://github.com/juanfont/headscale/pull/2853
      id: 'headscale-key',
      title: 'a key of Headscale',
      token: /hskey-(?:api|auth)-[A-Za-z0-9_-]{12}-[A-Za-z0-9_-]{32,100}/,
      keywords: ['hskey-'],
    },
    { id: 'netbird-access-token', title: 'an access token of NetBird', token: /nbp_[A-Za-z0-9]{36}/ },
    {
      id: 'defined-networking-token',
      title: 'an API token of Defined Networking',
      token: /dnkey-[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}/,
    },
    { id: 'openshift-token', title: 'an OAuth token of OpenShift', token: /sha256~[A-Za-z0-9_-]{43}/ },
    {
      id: 'rancher-api-token',
      title: 'an API token of Rancher',
      keywords: ['token-', 'kubeconfig-u-', 'kubeconfig-user-'],
      token: /(?:token|kubeconfig-u(?:ser)?)-[a-z0-9]{5,10}(?:\.[a-z0-9-]{1,20})?:[a-z0-9]{54}/,
    },
    { id: 'portainer-access-token', title: 'an access token of Portainer', token: /ptr_[A-Za-z0-9+/]{43}=/ },
    {
      id: 'k3s-node-token',
      title: 'a cluster token of K3s or RKE2',
      token: /K10[0-9a-f]{64}::(?:[a-z]{4,10}|[a-z0-9]{6}):[0-9a-f]{32}|K10[0-9a-f]{64}::[a-z0-9]{6}\.[a-z0-9]{16}/,
      keywords: ['k10'],
    },
    {
      id: 'docker-swarm-join-token',
      title: 'a join token of Docker Swarm',
      token: /SWMTKN-1-[a-z0-9]{50,60}-[a-z0-9]{24,30}/,
    },
    { id: 'docker-swarm-unlock-key', title: 'an unlock key of Docker Swarm', token: /SWMKEY-1-[A-Za-z0-9+/]{40,50}/ },
  ]),
  {
    id: 'kubernetes-service-account-token',
    title: 'a service account token of Kubernetes',
    confidence: 'certain',
    // `kubernetes.io` in the payload, at each of the three places that base64 gives it.
    keywords: ['a3vizxjuzxrlcy5pb', 't1ymvybmv0zxmuaw', 'rdwjlcm5ldgvzlmlv'],
    pattern:
      /(?<![\w.-])(eyJ[\w-]{10,400}\.eyJ[\w-]{0,800}?(?:a3ViZXJuZXRlcy5pb|t1YmVybmV0ZXMuaW|rdWJlcm5ldGVzLmlv)[\w-]{20,2000}\.[\w-]{80,1000})(?![\w-])/g,
  },
  {
    id: 'argocd-token',
    title: 'an API token of Argo CD',
    confidence: 'certain',
    // `"iss":"argocd"` in the payload, at each of the three places that base64 gives it.
    keywords: ['imlzcyi6imfyz29jzc', 'jpc3mioijhcmdvy2qi', 'iaxnzijoiyxjnb2nki'],
    pattern:
      /(?<![\w.-])(eyJ[\w-]{10,200}\.eyJ(?:pc3MiOiJhcmdvY2Qi|[\w-]{0,400}?(?:ImlzcyI6ImFyZ29jZC|Jpc3MiOiJhcmdvY2Qi|iaXNzIjoiYXJnb2NkI))[\w-]{10,800}\.[\w-]{40,400})(?![\w-])/g,
  },
  {
    id: 'kubeconfig-client-key',
    title: 'a client key in a kubeconfig',
    confidence: 'certain',
    keywords: ['client-key-data'],
    pattern: /client-key-data["']?\s{0,4}:\s{0,4}["']?(LS0tLS1[A-Za-z0-9+/]{100,8000}={0,2})/g,
  },
  {
    id: 'helm-repository-password',
    title: 'a password of a chart repository on a command line',
    confidence: 'likely',
    isGeneric: true,
    keywords: ['helm repo add', 'helm pull', 'helm upgrade', 'helm install'],
    pattern: /helm (?:repo add|pull|upgrade|install)[^\n]{0,200}?\s--password[= ]\s{0,4}["']?([^\s"'$<{(]{6,200})/g,
  },
  ...namedRules([
    {
      id: 'nats-seed',
      title: 'a seed of a NATS key',
      vendor: ['nkey', 'nats', 'seed'],
      value: /S[ACNOUX]A[A-P][A-Z2-7]{54}/,
      confidence: 'certain',
    },

    {
      id: 'coder-session-token',
      title: 'a session token of Coder',
      vendor: ['coder'],
      thing: ['token'],
      value: /[A-Za-z0-9]{10}-[A-Za-z0-9]{22}/,
      minEntropy: 3.5,
    },

    {
      id: 'kubernetes-bootstrap-token',
      title: 'a bootstrap token of Kubernetes',
      vendor: ['kubeadm', 'bootstrap', 'tlsbootstraptoken', 'discovery'],
      thing: ['token'],
      value: /[a-z0-9]{6}\.[a-z0-9]{16}/,
    },
    { id: 'cisco-meraki-api-key', title: 'an API key of Cisco Meraki', vendor: ['meraki'], value: /[0-9a-f]{40}/ },
    {
      id: 'zerotier-token',
      title: 'an API token of ZeroTier',
      vendor: ['zerotier'],
      value: /[A-Za-z0-9]{32}/,
      minEntropy: 3.5,
    },
    {
      id: 'teleport-join-token',
      title: 'a join token of Teleport',
      vendor: ['teleport'],
      thing: ['token'],
      value: /[0-9a-f]{32}/,
    },
    {
      id: 'cloudflare-tunnel-token',
      title: 'a tunnel token of Cloudflare',
      vendor: ['tunnel', 'cloudflared'],
      thing: ['token', 'run'],
      value: /eyJhIjoi[A-Za-z0-9+/_-]{100,400}={0,2}/,
    },
    {
      id: 'spacelift-api-secret',
      title: 'an API key secret of Spacelift',
      vendor: ['spacelift'],
      thing: ['secret'],
      value: HEX_64,
    },
    {
      id: 'env0-api-secret',
      title: 'an API key secret of env0',
      vendor: ['env0'],
      thing: ['secret'],
      value: /[A-Za-z0-9_-]{32,64}/,
      minEntropy: 3.6,
    },
    {
      id: 'rundeck-token',
      title: 'an API token of Rundeck',
      vendor: ['rundeck'],
      thing: ['token'],
      value: /[A-Za-z0-9]{32}/,
      minEntropy: 3.5,
    },
    {
      id: 'awx-token',
      title: 'an OAuth token of Ansible Tower',
      vendor: ['awx', 'tower', 'ansible'],
      thing: ['token'],
      value: /[A-Za-z0-9]{30}/,
      minEntropy: 3.6,
    },
    {
      id: 'proxmox-api-token',
      title: 'an API token of Proxmox',
      vendor: ['pveapitoken', 'proxmox', 'pm api token'],
      value: /(?:[\w.-]{1,40}@[\w.-]{1,40}![\w.-]{1,40}=)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    },
    {
      id: 'fleet-enroll-secret',
      title: 'an enrolment secret of Fleet',
      vendor: ['fleet', 'osquery'],
      thing: ['enroll secret', 'enrollment token'],
      value: /[A-Za-z0-9+/]{32}|[A-Za-z0-9+/=]{50,70}/,
      minEntropy: 3.6,
    },
    {
      id: 'home-assistant-token',
      title: 'a long-lived access token of Home Assistant',
      vendor: ['hass', 'home assistant', 'homeassistant', 'supervisor'],
      thing: ['token'],
      value: /eyJ[A-Za-z0-9_-]{10,100}\.eyJ[A-Za-z0-9_-]{20,300}\.[A-Za-z0-9_-]{43}/,
    },
    {
      id: 'plex-token',
      title: 'a token of Plex',
      vendor: ['plex'],
      thing: ['token', 'claim'],
      value: /claim-[A-Za-z0-9_-]{20}|[A-Za-z0-9_-]{20}/,
      minEntropy: 3.5,
    },
    {
      id: 'servarr-api-key',
      title: 'an API key of an application of the Servarr family',
      vendor: ['sonarr', 'radarr', 'prowlarr', 'lidarr', 'readarr', 'bazarr', 'sabnzbd'],
      thing: ['key'],
      value: /[0-9a-f]{32}/,
    },
    {
      id: 'pihole-api-token',
      title: 'an API token of Pi-hole',
      vendor: ['pihole', 'pi hole'],
      thing: ['token', 'key'],
      value: HEX_64,
    },
  ]),
];
