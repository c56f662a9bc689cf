import { resolve } from 'node:path';

/** A file named on the command line: where it is, and how it was typed. */
export interface NamedFile {
  readonly path: string;
  readonly shown: string;
}

/** Files are relative to the folder where the command was typed. */
export const fileIn = (typedIn: string, shown: string): NamedFile => ({ path: resolve(typedIn, shown), shown });
