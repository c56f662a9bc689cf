/** A message of the Amazon Connect SDK that Streams carries inside (@amazon-connect/core, class Proxy). */
interface SdkMessage {
  readonly type: string;
  readonly requestId?: string;
  readonly command?: string;
  readonly handlerId?: string;
  readonly topic?: { readonly key?: string; readonly namespace?: string };
}

const statusKey = 'agent/networkConnectionStatusChanged';
const statusCommand = 'agent/getNetworkConnectionStatus';

type NetworkStatus = 'connected' | 'disconnected';

/**
 * The frame's end of the SDK's own line, of which `onNetworkConnectionStatusChanged` and `getNetworkConnectionStatus` are
 * simulated: how the line to the server is. Everything else is answered with an error.
 */
export class SdkSubject {
  readonly #connectionId = crypto.randomUUID();
  readonly #topics = new Map<string, NonNullable<SdkMessage['topic']>>();
  readonly #port: MessagePort;
  #status: { readonly status: NetworkStatus; readonly timestamp: number } = {
    status: 'connected',
    timestamp: Date.now(),
  };

  constructor(parent: Window) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<SdkMessage>) => this.#take(data);
    parent.postMessage({ type: 'cross-domain-adapter-init' }, '*', [port2]);
  }

  connection(up: boolean): void {
    const status = up ? 'connected' : 'disconnected';
    if (status === this.#status.status) return;
    this.#status = { status, timestamp: Date.now() };
    for (const topic of this.#topics.values()) {
      this.#port.postMessage({ type: 'publish', topic, data: this.#status });
    }
  }

  #take(message: SdkMessage): void {
    switch (message.type) {
      case 'cross-domain-site-ready':
        // 0: Streams asks for no signs of life.
        this.#port.postMessage({
          type: 'acknowledge',
          connectionId: this.#connectionId,
          status: { startTime: new Date(), initializing: false, runtimeType: 'simulated' },
          healthCheckInterval: 0,
        });
        return;
      case 'subscribe':
        if (message.topic?.key === statusKey) this.#topics.set(JSON.stringify(message.topic), message.topic);
        return;
      case 'unsubscribe':
        this.#topics.delete(JSON.stringify(message.topic));
        return;
      case 'request': {
        const { requestId, command } = message;
        this.#port.postMessage(
          command === statusCommand
            ? { type: 'response', requestId, data: this.#status }
            : {
                type: 'response',
                requestId,
                isError: true,
                errorKey: 'notSimulated',
                reason: `${command} is not simulated by this softphone`,
              },
        );
        return;
      }
      default:
    }
  }
}
