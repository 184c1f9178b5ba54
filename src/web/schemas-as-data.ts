import * as z from 'zod';

// A schema would try whether it may compile itself, which the page's policy forbids and the browser would report. To be imported before any schema is made.
z.config({ jitless: true });
