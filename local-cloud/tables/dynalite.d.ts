declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** A server of the DynamoDB API over an in-memory store. */
  export default function dynalite(options?: {
    createTableMs?: number;
    updateTableMs?: number;
    deleteTableMs?: number;
  }): Server;
}
