"""The words and sentence patterns from which the corpus is assembled.

`{slot}` in a pattern is filled from WORDS, whose lists run from common to rare (the corpus draws by rank, as in Zipf's
law, though flatter). Every pattern was written for this benchmark.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "part": (
        "hands|feet|hips|shoulders|knees|elbows|front foot|back foot|glove|throwing arm|chest|eyes|back hip|"
        "heels|wrists|toes|trunk|lead leg|forearms|chin|rib cage|shoulder blades|ankles|inside thigh|"
        "pinky edge|sternum"
    ),
    "tool": (
        "ball|bat|cone|tee|base|bucket|screen|mini hurdle|medicine ball|agility ladder|resistance band|"
        "foam roller|short bat|flat glove|weighted ball|plyo box|whiffle ball|chalk line|towel|dowel|fungo|"
        "wobble board|parachute"
    ),
    "place": (
        "plate|mound|infield|bag|outfield|foul line|warning track|on-deck circle|cut of the grass|bullpen|"
        "batter's box|gap|hole|coach's box|backstop|dugout rail|running lane|six-hole|alley|apron"
    ),
    "role": (
        "runner|hitter|infielder|outfielder|pitcher|catcher|partner|shortstop|first baseman|base coach|"
        "second baseman|cut-off man|leadoff hitter|reliever|left fielder|third baseman|pinch runner|"
        "switch hitter"
    ),
    "skill": (
        "acceleration|balance|footwork|rhythm|timing|bat speed|first-step quickness|arm action|posture|"
        "hip rotation|grip strength|body control|stride length|reaction time|deceleration|separation|"
        "coordination|bracing|leg drive|landing control|trunk stiffness|elasticity|proprioception|"
        "lateral push-off|pitch recognition|arm slot"
    ),
    "verb": (
        "drive|turn|load|press|reach|push|swing|shift|rotate|lower|lift|extend|snap|plant|pull|stretch|hinge|"
        "glide|coil|fire|brace|sweep|unwind|tilt|pivot"
    ),
    "gerund": (
        "driving|turning|loading|pressing|reaching|pushing|shifting|rotating|lowering|lifting|extending|"
        "planting|pulling|hinging|gliding|coiling|bracing|sweeping|unwinding|stabbing|drifting|lunging|"
        "collapsing"
    ),
    "improve": (
        "improves|builds|sharpens|develops|strengthens|trains|increases|supports|reinforces|restores|refines|"
        "challenges|rewards|exposes|unlocks"
    ),
    "quality": (
        "quick|smooth|steady|controlled|balanced|athletic|relaxed|low|explosive|short|level|rhythmic|firm|"
        "compact|deliberate|loose|crisp|springy|patient|repeatable|efficient|fluid"
    ),
    "fault": (
        "late|rigid|rushed|flat-footed|too high|uneven|off line|lazy|stiff|early|heavy|short of range|"
        "twisted|sloppy|drifting|locked|cramped|over-rotated|half-hearted"
    ),
    "manner": (
        "under control|without a pause|on every repetition|at game speed|through the finish|in one motion|"
        "from the ground up|before the next throw|with soft knees|in a straight line|on the whistle|"
        "at half speed|until the ball is dead|shoulder to shoulder|with both sides even"
    ),
    "moment": (
        "first step|release|landing|turn|contact|finish|pickup|exchange|load|push-off|catch|crossover|gather|"
        "toe touch|follow-through|transfer|slide|jump|tag"
    ),
    "number": "two|three|four|five|six|eight|ten|twelve|fifteen|twenty|thirty|forty-five",
    "unit": "repetitions|yards|seconds|steps|throws|swings|feet|rounds|bounds|paces",
    "situation": (
        "stealing second|turning a double play|chasing a fly ball|hitting to the opposite field|"
        "fielding a bunt|rounding first|throwing across the diamond|blocking a pitch in the dirt|"
        "scoring from second|a long relay|holding a runner|charging a slow roller|backing up a throw|"
        "taking an extra base|a rundown|a squeeze play|covering first|late innings|a check swing|"
        "going back on a ball"
    ),
    "player": (
        "players|hitters|infielders|pitchers|young athletes|outfielders|catchers|base runners|teammates|"
        "newcomers|veterans"
    ),
    "muscle": (
        "hamstrings|glutes|calves|quadriceps|hip flexors|obliques|forearms|shoulders|lats|triceps|adductors|"
        "rotator cuff|lower back|rhomboids|trapezius|soleus"
    ),
}

ADJECTIVES = (
    "Quick|Low|Split|Cross|Loaded|Double|Single-Leg|Mirror|Rolling|Short|Diagonal|Reverse|Seated|Lateral|Resisted|Rhythm|"
    "Half-Kneeling|Staggered|Tall|Walking|Blind|Weighted|Triple|Rapid|Deep|Open|Closed|Partner"
)
MOVEMENTS = (
    "Shuffle|Hop|Lunge|Skip|Bound|Toss|Pivot|Sprint|Swing|Reach|Slide|Carioca|Throw|March|Drop Step|Squat|Twist|Bridge|"
    "Ladder Run|Long Toss|Heel Walk|Plank|Crossover|Start|Pickup|Rundown|Tee Series|Wall Drive|Band Pull|Push-Off"
)
# Invented place names give the corpus the long tail of rare words that real writing has.
SYLLABLES = (
    "al|bar|cor|dun|el|fen|gar|hal|ing|jor|kes|lor|mar|nor|os|pel|quin|rav|sel|tam|ul|var|wen|yar|zel|bri|cla|dre|"
    "fro|gle|kne|pri|sha|thor|whit"
)
ENDINGS = "ton|field|bury|ford|wick|dale|ley|mere|stead|worth|gate|brook|haven|combe|ridge|holm|stow|by"

INTRO = (
    "{Title} is a {quality} drill that {improve} {skill} and {skill} for {player}.",
    "Coaches in {name} use it before {situation}, since it {improve} {skill} with only a {tool}.",
)
STEPS = (
    "Stand {number} feet from the {place} with {quality} {part}",
    "Set a {tool} beside the {place} and face it",
    "{Verb} your {part} toward the {tool} while your {part} stay {quality}",
    "Keep the {part} {quality} as you {verb} through the {moment}",
    "{Verb} off the {part} and take {number} {quality} steps",
    "Let the {part} follow the {part}, then {verb} back",
    "Hold the {moment} for {number} seconds",
    "Have a {role} call the direction, and {verb} {manner}",
    "Breathe out at the {moment} and {verb} the {part}",
    "Repeat for {number} {unit}, then switch sides",
    "Finish with {number} {unit} (think of {situation})",
    "Walk back to the {place} and rest for {number} seconds",
)
PURPOSE_LEAD = "{Title} gives {player} several {quality} benefits:"
PURPOSE = (
    "{Improve} {skill} that {player} need when {situation}",
    "{Improve} the link between {part} and {part}",
    "{Improve} {skill} without tiring the {muscle}",
    "{Improve} {skill} at the {moment}, where {player} lose it",
    "{Improve} the {muscle} and {muscle} through a {quality} range",
    "{Improve} a {quality} {moment} for {situation}",
    "{Improve} confidence near the {place}, above all for a {role}",
    "{Improve} {skill} and {skill}",
    "{Improve} habits that protect the {part} for {number} weeks",
)
MUSCLES = (
    "Hamstrings (biceps femoris, semitendinosus)",
    "Gluteal muscles",
    "Gastrocnemius and soleus",
    "Quadriceps (eccentrically)",
    "Hip flexors",
    "Core stabilizers",
    "Shoulder and arm muscles (for arm swing)",
    "Obliques (external and internal)",
    "Latissimus dorsi",
    "Rotator cuff (for stability)",
    "Adductors and abductors",
    "Forearms and grip",
    "Erector spinae",
    "Pectoralis major",
    "Triceps",
    "Tibialis anterior",
    "Rhomboids and trapezius",
    "Deltoids (front and rear)",
)
POINTS = (
    "Keep the {part} {quality} through the {moment}",
    "Ask for a {quality} {moment} {manner}",
    "Watch the {part}, not the {tool}",
    "The {part} should {verb} before the {part}",
    "Look for {quality} {part} at the {moment}",
    "Reward {skill} first and {skill} second",
    "Cue the {role} to {verb} the {part}",
    "Stop the set when {skill} fades",
    "Count {unit} aloud to keep a {quality} rhythm",
    "Stand at the {place}, where the {moment} is easy to see",
    "Compare the {moment} with the one in {situation}",
)
MISTAKES = (
    "{Gerund} the {part} before the {moment}",
    "Letting the {part} get {fault}",
    "A {fault} {moment} that leaves the {part} behind",
    "{Gerund} with the {part} instead of the {part}",
    "Watching the {tool} and not the {role}",
    "Moving {fault} after the {moment}",
    "Tensing the {part}, particularly the {muscle}",
    "{Fault} {part} near the {place}",
    "Losing {skill} after {number} {unit}",
    "Skipping the {moment} when {fault}",
    "{Gerund} too far (more than {number} feet)",
)
VARIATIONS = (
    "Use a {tool} and {verb} the {part}",
    "Start from the {place} and keep the {moment} {quality}",
    "A {role} calls the {moment} to train {skill}",
    "Work in pairs and finish with {situation}",
    "Slow the {moment} until it is {quality}, then add speed",
    "Close the eyes and {verb} the {part} {manner}",
)
CLOSING = (
    "{Title} is worth its minutes because it {improve} the {skill} and {skill} behind {situation}.",
    "When the {part} stay {quality} at the {moment}, a {role} gets to the {place} sooner and spares the {muscle}.",
    "After {number} weeks, {player} carry the {moment} into {situation} {manner}.",
)
