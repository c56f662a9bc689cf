import type { AgentNews, ServerLink } from './server-link';

/** A message between Streams and its frame (Streams, class Conduit). */
interface Message {
  readonly event: string;
  readonly data?: unknown;
}

interface Request {
  readonly requestId: string;
  readonly method: string;
  readonly params?: { readonly topic?: string; readonly shouldNotBecomeMasterIfNone?: boolean };
}

/**
 * The frame's end of the line to Streams in the page around it, as Amazon Connect's softphone and its shared worker answer there
 * (amazon-connect-streams 2.28: IFrameConduit, ClientEngine). Anything else Streams says is told and needs no answer.
 */
export class Conduit {
  #last: AgentNews | null = null;
  /** Frames of the same agent in this browser: what one broadcasts all get. */
  #others: BroadcastChannel | null = null;

  constructor(
    private readonly link: ServerLink,
    private readonly parent: Window,
  ) {
    window.addEventListener('message', ({ source, data }: MessageEvent<Message | null>) => {
      if (source === parent && typeof data === 'object' && data !== null && 'event' in data) void this.#take(data);
    });
  }

  /** News of the agent; the first says that the softphone is there. */
  agent(news: AgentNews): void {
    const first = this.#last === null;
    this.#last = news;
    if (first) {
      this.#others = new BroadcastChannel(`simulated-softphone ${news.username}`);
      this.#others.onmessage = ({ data }: MessageEvent<Message>) => this.send(data.event, data.data);
      this.send('acknowledge', { id: this.link.port });
    }
    this.#update();
  }

  send(event: string, data?: unknown): void {
    // Which page is around it the server has said by its policy on frames.
    this.parent.postMessage({ event, data }, '*');
  }

  #update(): void {
    if (this.#last === null) return;
    const { configuration, snapshot } = this.#last;
    this.send('agent::update', { configuration, snapshot });
  }

  async #take({ event, data }: Message): Promise<void> {
    switch (event) {
      case 'synchronize':
        // Without news there is no agent, as where nobody is logged in.
        if (this.#last !== null) this.send('acknowledge');
        return;
      case 'api_request':
        return this.#call(data as Request);
      case 'master_request':
        return this.#master(data as Request);
      case 'broadcast': {
        const message = data as Message;
        this.send(message.event, message.data);
        this.#others?.postMessage(message);
        return;
      }
      case 'reload_agent_configuration':
        return this.#update();
      case 'terminate':
        return this.send('terminated');
      default:
    }
  }

  async #call({ requestId, method, params }: Request): Promise<void> {
    const { data, err } =
      method === 'getAgentSnapshot'
        ? { data: { snapshot: this.#last?.snapshot }, err: undefined }
        : await this.link.call(method, params);
    const said = err === undefined ? null : JSON.stringify(err);
    this.send('api_response', { event: 'api_response', requestId, data, err: said });
  }

  async #master({ requestId, method, params }: Request): Promise<void> {
    const check = params?.shouldNotBecomeMasterIfNone === true ? 'check-only' : 'check';
    const how = method === 'becomeMaster' ? 'become' : check;
    try {
      const data = await this.link.master(params?.topic ?? '', how);
      this.send('master_response', { event: 'master_response', requestId, data, err: null });
    } catch {
      // The shared worker answers nothing either when it is gone.
    }
  }
}
