import type { haltEn } from '../en/halt.ts';

export const haltIt: Record<keyof typeof haltEn, string> = {
  'halt.title': '{mandate}, versione {version}, è sospeso',
  'halt.titleOver': '{mandate}, versione {version}, è giunto al termine',
  'halt.askOver':
    'chi nel paese ospitante mette in vigore i mandati: una versione che finisca più tardi, o un altro mandato, ti ammette di nuovo',
  'halt.since': 'Dal',
  'halt.by': 'Dalla postazione',
  'halt.how': 'Come',
  'halt.orderedBy': 'Disposto dalla postazione',
  'halt.reason': 'Motivo',
  'halt.ended': 'Di tuo è cessato',
  'halt.endedNothing': 'nulla',
  'halt.read':
    'Leggi ciò che fino ad allora era della tua agenzia, i tuoi atti e ciò che è per tutti. Nient’altro di quanto è iscritto prima che tu sia di nuovo ammesso ti è mostrato.',
  'halt.readOther':
    'Un altro mandato in vigore ammette la tua componente: leggi come prima. Ciò che si fondava su questo è cessato.',
  'halt.can':
    'Puoi dare l’allarme e portare le persone al sicuro, che nulla trattiene (R-22); riferire ciò che è accaduto, anche in ritardo, che è sempre accolto; e prendere ricevute dei tuoi atti.',
  'began.title': '{mandate}, versione {version}, è entrato in vigore',
  'began.titleResumed': '{mandate}, versione {version}, è di nuovo in vigore',
  'began.before': 'Al posto di',
  'began.before.in-force': 'versione {version}, in vigore fino ad allora',
  'began.before.suspended': 'versione {version}, che era sospesa',
  'began.before.expired': 'versione {version}, che era giunta al termine',
  'began.now': 'Da quel momento decide ciò che puoi fare.',
  'began.again': 'Decide come prima ciò che puoi fare; ciò che è cessato con la sospensione resta cessato.',
  'began.refused':
    '{commitment} continua a rifiutare ciò che vieta, anche dove una clausola di questo mandato lo permetterebbe.',
  'began.read': 'Leggi {mandate}',
  'halt.ask': 'A chi rivolgersi',
  'halt.askWhom': '{desk}: chi la occupa, o una postazione con lo stesso potere, fa riprendere il mandato o no',
};
