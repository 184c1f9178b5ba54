// The description of the interface (OpenAPI) as something to check answers against.
import assert from 'node:assert/strict';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { HttpServer } from '../../src/server/http/http-server.ts';
import { described } from '../../src/server/http/openapi.ts';
import type { Reply } from '../house/house.ts';

export type JsonSchema = { readonly [member: string]: unknown };
export type Parameter = {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
};
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
export type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
/** As much of an answer as is held against the description: also one that came over a socket and goes on for ever. */
export type Answered = Pick<Reply, 'statusCode' | 'headers' | 'body'>;
export type DescribedRoute = { readonly method: string; readonly path: string; readonly operation: Operation };

/** Answers that go on for ever have tests of their own (src/server/live, src/server/http/wall-stream.test.ts). */
export const STREAMS: readonly string[] = ['/api/live', '/wall/events'];

/** The description of all routes for programs, and how to hold an answer against it. */
export class Description {
  readonly routes: readonly DescribedRoute[];
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  readonly #checks = new Map<string, ValidateFunction>();

  constructor(http: HttpServer) {
    const document = described(http.app) as { paths: Record<string, Record<string, Operation>> };
    this.routes = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
  }

  /** The same for an answer to a good question: the description names its very status. */
  checkNamed(route: DescribedRoute, reply: Answered, asked: string): void {
    const known = Object.keys(route.operation.responses);
    const line = `${route.method} ${route.path} answers ${reply.statusCode}, the description names ${known.join(', ')}`;
    assert(known.includes(String(reply.statusCode)), line);
    this.check(route, reply, asked);
  }

  /** Fails where the answer is not what the description says of this route: status, type and body. */
  check({ method, path, operation }: DescribedRoute, reply: Answered, asked: string): void {
    const status = String(reply.statusCode);
    const response = operation.responses[status] ?? operation.responses['default'];
    const where = `${method} ${path} (${asked.slice(0, 300)}) answers ${status}`;
    assert(response !== undefined, `${where}, of which the description says nothing`);
    if (response.content === undefined) {
      assert.equal(reply.body, '', `${where} with a body, and the description has none`);
      return;
    }
    const type = String(reply.headers['content-type'] ?? '').split(';')[0] ?? '';
    const schema = response.content[type]?.schema;
    const known = Object.keys(response.content).join(', ');
    assert(schema !== undefined, `${where} as \`${type}\`, the description says ${known}: ${reply.body.slice(0, 300)}`);
    if (!type.endsWith('json')) return;
    const name = `${method} ${path} ${status} ${type}`;
    const check = this.#checks.get(name) ?? this.#ajv.compile(schema);
    this.#checks.set(name, check);
    assert(check(JSON.parse(reply.body)), `${where}: ${JSON.stringify(check.errors)}: ${reply.body.slice(0, 600)}`);
  }
}

/** The address of a route with its parameters filled in. */
export function addressOf(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}|:(\w+)|\*/g, (whole, braced?: string, plain?: string) =>
    encodeURIComponent(values[braced ?? plain ?? whole] ?? 'none'),
  );
}
