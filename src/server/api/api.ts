import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ExerciseRun } from '../../exercise/run.ts';
import type { LiveHubPorts } from '../live/hub.ts';
import type { LiveSessions } from '../live/sessions-port.ts';
import type { OpenRoom } from '../room.ts';
import type { Allowance } from '../sessions/allowance.ts';
import type { Slices } from '../slices.ts';

/** The part of the server under `/api/`: JSON in and out, each route with its zod schemas. */
export type ApiApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the routes of the interface work with. */
export type ApiPorts = {
  readonly room: OpenRoom;
  /** For answers that take long. */
  readonly slices: Slices;
  readonly wallNow: () => number;
  /** The exercise that is played here; none in a live room. */
  readonly exercise?: ExerciseRun | undefined;
  /** Who is signed in, for live events; none where nobody can sign in. */
  readonly sessions?: LiveSessions | undefined;
  /** How many receipts each person may take. */
  readonly receipts: Allowance;
  /** Whether an entry's act came with the evidence of a passkey; none did where nobody can sign in. */
  readonly evidenced?: ((entry: number) => Promise<boolean>) | undefined;
  /** What calls back over and over; the clock of the process, unless a test has another. */
  readonly every?: LiveHubPorts['every'] | undefined;
};

/** Prepares a scope of the server for routes with zod schemas; what does not fit its schema, in or out, is an error. */
export function apiScope(app: FastifyInstance): ApiApp {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app.withTypeProvider<ZodTypeProvider>();
}
