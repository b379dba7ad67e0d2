"""What becomes of a row of a list, and why, in Italian."""

from __future__ import annotations

VERDICTS: dict[str, str] = {
    "new": "nuovo",
    "same": "uguale",
    "updated": "aggiornato",
    "to_check": "da guardare",
    "discarded": "scartato",
}
"""What becomes of a row, in the words of the window and of the terminal."""

REASONS: dict[str, str] = {
    # Rows left out
    "totals": "È la riga dei totali",
    "blank": "La riga è vuota",
    "repeated_header": "È l’intestazione ripetuta",
    "no_name": "Nella riga non c’è un nome",
    "cancelled": "L’iscrizione è stata annullata",
    "unfinished": "Il modulo non è stato inviato fino in fondo",
    "waiting": "È in lista d’attesa",
    "declined": "Non viene",
    "heading": "È il titolo di chi sta sotto",
    "superseded": "La stessa persona si è iscritta di nuovo più tardi: vale l’ultima iscrizione",
    "joined": "È la stessa persona di un’altra riga: entra una volta sola",
    "left_out": "L’hai lasciata fuori",
    "other_ticket": "È un altro biglietto della stessa persona",
    # People imported, to be looked at
    "maybe_whole_name": "Nella casella del nome può esserci anche il cognome",
    "maybe_swapped": "Forse nome e cognome sono scambiati",
    "aside": "Accanto al nome c’è dell’altro",
    "split_unsure": "Non è chiaro quale sia il nome e quale il cognome",
    "one_word": "C’è una parola sola: può essere il nome o il cognome",
    "no_first_name": "Manca il nome: c’è soltanto il cognome, che sull’etichetta non va",
    "letters_lost": "Qualche lettera del nome è andata perduta nel file",
    "long_name": "La casella del nome ha più di 200 lettere",
    "odd_name": "Non sembra il nome di una persona",
    "several_people": "Nella stessa casella possono esserci più persone",
    "longer": "La riga ha più celle dell’intestazione: forse un testo contiene il segno che separa le colonne",
    "phone_lost": "Il foglio di calcolo ha rovinato il numero di telefono",
    "two_groups": "Ha scelto più di un gruppo per questa serata",
    "unknown_group": "Il gruppo scelto non è tra quelli di questa serata",
    "unknown_state": "Non è chiaro se viene",
    "maybe_not_coming": "Una nota fa pensare che non venga",
    "maybe_double": "Forse è la stessa persona",
    "evening_dropped": "Risultava iscritta a questa serata, in questo elenco no",
    # People imported without doubt, and what changed
    "new_name": "Ora si sa come si chiama",
    "homonym": "Ha lo stesso nome di un’altra persona",
    "homonym_contacts": "Ha lo stesso nome di un’altra persona, con recapiti diversi",
    "homonym_email": "Ha lo stesso nome di un’altra persona, con e-mail diversa",
    "homonym_phone": "Ha lo stesso nome di un’altra persona, con telefono diverso",
    "same_person": "È la persona che hai indicato",
    "new_note": "È cambiata la nota",
    "new_email": "È cambiata l’e-mail",
    "new_phone": "È cambiato il telefono",
    "new_group": "È cambiato il gruppo",
    "new_evening": "Si è iscritta a questa serata",
    "new_elsewhere": "Si è iscritta a un’altra serata",
    # Remarks: nobody has to do anything
    "tax_code": "C’era un codice fiscale: è stato tolto",
    "left_aside": "Accanto al nome c’era un titolo: è rimasto fuori",
}
"""For `Row.problem`, `Row.discarded`, `Row.remarks` and `Verdict.why`."""
