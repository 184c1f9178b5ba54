import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds between two looks at a process. */
const LOOK_MS = 20;

/**
 * When a process started, in clock ticks since boot (proc(5), field 22 of `stat`), or null where the system has no
 * `/proc` or there is no such process. Number and start together name a process for as long as the machine runs.
 */
export function startTicks(pid: number): string | null {
  return statFields(pid)?.[19] ?? null;
}

/** Whether a process runs. A zombie does not: it has ended, and only its parent has not looked yet. */
export function isRunning(pid: number): boolean {
  const fields = statFields(pid);
  if (fields) return fields[0] !== 'Z' && fields[0] !== 'X';
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Resolves true once the process has ended, or false after `ms` milliseconds. */
export async function ended(pid: number, ms: number): Promise<boolean> {
  const until = performance.now() + ms;
  while (isRunning(pid)) {
    if (performance.now() > until) return false;
    await wait(LOOK_MS);
  }
  return true;
}

/**
 * Words of a process's command line, empty where it cannot be read. Everyone may read it, unlike the process's working folder,
 * which even root may not see of another user in a container.
 */
export function commandLine(pid: number): string[] {
  return textOf(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
}

/** The numbers of all processes this one can see; empty where the system has no `/proc`. */
export function visibleProcesses(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^[0-9]+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Changes with each boot of the machine; null where the system has none. */
export function bootId(): string | null {
  return textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

/** The fields of `/proc/<pid>/stat` after the name, which is in brackets and may hold anything; the first is the state. */
function statFields(pid: number): string[] | null {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? null;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
