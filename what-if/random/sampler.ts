import { type Distribution, sample } from '../../campaign-manager/reference/campaigns/distributions';
import { Stream } from './stream';

const { log } = Math;

/** The next value of one source, in seconds. */
export type Sampler = () => number;

/**
 * The streams of one replication. Each source has its own, keyed by seed, replication and name: what one source draws changes
 * nothing for another, so that two settings played with one seed meet the same callers (common random numbers).
 */
export class Streams {
  constructor(
    private readonly seed: number,
    private readonly replication: number,
  ) {}

  stream(source: string): Stream {
    return new Stream(`${this.seed}/${this.replication}/${source}`);
  }

  sampler(source: string, distribution: Distribution): Sampler {
    const stream = this.stream(source);
    switch (distribution.kind) {
      case 'fixed': {
        const { seconds } = distribution;
        return () => seconds;
      }
      case 'exponential': {
        const { mean } = distribution;
        return () => -mean * log(1 - stream.next());
      }
      default: {
        const next = () => stream.next();
        return () => sample(distribution, next);
      }
    }
  }
}

/** The mean of a distribution in seconds. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.seconds;
    case 'exponential':
      return distribution.mean;
    case 'uniform':
      return (distribution.from + distribution.to) / 2;
    case 'gamma':
      return distribution.shape * distribution.scale;
  }
}
