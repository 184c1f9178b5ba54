import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { HOUR } from '../../base/clock.ts';
import { providerFetch } from './provider-fetch.ts';
import { isSafe, type ProviderSettings } from './provider-settings.ts';

/** What a provider says of itself is read again after this long. */
const KNOWN_MS = HOUR;

/** What must be the same again when a sign-in comes back from the provider. */
export type ProviderCeremony = { readonly state: string; readonly nonce: string; readonly verifier: string };
/** Whom the provider says it was, and in which session of its own. */
export type ProviderWord = { readonly subject: string; readonly sid: string | null; readonly person: string };

/** One agency's OpenID provider: authorization code with PKCE, and ID tokens whose signature is checked by its published keys. */
export class ProviderClient {
  readonly settings: ProviderSettings;
  readonly #now: () => number;
  #known: { readonly config: Promise<Configuration>; readonly at: number } | undefined;

  constructor(settings: ProviderSettings, now: () => number) {
    this.settings = settings;
    this.#now = now;
  }

  /** Where to send the browser. @throws where the provider does not answer as one */
  async address(redirect: string, { state, nonce, verifier }: ProviderCeremony): Promise<URL> {
    return buildAuthorizationUrl(await this.#config(), {
      redirect_uri: redirect,
      scope: 'openid',
      response_type: 'code',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Exchanges what came back with the browser for the provider's word.
   * @param current the address that the browser came back to, with its query
   * @throws whatever is wrong: state, issuer, nonce, audience, time, algorithm, signature
   */
  async word(current: URL, { state, nonce, verifier }: ProviderCeremony): Promise<ProviderWord> {
    const tokens = await authorizationCodeGrant(await this.#config(), current, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    const person = claims?.[this.settings.claim];
    if (claims === undefined || typeof person !== 'string') {
      throw new Error(`the ID token has no claim \`${this.settings.claim}\``);
    }
    const { sub, sid } = claims;
    return { subject: sub, sid: typeof sid === 'string' ? sid : null, person };
  }

  /** The issuer as it names itself, and where its keys are. @throws where the provider does not answer as one */
  async keysOf(): Promise<{ readonly issuer: string; readonly keys: string }> {
    const { issuer, jwks_uri: keys } = (await this.#config()).serverMetadata();
    if (keys === undefined) throw new Error('the provider publishes no keys');
    return { issuer, keys };
  }

  async #config(): Promise<Configuration> {
    const known = this.#known;
    if (known !== undefined && this.#now() - known.at < KNOWN_MS) return await known.config;
    const made = { config: this.#discover(), at: this.#now() };
    this.#known = made;
    try {
      return await made.config;
    } catch (error) {
      // Asked again at the next sign-in.
      if (this.#known === made) this.#known = undefined;
      throw error;
    }
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret, algorithm } = this.settings;
    const server = new URL(issuer);
    const isLocal = server.protocol === 'http:' && isSafe(server);
    return await discovery(
      server,
      clientId,
      { id_token_signed_response_alg: algorithm },
      ClientSecretBasic(clientSecret),
      {
        // The token's own signature, not only the connection it came by.
        execute: [enableNonRepudiationChecks, ...(isLocal ? [allowInsecureRequests] : [])],
        [customFetch]: async (url, init) => await providerFetch(url, init as RequestInit),
      },
    );
  }
}
