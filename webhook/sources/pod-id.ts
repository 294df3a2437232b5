import { hostname } from 'node:os';

/** This replica's name: that of its pod, which is what the host is called in it. */
export const podIdOf = (env: Readonly<Record<string, string | undefined>>): string => env['POD_NAME'] ?? hostname();
