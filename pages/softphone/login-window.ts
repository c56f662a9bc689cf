import type { AgentLogic } from '../agent-logic';

/**
 * Opens Connect's login, with SAML that of the provider, in a window of its own when the agent asks for it, and closes it once the
 * softphone is back: the page and a call in it stay. `address`: `loginUrl` of the deploy, or Connect's own login.
 */
export function loginWindow(address: string, logic: Pick<AgentLogic, 'view' | 'subscribe'>): () => void {
  let opened: Window | null = null;
  logic.subscribe(() => {
    if (opened === null || logic.view().softphone.state !== 'ok') return;
    opened.close();
    opened = null;
  });
  return () => {
    opened = window.open(address, 'connect-login', 'width=500,height=700');
  };
}
