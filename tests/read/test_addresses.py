import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.read.addresses import Address, is_unsettled, parse_address, split_addresses


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.org",
        "ana.maria+team@mail.example.co.uk",
        "o'neil_7%x@example.org",
        "a@b.co",
        "1@2.example",
        "ana@xn--bcher-kva.example",
        f"{'a' * 64}@example.org",
    ],
)
def test_what_providers_give_out_is_an_address(address: str) -> None:
    assert parse_address(address) == Address(address)


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("ana", "no @"),
        ("@example.org", "no @"),
        ("n/a", "no @"),
        ("555-0100", "no @"),
        ("ana@localhost", "no dot"),
        ("ana@example..org", "no domain like"),
        ("ana@example.org.", "no domain like"),
        ("ana@-example.org", "no domain like"),
        ("ana@exa_mple.org", "no domain like"),
        ("ana@10.0.0.1", "no domain like"),
        ("ana@[10.0.0.1]", "no domain like"),
        ("ana@", "no dot"),
        (".ana@example.org", "before the @"),
        ("ana..lopez@example.org", "before the @"),
        ("ana@lopez@example.org", "before the @"),
        ('"ana lopez"@example.org', "space"),
        ("ana lopez@example.org", "space"),
        ("josé@example.org", "accents"),
        ("ana@straße.example", "xn--"),
        ("ana\u200b@example.org", "invisible"),
        ("ana@example.org\u202e", "invisible"),
        ("ana\x07@example.org", "control character"),
        ("ana@example.org\nBcc: x@example.org", "control character"),
        ("ana@example.org\rBcc: x@example.org", "control character"),
        ("Ana\r\nBcc: x <ana\n@example.org>", "control character"),
        (f"{'a' * 65}@example.org", "more than 64"),
        (f"ana@{'a' * 64}.org", "no domain like"),
        (f"ana@{'a.' * 130}org", "more than 253"),
        (f"{'a' * 60}@{'a.' * 97}org", "more than 254"),
    ],
)
def test_what_can_t_be_an_address_says_why(written: str, part: str) -> None:
    assert part in parse_address(written).fault


def test_a_domain_in_other_letters_is_turned_into_ascii() -> None:
    assert parse_address("ana@Bücher.example") == Address("ana@xn--bcher-kva.example")


def test_a_name_before_the_address_is_told_apart() -> None:
    assert parse_address(' "Lopez Ana"  <ana@example.org> ') == Address("ana@example.org", "Lopez Ana")
    assert parse_address("mailto:ana@example.org") == Address("ana@example.org")


@pytest.mark.parametrize(
    "cell",
    [
        "a@x.org;b@y.org",
        "a@x.org, b@y.org",
        "a@x.org\nb@y.org\r\n",
        " a@x.org  b@y.org",
        "A <a@x.org>;; b@y.org; A@X.org",
        "a@x.org / b@y.org",
        "a@x.org/b@y.org",
        "a@x.org and b@y.org",
        "a@x.org & b@y.org",
        "a@x.org y b@y.org",
        "a@x.org et b@y.org",
        "a@x.org|b@y.org",
        "A B <a@x.org> and C D <b@y.org>",
        "a@x.org, n/a; b@y.org / -",
    ],
)
def test_a_cell_may_hold_several_addresses(cell: str) -> None:
    assert [address.address for address in split_addresses(cell)] == ["a@x.org", "b@y.org"]


def test_words_between_addresses_are_not_dropped_in_silence() -> None:
    (only,) = split_addresses("a@x.org not b@y.org")
    assert only.fault


@pytest.mark.parametrize(
    "cell", ["n/a", "N/A", "NA", "none", "None.", "-", "—", "?", "tbd", "TBA", "(none)", "aucun", "no"]
)
def test_what_says_that_there_is_no_address_is_none(cell: str) -> None:
    assert split_addresses(cell) == ()


@pytest.mark.parametrize(
    ("cell", "unsettled"), [("?", True), ("TBD", True), ("??", True), ("n/a", False), ("-", False)]
)
def test_what_leaves_it_open_is_told_from_what_says_there_is_none(cell: str, *, unsettled: bool) -> None:
    assert is_unsettled(cell) is unsettled


@pytest.mark.parametrize("address", ["o/brien@x.org", "a&b@x.org", "a+tag@x.org", "R&D Smith <rd@x.org>"])
def test_signs_in_an_address_don_t_part_it(address: str) -> None:
    (only,) = split_addresses(address)
    assert not only.fault


@settings(deadline=None)
@given(st.text(max_size=80) | st.emails())
def test_a_good_address_fits_a_header(text: str) -> None:
    for address in split_addresses(text):
        assert address.fault or (address.address.isascii() and address.address.isprintable())
        assert address.fault or (address.address.count("@") == 1 and " " not in address.address)
        assert address.name.isprintable() or "\n" not in address.name
