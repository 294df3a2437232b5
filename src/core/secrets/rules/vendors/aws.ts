import type { SecretRule } from '../../rule.ts';
import { namedRules } from '../named-rule.ts';
import { tokenRules } from '../token-rule.ts';

/** Prefixes of ids: docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html. */
export const awsRules: readonly SecretRule[] = [
  ...tokenRules([
    {
      id: 'aws-access-key-id',
      title: 'the id of an access key of AWS',
      keywords: ['akia', 'abia', 'acca', 'a3t'],
      token: /(?:AKIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z2-7]{16}/,
    },
    {
      id: 'aws-temporary-access-key-id',
      title: 'the id of a temporary access key of AWS',
      token: /ASIA[A-Z2-7]{16}/,
    },
    {
      id: 'aws-session-token',
      title: 'a session token of AWS',
      keywords: ['iqojb3jpz2lu', 'fwogzxivyxdz', 'fqogzxivyxdz'],
      token: /(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[A-Za-z0-9+/]{80,2000}={0,2}/,
    },
    {
      id: 'aws-bedrock-api-key',
      title: 'an API key of Amazon Bedrock',
      token: /ABSK[A-Za-z0-9+/]{109,269}={0,2}/,
    },
    {
      id: 'aws-bedrock-short-term-api-key',
      title: 'a short-term API key of Amazon Bedrock',
      keywords: ['bedrock-api-key-'],
      // The class is there so that the rule does not find itself.
      token: /bedrock-api-key-[Y]mVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{0,4000}={0,2}/,
    },
    {
      id: 'aws-marketplace-token',
      title: 'a token of Amazon Marketplace Web Service',
      token: /amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    },
    {
      id: 'aws-appsync-api-key',
      title: 'an API key of AWS AppSync',
      token: /da2-[a-z0-9]{26}/,
    },
  ]),
  ...namedRules([
    {
      id: 'aws-secret-access-key',
      title: 'a secret access key of AWS',
      vendor: ['aws secret', 'secret access key', 'aws access secret', 's3 secret', 'aws key'],
      value: /[A-Za-z0-9+/=]{40}/,
      minEntropy: 3.5,
    },
  ]),
];
