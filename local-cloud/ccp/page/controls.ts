import type { AgentNews, ContactNews, ServerLink } from './server-link';

/** Connect's softphone has buttons of its own; these are the least of them. */
export class Controls {
  #news: AgentNews | null = null;
  #up = true;
  #problem = '';

  constructor(
    private readonly root: HTMLElement,
    private readonly link: ServerLink,
  ) {}

  agent(news: AgentNews): void {
    this.#news = news;
    this.#draw();
  }

  connection(up: boolean): void {
    this.#up = up;
    this.#draw();
  }

  #draw(): void {
    const news = this.#news;
    if (news === null) return;
    const { username, takenOver, snapshot } = news;
    const next = snapshot.nextState === null ? '' : `, then ${snapshot.nextState.name}`;
    const driver = takenOver ? 'A person has taken over.' : 'Played by the scenario; take over to act.';
    this.root.replaceChildren(
      text('p', `${username} · no audio${this.#up ? '' : ' · the line to the server is down'}`),
      text('p', `${snapshot.state.name}${next}`, 'state'),
      text('p', driver, 'note'),
      this.#states(news),
      ...snapshot.contacts.map((contact) => this.#contact(contact, takenOver)),
      ...(this.#problem === '' ? [] : [text('p', this.#problem, 'problem')]),
    );
  }

  #states({ configuration, snapshot, takenOver }: AgentNews): HTMLElement {
    const row = document.createElement('div');
    for (const state of configuration.agentStates) {
      const chosen = state.name === snapshot.agentAvailabilityState.state;
      const params = { state, enqueueNextState: true };
      const button = this.#button(state.name, takenOver, 'putAgentState', params);
      button.setAttribute('aria-pressed', String(chosen));
      row.append(button);
    }
    return row;
  }

  #contact(contact: ContactNews, takenOver: boolean): HTMLElement {
    const { contactId, state, type } = contact;
    const box = document.createElement('section');
    box.setAttribute('aria-label', type === 'task' ? 'Task' : 'Call');
    const who = contact.customerEndpoint.phoneNumber ?? 'no number';
    box.append(
      text('p', `${type} · ${state.type} · ${who}${contact.queue === undefined ? '' : ` · ${contact.queue.name}`}`),
    );
    const offer = (label: string, method: string): void =>
      box.append(this.#button(label, takenOver, method, { contactId }));
    if (state.type === 'connecting') {
      offer('Answer call', 'acceptContact');
      offer('Decline call', 'rejectContact');
    } else if (state.type === 'connected') {
      const connectionId = contact.connections.find((leg) => leg.type === 'agent')?.connectionId ?? '';
      box.append(this.#button('Hang up', takenOver, 'destroyConnection', { contactId, connectionId }));
    } else offer('Clear contact', 'clearContact');
    return box;
  }

  #button(label: string, enabled: boolean, method: string, params: object): HTMLButtonElement {
    const button = document.createElement('button');
    button.textContent = label;
    button.disabled = !enabled;
    button.onclick = () => void this.#ask(method, params);
    return button;
  }

  async #ask(method: string, params: object): Promise<void> {
    const { err } = await this.link.call(method, params);
    this.#problem = err?.message ?? '';
    this.#draw();
  }
}

function text(tag: string, content: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  element.className = className;
  return element;
}
