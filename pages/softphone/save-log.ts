import type { LogEntry } from '../agent-logic';

/** Hands the connection log to the person as a file, one JSON object a line, times in UTC. */
export function saveLog(log: readonly LogEntry[], environment: string): void {
  const lines = log.map(({ at, ...entry }) => JSON.stringify({ at: new Date(at).toISOString(), ...entry }));
  const address = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `connection-${environment}-${new Date().toISOString().slice(0, 10)}.jsonl`;
  link.click();
  URL.revokeObjectURL(address);
}
