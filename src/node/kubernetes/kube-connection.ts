import type { Agent } from 'node:http';
import type { AgentOptions } from 'node:https';

/** Who asks, at this moment: tokens and certificates change while a server runs. */
export interface KubeCredentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: Pick<AgentOptions, 'ca' | 'cert' | 'key' | 'passphrase' | 'rejectUnauthorized' | 'servername'>;
  /** Leads through a proxy. Absent: straight to the server. */
  readonly agent?: Agent;
}

/** Where an API server is, and how one is let in. */
export interface KubeConnection {
  readonly server: URL;
  /** Asked before each request; what is costly is kept by whoever answers. */
  credentials(): Promise<KubeCredentials>;
}
