/** Challenges of what deeds were declared to be, and their answers. */
export const challengesEn = {
  'challenges.title': 'Challenges',
  'challenges.waiting': 'Challenges that wait for an answer ({count})',
  'challenges.raise': 'Challenge',
  'challenges.raiseWhy':
    'You dispute what this was declared to be. Nothing changes before another officer of the host answers; its agency sees the challenge at once.',
  'challenges.seemsActivity': 'What it seems to be (empty: as declared)',
  'challenges.seemsPurpose': 'For which purpose (empty: as declared)',
  'challenges.reason': 'Why',
  'challenges.signRaise': 'Sign and challenge',
  'challenges.missing.other': 'another activity or purpose than was declared',
  'challenges.missing.reason': 'a reason',
  'challenges.missing.answer': 'the answer',
  'challenges.missing.found': 'activity and purpose, other than declared',
  'challenges.answer': 'Answer the challenge',
  'challenges.answer.stands': 'it stands as declared',
  'challenges.answer.reclassified': 'it was something else',
  'challenges.answerWhy':
    'The deed is decided again as of its time, as what you find it to be. Both decisions stand. What goes on and would not be permitted so ends at once.',
  'challenges.found': 'What it was',
  'challenges.signAnswer': 'Sign the answer',
  'challenges.declared': 'Declared',
  'challenges.seems': 'Seems to be',
  'challenges.foundToBe': 'Found to be',
  'challenges.notDecided': 'decided again when it is answered so',
  'challenges.bothStand': 'Both decisions stand.',
  'challenges.of': 'of',
} as const;
