/** What is said before somebody signs out. */
export const signOutEn = {
  'signOut.title': 'Sign out?',
  'signOut.drafts':
    '{count, plural, one {# form holds} other {# forms hold}} something that you typed and did not sign. It stays in this browser for when you come back; nobody else is shown it.',
  'signOut.waiting':
    '{count, plural, one {# signed act has} other {# signed acts have}} not reached the room yet. It is sent when you sign in here again.',
  'signOut.ends': 'This ends your session in this browser. Nothing is recorded by it.',
  'signOut.desk': 'Your shift at {desk} goes on. To end it, sign off from the desk first.',
  'signOut.leave': 'Sign out now',
  'signOut.stay': 'Stay',
} as const;
