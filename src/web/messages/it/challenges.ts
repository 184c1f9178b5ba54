import type { challengesEn } from '../en/challenges.ts';

export const challengesIt: Record<keyof typeof challengesEn, string> = {
  'challenges.title': 'Contestazioni',
  'challenges.waiting': 'Contestazioni che attendono una risposta ({count})',
  'challenges.raise': 'Contesta',
  'challenges.raiseWhy':
    'Contesti ciò che questa attività era dichiarata essere. Nulla cambia prima che un altro ufficiale del paese ospitante risponda; la sua agenzia vede subito la contestazione.',
  'challenges.seemsActivity': 'Che cosa sembra (vuoto: come dichiarata)',
  'challenges.seemsPurpose': 'A quale scopo (vuoto: come dichiarato)',
  'challenges.reason': 'Perché',
  'challenges.signRaise': 'Firma e contesta',
  'challenges.missing.other': 'un’attività o uno scopo diversi da quelli dichiarati',
  'challenges.missing.reason': 'un motivo',
  'challenges.missing.answer': 'la risposta',
  'challenges.missing.found': 'attività e scopo, diversi da quelli dichiarati',
  'challenges.answer': 'Rispondi alla contestazione',
  'challenges.answer.stands': 'resta come dichiarata',
  'challenges.answer.reclassified': 'era altro',
  'challenges.answerWhy':
    'Si decide di nuovo sull’attività, con riferimento al suo momento, come ciò che trovi che sia. Le due decisioni restano. Ciò che è in corso e così non sarebbe consentito finisce subito.',
  'challenges.found': 'Che cosa era',
  'challenges.signAnswer': 'Firma la risposta',
  'challenges.declared': 'Dichiarata',
  'challenges.seems': 'Sembra',
  'challenges.foundToBe': 'Risulta',
  'challenges.notDecided': 'si decide di nuovo quando si risponde così',
  'challenges.bothStand': 'Le due decisioni restano.',
  'challenges.of': 'di',
  'challenges.challenged': 'contestata',
  'challenges.asEntered': 'L’attività come è stata registrata',
  'challenges.stillMissing': 'Prima di firmare manca: {what}.',
  'challenges.seemsRather': 'Dichiarata: {declared}. Sembra: {other}.',
  'challenges.foundRather': 'Dichiarata: {declared}. Risulta: {other}.',
  'challenges.mineWhat':
    'Risponde un altro ufficiale del paese ospitante, non tu. Fino ad allora nulla cambia e la tua attività prosegue come dichiarata. Puoi terminarla, o scrivere nel tuo diario che cosa hai fatto (il paese ospitante legge il proprio: ciò che deve sapere, dillo ai suoi ufficiali).',
  'challenges.mineOver':
    'Risponde un altro ufficiale del paese ospitante, non tu. La tua attività è finita: la risposta dice come resta nel registro.',
  'challenges.mineEnd': 'Le mie attività',
  'challenges.mineSay': 'Il diario',
};
