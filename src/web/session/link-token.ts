/**
 * The token of a one-time link, `#link=<token>`, or null. It is taken out of the address at once: it must not stay in the history, nor be seen over
 * a shoulder. A fragment never reaches a server.
 */
export function takeLinkToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('link');
  if (token === null) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}
