/** Which process this is, so that another one can tell whether it is still there. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemCode } from '../../../documents/problems';

/** Tells one process from all others, now and later. */
export interface ProcessName {
  readonly pid: number;
  /** When it began, as the system counts; `null` where it does not say. A number is given to another process later on. */
  readonly began: string | null;
  /** Where its number means something: one boot of one machine, one container. */
  readonly space: string;
  /** For people. */
  readonly host: string;
}

/** Names the process that asks, as others that share the folder see it. */
export const thisProcess = (): ProcessName => ({
  pid: process.pid,
  began: beganOf(process.pid),
  space: spaceOfNumbers(),
  host: hostname(),
});

/** Whether a process is there; `null`: its number means nothing here, as in another container. */
export function isThere({ pid, began, space }: ProcessName): boolean | null {
  if (space !== spaceOfNumbers()) return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if (systemCode(error) === 'ESRCH') return false;
  }
  return began === null || began === beganOf(pid);
}

/** The boot and the namespace of process numbers on Linux; elsewhere the machine by its name. */
function spaceOfNumbers(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function beganOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the second field is a name in brackets, which may hold anything; the 22nd is the start in ticks since the boot.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
