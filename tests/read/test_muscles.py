import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillcards.model.muscle import Role
from drillcards.read import muscle_names
from drillcards.read.muscle_names import Name, list_names, split_words
from drillcards.read.muscles import find_key_role, find_nearest, parse_mention, read_taxonomy

DATA = tomllib.loads(Path(muscle_names.__file__).with_name("muscles.toml").read_text(encoding="utf-8"))
NAMES = tuple(list_names(DATA))

# Mention → groups, separated by spaces; "-" for a mention that nobody knows, nothing for one of qualities only.
# A role other than primary follows its group after a slash.
MENTIONS = """
Neck | neck
Deep neck flexors | neck
Sternocleidomastoid (SCM) | neck
Scalenes | neck
Shoulders | shoulders
Delts | shoulders
Deltoids (front, lateral and rear) | shoulders
Deltoids (anterior/middle/posterior) | shoulders
Anterior deltoid | shoulders
Front and rear delts | shoulders
Shoulder muscles | shoulders
Shoulder stability | shoulders/stabilizer
Rotator cuff | rotator-cuff
Rotator cuff (stabilization) | rotator-cuff/stabilizer
Rotator cuff muscles (supraspinatus, infraspinatus, teres minor, subscapularis) | rotator-cuff
Teres minor | rotator-cuff
External rotators of the shoulder | rotator-cuff
Internal rotators of the shoulder | rotator-cuff
External rotators (infraspinatus, teres minor) | rotator-cuff
Shoulder external rotators | rotator-cuff
Upper back | upper-back
Upper back muscles | upper-back
Trapezius (upper, middle, lower) | upper-back
Traps | upper-back
Upper and lower traps | upper-back
Rhomboids and mid-traps | upper-back
Levator scapulae | upper-back
Serratus anterior | upper-back
Scapular stabilizers | upper-back/stabilizer
Scapular retractors | upper-back
Thoracic spine muscles | upper-back
Lats | lats
Latissimus dorsi | lats
Teres major | lats
Lower back | lower-back
Lower back muscles (for posture) | lower-back
Erector spinae | lower-back
Extensors of the spine | lower-back
Erector spinae (iliocostalis, longissimus, spinalis) | lower-back
QL | lower-back
Multifidus | lower-back
Back extensors | lower-back
Chest | chest
Pecs | chest
Pectoralis major and minor | chest
Pectorals (indirectly) | chest/secondary
Biceps | biceps
Biceps brachii | biceps
Brachialis | biceps
Elbow flexors | biceps
Elbow flexors and extensors | biceps triceps
Triceps | triceps
Triceps brachii (long head) | triceps
Elbow extensors | triceps
Forearms | forearms
Forearm muscles | forearms
Forearm pronation | forearms
Wrist flexors and extensors | forearms
Wrist and finger flexors | forearms
Pronators and supinators | forearms
Brachioradialis (in palm-up variation) | forearms
Grip strength | forearms
Flexor-pronator mass | forearms
Abs | abs
Abdominals | abs
Abdominal muscles | abs
Rectus abdominis | abs
Obliques | obliques
External and internal obliques | obliques
Trunk rotators | obliques
Core | deep-core
Core muscles | deep-core
Core stabilizers | deep-core/stabilizer
Core (for balance) | deep-core/stabilizer
Core (rectus abdominis, obliques, transverse abdominis) | deep-core abs obliques
Transverse abdominis | deep-core
TVA | deep-core
Pelvic floor and diaphragm | deep-core
Intercostals | deep-core
Glutes | glutes
Gluteal muscles | glutes
Gluteal complex | glutes
Gluteus maximus | glutes
Gluteus medius and minimus | glutes
Gluteus medius (for stability) | glutes/stabilizer
Buttocks | glutes
Hip flexors | hip-flexors
Hip flexors (iliopsoas, rectus femoris) | hip-flexors
Iliopsoas | hip-flexors
Psoas and iliacus | hip-flexors
Sartorius | hip-flexors
Pectineus | hip-flexors
Hip abductors | hip-abductors
Hip abductors (gluteus medius and minimus) | hip-abductors
Abductors | hip-abductors
TFL | hip-abductors
Tensor fasciae latae | hip-abductors
Hip adductors | hip-adductors
Adductors | hip-adductors
Adductor longus, brevis and magnus | hip-adductors
Groin | hip-adductors
Inner thighs | hip-adductors
Hip adductors and abductors | hip-adductors hip-abductors
Adductors and abductors | hip-adductors hip-abductors
Hip rotators | hip-rotators
External rotators of the hip | hip-rotators
Hip external and internal rotators | hip-rotators
Internal and external hip rotators | hip-rotators
Piriformis | hip-rotators
External rotators (piriformis) | hip-rotators
Quads | quadriceps
Quadriceps (eccentrically) | quadriceps
Quadriceps femoris | quadriceps
Rectus femoris | quadriceps
Quadratus femoris | hip-rotators
Vastus lateralis, medialis and intermedius | quadriceps
VMO | quadriceps
Knee extensors | quadriceps
Lead leg quadriceps | quadriceps
Hamstrings | hamstrings
Hamstrings (biceps femoris, semitendinosus, semimembranosus) | hamstrings
Hamstring muscles (stretched position) | hamstrings/stretched
Stretched hamstrings | hamstrings/stretched
Hip flexors (stretched in the back leg) | hip-flexors/stretched
Shoulders (posterior deltoid, stretched position) | shoulders/stretched
Stretched: lats and chest | lats/stretched chest/stretched
Hamstrings (secondary, stretched) | hamstrings/stretched
Isquiotibiales (en estiramiento) | hamstrings/stretched
Ischio-jambiers (étirés) | hamstrings/stretched
Hamstrings (eccentrically, in a stretched position) | hamstrings
Calves (stretch-shortening cycle) | calves
Chest (to push the bar) | chest
Biceps femoris | hamstrings
Left hamstring | hamstrings
Calves | calves
Calf muscles | calves
Calf raises and holds | calves
Gastrocnemius and soleus | calves
Triceps surae | calves
Gastroc-soleus complex | calves
Plantar flexors | calves
Shins | shins
Tibialis anterior | shins
Anterior tibialis | shins
Peroneals | shins
Peroneus longus and brevis | shins
Ankle stabilizers | shins/stabilizer
Lower leg stabilizers | shins/stabilizer
Foot pronators | shins
Feet | feet
Toe flexors | feet
Foot intrinsics | feet
Intrinsic foot muscles | feet
Full body | full-body
Total body | full-body
Whole-body coordination | full-body
Full body (emphasis on core) | full-body
All major muscle groups | full-body
Posterior chain | lower-back glutes hamstrings calves
Posterior chain (hamstrings, glutes) | glutes hamstrings
Legs | glutes hip-flexors hip-abductors hip-adductors hip-rotators quadriceps hamstrings calves shins
Lower body | glutes hip-flexors hip-abductors hip-adductors hip-rotators quadriceps hamstrings calves shins
Legs (quadriceps and hamstrings) | quadriceps hamstrings
Lower body: quadriceps, glutes | glutes quadriceps
Back leg glutes | glutes
Hips | glutes hip-flexors hip-abductors hip-adductors hip-rotators
Hip and trunk rotators | hip-rotators obliques
Hip flexors and extensors | hip-flexors glutes hamstrings
Hip stabilizers | glutes/stabilizer hip-abductors/stabilizer
Thighs | quadriceps hamstrings
Lower legs | calves shins
Arms | biceps triceps forearms
Upper arms | biceps triceps
Shoulder and arm muscles (for arm swing) | shoulders/secondary biceps/secondary triceps/secondary
Shoulders (to reach) | shoulders/secondary
Deltoids to reach | shoulders/secondary
Forearms (to open and close the glove) | forearms/secondary
Hombros (para el balanceo de los brazos) | shoulders/secondary
Épaules (pour le balancement des bras) | shoulders/secondary
Rotator cuff (to steady and slow the arm) | rotator-cuff/stabilizer
Neck (to keep the ball in sight) | neck/stabilizer
Core: to hold the trunk still | deep-core/stabilizer
Core (para sostener el tronco) | deep-core/stabilizer
Épaules (pour tenir la batte) | shoulders/stabilizer
Primary: shoulders (for arm swing) | shoulders
Abs (plank hold) | abs
Shoulders and core | shoulders deep-core
Back | upper-back lats lower-back
Upper and lower back | upper-back lower-back
Chest and upper back | chest upper-back
Trunk | abs obliques deep-core lower-back
Abdominal wall | abs obliques deep-core
Anterior chain | abs hip-flexors quadriceps
Upper body | shoulders rotator-cuff upper-back lats chest biceps triceps forearms
Shoulder girdle | shoulders rotator-cuff upper-back
Quadriceps, hamstrings and glutes | quadriceps hamstrings glutes
Quads/hamstrings/glutes | quadriceps hamstrings glutes
QUADRICEPS & GLUTES | quadriceps glutes
Quadriceps (primary), glutes (secondary) | quadriceps glutes/secondary
Primary: Quadriceps, glutes | quadriceps glutes
Primary muscles worked: quads; secondary: calves | quadriceps calves/secondary
Primary: quads, Secondary: calves | quadriceps calves/secondary
Secondary movers – calves | calves/secondary
Stabilizers: core, ankles | deep-core/stabilizer shins/stabilizer
Supporting muscles: forearms | forearms/secondary
Hamstrings: pull the heel up with the glutes | hamstrings
Hamstrings - pull the heel up | hamstrings
Movers: quadriceps and calves | quadriceps calves
Front of the body (quadriceps, abs) | quadriceps abs
(hamstrings) | hamstrings
Hamstrings (both (left and right)) | hamstrings
Hamstrings (lower end | hamstrings
Power in the legs (quadriceps) | quadriceps
Fast-twitch muscle fibers |
Fast-twitch fibres in the calves | calves
Explosive power |
Cardiovascular endurance |
Balance and proprioception |
Mobility |
Hip mobility | glutes hip-flexors hip-abductors hip-adductors hip-rotators
Hand-eye coordination |
Neuromuscular control |
Power (quadriceps) | quadriceps
Supporting leg glutes | glutes
Glutes (on a balance board) | glutes
Gluteus maximus, medius, and minimus | glutes
Hip internal rotators and external rotators | hip-rotators
Muscles of the lower leg | calves shins
Extensors | -
Flexors and extensors | -
Pronation | -
Rotators | -
Stabilizers | -/stabilizer
Wings | -
Pitcher's eyesight (for tracking) | -
Eyes (for the shoulders' turn) | -
Glúteos | glutes
Glúteo mayor y medio | glutes
Músculos isquiotibiales | hamstrings
Cuádriceps y pantorrillas | quadriceps calves
Gemelos | calves
Gemelli | hip-rotators
Flexores de la cadera | hip-flexors
Aductores y abductores | hip-adductors hip-abductors
Manguito rotador (estabilidad) | rotator-cuff/stabilizer
Hombros y brazos | shoulders biceps triceps
Dorsal ancho | lats
Bíceps femoral | hamstrings
Bíceps braquial | biceps
Tríceps sural | calves
Espalda baja | lower-back
Antebrazos y muñecas | forearms
Core (oblicuos) | deep-core obliques
Cuerpo completo | full-body
Piernas (cuádriceps) | quadriceps
Secundarios: tríceps | triceps/secondary
Fessiers et ischio-jambiers | glutes hamstrings
Fléchisseurs de la hanche | hip-flexors
Coiffe des rotateurs | rotator-cuff
Rotateurs externes de l'épaule | rotator-cuff
Mollets | calves
"""
ROWS = [(row.split("|")[0].strip(), row.split("|")[1].strip()) for row in MENTIONS.strip().splitlines()]


