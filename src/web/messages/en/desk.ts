/** Choosing a desk. */
export const deskEn = {
  'desk.title': 'Desk',
  'desk.why': 'You act from a desk. Signing on is a signed act: it opens your shift, and the record shows it.',
  'desk.choose': 'Choose a desk',
  'desk.wanted': 'your link is for this desk',
  'desk.taken': 'held by somebody else',
  'desk.free': 'free',
  'desk.signOn': 'Sign on',
  'desk.signOff': 'Sign off from the desk',
  'desk.none': 'The records entitle you to no desk. You can read what is yours to see.',
  'desk.noneSigns':
    'You need no desk: you sign mandates, and say where you are as you sign. What waits for you stands under',
  'desk.without': 'Go on without a desk',
  'desk.notAdmitted':
    'No mandate in force admits your component now, so that signing off would be refused too: your shift stays as it is until you are admitted again. Receipts of your own acts are yours meanwhile, on the page of your account; the closing count of your shift comes with signing off.',
  'desk.held': 'You hold this desk.',
  'desk.room': 'Room',
  'desk.desk': 'Desk',
  'desk.state': 'State',
} as const;
