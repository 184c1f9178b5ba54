/** Signing in. */
export const signInEn = {
  'signIn.title': 'Sign in',
  'signIn.exercise':
    'This is an exercise. People, acts and messages in it are invented, and its keys are worthless, so a person’s id and the key of this browser are enough to come in.',
  'signIn.person': 'Person',
  'signIn.personHint': 'your id in the roster, like it-duty-a',
  'signIn.password': 'Password',
  'signIn.byPassword': 'Sign in by password',
  'signIn.byPasskey': 'Sign in by passkey',
  'signIn.byKey': 'Sign in by the key of this browser',
  'signIn.byProvider': 'Sign in with {agency}',
  'signIn.entering': 'Signing in…',
  'signIn.keyTitle': 'Key of this browser',
  'signIn.keyNone': 'This browser holds no key of this person.',
  'signIn.makeKey': 'Make a key',
  'signIn.keyMade':
    'The key is made and cannot be read out of this browser. Give your agency’s registrar this line; it counts once they have countersigned it.',
  'signIn.keyLine': 'For the registrar',
  'signIn.ended.signed-out': 'You are signed out.',
  'signIn.ended.expired': 'The session has expired. What you typed is kept.',
  'signIn.ended.removed': 'The records say that you are no longer in the roster.',
  'signIn.ended.suspended': 'The mandate of your agency is suspended.',
  'signIn.ended.noMandate': 'No mandate in force admits your component any more.',
  'signIn.halt.again':
    'You can sign in again: you then see what was yours to see until then, and nothing that came after.',
  'signIn.halt.mandate': 'Mandate',
  'signIn.ended.component': 'Your agency or component has changed. Sign in again.',
  'signIn.ended.enrolled-anew':
    'Your registrar has enrolled you anew. Sign in again, with the key that is enrolled now.',
} as const;
