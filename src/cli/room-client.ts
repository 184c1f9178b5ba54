import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { toBase64url } from '../base/base64url.ts';
import type { SigningKey } from '../desk/keys.ts';
import { type SignedAct, Time } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import { ErasingNow, ReadThrough } from '../terms/api/erasing.ts';
import { ReportedDeed } from '../terms/api/parts.ts';
import { type ReadingPurpose, readingHeader, readingText } from '../terms/api/reading.ts';
import { ReceiptAnswer, ReceiptsPage } from '../terms/api/receipts.ts';
import { RetentionShown } from '../terms/api/retention.ts';
import { OUTCOMES } from '../terms/outcome.ts';
import { CommandEnds, EXIT, NoAnswerYet } from './command.ts';
import { plain } from './plain-text.ts';

export const DEFAULT_URL = 'http://127.0.0.1:8700';

/** Rows of the log that a room gives at once. */
export const LOG_ROWS_MAX = 500;

/** A room that does not answer by then is taken as gone. */
const ANSWER_MS = 30_000;
/** Bytes of one answer of a room. */
const BODY_BYTES_MAX = 16 * 1024 * 1024;

const Words = z.array(z.string());
const Outcome = z.enum(OUTCOMES);

const RoomSchema = z.object({
  origin: z.string(),
  mode: z.enum(['exercise', 'live']),
  scenario: z.string(),
  title: z.string(),
  roomNow: Time,
  size: z.int(),
});
export type RoomState = z.infer<typeof RoomSchema>;

const AnswerSchema = z.object({
  act: z.string(),
  index: z.int(),
  state: z.literal('recorded'),
  outcome: Outcome,
  clauses: Words,
  near: z.array(
    z.object({
      clause: z.string(),
      failed: z.array(z.object({ axis: z.string(), was: z.string(), wanted: Words })),
    }),
  ),
  set: z.string(),
  matter: z.string().optional(),
  deed: z.string().optional(),
  digest: z.string().optional(),
  atEntry: z.object({ outcome: Outcome, clauses: Words }).optional(),
  at: Time,
  recorded: Time,
  repeated: z.int().optional(),
  again: z.literal(true).optional(),
});

const RowSchema = z.object({
  index: z.int(),
  at: Time,
  kind: z.string(),
  form: z.string().nullable(),
  outcome: Outcome,
  clauses: Words,
  person: z.string().nullable(),
  desk: z.string().nullable(),
  place: z.string().nullable(),
  matter: z.string().nullable(),
  reported: ReportedDeed.nullable(),
  summary: z.string(),
});
export type LogRow = z.infer<typeof RowSchema>;

const PageSchema = z.object({
  rows: z.array(RowSchema),
  position: z.string().nullable(),
  /** The desk that the reader holds. */
  desk: z.object({ id: z.string(), place: z.string() }).nullable(),
  /** How far erasing is, where it is the reader's to know; a room of before does not say. */
  erasing: ErasingNow.nullable().optional(),
  /** How far the ledger is read through for an act that erases, likewise. */
  readThrough: ReadThrough.nullable().optional(),
});
export type LogPage = z.infer<typeof PageSchema>;

