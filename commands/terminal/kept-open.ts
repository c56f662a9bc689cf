import type { BuildApplication } from '../../simulator/run/running-application';

/** Applications that go on answering when their run is over, until they are closed here. */
export class KeptOpen {
  readonly #closing: (() => Promise<void>)[] = [];

  /** How many there are. */
  get count(): number {
    return this.#closing.length;
  }

  /** The same application, whose end is put off. */
  after(build: BuildApplication): BuildApplication {
    return async (context) => {
      const application = await build(context);
      return {
        ...application,
        close: async () => {
          this.#closing.push(() => application.close());
        },
      };
    };
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0)) await close();
  }
}
