/** What the server tells of the agent who is signed in; times are already dates. */
export interface AgentNews {
  readonly username: string;
  readonly takenOver: boolean;
  readonly configuration: { readonly agentStates: readonly StateDefinition[] };
  readonly snapshot: {
    readonly state: { readonly name: string };
    readonly nextState: StateDefinition | null;
    readonly agentAvailabilityState: { readonly state: string };
    readonly contacts: readonly ContactNews[];
  };
}

export interface StateDefinition {
  readonly agentStateARN: string;
  readonly name: string;
}

export interface ContactNews {
  readonly contactId: string;
  readonly type: string;
  readonly state: { readonly type: string };
  readonly queue?: { readonly name: string };
  readonly customerEndpoint: { readonly phoneNumber: string | null };
  readonly connections: readonly { readonly connectionId: string; readonly type: string }[];
}

/** `err`: what Streams gives to `failure`, before it is made JSON. */
export interface CallAnswer {
  readonly data?: unknown;
  readonly err?: { readonly type: string; readonly message: string };
}

export interface MasterAnswer {
  readonly masterId: string | null;
  readonly isMaster: boolean;
  readonly takeOver: boolean;
  readonly topic: string;
}

export interface LinkListener {
  agent(news: AgentNews): void;
  /** How many softphones of this agent are open. */
  open(count: { readonly length: number }): void;
  /** Another one became master of a topic. */
  master(data: unknown): void;
  connection(up: boolean): void;
  signedOut(): void;
}

/** Where Streams expects dates. */
const timeNames: ReadonlySet<string> = new Set([
  'startTimestamp',
  'timestamp',
  'timeStamp',
  'queueTimestamp',
  'snapshotTimestamp',
]);

const withDates = (text: string): unknown =>
  JSON.parse(text, (name, value) =>
    timeNames.has(name) && typeof value === 'number' ? new Date(value) : (value as unknown),
  );

/** The line to the server: news of the agent as server-sent events, and requests. `port`: this softphone's own id. */
export class ServerLink {
  readonly port = crypto.randomUUID();

  listen(listener: LinkListener): void {
    const source = new EventSource(`../ccp-v2/events?port=${this.port}`);
    const on = (event: string, hear: (data: unknown) => void): void =>
      source.addEventListener(event, (message) => hear(withDates(message.data as string)));
    source.onopen = () => listener.connection(true);
    source.onerror = () => {
      listener.connection(false);
      // Anything but a line that is down: nobody is signed in any more. The browser does not try again by itself.
      if (source.readyState === EventSource.CLOSED) listener.signedOut();
    };
    on('agent', (data) => listener.agent(data as AgentNews));
    on('softphones', (data) => listener.open(data as { length: number }));
    on('master', (data) => listener.master(data));
    on('signed-out', () => {
      source.close();
      listener.signedOut();
    });
  }

  async call(method: string, params: unknown): Promise<CallAnswer> {
    try {
      return (await this.#post('call', { method, params })) as CallAnswer;
    } catch (problem) {
      return { err: { type: 'NetworkError', message: problem instanceof Error ? problem.message : String(problem) } };
    }
  }

  async master(topic: string, how: 'become' | 'check' | 'check-only'): Promise<MasterAnswer> {
    return (await this.#post('master', { topic, how })) as MasterAnswer;
  }

  async #post(what: string, body: object): Promise<unknown> {
    const response = await fetch(`../ccp-v2/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ port: this.port, ...body }),
    });
    if (!response.ok) throw new Error(`the softphone's server answered ${response.status}`);
    return response.json();
  }
}
