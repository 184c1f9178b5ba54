type TrustedTypes = {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string; createScriptURL(url: string): string },
  ): unknown;
};

/**
 * The page's policy (`require-trusted-types-for 'script'`): what is written as HTML may hold no tag at all (the components write style sheets in this way),
 * and workers come from this server's own files. Everything else throws.
 */
export function trustOnlyPlainText(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createHTML(text) {
      if (text.includes('<')) throw new TypeError('no markup is written into this page');
      return text;
    },
    createScriptURL(url) {
      const { origin, pathname } = new URL(url, document.baseURI);
      if (origin !== location.origin || !pathname.startsWith('/console/assets/'))
        throw new TypeError('a script from elsewhere');
      return url;
    },
  });
}
