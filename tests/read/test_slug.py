import pytest

from drillcards.read.slug import make_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Cone Shuttle", "cone-shuttle"),
        ("  Kick & Go! ", "kick-go"),
        ("Élan à l’écart", "elan-a-l-ecart"),
        ("4 × 100", "4-100"),
        ("Приседания", "приседания"),
        ("../../etc", "etc"),
        ("snake_case", "snake-case"),
        ("!?", ""),
    ],
)
def test_a_title_becomes_a_file_name(title: str, slug: str) -> None:
    assert make_slug(title) == slug