def show_uses(text: str, role: Role | None = None) -> str:
    """The groups that a mention was read as, in the notation of the table."""
    uses = parse_mention(text, role).uses
    return " ".join((use.group or "-") + f"/{use.role}" * (use.role is not Role.PRIMARY) for use in uses)


@pytest.mark.parametrize(("text", "groups"), ROWS, ids=[row[0] for row in ROWS])
def test_a_mention_means_these_groups(text: str, groups: str) -> None:
    assert show_uses(text) == groups


def test_the_table_covers_every_group() -> None:
    assert {group.split("/")[0] for _, groups in ROWS for group in groups.split()} >= set(DATA["groups"])


@pytest.mark.parametrize("name", NAMES, ids=[f"{name.text} in {name.groups[0]}" for name in NAMES])
def test_every_name_in_the_data_means_its_own_groups(name: Name) -> None:
    uses = parse_mention(name.text).uses
    assert tuple(use.group for use in uses) == name.groups
    assert all(name.muscle in ("", *use.muscles) for use in uses)


def test_no_name_stands_for_two_things() -> None:
    meanings: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for name in NAMES:
        meanings.setdefault(split_words(name.text), set()).add(name.groups)
    assert [words for words, groups in meanings.items() if len(groups) > 1] == []
    assert () not in meanings


