import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeText, Html, html, plainText } from './html.ts';

test('text is escaped wherever it goes in, and HTML is not escaped twice', () => {
  const hostile = `<script>alert("1")</script> & 'x'`;
  const inner = html`<b title="${hostile}">${hostile}</b>`;
  assert.equal(
    inner.text,
    '<b title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">' +
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</b>',
  );
  assert.equal(html`<p>${inner}${[1, new Html('<br>'), ['<', '>']]}</p>`.text, `<p>${inner.text}1<br>&lt;&gt;</p>`);
});

test('what hides or turns the writing is made visible', () => {
  for (const trick of ['\u202e', '\u2066', '\u200f', '\u061c', '\u0000', '\u001b', '\u0085', '\ud800', '\u2028']) {
    assert.equal(escapeText(`a${trick}b`), 'a\ufffdb', JSON.stringify(trick));
  }
  assert.equal(plainText('tab\t, line\n, è, 漢, שלום, 😀'), 'tab\t, line\n, è, 漢, שלום, 😀');
});
