import { useEffect, useState } from 'react';
import { canonicalJson } from '../../base/json.ts';
import { useText } from '../messages/language.tsx';
import { hex, sha256, utf8 } from '../signing/bytes.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Mark } from '../ui/outcome-badge.tsx';
import type { DeedTerms, ReleaseTerms } from './rows.ts';

type DigestProps = { readonly digest: string; readonly terms: DeedTerms | ReleaseTerms };
const SHORT = 12;

/** The digest that an answer binds, short, whole on request, and computed again in this browser from the words above. */
export function Digest({ digest, terms }: DigestProps) {
  const { t } = useText();
  const computed = useDigest(terms);
  return (
    <Disclosure
      summary={
        <span>
          {t('approvals.binds')}&nbsp;<span className="r-mono">{digest.slice(0, SHORT)}…</span>
        </span>
      }
    >
      <div className="r-mono r-pre">{digest}</div>
      {computed !== null &&
        (computed === digest ? (
          <span className="r-dim">{t('approvals.digestFits')}</span>
        ) : (
          <Mark icon="octagon" tone="critical">
            {t('approvals.digestDiffers')}
          </Mark>
        ))}
    </Disclosure>
  );
}

/** SHA-256 of the canonical JSON of the terms (docs/formats.md), hexadecimal; null until it is computed. */
function useDigest(terms: DeedTerms | ReleaseTerms): string | null {
  const text = canonicalJson(terms);
  const [computed, setComputed] = useState<{ readonly of: string; readonly digest: string } | null>(null);
  useEffect(() => {
    let gone = false;
    void sha256(utf8(text)).then((bytes) => !gone && setComputed({ of: text, digest: hex(bytes) }));
    return () => {
      gone = true;
    };
  }, [text]);
  return computed?.of === text ? computed.digest : null;
}