def test_every_phrase_names_groups_that_exist() -> None:
    for phrase in DATA["phrases"]:
        assert {*phrase["groups"], *phrase.get("adds", ())} <= set(DATA["groups"])


def test_no_word_tells_two_roles() -> None:
    for table in ("roles", "purposes"):
        roles: dict[tuple[str, ...], set[str]] = {}
        for role, texts in DATA[table].items():
            for text in texts:
                roles.setdefault(split_words(text), set()).add(role)
        assert () not in roles
        assert [words for words, found in roles.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("key", "role"),
    [("primary", "primary"), ("Secondary muscles", "secondary"), ("stabilizers", "stabilizer"),
     ("stretched", "stretched"), ("estirados", "stretched"), ("legs", None), ("", None)],
)  # fmt: skip
def test_a_key_stands_for_a_role_only_if_it_says_nothing_else(key: str, role: str | None) -> None:
    assert find_key_role(key) == role


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_two_names_in_a_list_mean_both(first: Name, second: Name) -> None:
    groups = {use.group for use in parse_mention(f"{first.text}; {second.text} muscles").uses}
    assert groups >= set(second.groups)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(NAMES))
def test_capitals_and_sides_make_no_difference(name: Name) -> None:
    assert show_uses(f"The LEFT {name.text.upper()}") == show_uses(name.text)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    mention = parse_mention(text)
    assert all(use.mention == mention.mention for use in mention.uses)


