import type { AgentRoster, RosterAnswer, RosterEntry } from '../../../core/reconcile/ports';
import type { RosterQuestion } from '../../../core/reconcile/reading-round';

/** Connect's list of those who are logged in: filtered by profile or agent, 100 in a page, its token the place of the next. */
export class RosterDouble implements AgentRoster {
  /** Every question with its answer's kind. */
  readonly asked: { readonly question: RosterQuestion; readonly token: string | null; readonly kind: string }[] = [];
  /** Answered instead, one after the other; then as it should be. */
  readonly instead: RosterAnswer[] = [];

  constructor(private readonly present: () => readonly RosterEntry[]) {}

  async page(question: RosterQuestion, token: string | null): Promise<RosterAnswer> {
    const answer = this.instead.shift() ?? this.answer(question, Number(token ?? 0));
    this.asked.push({ question, token, kind: answer.kind });
    return answer;
  }

  private answer({ by, ids }: RosterQuestion, from: number): RosterAnswer {
    const wanted = new Set(ids);
    const all = this.present().filter((entry) => wanted.has(by === 'agents' ? entry.agentId : entry.routingProfileId));
    const next = from + 100 < all.length ? String(from + 100) : null;
    return { kind: 'page', entries: all.slice(from, from + 100), next };
  }
}
