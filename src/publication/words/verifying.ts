/** What the pages say of verifying: how, and what it shows; in both languages. */
export const ENGLISH_VERIFYING = {
  howTo: {
    lead: 'Everything that was recorded stands in a ledger to which entries are only added. You can check that, with a program that shares no code with the one that writes it.',
    inBrowser: 'In this browser',
    inBrowserText: 'Quick, and without installing anything; but the script comes from the same place as the ledger.',
    command: 'With the command line',
    commandText: 'Better: the checker on your own machine, with the address of this site.',
    keyText:
      'Give it the ledger’s key as you got it elsewhere (--vkey); without that the published key is taken at its word.',
    provesTitle: 'What it proves',
    proves: [
      'Every entry is the one whose hash stands in the tree; a single changed byte is found, with file and offset.',
      'The root of the tree is the one that the ledger’s key signed.',
      'The ledger continues the one that you checked before: nothing was taken out or written anew since.',
    ],
    notTitle: 'What it does not prove',
    not: [
      'That what is recorded is true, or that everything that happened was recorded. A proof is about the text, not about conduct.',
      'What sealed entries say: they are opened to those who may see them, and in numbers.',
      'That others were shown the same ledger: ask for witnesses whom you chose (--policy), or compare the root with theirs.',
    ],
    operator: 'The operator of an instance can read what is on it.',
    script: 'SHA-256 of the script of “verify in this browser”:',
    files: 'The files',
    noWitnesses:
      'Nobody outside witnesses this ledger: whoever operates it could show others another one, and only those who compare would notice.',
    witnesses: (count: number) =>
      `${count === 1 ? 'One witness outside cosigns' : `${count} witnesses outside cosign`} that the ledger only grows, without seeing what is in it. Their lines stand below the checkpoint; the last one that enough of them cosigned stands in ledger/witnessed, and ledger/policy says how many are enough. Go by a policy of your own: a witness counts for you if you trust whoever runs it.`,
    unwitnessed: 'Too few of them have cosigned since:',
  },
  verify: {
    lead: 'This page fetches the published ledger, computes every hash again, checks the signature, and compares with what this browser saw before. Nothing is sent to anybody, and no other host is asked.',
    button: 'Verify now',
    key: 'The ledger’s key as you have it (leave empty to take the published one at its word)',
    policy:
      'A policy of your own: which witnesses you ask for, and how many of them (leave empty to take the operator’s, where there is one). The file is read in this browser and goes nowhere.',
    needsScript: 'This page needs script, from this site only. Without it, use the command line:',
    result: 'Result',
    noScriptBuilt: 'The script could not be built on this machine. Use the command line:',
    limit: 'Who serves this page can serve a script that lies. The command on your own machine is the better check.',
    receipt: 'Or check one receipt: choose its file, or drop it here. It is read in this browser and goes nowhere.',
    program: {
      title: 'The checker in one file',
      text: 'Plain JavaScript, to be read before it is run. It needs Node 20.12 or newer, and nothing else; it asks no host but the one that you name.',
      link: 'Download remit-verify.mjs',
      digest:
        'Compare this with what others publish, or with what the sources give: npm run verifier makes the same bytes.',
    },
  },
};

type VerifyingWords = typeof ENGLISH_VERIFYING;

export const ITALIAN_VERIFYING: VerifyingWords = {
  howTo: {
    lead: 'Tutto ciò che è stato registrato sta in un registro al quale si può solo aggiungere. Lo si può controllare, con un programma che non ha codice in comune con quello che scrive.',
    inBrowser: 'In questo browser',
    inBrowserText: 'Rapido, e senza installare nulla; ma lo script viene dallo stesso luogo del registro.',
    command: 'Da riga di comando',
    commandText: 'Meglio: il verificatore sulla propria macchina, con l’indirizzo di questo sito.',
    keyText:
      'Gli si dia la chiave del registro avuta per altra via (--vkey); senza, la chiave pubblicata è presa per buona.',
    provesTitle: 'Che cosa prova',
    proves: [
      'Ogni registrazione è quella la cui impronta sta nell’albero; un solo byte cambiato è trovato, con file e posizione.',
      'La radice dell’albero è quella firmata dalla chiave del registro.',
      'Il registro continua quello controllato la volta prima: da allora nulla è stato tolto o riscritto.',
    ],
    notTitle: 'Che cosa non prova',
    not: [
      'Che ciò che è registrato sia vero, o che tutto ciò che è accaduto sia stato registrato. Una prova riguarda il testo, non la condotta.',
      'Che cosa dicono le registrazioni sigillate: sono aperte a chi può vederle, e nei conteggi.',
      'Che ad altri sia stato mostrato lo stesso registro: si richiedano testimoni di propria scelta (--policy), o si confronti la radice con la loro.',
    ],
    operator: 'Chi gestisce un’installazione può leggere ciò che contiene.',
    script: 'SHA-256 dello script di «verifica in questo browser»:',
    files: 'I file',
    noWitnesses:
      'Nessuno all’esterno fa da testimone a questo registro: chi lo gestisce potrebbe mostrarne ad altri un altro, e se ne accorgerebbe solo chi confronta.',
    witnesses: (count: number) =>
      `${count === 1 ? 'Un testimone esterno attesta' : `${count} testimoni esterni attestano`} con la propria firma che il registro può solo crescere, senza vedere che cosa contiene. Le attestazioni stanno sotto il punto di controllo; l’ultimo attestato da un numero sufficiente sta in ledger/witnessed, e ledger/policy dice quanti bastano. Ci si regoli su criteri propri: un testimone vale per chi si fida di chi lo gestisce.`,
    unwitnessed: 'Troppo pochi lo hanno attestato dal:',
  },
  verify: {
    lead: 'Questa pagina scarica il registro pubblicato, ricalcola ogni impronta, controlla la firma e confronta con ciò che questo browser ha visto prima. Nulla è inviato a nessuno, e nessun altro sito è interpellato.',
    button: 'Verifica ora',
    key: 'La chiave del registro di cui si dispone (vuoto: quella pubblicata è presa per buona)',
    policy:
      'Criteri propri: quali testimoni si richiedono, e quanti (vuoto: valgono quelli del gestore, se ce ne sono). Il file è letto in questo browser e non va altrove.',
    needsScript: 'Questa pagina ha bisogno di uno script, solo di questo sito. Senza, si usi la riga di comando:',
    result: 'Esito',
    noScriptBuilt: 'Su questa macchina non è stato possibile costruire lo script. Si usi la riga di comando:',
    limit:
      'Chi serve questa pagina può servire uno script che mente. Il comando sulla propria macchina è il controllo migliore.',
    receipt:
      'Oppure si controlli una ricevuta: se ne scelga il file, o lo si trascini qui. È letto in questo browser e non va altrove.',
    program: {
      title: 'Il verificatore in un solo file',
      text: 'JavaScript semplice, da leggere prima di eseguirlo. Richiede Node 20.12 o più recente, e nient’altro; non interpella altri siti che quello indicato.',
      link: 'Scarica remit-verify.mjs',
      digest:
        'La si confronti con quella pubblicata da altri, o con ciò che danno i sorgenti: npm run verifier produce gli stessi byte.',
    },
  },
};