@pytest.mark.parametrize(
    ("text", "mention", "note"),
    [
        ("Quadriceps (eccentrically)", "Quadriceps", "eccentrically"),
        ("Shoulder and arm muscles (for arm swing)", "Shoulder and arm muscles", "for arm swing"),
        ("Quadriceps (eccentrically), glutes (power)", "Quadriceps, glutes", "eccentrically; power"),
        ("Hamstrings (left) (right).", "Hamstrings", "left; right"),
        ("Hamstrings: the main driver", "Hamstrings", "the main driver"),
        ("Primary: Quadriceps, glutes", "Quadriceps, glutes", ""),
        ("(hamstrings)", "hamstrings", ""),
        ("Eyes (tracking)", "Eyes", "tracking"),
    ],
)
def test_the_words_inside_parentheses_are_a_note(text: str, mention: str, note: str) -> None:
    read = parse_mention(text)
    assert (read.mention, read.note) == (mention, note)


def test_a_note_belongs_to_the_group_before_it() -> None:
    uses = parse_mention("Quadriceps (eccentrically), glutes (power)").uses
    assert [(use.group, use.note) for use in uses] == [("quadriceps", "eccentrically"), ("glutes", "power")]


@pytest.mark.parametrize(
    ("text", "muscles"),
    [
        ("Hamstrings (biceps femoris, semitendinosus)", [("biceps femoris", "semitendinosus")]),
        ("Gastrocs and soleus", [("gastrocnemius", "soleus")]),
        ("Gluteus medius and minimus", [("gluteus medius", "gluteus minimus")]),
        ("Anterior, lateral and posterior deltoids", [("anterior deltoid", "lateral deltoid", "posterior deltoid")]),
        ("Hip abductors (gluteus medius)", [("gluteus medius",)]),
        ("Deltoids: front, rear", [("deltoids", "anterior deltoid", "posterior deltoid")]),
        ("Gluteus (maximus, medius)", [("gluteus maximus", "gluteus medius")]),
        ("Legs (soleus, VMO)", [("vastus medialis",), ("soleus",)]),
        ("Quads and hamstrings", [(), ()]),
    ],
)
def test_muscles_that_a_mention_names_are_kept_with_their_group(text: str, muscles: list[tuple[str, ...]]) -> None:
    assert [use.muscles for use in parse_mention(text).uses] == muscles


