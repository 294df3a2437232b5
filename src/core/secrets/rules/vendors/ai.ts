import type { SecretRule } from '../../rule.ts';
import { HEX_40, HEX_64, UUID } from '../forms.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/** Providers of models. OpenAI's keys hold `T3BlbkFJ`, which is `OpenAI` in base64. */
export const aiRules: readonly SecretRule[] = [
  ...tokenRules([
    {
      id: 'openai-api-key',
      title: 'an API key of OpenAI',
      keywords: ['t3blbkfj'],
      token: /sk-(?!admin-)(?:(?:proj|svcacct|service|None)-)?[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}/,
    },
    {
      id: 'openai-admin-key',
      title: 'an admin key of OpenAI',
      token: /sk-admin-[A-Za-z0-9_-]{20,100}T3BlbkFJ[A-Za-z0-9_-]{20,100}/,
    },
    {
      id: 'anthropic-api-key',
      title: 'an API key of Anthropic',
      token: /sk-ant-api\d{2}-[A-Za-z0-9_-]{93}AA/,
    },
    {
      id: 'anthropic-admin-key',
      title: 'an admin key of Anthropic',
      token: /sk-ant-admin\d{2}-[A-Za-z0-9_-]{93}AA/,
    },
    {
      id: 'anthropic-oauth-token',
      title: 'an OAuth token of Anthropic',
      keywords: ['sk-ant-oat', 'sk-ant-ort'],
      token: /sk-ant-o[ar]t\d{2}-[A-Za-z0-9_-]{80,110}/,
    },
    {
      id: 'huggingface-access-token',
      title: 'an access token of Hugging Face',
      token: /hf_[A-Za-z]{34}/,
    },
    {
      id: 'huggingface-organization-token',
      title: 'an organization token of Hugging Face',
      token: /api_org_[A-Za-z]{34}/,
    },
    {
      id: 'groq-api-key',
      title: 'an API key of Groq',
      token: /gsk_[A-Za-z0-9]{52}/,
    },
    {
      id: 'xai-api-key',
      title: 'an API key of xAI',
      token: /xai-[A-Za-z0-9_-]{70,120}/,
    },
    {
      id: 'perplexity-api-key',
      title: 'an API key of Perplexity',
      token: /pplx-[A-Za-z0-9]{48}/,
    },
    {
      id: 'replicate-api-token',
      title: 'an API token of Replicate',
      token: /r8_[A-Za-z0-9]{37}/,
    },
    {
      id: 'openrouter-api-key',
      title: 'an API key of OpenRouter',
      token: /sk-or-v1-[0-9a-f]{64}/,
    },
    {
      id: 'nvidia-api-key',
      title: 'an API key of NVIDIA',
      token: /nvapi-[A-Za-z0-9_-]{60,70}/,
    },
    {
      id: 'cerebras-api-key',
      title: 'an API key of Cerebras',
      token: /csk-[a-z0-9]{48}/,
    },
    {
      id: 'fireworks-api-key',
      title: 'an API key of Fireworks AI',
      token: /fw_[A-Za-z0-9]{22,24}/,
      confidence: 'likely',
      minEntropy: 3.3,
    },
    {
      id: 'together-api-key',
      title: 'an API key of Together AI',
      token: /tgp_v1_[A-Za-z0-9_-]{43}/,
    },
    {
      id: 'langsmith-api-key',
      title: 'an API key of LangSmith',
      token: /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/,
    },
    {
      id: 'langfuse-secret-key',
      title: 'a secret key of Langfuse',
      token: /sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    },
    {
      id: 'pinecone-api-key',
      title: 'an API key of Pinecone',
      token: /pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}/,
    },
    {
      id: 'wandb-api-key',
      title: 'an API key of Weights & Biases',
      token: /wandb_v1_[A-Za-z0-9_]{77}/,
    },
    {
      id: 'tavily-api-key',
      title: 'an API key of Tavily',
      token: /tvly-(?:(?:dev|prod)-)?[A-Za-z0-9-]{32,64}/,
    },
    {
      id: 'firecrawl-api-key',
      title: 'an API key of Firecrawl',
      token: /fc-[0-9a-f]{32}/,
    },
    {
      id: 'elevenlabs-api-key',
      title: 'an API key of ElevenLabs',
      token: /sk_[0-9a-f]{48}/,
    },
    {
      id: 'runpod-api-key',
      title: 'an API key of RunPod',
      token: /rpa_[A-Z0-9]{40}[A-Za-z0-9]{6}/,
    },
    {
      id: 'apify-api-token',
      title: 'an API token of Apify',
      token: /apify_api_[A-Za-z0-9]{34,38}/,
    },
    {
      id: 'brave-search-api-key',
      title: 'an API key of Brave Search',
      token: /BSA[A-Za-z0-9_-]{24,28}/,
      confidence: 'likely',
      minEntropy: 4,
    },
    {
      id: 'minimax-api-key',
      title: 'an API key of MiniMax',
      token: /sk-api-[A-Za-z0-9_-]{119}/,
    },
    {
      id: 'vercel-ai-gateway-key',
      title: 'a key of the AI gateway of Vercel',
      token: /vck_[A-Za-z0-9_-]{56}/,
    },
  ]),
  ...namedRules([
    {
      id: 'modal-token',
      title: 'a token id or secret of Modal',
      vendor: ['modal'],
      thing: ['token', 'secret', 'id'],
      value: /a[sk]-[A-Za-z0-9]{22}/,
      minEntropy: 3.5,
    },
    {
      id: 'voyage-api-key',
      title: 'an API key of Voyage AI',
      vendor: ['voyage'],
      value: /(?:pa|al)-[A-Za-z0-9_-]{43}/,
      minEntropy: 4,
    },

    {
      id: 'mistral-api-key',
      title: 'an API key of Mistral',
      vendor: ['mistral'],
      value: /[A-Za-z0-9]{32}/,
      minEntropy: 3.5,
    },
    {
      id: 'cohere-api-key',
      title: 'an API key of Cohere',
      vendor: ['cohere', 'co api key'],
      value: /[A-Za-z0-9]{40}/,
      minEntropy: 3.5,
    },
    {
      id: 'deepseek-api-key',
      title: 'an API key of DeepSeek',
      vendor: ['deepseek'],
      value: /sk-[0-9a-f]{32}/,
    },
    {
      id: 'moonshot-api-key',
      title: 'an API key of Moonshot AI',
      vendor: ['moonshot', 'kimi'],
      value: /sk-[A-Za-z0-9_-]{48}/,
    },
    {
      id: 'stability-api-key',
      title: 'an API key of Stability AI',
      vendor: ['stability'],
      value: /sk-[A-Za-z0-9]{48}/,
    },
    {
      id: 'deepgram-api-key',
      title: 'an API key of Deepgram',
      vendor: ['deepgram'],
      value: HEX_40,
    },
    {
      id: 'assemblyai-api-key',
      title: 'an API key of AssemblyAI',
      vendor: ['assemblyai', 'assembly ai'],
      value: /[0-9a-z]{32}/,
    },
    {
      id: 'wandb-legacy-api-key',
      title: 'an API key of Weights & Biases (form until 2025)',
      vendor: ['wandb', 'weightsandbiases'],
      value: HEX_40,
    },
    {
      id: 'ollama-api-key',
      title: 'an API key of Ollama',
      vendor: ['ollama'],
      value: /[0-9a-f]{32}\.[A-Za-z0-9_-]{24}/,
    },
    {
      id: 'zhipu-api-key',
      title: 'an API key of Z.ai',
      vendor: ['zhipu', 'bigmodel', 'zai', 'z_ai', 'z.ai', 'glm'],
      value: /[0-9a-f]{32}\.[A-Za-z0-9]{16}/,
    },
    {
      id: 'pinecone-legacy-api-key',
      title: 'an API key of Pinecone (form until 2024)',
      vendor: ['pinecone'],
      value: UUID,
    },
    {
      id: 'upstage-api-key',
      title: 'an API key of Upstage',
      vendor: ['upstage'],
      thing: ['key', 'token', 'secret'],
      value: /up_[A-Za-z0-9]{29}|[A-Za-z0-9]{40,50}/,
      minEntropy: 3.7,
    },
    {
      id: 'cursor-api-key',
      title: 'an API key of Cursor',
      vendor: ['cursor'],
      value: /key_[0-9a-f]{64}/,
    },
    {
      id: 'ibm-watsonx-api-key',
      title: 'an API key of watsonx',
      vendor: ['watsonx', 'watson'],
      thing: ['key', 'token', 'secret'],
      value: /[A-Za-z0-9_-]{44}/,
      minEntropy: 3.7,
    },
    {
      id: 'serpapi-key',
      title: 'an API key of SerpApi',
      vendor: ['serpapi', 'serp api'],
      value: HEX_64,
    },
    {
      id: 'exa-api-key',
      title: 'an API key of Exa',
      vendor: ['exa api key'],
      value: UUID,
    },
  ]),
];
