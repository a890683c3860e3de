import pytest

from drillcards.read.mail_wishes import Wish, find_wish_column, says_no_mail

AGAINST = [
    *("Unsubscribed", "Unsubscribe?", "Opted out", "Email Opt-Out", "Do not mail", "DO NOT EMAIL", "Don’t contact"),
    *("No mail", "no_emails", "Please no messages", "Baja", "Dado de baja", "No enviar correo", "No contactar"),
    *("Baja de correo", "Abgemeldet", "Ne plus contacter", "Kein Newsletter", "Keine E-Mails", "Afgemeld"),
    *("Désabonné", "Désinscrite", "Ne pas envoyer", "Pas de courriel", "Parent 1 Unsubscribed", "Bounced"),
]
FOR = [
    *(
        "Subscribed",
        "Receive emails",
        "Send mail?",
        "Email OK",
        "E-mail consent",
        "Wants mail",
        "Opt-in",
        "Mailing list",
    ),
    *("Correo permitido", "GDPR consent", "DSGVO Einwilligung", "Active", "Aktiv?", "Activo"),
    *("Recibe correos", "Enviar correo", "Acepta correos", "Recevoir les courriels", "Abonné", "Newsletter"),
]


@pytest.mark.parametrize(
    ("header", "cell", "wish"),
    [
        *((header, "yes", Wish.NO_MAIL) for header in AGAINST),
        *((header, "", Wish.UNTOLD) for header in AGAINST),
        *((header, "no", Wish.NO_MAIL) for header in FOR),
        *((header, "TRUE", Wish.MAIL) for header in FOR),
        ("Unsubscribed", "2026-02-11", Wish.NO_MAIL),
        ("Unsubscribed", "2/11/26", Wish.NO_MAIL),
        ("Unsubscribed", "mum@x.org", Wish.NO_MAIL),
        ("Unsubscribed", "x", Wish.NO_MAIL),
        ("Unsubscribed", "FALSE", Wish.MAIL),
        ("Unsubscribed", "0", Wish.MAIL),
        ("Unsubscribed", "n/a", Wish.UNTOLD),
        ("Unsubscribed", "ask Kim", Wish.UNCLEAR),
        ("Baja", "Sí", Wish.NO_MAIL),
        ("Désabonné", "Non", Wish.MAIL),
        ("Subscribed", "unsubscribed", Wish.NO_MAIL),
        ("Subscribed", "sometimes", Wish.UNCLEAR),
    ],
)
def test_a_column_about_being_mailed_is_understood_or_questioned(header: str, cell: str, wish: Wish) -> None:
    column = find_wish_column(1, header, [cell], holds_addresses=False)
    assert column is not None
    assert column.read_wish(cell) is wish


@pytest.mark.parametrize(
    "header",
    ["Notes", "Position", "Birthday", "Phone", "Jersey size", "Bats", "Photo consent", "Activity", "Team", "Stopper"],
)
def test_other_columns_are_about_other_things(header: str) -> None:
    assert find_wish_column(1, header, ["yes"], holds_addresses=False) is None


def test_where_some_say_yes_an_empty_cell_is_a_question() -> None:
    column = find_wish_column(0, "Send mail", ["yes", "", "yes"], holds_addresses=False)
    assert column is not None
    assert column.read_wish("") is Wish.UNCLEAR
    column = find_wish_column(0, "Send mail", ["no", ""], holds_addresses=False)
    assert column is not None
    assert column.read_wish(" ") is Wish.UNTOLD


def test_a_column_of_addresses_with_nothing_but_yes_and_no_is_about_being_mailed() -> None:
    column = find_wish_column(0, "mail", ["no", "", "yes"], holds_addresses=True)
    assert column is not None
    assert column.read_wish("no") is Wish.NO_MAIL
    assert find_wish_column(0, "mail", ["no", "a@x.org"], holds_addresses=True) is None
    assert find_wish_column(0, "mail", ["", "-"], holds_addresses=True) is None


@pytest.mark.parametrize(
    "cell",
    [
        "unsubscribed",
        "Opted out in May",
        "please do not email",
        "No mail!",
        "dado de baja",
        "Left the team",
        "phone only",
        "nur Telefon",
    ],
)
def test_a_cell_may_say_it_anywhere(cell: str) -> None:
    assert says_no_mail(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "Left field",
        "Left the team dinner early",
        "Phone",
        "Nice week!",
        "Stop at the base",
        "Do not throw on Monday",
        "nomail@x.org",
    ],
)
def test_other_words_don_t(cell: str) -> None:
    assert not says_no_mail(cell)
