// First of all: schemas are made as their files are read.
import './schemas-as-data.ts';
import { createRoot } from 'react-dom/client';
import { Console } from './console.tsx';
import { takeLinkToken } from './session/link-token.ts';
import { trustOnlyPlainText } from './trusted-types.ts';
import { styleNonce } from './ui/theme.tsx';

// Before anything else is done: the one-time link leaves the address, the history and everything that might look there.
const linkToken = takeLinkToken();
trustOnlyPlainText();
// A component that keeps the page from scrolling behind a dialog writes a style too; it takes the nonce from here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const place = document.getElementById('console');
if (place === null) throw new RangeError('the page has no place for the console');
createRoot(place).render(<Console linkToken={linkToken} />);