@pytest.mark.parametrize(
    ("text", "qualities"),
    [
        ("Fast-twitch muscle fibers", ("power",)),
        ("Hamstrings (explosive power)", ("power",)),
        ("Cardiovascular endurance", ("conditioning",)),
        ("Balance and mobility", ("balance", "mobility")),
        ("Resistencia", ("conditioning",)),
        ("Hamstrings", ()),
    ],
)
def test_qualities_are_tags(text: str, qualities: tuple[str, ...]) -> None:
    assert parse_mention(text).qualities == qualities


def test_a_role_from_outside_holds_where_the_mention_tells_none() -> None:
    assert show_uses("Calves", Role.SECONDARY) == "calves/secondary"
    assert show_uses("Core stabilizers", Role.SECONDARY) == "deep-core/stabilizer"
    assert show_uses("Calves (primary)", Role.SECONDARY) == "calves"
    assert show_uses("Wings", Role.SECONDARY) == "-/secondary"


def test_a_group_is_used_once_however_often_it_is_named() -> None:
    (use,) = parse_mention("Soleus (stability), calves, gastrocnemius").uses
    assert (use.group, use.role, use.muscles) == ("calves", Role.STABILIZER, ("soleus", "gastrocnemius"))


def test_an_empty_mention_is_nothing() -> None:
    assert parse_mention(" ( ) ").uses == ()


def test_near_names_are_offered_and_never_taken() -> None:
    assert "abductors" in find_nearest("Abducters")
    assert show_uses("Abducters") == "-"
    assert find_nearest("Strong quadricepts")[0] == "quadriceps"
    assert find_nearest("xyzzy") == ()


def test_the_taxonomy_lists_groups_by_region_from_head_to_foot() -> None:
    taxonomy = read_taxonomy()
    regions = [group.region for group in taxonomy.groups]
    assert list(dict.fromkeys(regions)) == [
        *("neck", "shoulder", "back", "chest", "arm", "core", "hip", "thigh", "lower leg", "foot", "whole body")
    ]
    assert regions == sorted(regions, key=list(dict.fromkeys(regions)).index)
    abductors = taxonomy.find_group("hip-abductors")
    assert abductors is not None
    assert abductors.muscles == ("tensor fasciae latae", "gluteus medius", "gluteus minimus")
    assert taxonomy.find_group("wings") is None


@pytest.mark.parametrize("lang", ["es", "fr"])
def test_groups_have_names_of_their_language_that_are_understood(lang: str) -> None:
    english, told = read_taxonomy(), read_taxonomy(f"{lang}-CA")
    assert [(group.id, group.region, group.muscles) for group in told.groups] == [
        (group.id, group.region, group.muscles) for group in english.groups
    ]
    for group, other in zip(told.groups, english.groups, strict=True):
        assert {use.group for use in parse_mention(group.name).uses} == {group.id}
        assert group.region_name != other.region_name
        assert group.name != other.name or group.name in ("Biceps", "Triceps", "Obliques", "Quadriceps")
    assert [group.name for group in told.groups if group.id == "calves"] == [
        {"es": "Pantorrillas", "fr": "Mollets"}[lang]
    ]


@pytest.mark.parametrize("lang", ["", "de", "en-GB"])
def test_groups_are_named_in_english_where_there_is_no_other_name(lang: str) -> None:
    assert read_taxonomy(lang) is read_taxonomy()
    assert {group.region_name for group in read_taxonomy(lang).groups} >= {"neck", "lower leg", "whole body"}
