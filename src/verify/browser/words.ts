/** What the page says, in English and Italian. Findings stay as the checker words them: they name files and bytes. */
import { englishReceipt, italianReceipt, type ReceiptWords } from '../receipt-words.ts';
import type { Status } from '../report.ts';
import type { ReceiptOutcome } from './receipt-heading.ts';

/** Whose policy says which witnesses are asked for. */
export type Whose = 'reader' | 'operator';

export interface PageWords {
  readonly statuses: Readonly<Record<Status, { readonly title: string; readonly text: string }>>;
  readonly blocked: Readonly<Record<'insecure-context' | 'no-ed25519' | 'failed', string>>;
  readonly notChecked: string;
  readonly receipts: Readonly<Record<ReceiptOutcome, { readonly title: string; readonly text: string }>>;
  readonly receipt: ReceiptWords;
  readonly receiptTooLong: string;
  readonly policyTooLong: string;
  readonly witnesses: {
    readonly met: (names: string, size: number, present: number) => string;
    readonly notMet: (names: string, quorum: string) => string;
    readonly none: string;
    readonly since: (entries: number, time: string) => string;
    /** Whose policy it is. */
    readonly whose: Readonly<Record<Whose, string>>;
    readonly broken: Readonly<Record<Whose, (why: string) => string>>;
  };
  readonly opened: {
    /** How the numbers add up, of the first `size` entries. */
    readonly sum: (sum: string, size: number, batches: number) => string;
    readonly counted: string;
    readonly word: string;
    readonly entries: string;
  };
  readonly working: (entries: number, size: number) => string;
  readonly facts: {
    readonly origin: string;
    readonly size: string;
    readonly root: string;
    readonly key: string;
    readonly published: string;
    readonly given: string;
    /** Of a receipt: by whose key it was checked; `remembered`: that of a pin. */
    readonly checkedBy: string;
    readonly remembered: string;
    readonly followed: string;
    /** How often the ledger's key was changed since the reader's, and which that is. */
    readonly changed: Readonly<Record<'given' | 'pinned', (changes: number, from: string) => string>>;
    readonly keepNew: string;
    /** Of a receipt: its key is one before the present one. */
    readonly earlierKey: (changes: number) => string;
    readonly checked: string;
    readonly pinned: (size: number) => string;
    readonly continued: string;
    readonly notPinned: string;
    readonly more: (count: number) => string;
    readonly file: string;
    readonly offset: string;
  };
}

