import 'amazon-connect-streams';
import type { Softphone, SoftphoneNews, SoftphoneView } from '../agent-logic/ports';
import type { VdiPlatform } from '../contract/config';
import { viewOf } from './contact-centre-view';

export interface StreamsOptions {
  /** Where Connect's softphone is put; it stays there as long as the page. */
  readonly container: HTMLElement;
  readonly ccpUrl: string;
  readonly region: string;
  readonly title: string;
  /** Where agents work on a virtual desktop; `null`: they do not. */
  readonly vdiPlatform: VdiPlatform | null;
}

/**
 * Connect's own softphone in a frame, by Amazon Connect Streams. Never opens a login window by itself: one that opens during a
 * call takes the call from the screen. One per page.
 */
export function streamsSoftphone(options: StreamsOptions): Softphone {
  const { container, ccpUrl, region, title, vdiPlatform } = options;
  const seers = new Set<(news: SoftphoneNews) => void>();
  let last: SoftphoneNews | null = null;
  let view: SoftphoneView | null = null;

  const tell = (news: SoftphoneNews): void => {
    last = news;
    for (const see of seers) see(news);
  };
  const lost = (why: 'connection' | 'login') => (): void => tell({ kind: 'lost', why });
  const look = (agent: connect.Agent): void => {
    view = viewOf(agent, view?.status ?? '');
    tell({ kind: 'view', view });
  };

  connect.core.initCCP(container, {
    ccpUrl,
    region,
    loginPopup: false,
    iframeTitle: title,
    softphone: { allowFramedSoftphone: true, ...(vdiPlatform !== null && { VDIPlatform: vdiPlatform }) },
    pageOptions: { enableAudioDeviceSettings: true },
  });
  const bus = connect.core.getEventBus();
  bus.subscribe(connect.EventType.ACK_TIMEOUT, lost('login'));
  bus.subscribe(connect.EventType.AUTH_FAIL, lost('login'));
  bus.subscribe(connect.EventType.TERMINATED, lost('login'));
  connect.agent((agent) => {
    agent.onRefresh(look);
    agent.onWebSocketConnectionLost(lost('connection'));
    // Streams tells of it without the agent.
    agent.onWebSocketConnectionGained(() => look(agent));
    look(agent);
  });

  const done = (call: (callbacks: connect.SuccessFailOptions) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      call({ success: () => resolve(), failure: (problem) => reject(new Error(String(problem))) });
    });
  const contact = (contactId: string): connect.Contact => {
    const listed = new connect.Agent().getContacts().find((one) => one.getContactId() === contactId);
    if (listed === undefined) throw new Error(`the softphone lists no contact ${contactId}`);
    return listed;
  };

  return {
    watch(see) {
      seers.add(see);
      if (last !== null) see(last);
      return () => seers.delete(see);
    },
    accept: async (contactId) => done((callbacks) => contact(contactId).accept(callbacks)),
    clear: async (contactId) => done((callbacks) => contact(contactId).clear(callbacks)),
    hangUp: async (contactId) => done((callbacks) => contact(contactId).getAgentConnection().destroy(callbacks)),
    async setStatus(status, when) {
      const agent = new connect.Agent();
      const state = agent.getAgentStates().find(({ name }) => name === status);
      if (state === undefined) throw new Error(`the instance has no agent status ${status}`);
      await done((callbacks) => agent.setState(state, callbacks, { enqueueNextState: when === 'after-work' }));
    },
  };
}
