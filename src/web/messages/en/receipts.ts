/** Receipts: of one entry, and of all that are one's own. */
export const receiptsEn = {
  'receipt.title': 'Receipt',
  'receipt.why':
    'A file that proves this entry without the room. Whoever has the file reads in it what it opens, and can check it.',
  'receipt.save': 'Save receipt',
  'receipt.saving': 'Asking for it …',
  'receipt.early':
    'This entry is recorded, but it is in no checkpoint yet, so nothing proves it yet. Try again in a moment.',
  'receipt.whole':
    '{name} is saved. It opens your act whole, with what you wrote in it: show it only to those whom you may tell that.',
  'receipt.closed':
    '{name} is saved. It opens your act but for the protected text, which would open while your consultation of it stands.',
  'receipt.part':
    '{name} is saved. It opens what lists show of this entry, such as its kind, outcome, clauses and time, and not what was written in it.',
  'receipt.check': 'Check it',
  'receipts.title': 'Receipts',
  'receipts.why':
    'All entries that are yours, each with its proof, in one file: what you did then stands without the room, and one that was left out before a shift’s end shows by its number. Save them while you can come in, best after you signed off.',
  'receipts.save': 'Save all my receipts',
  'receipts.saving': '{count, plural, one {# receipt} other {# receipts}} so far …',
  'receipts.saved':
    '{count, plural, one {# receipt is} other {# receipts are}} saved in {name}. They open your acts with what you wrote in them: keep the file accordingly.',
  'receipts.none': 'There is no receipt yet: no entry is yours, or none of them is in a checkpoint.',
  'receipts.early': 'What you did last is in no checkpoint yet, and is not among them. Save them again in a moment.',
  'receipts.check':
    'Checked by the room’s key, which you have from somewhere else, or by your own policy of witnesses:',
  'receipts.command': 'Command that checks them',
} as const;