const english: PageWords = {
  statuses: {
    OK: {
      title: 'OK',
      text: 'The signature is good, and every entry is the one that the signed root stands for.',
    },
    INVALID: { title: 'INVALID', text: 'What is published is not what was signed. Keep a copy of what you see here.' },
    EQUIVOCATION: {
      title: 'EQUIVOCATION',
      text: 'The ledger is not a continuation of the one that this browser saw before: something was taken out or written anew. Keep a copy of what you see here.',
    },
    UNWITNESSED: {
      title: 'UNWITNESSED',
      text: 'The ledger is in order by itself, but the witnesses whom the policy asks for have not seen it, or not lately.',
    },
    UNREADABLE: {
      title: 'CANNOT READ',
      text: 'Not everything that the check needs could be read, so nothing can be said.',
    },
  },
  blocked: {
    'insecure-context':
      'This page did not come over https or from this machine, and then a browser does not check signatures.',
    'no-ed25519': 'This browser cannot check Ed25519 signatures. A newer one can, and so can the command line.',
    failed: 'The check broke off.',
  },
  notChecked: 'NOT CHECKED',
  receipts: {
    OK: { title: 'THE RECEIPT IS GOOD', text: 'The entry stands in the ledger, and says what is shown here.' },
    UNWITNESSED: {
      title: 'THE RECEIPT IS GOOD, BUT UNWITNESSED',
      text: 'The entry stands in the ledger as its key signed it, and says what is shown here; but the witnesses whom the policy asks for have not seen that ledger.',
    },
    INVALID: {
      title: 'THE RECEIPT IS NOT GOOD',
      text: 'It does not prove what it says. Keep it, and what you see here.',
    },
    'other-key': {
      title: 'THE RECEIPT IS SIGNED BY ANOTHER KEY',
      text: 'By the keys at hand nothing can be said of it: none of them signed it, or this browser remembers another for this ledger. Either the ledger’s key was changed, or the receipt is forged. Check the ledger on this page, which follows a change of key, and then the receipt again.',
    },
    EQUIVOCATION: {
      title: 'EQUIVOCATION',
      text: 'The receipt is the proof of a fork: with a key of the ledger another history of the same length was signed than the one that this browser saw before. Keep it, and what you see here.',
    },
    UNREADABLE: {
      title: 'CANNOT READ',
      text: 'Not everything that the check needs could be read, so nothing can be said of the receipt.',
    },
  },
  receipt: englishReceipt,
  receiptTooLong: 'The file is too long to be a receipt.',
  policyTooLong: 'The file is too long to be a policy.',
  witnesses: {
    met: (names, size, present) => `Witnessed by ${names}: ${size} of ${present} entries.`,
    notMet: (names, quorum) => `Witnessed by ${names || 'nobody'}: not enough for the quorum “${quorum}”.`,
    none: 'The policy asks for no witness.',
    since: (entries, time) => `${entries} entries since ${time} not yet.`,
    whose: {
      reader: 'This goes by the policy that you gave.',
      operator: 'This goes by the policy that the operator published, which is the operator’s own: give one of yours.',
    },
    broken: {
      reader: (why) => `The policy that you gave cannot be used: ${why}`,
      operator: (why) => `The published policy cannot be used: ${why}`,
    },
  },
  opened: {
    sum: (sum, size, batches) =>
      `Opened to everybody in ${batches === 1 ? 'one batch' : `${batches} batches`}, of the first ${size} entries: opened + withheld + erased + fillers, ${sum}.`,
    counted: 'What is opened was counted here, from the entries themselves:',
    word: 'How many of the others are erased or fillers is the operator’s word.',
    entries: 'entries',
  },
  working: (entries, size) => `Checking: ${entries} of ${size} entries`,
  facts: {
    origin: 'Ledger',
    size: 'Entries',
    root: 'Root',
    key: 'Key',
    published: 'the published one, taken at its word',
    given: 'the one you gave',
    checkedBy: 'Checked by the key',
    remembered: 'one that this browser remembers from an earlier check',
    followed: 'the one that follows the key you gave',
    changed: {
      given: (changes, from) => `The ledger’s key was changed ${times(changes)} since yours, ${from}.`,
      pinned: (changes, from) =>
        `The ledger’s key was changed ${times(changes)} since this browser saw it before, when it was ${from}.`,
    },
    keepNew: 'Keep the new one.',
    earlierKey: (changes) =>
      `The receipt is signed by an earlier key of the ledger, which was changed ${times(changes)} since.`,
    checked: 'Entries checked',
    pinned: (size) => `Compared with the ledger of ${size} entries that this browser saw before.`,
    continued: 'It continues that one: nothing in it was changed or taken out.',
    notPinned: 'This browser has not seen this ledger before. It remembers what it saw now.',
    more: (count) => `… and ${count} more findings`,
    file: 'File',
    offset: 'Byte offset',
  },
};

