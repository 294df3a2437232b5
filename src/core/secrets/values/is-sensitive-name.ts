import { sensitiveKind } from './sensitive-kind.ts';

/**
 * Whether a field or variable is called like one that holds a secret, however it is spelt: `API_KEY`, `apiKey`, `db.password`,
 * `PASSWORD_PROD`. Names that only sound so are not: `tokenUrl`, `passwordPolicy`, `existingSecret`, `publicKey`, `maxTokens`.
 */
export const isSensitiveName = (name: string): boolean => sensitiveKind(name) !== undefined;
