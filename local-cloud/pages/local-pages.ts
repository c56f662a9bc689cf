import { pagesToBuild } from '../../pages/build';
import type { PageName } from '../../pages/contract/config';
import type { PlayedAgents } from '../../simulator/run/played-agents';
import { type LocalCcp, startCcp } from '../ccp/start-ccp';
import { tokenOwner } from '../ccp/token-owner';
import { KeptOrigins } from '../front/origins';
import { LocalIssuer } from '../oidc/issuer';
import { identitiesOf, type People } from './identities';

/** How long somebody stays signed in before the page renews its token, seconds of real time. */
const SIGNED_IN_SECONDS = 3_600;
/** Simulated seconds in a real one where a run goes as fast as it can; none goes faster. */
const FASTEST = 100_000;

/** Simulated seconds that no run lasts longer than, so that a token of its end counts as long as one of its beginning. */
const LONGEST_RUN_SECONDS = 10 * 86_400;

export interface LocalPagesOptions {
  readonly people: People;
  /** Simulated seconds per real second. */
  readonly speed: number | 'max';
  /** When runs begin, ms since the epoch: each goes back there. */
  readonly startMs: number;
  /** 0: any port that is free. */
  readonly ports: Readonly<Record<PageName, number>>;
  /** For whom tokens are made out: the client id of the pages. */
  readonly audience: string;
  /** How the environment is called, whose distributions bear `ccb-<name>-<page>`. */
  readonly environmentName: string;
  /** Hears what went wrong here, a sentence each. */
  readonly failed: (message: string) => void;
}

/** What the environment of a run is told of the pages. */
export interface PageAddresses {
  readonly softphone: string;
  /** `null`: it is not built. */
  readonly wallboard: string | null;
  readonly ccpUrl: string;
  readonly controlUrl: string;
}

/** A port that cannot be had. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/**
 * What people open in a browser beside the runs of a process: the pages as the template hosts them, the issuer they sign in at
 * and the simulated softphone. Addresses, keys and take-overs stay from run to run.
 */
export class LocalPages {
  private constructor(
    readonly origins: KeptOrigins,
    readonly issuer: LocalIssuer,
    private readonly ccp: LocalCcp,
    private readonly sites: Readonly<Partial<Record<PageName, string>>>,
    private readonly clock: { now: () => number },
    private readonly listening: { agents: PlayedAgents | null },
  ) {}

  /** Rejects with PortTakenError. */
  static async start(options: LocalPagesOptions): Promise<LocalPages> {
    const { audience, environmentName, startMs, speed, ports } = options;
    const origins = new KeptOrigins();
    const closing: (() => Promise<void>)[] = [() => origins.close()];
    try {
      const sites: Partial<Record<PageName, string>> = {};
      for (const page of pagesToBuild()) sites[page] = await openSite(origins, environmentName, page, ports[page]);
      const clock = { now: () => startMs };
      const listening: { agents: PlayedAgents | null } = { agents: null };
      const rate = speed === 'max' ? FASTEST : Math.max(1, speed);
      const places = Object.values(sites);
      const signsIn: { ccp: LocalCcp | null } = { ccp: null };
      const issuer = await LocalIssuer.start({
        audience,
        now: () => clock.now(),
        signIn: {
          origins: places,
          identities: () => identitiesOf(options.people, listening.agents),
          // Some time before the run: it starts over with the same tokens.
          validFrom: () => startMs / 1000 - 1,
          seconds: LONGEST_RUN_SECONDS + SIGNED_IN_SECONDS * rate,
          realSeconds: SIGNED_IN_SECONDS,
          cookieFor: (name) => (options.people.agents.includes(name) ? (signsIn.ccp?.signIn(name) ?? null) : null),
        },
      });
      closing.push(() => issuer.close());
      const ccp = await startCcp({
        whoIs: tokenOwner(issuer, () => clock.now()),
        origins: () => places,
        failed: options.failed,
      });
      signsIn.ccp = ccp;
      return new LocalPages(origins, issuer, ccp, sites, clock, listening);
    } catch (error) {
      for (const close of closing) await close();
      throw error;
    }
  }

  /** `http://127.0.0.1:PORT/` of each page that is built. */
  get urls(): readonly { readonly page: PageName; readonly url: string }[] {
    return Object.entries(this.sites).map(([page, origin]) => ({ page: page as PageName, url: `${origin}/` }));
  }

  get addresses(): PageAddresses {
    const { softphone, wallboard = null } = this.sites;
    if (softphone === undefined) throw new Error('there is no softphone in pages/');
    return { softphone, wallboard, ccpUrl: this.ccp.url, controlUrl: this.ccp.controlUrl };
  }

  get takenOver(): ReadonlySet<string> {
    return this.ccp.takenOver;
  }

  /** A run begins, by this clock (ms since the epoch). */
  begin(now: () => number): void {
    this.clock.now = now;
  }

  /** The agents of the run that begins. */
  attend(agents: PlayedAgents): void {
    this.listening.agents = agents;
    this.ccp.serve(agents);
  }

  async close(): Promise<void> {
    await Promise.all([this.ccp.close(), this.issuer.close(), this.origins.close()]);
  }
}

async function openSite(origins: KeptOrigins, environmentName: string, page: PageName, port: number): Promise<string> {
  try {
    return await origins.open(`ccb-${environmentName}-${page}`, port);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
    throw new PortTakenError(`--${page}-port is ${port}, and that port cannot be had (${code}); give one that is free`);
  }
}
