import type { wordsEn } from '../en/words.ts';

export const wordsIt: Record<keyof typeof wordsEn, string> = {
  'words.activity': 'Attività',
  'words.purpose': 'Scopo',
  'words.place': 'Luogo',
  'words.chooseActivity': 'scrivi una parte del nome',
  'words.choosePurpose': 'scegli uno scopo',
  'words.choosePlace': 'scrivi una parte del nome',
  'words.elsewhere': '{name} (altrove al suo interno)',
  'words.unknownPlace': 'sconosciuto',
  'words.coerciveness.none': 'non coercitiva',
  'words.coerciveness.presence': 'presenza',
  'words.coerciveness.protective': 'di protezione',
  'words.coerciveness.coercive': 'coercitiva',
  'deciding.label': 'Decisione prima della firma',
  'deciding.asking': 'Si chiede alla sala…',
  'deciding.missing': 'Non si può ancora decidere nulla. Manca: {what}.',
  'deciding.opens.request':
    'La firma apre una richiesta; nulla ha effetto prima dell’approvazione del paese ospitante.',
  'deciding.opens.nothing': 'La firma viene registrata e non ha effetto.',
  'deciding.opensLater': 'Firmato, attende, e ha effetto alle',
  'deciding.opens.effect': 'La firma ha effetto subito.',
  'deciding.report': 'Il giudizio sull’attività. Il resoconto è sempre accettato.',
  'deciding.unkept':
    'Senza di esso {commitment} non è più mantenuto dal testo di {mandate}: vale solo perché la sala continua a rifiutare in base ad esso.',
  'deciding.again': 'Sull’attività si deciderebbe di nuovo:',
  'deciding.againEnds': 'È ancora in corso, e finisce subito.',
  'deciding.notAdmitted':
    'Ora nessun mandato in vigore ammette la tua componente: qualunque cosa tu voglia fare è fuori, salvo ciò che non è mai trattenuto (R-22) e ciò che segnali.',
  'deciding.within':
    'Un atto è deciso per tutta la sua durata. Prima della sua fine va peggio che al suo inizio: abbrevialo, o fallo iniziare in un altro momento. Deciso per il',
  'deciding.nothingNear': 'Nessuna clausola lo consentirebbe se non fosse per una o due cose.',
  'deciding.sign': 'Firma: {step}',
  'deciding.where': 'Dove firmi',
  'deciding.whereMissing': 'dove firmi',
  'deciding.whereWhy':
    'Non occupi nessuna postazione, e questo atto non ne richiede. Il luogo è quello che dichiari: viene firmato con l’atto.',
  'deciding.leave': 'Lascia stare',
  'deciding.last': 'Ultima firma:',
  'deciding.see': 'Vedi',
  'deciding.ended': 'Cessati con esso:',
  'deciding.endedOf': 'di',
  'deciding.endedMore': 'e altri {count}',
};