const italian: PageWords = {
  statuses: {
    OK: {
      title: 'OK',
      text: 'La firma è buona, e ogni registrazione è quella a cui corrisponde la radice firmata.',
    },
    INVALID: {
      title: 'NON VALIDO',
      text: 'Ciò che è pubblicato non è ciò che è stato firmato. Si conservi una copia di questa pagina.',
    },
    EQUIVOCATION: {
      title: 'EQUIVOCAZIONE',
      text: 'Il registro non continua quello che questo browser ha visto prima: qualcosa è stato tolto o riscritto. Si conservi una copia di questa pagina.',
    },
    UNWITNESSED: {
      title: 'SENZA TESTIMONI',
      text: 'Il registro è in ordine di per sé, ma i testimoni richiesti dai criteri non lo hanno visto, o non di recente.',
    },
    UNREADABLE: {
      title: 'NON LEGGIBILE',
      text: 'Non è stato possibile leggere tutto ciò che serve al controllo, perciò non si può dire nulla.',
    },
  },
  blocked: {
    'insecure-context':
      'Questa pagina non è arrivata via https né da questa macchina, e allora un browser non controlla le firme.',
    'no-ed25519': 'Questo browser non sa controllare le firme Ed25519. Uno più recente sì, e così la riga di comando.',
    failed: 'Il controllo si è interrotto.',
  },
  notChecked: 'NON CONTROLLATO',
  receipts: {
    OK: { title: 'LA RICEVUTA È BUONA', text: 'La registrazione sta nel registro, e dice ciò che è mostrato qui.' },
    UNWITNESSED: {
      title: 'LA RICEVUTA È BUONA, MA SENZA TESTIMONI',
      text: 'La registrazione sta nel registro come la sua chiave lo ha firmato, e dice ciò che è mostrato qui; ma i testimoni richiesti dai criteri non hanno visto quel registro.',
    },
    INVALID: {
      title: 'LA RICEVUTA NON È BUONA',
      text: 'Non prova ciò che dice. La si conservi, con una copia di questa pagina.',
    },
    'other-key': {
      title: 'LA RICEVUTA È FIRMATA CON UN’ALTRA CHIAVE',
      text: 'Con le chiavi a disposizione non se ne può dire nulla: nessuna di esse l’ha firmata, oppure questo browser ne ricorda un’altra per questo registro. O la chiave del registro è cambiata, o la ricevuta è falsa. Si controlli il registro in questa pagina, che segue un cambio di chiave, e poi di nuovo la ricevuta.',
    },
    EQUIVOCATION: {
      title: 'EQUIVOCAZIONE',
      text: 'La ricevuta è la prova di una biforcazione: con una chiave del registro è stata firmata un’altra storia, della stessa lunghezza di quella che questo browser ha visto prima. La si conservi, con una copia di questa pagina.',
    },
    UNREADABLE: {
      title: 'NON LEGGIBILE',
      text: 'Non è stato possibile leggere tutto ciò che serve al controllo, perciò della ricevuta non si può dire nulla.',
    },
  },
  receipt: italianReceipt,
  receiptTooLong: 'Il file è troppo lungo per essere una ricevuta.',
  policyTooLong: 'Il file è troppo lungo per contenere dei criteri.',
  witnesses: {
    met: (names, size, present) => `Visto dai testimoni ${names}: ${size} registrazioni su ${present}.`,
    notMet: (names, quorum) => `Visto da ${names || 'nessuno'}: non basta per il quorum «${quorum}».`,
    none: 'I criteri non richiedono testimoni.',
    since: (entries, time) => `${entries} registrazioni dal ${time} non ancora.`,
    whose: {
      reader: 'Valgono i criteri forniti da chi controlla.',
      operator: 'Valgono i criteri pubblicati dal gestore, che sono i suoi: se ne forniscano di propri.',
    },
    broken: {
      reader: (why) => `I criteri forniti non sono utilizzabili: ${why}`,
      operator: (why) => `I criteri pubblicati non sono utilizzabili: ${why}`,
    },
  },
  opened: {
    sum: (sum, size, batches) =>
      `Aperte a tutti in ${batches === 1 ? 'un lotto' : `${batches} lotti`}, delle prime ${size} registrazioni: aperte + trattenute + cancellate + riempitive, ${sum}.`,
    counted: 'Ciò che è aperto è stato contato qui, dalle registrazioni stesse:',
    word: 'Quante delle altre siano cancellate o riempitive lo dice soltanto il gestore.',
    entries: 'registrazioni',
  },
  working: (entries, size) => `Controllo: ${entries} di ${size} registrazioni`,
  facts: {
    origin: 'Registro',
    size: 'Registrazioni',
    root: 'Radice',
    key: 'Chiave',
    published: 'quella pubblicata, presa per buona',
    given: 'quella fornita',
    checkedBy: 'Controllata con la chiave',
    remembered: 'una che questo browser ricorda da un controllo precedente',
    followed: 'quella che succede alla chiave fornita',
    changed: {
      given: (changes, from) => `La chiave del registro è cambiata ${volte(changes)} dopo quella fornita, ${from}.`,
      pinned: (changes, from) =>
        `La chiave del registro è cambiata ${volte(changes)} da quando questo browser lo ha visto; allora era ${from}.`,
    },
    keepNew: 'Si conservi quella nuova.',
    earlierKey: (changes) =>
      `La ricevuta è firmata con una chiave precedente del registro, cambiata ${volte(changes)} da allora.`,
    checked: 'Registrazioni controllate',
    pinned: (size) => `Confrontato con il registro di ${size} registrazioni che questo browser ha visto prima.`,
    continued: 'Lo continua: nulla di esso è stato cambiato o tolto.',
    notPinned: 'Questo browser non aveva mai visto questo registro. Ricorda ciò che ha visto ora.',
    more: (count) => `… e altri ${count} rilievi`,
    file: 'File',
    offset: 'Posizione (byte)',
  },
};

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function volte(count: number): string {
  return count === 1 ? 'una volta' : `${count} volte`;
}

/** The words for the language of a page; English where it is no other that is known. */
export function pageWords(language: string): PageWords {
  return language.startsWith('it') ? italian : english;
}
