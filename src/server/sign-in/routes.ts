import type { FastifyInstance } from 'fastify';
import { apiScope } from '../api/api.ts';
import { keyRoute } from './key-route.ts';
import { linkRoute } from './link-route.ts';
import { passkeyAccountRoutes, passkeySignInRoutes } from './passkey-routes.ts';
import { passwordRoutes } from './password-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import type { SignIn } from './sign-in.ts';

/** Every route by which people come in and go. */
export async function signInRoutes(app: FastifyInstance, signIn: SignIn): Promise<void> {
  await app.register(async (scope) => {
    const api = apiScope(scope);
    sessionRoutes(api, signIn);
    linkRoute(api, signIn);
    keyRoute(api, signIn);
    passwordRoutes(api, signIn);
    passkeySignInRoutes(api, signIn);
    passkeyAccountRoutes(api, signIn);
    await providerRoutes(api, signIn);
  });
}
