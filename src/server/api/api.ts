import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { OpenRoom } from '../room.ts';

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
  readonly wallNow: () => number;
};

/** Prepares a scope of the server for routes with zod schemas; what does not fit its schema, in or out, is an error. */
export function apiScope(app: FastifyInstance): ApiApp {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app.withTypeProvider<ZodTypeProvider>();
}
