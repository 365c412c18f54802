"""What the shop and its customers wrote to each other: messages, e-mails, vouchers."""

from __future__ import annotations

from collections.abc import Sequence

from custui.demo.clock import DAY
from custui.demo.customers import STAFF
from custui.demo.draws import draws
from custui.demo.people import Person
from custui.demo.rows import Rows
from custui.demo.showcase import SHOWCASE, THREADS, VOUCHERS

_MAILS_KEPT = 400 * DAY
_THREADS = {
    "pl": (
        ("Gdzie jest moja paczka?", "Dzień dobry, zamówienie {ref} miało być wczoraj.",
         "Dzień dobry, paczka wyjechała dziś rano, powinna dotrzeć jutro."),
        ("Zwrot", "Chcę zwrócić produkt z zamówienia {ref}. Jak to zrobić?",
         "Formularz zwrotu jest w paczce; kurier przyjedzie po nią bezpłatnie."),
        ("Faktura", "Proszę o fakturę do zamówienia {ref}.", "Faktura poszła właśnie e-mailem."),
        ("Reklamacja", "Kubek z zamówienia {ref} przyszedł stłuczony :(",
         "Bardzo przepraszamy, nowy wysyłamy jeszcze dziś."),
        ("Pytanie o produkt", "Czy filiżanki można myć w zmywarce?", "Tak, w każdym programie."),
    ),
    "": (
        ("Where is my parcel?", "Hello, order {ref} was due yesterday. Where is it?",
         "Hello, it left us this morning and should arrive tomorrow."),
        ("Return", "I would like to return an item of order {ref}. How do I do that?",
         "The form is in the parcel; the courier collects it free of charge."),
        ("Invoice", "Please send an invoice for order {ref}.", "It has just been mailed to you."),
        ("Complaint", "The mug of order {ref} arrived broken :(",
         "We are very sorry, a new one leaves today."),
        ("A question", "Can the teacups go into a dishwasher?", "Yes, on any programme."),
    ),
}  # fmt: skip
_THANKS = {"pl": "Dziękuję bardzo!", "": "Thank you very much!"}
_SUBJECTS = {
    "pl": {"account": "Witamy w sklepie", "order_conf": "Potwierdzenie zamówienia {ref}",
           "shipped": "Zamówienie {ref} jest w drodze"},
    "": {"account": "Welcome to our shop", "order_conf": "Your order {ref}",
         "shipped": "Your order {ref} is on its way"},
}  # fmt: skip
_VOUCHERS = {
    "pl": ("Na urodziny", "Za opóźnienie", "Witaj z powrotem", "Stały klient"),
    "": ("Birthday", "Sorry for the delay", "Welcome back", "Regular customer"),
}
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def voucher_code(number: int, customer: int, place: int) -> str:
    """A code that no other customer's voucher has."""
    letters = "".join(_ALPHABET[number >> shift & 31] for shift in (0, 5, 10))
    return f"{letters}-{customer:X}{_ALPHABET[place]}"


class Correspondence:
    """Makes the correspondence of one shop; threads are numbered as they are made."""

    def __init__(self, seed: int, now: int) -> None:
        self._seed = seed
        self._now = now
        self._last_thread = 0

    def add(self, people: Sequence[Person], rows: Rows) -> None:
        """Write the messages, e-mails and vouchers of ``people``."""
        stream = draws(len(people), 3, self._seed, "correspondence", people[0].id)
        for person, (talk, gift, mail) in zip(people, stream, strict=True):
            showcase = person.id == SHOWCASE
            threads = (
                THREADS if showcase else 1 if talk & 1023 < (90 if person.orders else 8) else 0
            )
            for place in range(threads):
                self._thread(person, (talk >> 10) + 13 * place, rows)
            for place in range(VOUCHERS if showcase else int(gift & 1023 < 50)):
                self._voucher(person, (gift >> 10) + 7 * place, place, rows)
            self._emails(person, mail, rows)

    def _thread(self, person: Person, number: int, rows: Rows) -> None:
        self._last_thread = thread = self._last_thread + 1
        language = person.nation.language if person.nation.language in _THREADS else ""
        order, ref, about = None, "?", person.last_visit_at or person.registered_at
        if person.recent_orders:
            order, ref, about = person.recent_orders[number % len(person.recent_orders)]
        subject, question, answer = _THREADS[language][number % 5 if order else 4]
        asked = min(self._now, about + number % (3 * DAY))
        answered = asked + 600 + number % (DAY // 2)
        messages = rows["message"]
        messages.append((thread, "", question.format(ref=ref), asked))
        status, last = "open", asked
        if number & 7 and answered <= self._now:
            messages.append((thread, STAFF[number & 3], answer, answered))
            status, last = "waiting" if number & 8 else "closed", answered
            if number & 16 and answered + 3600 <= self._now:
                last = answered + 3600
                messages.append((thread, "", _THANKS[language], last))
                status = "closed"
        rows["message_thread"].append((thread, person.id, order, subject, status, last))

    def _voucher(self, person: Person, number: int, place: int, rows: Rows) -> None:
        names = _VOUCHERS["pl" if person.nation.language == "pl" else ""]
        given = person.last_visit_at or person.registered_at
        percent = (500, 1000, 1500, 2000)[number >> 3 & 3] if number & 1 else None
        amount = (1000, 2000, 5000, 10000)[number >> 3 & 3] if percent is None else None
        rows["voucher"].append((
            person.id, voucher_code(number, person.id, place), names[number & 3],
            percent, amount, int(number & 6 > 0), int(number & 96 > 0), given, given + 90 * DAY,
        ))  # fmt: skip

    def _emails(self, person: Person, number: int, rows: Rows) -> None:
        """The latest e-mails; older ones are not kept."""
        language = person.nation.language
        subjects = _SUBJECTS.get(language, _SUBJECTS[""])
        mails = rows["sent_email"]
        limit = self._now - _MAILS_KEPT
        if person.registered_at > limit and not person.guest:
            at = person.registered_at
            mails.append((person.id, person.email, subjects["account"], "account", language, "",
                          "sent", at, at + 5))  # fmt: skip
        for _order, ref, placed in person.recent_orders[-5:]:
            for template, after in (("order_conf", 0), ("shipped", DAY)):
                at = placed + after
                if at > self._now or (after and number & 1):
                    continue
                failed = number >> 4 & 127 == 0
                mails.append((
                    person.id, person.email, subjects[template].format(ref=ref), template, language,
                    "", "failed" if failed else "sent", at, None if failed else at + 5,
                ))  # fmt: skip
