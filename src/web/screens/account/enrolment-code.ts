import { base64url, utf8 } from '../../signing/bytes.ts';

/** What a registrar attests of a person and the key in their browser. */
export type EnrolmentRequest = {
  readonly person: string;
  /** These three where somebody is signed in; else the registrar states them. */
  readonly agency?: string;
  readonly component?: string;
  readonly roles?: readonly string[];
  /** 32 raw bytes, base64url. */
  readonly publicKey: string;
};

/** The code that a registrar gives to `remit enrol` (src/cli/enrol.ts reads it): base64url of JSON with these members and no others. */
export function enrolmentCode({ person, agency, component, roles, publicKey }: EnrolmentRequest): string {
  return base64url(utf8(JSON.stringify({ person, agency, component, roles, publicKey })));
}

/** Is a host's name an address and no name? Passkeys are for names only (WebAuthn Level 3, §5.1.3: the RP ID is a domain). */
export function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
}
