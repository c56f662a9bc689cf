/** How a sentence is to be read: good news, bad news, something under way, a move between the sides, or detail. */
export type Tone = 'good' | 'bad' | 'busy' | 'move' | 'plain' | 'detail' | 'grey' | 'alarm';

/** One event in words a supervisor would use. */
export interface Sentence {
  readonly icon: string;
  readonly text: string;
  /** Why, if the event says so. */
  readonly because?: string;
  readonly tone: Tone;
}
