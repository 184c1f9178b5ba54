import { type Html, html, type Piece } from '../html.ts';
import type { PublicView } from '../public-view.ts';
import type { Words } from '../words/english.ts';
import { type Page, timeText, toRoot } from './frame.ts';

/** What whoever reads puts in the place of `URL`. */
const COMMAND = html`<pre><code>npx remit verify URL</code></pre>`;

/** The checker as one file, with the digest to compare: only where it was built. */
function program({ programDigest }: PublicView, words: Words): Piece {
  if (programDigest === null) return '';
  const { program: text } = words.verify;
  return html`<h2>${text.title}</h2>
<p>${text.text}</p>
<pre><code>node remit-verify.mjs URL</code></pre>
<p><a href="${toRoot(words)}remit-verify.mjs" download>${text.link}</a><br>SHA-256: <code class="long">${programDigest}</code></p>
<p>${text.digest}</p>
`;
}

/** How to verify, what it proves and what not. */
export const HOW_TO_VERIFY_PAGE: Page = {
  id: 'how-to-verify',
  body(view, words) {
    const { scriptDigest, witnesses } = view;
    const text = words.howTo;
    const root = toRoot(words);
    const list = (items: readonly string[]): Html => html`<ul>\n${items.map((item) => html`<li>${item}</li>\n`)}</ul>`;
    return html`<p class="lead">${text.lead}</p>
<h2>${text.inBrowser}</h2>
<p><a href="verify.html">${words.pages.verify}</a>. ${text.inBrowserText}</p>
<h2>${text.command}</h2>
<p>${text.commandText}</p>
${COMMAND}
<p>${text.keyText}</p>
${program(view, words)}<h2>${text.provesTitle}</h2>
${list(text.proves)}
<h2>${text.notTitle}</h2>
${list(text.not)}
<p>${text.operator}</p>
<h2>${text.files}</h2>
<ul>
<li><a href="${root}ledger/checkpoint"><code>ledger/checkpoint</code></a></li>
<li><a href="${root}ledger/vkey"><code>ledger/vkey</code></a></li>
${Array.from({ length: view.keyChanges }, (_, n) => html`<li><a href="${root}ledger/keys/${n + 1}"><code>ledger/keys/${n + 1}</code></a></li>\n`)}${witnesses === null ? '' : html`<li><a href="${root}ledger/policy"><code>ledger/policy</code></a></li>\n`}</ul>
${witnessing(witnesses, words)}
${scriptDigest === null ? '' : html`<p>${text.script}<br><code class="long">${scriptDigest}</code></p>`}`;
  },
};

/** Who outside vouches for the checkpoint, in plain words; nobody, where it is so. */
function witnessing(witnesses: PublicView['witnesses'], { howTo }: Words): Html {
  if (witnesses === null) return html`<p>${howTo.noWitnesses}</p>`;
  const { count, unwitnessedSince } = witnesses;
  const since =
    unwitnessedSince === null ? '' : html`\n<p><strong>${howTo.unwitnessed}</strong> ${timeText(unwitnessedSince)}</p>`;
  return html`<p>${howTo.witnesses(count)}</p>${since}`;
}

/** The page that the script of `src/verify/browser` works on: it finds its parts by these ids. */
export const VERIFY_PAGE: Page = {
  id: 'verify',
  script: true,
  body(view, words: Words) {
    const text = words.verify;
    if (view.scriptDigest === null)
      return html`<p class="lead">${text.noScriptBuilt}</p>\n${COMMAND}\n${program(view, words)}`;
    return html`<p class="lead">${text.lead}</p>
<noscript><p>${text.needsScript}</p>
${COMMAND}</noscript>
<div id="verify" data-base="${toRoot(words)}" data-policy="${view.policy ? 'published' : 'none'}" data-batches="${view.opened?.batches ?? 0}" data-keys="${view.keyChanges > 0 ? 'changed' : 'first'}">
<p><label for="verify-key">${text.key}</label><br>
<input id="verify-key" type="text" autocomplete="off" spellcheck="false" maxlength="1024"></p>
<p><label for="verify-policy">${text.policy}</label><br>
<input id="verify-policy" type="file" accept=".policy,.txt,text/plain"></p>
<p><button id="verify-start" type="button">${text.button}</button></p>
<p><label for="verify-receipt">${text.receipt}</label><br>
<input id="verify-receipt" type="file" accept=".tlog-proof,.txt,text/plain"></p>
<h2>${text.result}</h2>
<progress id="verify-progress" max="1" value="0" aria-label="${words.pages.verify}" hidden></progress>
<div id="verify-result" role="status" aria-live="polite"></div>
</div>
<p>${text.limit} <a href="how-to-verify.html">${words.pages['how-to-verify']}</a></p>
${program(view, words)}`;
  },
};
