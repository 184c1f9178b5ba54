import type * as z from 'zod';
import { Problem } from '../../terms/api/problem.ts';

/** The room said no: an RFC 9457 problem. */
export class RoomProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly retryAfterSeconds: number | undefined;

  constructor({ status, code, detail, retryAfterSeconds }: Problem) {
    super(`${code}: ${detail}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The room did not answer, or something that is no room did. What was asked may have been done. */
export class RoomUnreachable extends Error {}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Call = {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** An answer comes by then, or the room is taken as gone. */
const ANSWER_MS = 20_000;

type ApiPorts = {
  readonly fetch: typeof globalThis.fetch;
  /** A session that ended is told once, whoever asked. */
  readonly onSignedOut: () => void;
};

/**
 * The room over HTTP. Every answer is parsed by its schema; errors are thrown as {@link RoomProblem} or {@link RoomUnreachable}. Everything but GET
 * carries the CSRF token; `after` makes one's own writes part of what lists show.
 */
export class Api {
  readonly #ports: ApiPorts;
  #csrf = '';
  #written = -1;

  constructor(ports: ApiPorts) {
    this.#ports = ports;
  }

  /** The token of the session, from `Me.csrf`. */
  carryCsrf(token: string): void {
    this.#csrf = token;
  }

  /** An own act was recorded under this index: lists from now on hold it. */
  wrote(index: number): void {
    this.#written = Math.max(this.#written, index);
  }

  /** The query member of lists that makes one's own writes be read: spread it into `query`. */
  get after(): { readonly after?: number } {
    return this.#written < 0 ? {} : { after: this.#written };
  }

  /** @throws RoomProblem, RoomUnreachable */
  async get<T>(schema: z.ZodType<T>, path: string, call: Call = {}): Promise<T> {
    return await this.#ask(schema, 'GET', path, undefined, call);
  }

  /** @throws RoomProblem, RoomUnreachable */
  async send<T>(
    schema: z.ZodType<T>,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    call: Call = {},
  ): Promise<T> {
    return await this.#ask(schema, method, path, body, call);
  }

  async #ask<T>(schema: z.ZodType<T>, method: string, path: string, body: unknown, call: Call): Promise<T> {
    const answer = await this.#fetch(method, withQuery(path, call.query), body, call);
    const text = await answer.text().catch(() => '');
    const parsed = parseJson(text);
    if (!answer.ok) {
      const problem = Problem.safeParse(parsed);
      if (!problem.success) throw new RoomUnreachable(`status ${answer.status} without a problem that can be read`);
      if (problem.data.status === 401) this.#ports.onSignedOut();
      throw new RoomProblem(problem.data);
    }
    const read = schema.safeParse(text === '' ? null : parsed);
    if (!read.success)
      throw new RoomUnreachable(`what \`${path}\` answers is not what this console understands`, { cause: read.error });
    return read.data;
  }

  async #fetch(method: string, url: string, body: unknown, { headers, signal }: Call): Promise<Response> {
    const patience = AbortSignal.timeout(ANSWER_MS);
    try {
      return await this.#ports.fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(method === 'GET' ? {} : { 'x-csrf-token': this.#csrf }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        credentials: 'same-origin',
        redirect: 'error',
        signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new RoomUnreachable('the room does not answer', { cause });
    }
  }
}

function withQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
