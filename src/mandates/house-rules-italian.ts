import type { HouseRule } from '../terms/house-rules.ts';

/** The house rules in Italian, for reading. The English text is the one that is hashed into every mandate set. */
export const HOUSE_RULES_ITALIAN: Readonly<Record<HouseRule, string>> = {
  'R-01':
    'Nessuno risponde alla propria richiesta: risponde un funzionario del paese ospitante che non ha chiesto e non compirebbe l’atto, qualunque postazione occupi.',
  'R-02': 'Gli atti vengono da un turno aperto: chi agisce è in servizio alla postazione che l’atto indica.',
  'R-03':
    'Una postazione è occupata da una sola persona alla volta, che ne ha titolo per agenzia e ruolo e non ne occupa un’altra.',
  'R-04': 'Una risposta vale per l’atto esattamente come è stato chiesto: un atto modificato è un altro atto.',
  'R-05':
    'Un atto coercitivo di chi non è del paese ospitante ha effetto solo se quello stesso potere è conferito, un agente del paese ospitante è accanto e il paese ospitante ha approvato quell’atto.',
  'R-06':
    'Ciò che è concluso è concluso: su quanto ha avuto risposta o è chiuso, scaduto o ritirato non si agisce di nuovo.',
  'R-07':
    'Un’approvazione orale è registrata da un verbalizzante che non vi ha parte, e indica chi l’ha data, che avrebbe potuto rispondere, e con quale mezzo.',
  'R-08': 'Solo chi ha dato un’approvazione orale la controfirma, entro il termine stabilito.',
  'R-09': 'Una riga è corretta da chi l’ha scritta o dall’ufficiale di turno della sua sala; l’originale resta.',
  'R-10':
    'Un materiale sotto il controllo dell’originatore è comunicato, richiamato o consentito solo come l’originatore permette.',
  'R-11':
    'Una comunicazione indica un solo destinatario iscritto e un materiale non scaduto che l’agenzia che comunica detiene.',
  'R-12': 'Una proposta precede l’atto, un resoconto lo segue.',
  'R-13':
    'Una registrazione tardiva non autorizza mai nulla: ciò che conferisce qualcosa non ha effetto quando è riferito dopo.',
  'R-14': 'Un incarico resta nella catena di comando di una sola agenzia e vi risponde la persona incaricata.',
  'R-15':
    'Solo un funzionario del paese ospitante conferisce un potere: un potere esecutivo a un ospite, per un tempo limitato, e mai uno che un impegno esclude.',
  'R-16':
    'Un ospite è accompagnato da un agente del paese ospitante in servizio, che lo registra o è registrato da una postazione del paese ospitante.',
  'R-17':
    'Solo il paese ospitante mette in vigore un mandato, dal suo documento verificato, se non vige già e la sua fine è ancora a venire, e lo sospende finché vige; mai il mandato radice, e nessuno in modo che nessuno del paese ospitante possa più fare l’una o l’altra cosa; in una sala reale nessuno poggia su un’ipotesi o lascia aperto un aspetto.',
  'R-18': 'Un atto si registra una volta sola: lo stesso identificativo con altro contenuto è rifiutato.',
  'R-19': 'Un atto è firmato vicino all’ora della sala.',
  'R-20': 'Chi è stato rimosso, o la cui chiave è stata sostituita, non agisce.',
  'R-21':
    'Un atto è iniziato e concluso, e una richiesta ritirata, dalla persona che vi è indicata, entro il suo tempo.',
  'R-22':
    'Un allarme di emergenza, un avviso di evacuazione, l’accompagnamento in salvo e la dichiarazione del paese ospitante non sono mai trattenuti, solo registrati.',
  'R-23': 'Ciò che non si può valutare è rifiutato.',
  'R-24':
    'Un allarme finisce con una revoca esplicita, di chi l’ha dato o di un ufficiale di turno del paese ospitante.',
  'R-25': 'Il registro delle dichiarazioni pubbliche contiene solo uffici vincolati dall’intesa.',
  'R-26': 'Un responsabile delle iscrizioni iscrive e rimuove solo persone della propria agenzia.',
  'R-27': 'L’orologio della sala dà inizio a ciò che doveva iniziare e conclude ciò che è finito.',
  'R-28':
    'L’operatore crea il registro, accetta un salto dell’orologio e attesta ciò che la sala ha fatto da sé (la sua chiave, ciò che è reso pubblico, ciò che è cancellato per sempre); non fa altro.',
  'R-29':
    'Il materiale protetto si apre a una sola persona, per un solo materiale che le spetta leggere, per un solo scopo e per i suoi minuti; gli atti nel loro insieme si aprono solo alla vigilanza.',
  'R-30': 'Si dirige solo in un’esercitazione, dalla postazione di chi la dirige, e ogni spunto è dato una volta sola.',
  'R-31':
    'Una chiave è di una persona sola: nessuno è iscritto con una chiave che un altro, o la sala stessa, ha o ha avuto.',
  'R-32':
    'Chi ha dato o iscritto l’approvazione del paese ospitante per un’azione coercitiva di un ospite non è l’ufficiale che gli sta accanto, né registra chi lo è: sono altri.',
  'R-33':
    'Il paese ospitante contesta ciò che un’attività registrata era dichiarata essere, una volta per volta e per altro; risponde un altro ufficiale, che non ha sollevato la contestazione né svolto l’attività.',
  'R-34':
    'Un mandato entra in vigore come l’ha approvato il parere legale del paese ospitante e come è stato firmato per l’autorità ospitante e, se è di un ospite, per lo stato dell’ospite, ogni volta da un’altra persona; in un’esercitazione ciò che è fornito con l’evento vale come esaminato e firmato.',
  'R-35':
    'Non entra in vigore un mandato il cui solo testo violerebbe un impegno, salvo che qualcuno dell’autorità ospitante che non l’ha redatto firmi un’eccezione motivata e pubblica; né uno che permette in silenzio ciò che un’altra clausola lascia all’approvazione del paese ospitante.',
  'R-36':
    'Ciò che resta aperto ha un limite: chi ha, o la cui agenzia ha, tanti atti aperti o in attesa di inizio, richieste in attesa o nuove iscrizioni quante la sala ne tiene non ne aggiunge finché altre non sono concluse; un atto che porta persone in salvo è registrato comunque.',
  'R-37':
    'Una registrazione si cancella dalla postazione di protezione dei dati dell’ospitante, per intero e quando è tutta conclusa; resta ciò che mostra chi era iscritto, chi sedeva dove, chi ha consultato che cosa, che cosa era in vigore e che cosa gli uffici hanno dichiarato in pubblico.',
  'R-38':
    'Ciò di cui è disposta la conservazione non si cancella; la conservazione è disposta e revocata da postazioni dell’ospitante.',
  'R-39':
    'Le regole sui tempi di conservazione entrano in vigore dalla postazione di protezione dei dati dell’ospitante, come l’evento le fornisce e ciascuna una volta; in una sala reale nessuna poggia su un’ipotesi.',
  'R-40':
    'Una registrazione si cancella perché il suo tempo è finito solo dopo che è venuta a riesame, senza che nulla di essa sia ancora da conservare o senza data.',
  'R-41':
    'Una registrazione venuta a riesame si conserva più a lungo solo dalla postazione di protezione dei dati dell’ospitante, con un motivo, fino a un’ora indicata e per non più di 400 giorni.',
  'R-42':
    'Chi ha revocato la conservazione di una registrazione disposta da un’altra persona non cancella quella registrazione.',
  'R-43':
    'Solo un agente dell’ospitante concede un nulla osta: a un solo ospite, o per una sola arma o un solo veicolo suo che è nominato, per un tempo limitato, e nulla per cui quella persona ne ha già uno.',
};
