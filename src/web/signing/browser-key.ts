import { type Act, type SignedAct, signedBytes } from '../../terms/act.ts';
import { base64url, bytesOfBase64url, hex, sha256, utf8 } from './bytes.ts';

/** A signing key in this browser; the secret half cannot be read out of it. */
export type BrowserKey = {
  /** `k` and 16 hex digits (docs/formats.md §1). */
  readonly id: string;
  /** 32 raw bytes, base64url: what a registrar enrols. */
  readonly publicKey: string;
  readonly secret: CryptoKey;
};

/** Where a live key is kept: IndexedDB keeps a key that cannot be exported, by a reference to it. */
export type KeyPlace = {
  get(name: string): Promise<BrowserKey | undefined>;
  set(name: string, key: BrowserKey): Promise<void>;
};

/** DER head of an Ed25519 private key (RFC 8410): what stands before the 32 bytes of the seed. */
const PKCS8_HEAD = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);

/**
 * The key of an invented person of an exercise: anybody can compute it from public text, so it proves nothing and is worth nothing (desk/keys.ts
 * has the same).
 */
export async function exerciseKey(scenario: string, person: string): Promise<BrowserKey> {
  const seed = await sha256(utf8(`remit exercise test key v1\n${scenario}\n${person}`));
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...seed]);
  const open = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x = '' } = await crypto.subtle.exportKey('jwk', open);
  const secret = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  return { id: await keyId(x), publicKey: x, secret };
}

/** The live key of a person in this browser, or undefined where none was made here. */
export async function liveKey(place: KeyPlace, person: string): Promise<BrowserKey | undefined> {
  return await place.get(`key ${person}`);
}

/** Makes a key that cannot be read out, and keeps it. It counts once the agency's registrar has enrolled its public half. */
export async function makeLiveKey(place: KeyPlace, person: string): Promise<BrowserKey> {
  const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const publicKey = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const key = { id: await keyId(publicKey), publicKey, secret: pair.privateKey };
  await place.set(`key ${person}`, key);
  return key;
}

/** Signs an act. */
export async function signAct(key: BrowserKey, act: Act): Promise<SignedAct> {
  return { act, key: key.id, signature: await signText(key, signedBytes(act)) };
}

/** The signature over a text, base64url; each kind of text begins with a purpose of its own. */
export async function signText({ secret }: BrowserKey, text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.sign('Ed25519', secret, utf8(text))));
}

async function keyId(publicKey: string): Promise<string> {
  return `k${hex(await sha256(bytesOfBase64url(publicKey))).slice(0, 16)}`;
}
