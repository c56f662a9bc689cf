/**
 * The agent's logic without a user interface, for pages of others that have a softphone of their own: one ESM file when built
 * (dist/pages/agent-logic/agent-logic.js). docs/agent-logic.md has an example.
 */
export { type AgentLogic, createAgentLogic } from './agent-logic';
export type { AgentView } from './agent-view';
export { type Authorization, authorizedRequest } from './authorized-request';
export type { Check, CheckCode } from './checks';
export type { LogCode, LogEntry } from './connection-log';
export type { AskedOfCustomer } from './customer-asks';
export { type HttpServerOptions, httpServer } from './http-server';
export type * from './ports';
export type { ShownPreview } from './preview-answers';
export type { RingingCaller } from './ringing-caller';
export type { LinkState } from './server-link';
