import type { guideEn } from '../en/guide.ts';

export const guideIt: Record<keyof typeof guideEn, string> = {
  'guide.notAdmitted':
    'Ora nessun mandato in vigore ammette la tua componente: ciò che questi passi farebbero in base a esso è rifiutato.',
  'guide.title': 'I primi cinque minuti',
  'guide.done': '{done} su {of} fatti',
  'guide.fold': 'Riponi',
  'guide.unfold': 'I primi cinque minuti: {done} su {of} fatti',
  'guide.open': 'Vai lì',
  'guide.openStep': 'Vai lì: passo {number}',
  'guide.type': 'Scrivi lì: {line}',
  'guide.stepDone': 'fatto',
  'guide.stepOpen': 'da fare',
  'guide.over': 'È tutto. La sala è tua; riposta, questa guida torna dalla barra.',
};
