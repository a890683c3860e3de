import pytest

from drillcards.layout.doses import describe_dose, join_doses
from drillcards.model.drill import Fact

SETS = Fact("sets", "Sets", "4")
REPS = Fact("reps", "Reps", "8–10")
REST = Fact("rest", "Rest", "60 s")


def test_sets_and_reps_are_one_fact_whose_label_is_true_of_it() -> None:
    assert join_doses((SETS, REPS, REST), "en") == (Fact("reps", "Sets × reps", "4 × 8–10"), REST)
    assert join_doses((SETS, REPS), "fr-CA")[0].label == "Séries × répétitions"


@pytest.mark.parametrize(
    ("sets", "reps"), [("4", "3 x 10"), ("4", "to failure"), ("four", "8"), ("4", "10, then 3 sets of 5")]
)
def test_what_cannot_be_multiplied_stays_apart(sets: str, reps: str) -> None:
    facts = (Fact("sets", "Sets", sets), Fact("reps", "Reps", reps))
    assert join_doses(facts, "en") == facts


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((SETS, REPS), "4 × 8–10"),
        ((SETS,), "4 sets"),
        ((SETS, Fact("duration", "Duration", "30 s")), "4 sets · 30 s"),
        ((Fact("sets", "Sets", "1"),), "1 set"),
        ((Fact("sets", "Sets", "3-4 sets"), Fact("reps", "Reps", "8 per side")), "3-4 × 8 per side"),
        ((Fact("sets_reps", "Sets and reps", "3 x 10"),), "3 x 10"),
        ((REST,), ""),
    ],
)
def test_how_much_needs_no_label(facts: tuple[Fact, ...], words: str) -> None:
    assert describe_dose(facts, "en") == words
