import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Clock } from '../base/clock.ts';
import { MINUTE } from '../base/clock.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { StartRefused } from '../ledger/store/postgres-connection.ts';
import { COUNTING_PACES, type CountingPace } from '../publication/counts/step-counts.ts';
import type { Mode } from '../terms/act.ts';
import { PublicPages } from './public-pages.ts';
import { verifyProgram, verifyScript } from './public-script.ts';
import type { OpenRoom } from './room.ts';

const PUBLICCODE = join(import.meta.dirname, '..', '..', 'publiccode.yml');

/** What whoever runs the room configures of its public side, from the environment. */
export type PublicSettings = {
  /** `REMIT_FEEDBACK`: `mailto:…` or `https://…`, where readers write to. */
  readonly REMIT_FEEDBACK?: string | undefined;
  /** `REMIT_COUNTS_DELAY_MINUTES`, `REMIT_COUNTS_STEP_MINUTES`: how late and in which steps acts are counted. */
  readonly REMIT_COUNTS_DELAY_MINUTES?: string | undefined;
  readonly REMIT_COUNTS_STEP_MINUTES?: string | undefined;
};

/**
 * The public pages of a room that runs, writing from now on. Without the script of the verify page they say so and go without it.
 * @throws StartRefused where a setting makes no sense
 */
export async function openPublicPages(
  room: OpenRoom,
  store: Pick<LedgerStore, 'entries' | 'openings'>,
  ports: { readonly clock: Clock; readonly warn: (message: string) => void; readonly settings: PublicSettings },
): Promise<PublicPages> {
  const { clock, warn, settings } = ports;
  const pace = paceOf(settings, room.mode);
  const feedback = await feedbackAddress(settings.REMIT_FEEDBACK);
  const script = await verifyScript();
  if ('failed' in script) warn(`the script of the verify page could not be built: ${script.failed}`);
  const program = await verifyProgram();
  if ('failed' in program) warn(`the checker in one file could not be built: ${program.failed}`);
  const files = room.folders.public;
  const pages = new PublicPages({ room, store, files, clock, feedback, script, program, pace, warn });
  pages.start();
  return pages;
}

/** As configured, else the first contact with an address in `publiccode.yml`; null where there is none: a repository's address is nobody to write to. */
export async function feedbackAddress(configured: string | undefined, publiccode = PUBLICCODE): Promise<string | null> {
  if (configured !== undefined) {
    if (isAddress(configured)) return configured;
    throw new StartRefused(`\`REMIT_FEEDBACK\` must begin with \`mailto:\` or \`https://\`, not \`${configured}\``);
  }
  const text = await readFile(publiccode, 'utf8').catch(() => '');
  const paper = (parse(text) ?? {}) as { maintenance?: { contacts?: readonly { email?: unknown }[] } };
  const email = paper.maintenance?.contacts?.find((contact) => typeof contact.email === 'string')?.email;
  const found = `mailto:${String(email ?? '')}`;
  return isAddress(found) ? found : null;
}

function isAddress(text: string): boolean {
  return /^mailto:[^\s@]+@[^\s@]+$/.test(text) || (/^https:\/\//.test(text) && URL.canParse(text));
}

function paceOf(settings: PublicSettings, mode: Mode): CountingPace {
  const usual = COUNTING_PACES[mode];
  return {
    delayMs: minutes('REMIT_COUNTS_DELAY_MINUTES', settings) ?? usual.delayMs,
    stepMs: minutes('REMIT_COUNTS_STEP_MINUTES', settings) ?? usual.stepMs,
  };
}

function minutes(name: Exclude<keyof PublicSettings, 'REMIT_FEEDBACK'>, settings: PublicSettings): number | undefined {
  const text = settings[name];
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text) * MINUTE;
  throw new StartRefused(`\`${name}\` must be whole minutes, at least 1, not \`${text}\``);
}