/** What a path of the room may hold before it is printed as a link. */
const LinkAnswer = z.object({ path: z.string().regex(/^\/[A-Za-z0-9/_#=.-]{1,200}$/), expires: Time });
export type SignInLink = z.infer<typeof LinkAnswer>;

const EnteredAnswer = z.object({ me: z.object({ csrf: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/) }) });

/** What was turned away, in the room's own words (RFC 9457). */
const ProblemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  retryAfterSeconds: z.int().min(0).optional().catch(undefined),
});

/** Turned away at the door: nothing was recorded. `retryAfterSeconds`: when it is worth trying again, where the room says so. */
export type TurnedAway = {
  readonly turnedAway: string;
  readonly message: string;
  readonly retryAfterSeconds?: number | undefined;
};

/** @property cookie the name and value of the first that was set, as it is sent back; empty where none was */
type Fetched = { readonly status: number; readonly body: unknown; readonly cookie: string };

/** Who reads, and with which key they sign that they do. */
export type Reader = { readonly person: string; readonly key: SigningKey };

/** A room as the command line reaches it. What it answers is checked like anything else that comes from outside. */
export class RoomClient {
  readonly #url: string;
  readonly #signal: AbortSignal;

  /** @throws CommandEnds where it is no address of a room */
  constructor(url: string, signal: AbortSignal) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) {
      throw new CommandEnds(EXIT.usage, `\`--url\` is an address like \`${DEFAULT_URL}\`, not \`${url}\``);
    }
    this.#url = parsed.href.replace(/\/+$/, '');
    this.#signal = signal;
  }

  async state(): Promise<RoomState> {
    const { status, body } = await this.#fetch('/room', {});
    return this.#read(RoomSchema, status, body);
  }

  /** Sends an act in. */
  async submit(signed: SignedAct): Promise<Answer | TurnedAway> {
    const { status, body } = await this.#fetch('/acts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signed),
    });
    if (status === 200 || status === 201) return this.#read(AnswerSchema, 200, body) as Answer;
    return this.#turnedAway(status, body);
  }

  /** The receipt of one entry that this reader may see; the entry is waited for where the view lags. */
  async receipt(reader: Reader, room: RoomState, index: number): Promise<ReceiptAnswer | TurnedAway> {
    return await this.#receipts(ReceiptAnswer, `/receipts/${index}?after=${index}`, reader, room);
  }

  /** A page of the receipts of the reader's own entries among the first `size`, and what came since: from the first, or after a page before. */
  async ownReceipts(
    reader: Reader,
    room: RoomState,
    { size, cursor }: { readonly size: number; readonly cursor: string | undefined },
  ): Promise<ReceiptsPage | TurnedAway> {
    const query = new URLSearchParams(cursor === undefined ? {} : { cursor });
    if (size > 0) query.set('after', String(size - 1));
    return await this.#receipts(ReceiptsPage, `/receipts?${query}`, reader, room);
  }

  async #receipts<T>(schema: z.ZodType<T>, path: string, reader: Reader, room: RoomState): Promise<T | TurnedAway> {
    const headers = { authorization: this.#reading('receipt', reader, room) };
    const { status, body } = await this.#fetch(path, { headers });
    return status === 200 ? this.#read(schema, status, body) : this.#turnedAway(status, body);
  }

  /** What this reader may see, after a position or the latest. */
  async log(
    reader: Reader,
    room: RoomState,
    query: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<LogPage> {
    const parameters = new URLSearchParams({ limit: String(query.limit) });
    if (query.after !== undefined) parameters.set('after', query.after);
    const { status, body } = await this.#fetch(`/log?${parameters}`, {
      headers: { authorization: this.#reading('log', reader, room) },
    });
    return this.#read(PageSchema, status, body);
  }

  /** A one-time link for a browser of this reader, for a desk or none: its path on the room, and until when it can be used. */
  async link(reader: Reader, room: RoomState, desk: string | undefined): Promise<SignInLink> {
    const { status, body } = await this.#fetch('/api/sign-in/key', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reading: this.#reading('link', reader, room), want: 'link', desk }),
    });
    return this.#read(LinkAnswer, status, body);
  }

  /** How long records are kept and what is up for review, as far as this reader may see: read in a session of its own, which ends with it. */
  async retention(reader: Reader, room: RoomState): Promise<RetentionShown> {
    const entered = await this.#fetch('/api/sign-in/key', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reading: this.#reading('sign-in', reader, room) }),
    });
    const { me } = this.#read(EnteredAnswer, entered.status, entered.body);
    const { cookie } = entered;
    try {
      const { status, body } = await this.#fetch('/api/retention', { headers: { cookie } });
      return this.#read(RetentionShown, status, body);
    } finally {
      await this.#fetch('/api/session', { method: 'DELETE', headers: { cookie, 'x-csrf-token': me.csrf } });
    }
  }

  /** The address of a path of the room. */
  address(path: string): string {
    return this.#url + path;
  }

  /** Signed anew for each use, and for the address that was given here: whatever answers there can show it nowhere else. */
  #reading(purpose: ReadingPurpose, { person, key }: Reader, { origin: ledger, mode, roomNow: at }: RoomState): string {
    const nonce = toBase64url(randomBytes(16));
    const to = new URL(this.#url).origin;
    const reading = { at, ledger, mode, nonce, person, purpose, to, v: 2 } as const;
    const signed = { key: key.id, signature: key.signText(readingText(reading)) };
    return readingHeader(reading, signed, (text) => toBase64url(Buffer.from(text, 'utf8')));
  }

  async #fetch(path: string, init: RequestInit): Promise<Fetched> {
    try {
      const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(ANSWER_MS)]);
      const response = await fetch(this.#url + path, { ...init, redirect: 'error', signal });
      const text = await boundedText(response);
      const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      return { status: response.status, body: parseJson(text), cookie };
    } catch (cause) {
      if (cause instanceof CommandEnds) throw cause;
      const isLate = cause instanceof Error && cause.name === 'TimeoutError';
      throw new (isLate ? NoAnswerYet : CommandEnds)(EXIT.failed, `no room answers at ${this.#url}: ${reason(cause)}`, {
        cause,
      });
    }
  }

  #read<T>(schema: z.ZodType<T>, status: number, body: unknown): T {
    if (status !== 200) {
      const problem = ProblemSchema.safeParse(body);
      if (!problem.success) throw this.#stranger(status);
      throw new CommandEnds(EXIT.failed, `the room says (${plain(problem.data.code)}): ${plain(problem.data.detail)}`);
    }
    const read = schema.safeParse(body);
    if (!read.success) throw this.#stranger(status);
    return read.data;
  }

  #turnedAway(status: number, body: unknown): TurnedAway {
    const problem = ProblemSchema.safeParse(body);
    if (!problem.success) throw this.#stranger(status);
    const { code, detail, retryAfterSeconds } = problem.data;
    return { turnedAway: plain(code), message: plain(detail), retryAfterSeconds };
  }

  #stranger(status: number): CommandEnds {
    return new CommandEnds(
      EXIT.failed,
      `what answers at ${this.#url} is no room that this command understands (status ${status})`,
    );
  }
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new CommandEnds(EXIT.failed, `the answer has more than ${BODY_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; `remit start` starts a room, `--url` names one that listens elsewhere',
  ENOTFOUND: 'there is no such machine',
  EAI_AGAIN: 'the name cannot be looked up',
  ECONNRESET: 'the connection broke',
  EHOSTUNREACH: 'the machine cannot be reached',
};

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it took too long; perhaps the act was recorded: send the same one again';
  if (error.name === 'AbortError') return 'it was interrupted; perhaps the act was recorded';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return REASONS[code] ?? (cause instanceof Error ? cause.message : error.message);
}
