import type { Scheduler } from '../../clock/scheduler';
import { lastPart } from '../aws/identity';
import { Stream, type StreamSettings } from './stream';

/** The streams of the template, and those it only refers to. */
export class Streams {
  readonly #byArn = new Map<string, Stream>();

  constructor(private readonly scheduler: Scheduler) {}

  add(settings: StreamSettings): Stream {
    const stream = new Stream(settings, this.scheduler);
    this.#byArn.set(settings.arn, stream);
    return stream;
  }

  /** The stream of an ARN; one that is brought along is not in the template and has one shard here. */
  get(arn: string): Stream {
    return this.#byArn.get(arn) ?? this.add({ name: lastPart(arn), arn, shardCount: 1 });
  }

  /** The stream, where the template has or reads a single one. */
  onlyOne(): Stream | undefined {
    const [first, ...others] = this.#byArn.values();
    return others.length === 0 ? first : undefined;
  }
}
