import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { PasskeyAssertion, PasskeyCreated } from '../../../terms/api/session.ts';

/** What a test makes wrong; left out, all is as a browser and a key make it. */
export type Wrong = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly crossOrigin?: boolean;
  readonly flags?: number;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly format?: string;
  readonly statement?: readonly [string, Buffer][];
};

const FLAG = { present: 0x01, verified: 0x04, attested: 0x40 } as const;

/** An authenticator of software with one key, and as much of a browser as lies before it (WebAuthn §6). */
export class TestAuthenticator {
  readonly id = randomBytes(32).toString('base64url');
  readonly #key: KeyObject;
  readonly #cose: Buffer;
  readonly #ed25519: boolean;
  readonly #origin: string;
  counter: number;
  userHandle = '';

  constructor(origin: string, algorithm: 'ES256' | 'Ed25519' = 'ES256', counter = 0) {
    this.#origin = origin;
    this.counter = counter;
    this.#ed25519 = algorithm === 'Ed25519';
    const pair = this.#ed25519 ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = pair.privateKey;
    const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' }) as { x?: string; y?: string };
    const [xs, ys] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    this.#cose = this.#ed25519
      ? map([1, int(1)], [3, int(-8)], [-1, int(6)], [-2, bytes(xs)])
      : map([1, int(2)], [3, int(-7)], [-1, int(1)], [-2, bytes(xs)], [-3, bytes(ys)]);
  }

  create(options: { challenge: string; rp: { id: string }; user: { id: string } }, wrong: Wrong = {}): PasskeyCreated {
    this.userHandle = options.user.id;
    const clientDataJSON = this.#clientData('webauthn.create', options.challenge, wrong);
    const id = Buffer.from(this.id, 'base64url');
    const flags = FLAG.present | FLAG.verified | FLAG.attested;
    const credential = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, this.#cose]);
    const data = this.#data(options.rp.id, flags, { ...wrong }, credential);
    const statement = (wrong.statement ?? []).map(([name, value]): [string, Buffer] => [name, value]);
    const attestationObject = named(
      ['fmt', text(wrong.format ?? 'none')],
      ['attStmt', named(...statement)],
      ['authData', bytes(data)],
    );
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: { clientDataJSON, attestationObject: attestationObject.toString('base64url') },
    };
  }

  get(challenge: string, rpId: string, wrong: Wrong = {}): PasskeyAssertion {
    const clientDataJSON = this.#clientData('webauthn.get', challenge, wrong);
    if (this.counter > 0) this.counter += 1;
    const data = this.#data(rpId, FLAG.present | FLAG.verified, wrong, Buffer.alloc(0));
    const signed = Buffer.concat([data, hashOf(Buffer.from(clientDataJSON, 'base64url'))]);
    const signature = sign(this.#ed25519 ? null : 'sha256', signed, this.#key);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON,
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: wrong.userHandle ?? (this.userHandle === '' ? null : this.userHandle),
      },
    };
  }

  #clientData(type: string, challenge: string, wrong: Wrong): string {
    const data = {
      type: wrong.type ?? type,
      challenge: wrong.challenge ?? challenge,
      origin: wrong.origin ?? this.#origin,
      crossOrigin: wrong.crossOrigin ?? false,
    };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }

  #data(rpId: string, flags: number, wrong: Wrong, credential: Buffer): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(wrong.counter ?? this.counter);
    return Buffer.concat([hashOf(wrong.rpId ?? rpId), Buffer.from([wrong.flags ?? flags]), counter, credential]);
  }
}

function hashOf(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest();
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

// As much of CBOR (RFC 8949) as authenticators write.

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  return length < 256
    ? Buffer.from([(major << 5) | 24, length])
    : Buffer.concat([Buffer.from([(major << 5) | 25]), uint16(length)]);
}

function int(value: number): Buffer {
  return value < 0 ? head(1, -1 - value) : head(0, value);
}

export function bytes(value: Buffer): Buffer {
  return Buffer.concat([head(2, value.length), value]);
}

export function text(value: string): Buffer {
  const encoded = Buffer.from(value, 'utf8');
  return Buffer.concat([head(3, encoded.length), encoded]);
}

export function list(...items: Buffer[]): Buffer {
  return Buffer.concat([head(4, items.length), ...items]);
}

function map(...members: [number, Buffer][]): Buffer {
  return Buffer.concat([head(5, members.length), ...members.flatMap(([name, value]) => [int(name), value])]);
}

function named(...members: [string, Buffer][]): Buffer {
  return Buffer.concat([head(5, members.length), ...members.flatMap(([name, value]) => [text(name), value])]);
}
