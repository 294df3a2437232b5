import type { SecretRule } from '../../rule.ts';
import { HEX_32 } from '../forms.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/**
 * Keys of Azure carry a signature near their end since 2022 (`+ASt`, `ACDb`, `JQQJ9`):
 * github.com/microsoft/security-utilities. Older ones are known by the connection string that they stand in.
 */
export const azureRules: readonly SecretRule[] = [
  ...tokenRules([
    {
      id: 'azure-storage-key',
      title: 'an access key of Azure Storage',
      keywords: ['+ast'],
      token: /[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{5}[AQgw]==/,
    },
    {
      id: 'azure-cosmos-key',
      title: 'a key of Azure Cosmos DB',
      keywords: ['acdb'],
      token: /[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{5}[AQgw]==/,
    },
    {
      id: 'azure-batch-key',
      title: 'an access key of Azure Batch',
      keywords: ['+aba'],
      token: /[A-Za-z0-9+/]{76}\+ABa[A-Za-z0-9+/]{5}[AQgw]==/,
    },
    {
      id: 'azure-machine-learning-key',
      title: 'a key of a web service of Azure Machine Learning',
      keywords: ['+amc'],
      token: /[A-Za-z0-9+/]{76}\+AMC[A-Za-z0-9+/]{5}[AQgw]==/,
    },
    {
      id: 'azure-api-management-key',
      title: 'a key of Azure API Management',
      keywords: ['apim'],
      token: /[A-Za-z0-9+/]{76}APIM[A-Za-z0-9+/]{5}[AQgw]==/,
    },
    {
      id: 'azure-functions-key',
      title: 'a key of Azure Functions',
      keywords: ['azfu'],
      token: /[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==/,
    },
    {
      id: 'azure-service-bus-key',
      title: 'a shared access key of Azure Service Bus',
      keywords: ['+asb'],
      token: /[A-Za-z0-9+/]{33}\+ASb[A-P][A-Za-z0-9+/]{5}=/,
    },
    {
      id: 'azure-event-hubs-key',
      title: 'a shared access key of Azure Event Hubs',
      keywords: ['+aeh'],
      token: /[A-Za-z0-9+/]{33}\+AEh[A-P][A-Za-z0-9+/]{5}=/,
    },
    {
      id: 'azure-relay-key',
      title: 'a shared access key of Azure Relay',
      keywords: ['+arm'],
      token: /[A-Za-z0-9+/]{33}\+ARm[A-P][A-Za-z0-9+/]{5}=/,
    },
    {
      id: 'azure-event-grid-key',
      title: 'an access key of Azure Event Grid',
      keywords: ['azeg'],
      token: /[A-Za-z0-9+/]{33}AZEG[A-P][A-Za-z0-9+/]{5}=/,
    },
    {
      id: 'azure-iot-key',
      title: 'a shared access key of Azure IoT Hub',
      keywords: ['aiot'],
      token: /[A-Za-z0-9+/]{33}AIoT[A-P][A-Za-z0-9+/]{5}=/,
    },
    {
      id: 'azure-redis-key',
      title: 'an access key of Azure Cache for Redis',
      keywords: ['azca'],
      token: /[A-Za-z0-9+/]{33}AzCa[A-P][A-Za-z0-9+/]{5}=/,
    },
    {
      id: 'azure-container-registry-key',
      title: 'a password of Azure Container Registry',
      keywords: ['+acr'],
      token: /[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}/,
    },
    {
      id: 'azure-search-key',
      title: 'a key of Azure AI Search',
      keywords: ['azse'],
      token: /[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}/,
    },
    {
      id: 'azure-devops-token',
      title: 'a personal access token of Azure DevOps',
      keywords: ['azdo'],
      token: /[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/,
    },
    {
      id: 'azure-annotated-key',
      title: 'a key of Azure (AI services, OpenAI, Maps and others)',
      keywords: ['jqqj9'],
      token: /[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9][A-L][A-Za-z0-9]{24}(?:[A-Za-z0-9]{2}==)?/,
    },
  ]),
  {
    id: 'azure-client-secret',
    title: 'a client secret of Microsoft Entra ID',
    confidence: 'certain',
    keywords: ['q~'],
    pattern: /(?<![\w.~+/-])([\w.~-]{3}\dQ~[\w.~-]{31,34})(?![\w.~+/-])/g,
    minEntropy: 3,
  },
  {
    id: 'azure-connection-string-account-key',
    title: 'an account key in a connection string of Azure',
    confidence: 'certain',
    keywords: ['accountkey='],
    pattern: /Account[Kk]ey=([A-Za-z0-9+/]{86}==)(?!=)/g,
    minEntropy: 3,
  },
  {
    id: 'azure-connection-string-shared-key',
    title: 'a shared access key in a connection string of Azure',
    confidence: 'certain',
    keywords: ['sharedaccesskey='],
    pattern: /SharedAccessKey=([A-Za-z0-9+/]{40,100}={0,2})(?![\w+/=])/g,
    minEntropy: 3,
  },
  {
    id: 'azure-app-configuration-secret',
    title: 'a connection string of Azure App Configuration',
    confidence: 'certain',
    keywords: ['.azconfig.io'],
    pattern: /https:\/\/[\w-]{1,64}\.azconfig\.io;Id=[^;\s'"]{4,80};Secret=([A-Za-z0-9+/]{36,100}={0,2})/g,
    minEntropy: 3,
  },
  {
    id: 'azure-shared-access-signature',
    title: 'a shared access signature of Azure',
    confidence: 'certain',
    keywords: ['sig='],
    pattern: /[?&;](?:amp;)?sig=([A-Za-z0-9%+/]{43,70}(?:%3[Dd]|=))/g,
    minEntropy: 3,
  },
  {
    id: 'azure-function-url-code',
    title: 'a key in the URL of an Azure Function',
    confidence: 'certain',
    keywords: ['.azurewebsites.net'],
    pattern: /\.azurewebsites\.net\/[\w/.{}-]{1,200}\?(?:[\w.=-]{1,80}&){0,5}code=([A-Za-z0-9_/%+-]{40,90}={0,2})/g,
    minEntropy: 3,
  },
  ...namedRules([
    {
      id: 'azure-storage-legacy-key',
      title: 'an access key of Azure Storage or Cosmos DB (form until 2022)',
      vendor: ['azure', 'storage', 'account key', 'cosmos', 'documentdb'],
      value: /[A-Za-z0-9+/]{86}==/,
      minEntropy: 4,
    },
    {
      id: 'azure-devops-legacy-token',
      title: 'a personal access token of Azure DevOps (form until 2024)',
      vendor: ['azure', 'vsts', 'devops'],
      thing: ['pat', 'token', 'key', 'password', 'accesstoken'],
      value: /[a-z2-7]{52}/,
      minEntropy: 3.5,
    },
    {
      id: 'azure-openai-legacy-key',
      title: 'a key of Azure OpenAI or another AI service of Azure (form until 2024)',
      vendor: ['azure', 'cognitive', 'ocp apim subscription'],
      thing: ['key'],
      value: HEX_32,
    },
    {
      id: 'azure-application-insights-key',
      title: 'an API key of Azure Application Insights',
      vendor: ['insights'],
      thing: ['api key'],
      value: /[a-z0-9]{40}/,
    },
  ]),
];
