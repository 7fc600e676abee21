import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import { guardedAgents } from '#lib/net/guarded-agents.ts';

/**
 * The agents for a client: an `endpoint` that a person typed is connected to only where the deployment allows it; AWS's own names
 * (null) may lead to private addresses, of VPC endpoints.
 */
export function requestAgents(endpoint: string | null, options: AgentOptions = {}) {
  if (endpoint !== null) return guardedAgents({ keepAlive: true, ...options });
  const settings = { keepAlive: true, ...options };
  return { httpAgent: new HttpAgent(settings), httpsAgent: new HttpsAgent(settings) };
}
