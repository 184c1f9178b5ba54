import type { receiptsEn } from '../en/receipts.ts';

export const receiptsIt: Record<keyof typeof receiptsEn, string> = {
  'receipt.title': 'Ricevuta',
  'receipt.why':
    'Un file che prova questa registrazione senza la sala. Chi ha il file vi legge ciò che apre, e può verificarlo.',
  'receipt.save': 'Salva ricevuta',
  'receipt.saving': 'La si chiede …',
  'receipt.early':
    'La registrazione c’è, ma non è ancora in alcun punto di controllo, perciò ancora nulla la prova. Riprova tra un momento.',
  'receipt.whole':
    '{name} è salvata. Apre il tuo atto per intero, con ciò che vi hai scritto: mostrala solo a chi puoi dirlo.',
  'receipt.closed':
    '{name} è salvata. Apre il tuo atto tranne il testo protetto, che si aprirebbe finché vale una tua consultazione.',
  'receipt.part':
    '{name} è salvata. Apre ciò che gli elenchi mostrano di questa registrazione, come tipo, esito, clausole e ora, e non ciò che vi è scritto.',
  'receipt.check': 'Verificala',
  'receipts.title': 'Ricevute',
  'receipts.why':
    'Tutte le registrazioni che sono tue, ognuna con la sua prova, in un file: ciò che hai fatto sta così anche senza la sala, e quella omessa prima della fine di un turno si vede dal suo numero. Salvale finché puoi entrare, meglio dopo aver lasciato la postazione.',
  'receipts.save': 'Salva tutte le mie ricevute',
  'receipts.saving': '{count, plural, one {# ricevuta} other {# ricevute}} finora …',
  'receipts.saved':
    '{count, plural, one {# ricevuta è salvata} other {# ricevute sono salvate}} in {name}. Aprono i tuoi atti con ciò che vi hai scritto: custodisci il file di conseguenza.',
  'receipts.none': 'Non c’è ancora alcuna ricevuta: nessuna registrazione è tua, o nessuna è in un punto di controllo.',
  'receipts.early':
    'Ciò che hai fatto per ultimo non è ancora in alcun punto di controllo e non è tra queste. Salvale di nuovo tra un momento.',
  'receipts.check':
    'Si verificano con la chiave della sala, avuta da un’altra parte, o con una tua politica di testimoni:',
  'receipts.command': 'Comando che le verifica',
};
