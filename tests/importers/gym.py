"""Exercises in the shape of free-exercise-db, as many as are wanted: made up, and the same ones each time."""

import json
import random
from pathlib import Path
from typing import Any

MUSCLES = (
    *("abdominals", "abductors", "adductors", "biceps", "calves", "chest", "forearms", "glutes", "hamstrings", "lats"),
    *("lower back", "middle back", "neck", "quadriceps", "shoulders", "traps", "triceps"),
)
EQUIPMENT = (
    *(None, "body only", "dumbbell", "barbell", "bands", "cable", "e-z curl bar", "exercise ball", "foam roll"),
    *("kettlebells", "machine", "medicine ball", "other"),
)
CATEGORIES = (
    *("strength", "stretching", "plyometrics", "cardio", "powerlifting", "strongman", "olympic weightlifting"),
)
MOVES = ("Press", "Row", "Curl", "Lunge", "Squat", "Raise", "Hold", "Twist", "Jump", "Stretch", "Carry", "Swing")
WAYS = ("Alternating", "Close-Grip", "One-Arm", "Seated", "Standing", "3/4", "Incline", "Reverse", "Kneeling", "90/90")
STEPS = (
    "Lie on your back with your knees bent & your feet flat on the floor.",
    "Hold the weight at arm's length (palms in); keep your elbows close to your torso.",
    "Breathe out as you lift *slowly*, for a count of 2.",
    "Return to the starting position, and breathe in.",
    "Repeat for 10-12 repetitions. Tip: don't swing.",
    "1. Switch sides after each set; rest 30-45 seconds.",
)


def make_exercises(count: int) -> list[dict[str, Any]]:
    chance = random.Random(20)
    return [make_exercise(number, chance) for number in range(count)]


def make_exercise(number: int, chance: random.Random) -> dict[str, Any]:
    name = f"{chance.choice(WAYS)} {chance.choice(MUSCLES).title()} {chance.choice(MOVES)}"
    if chance.random() < 0.9:
        name += f" {number}"  # the others have namesakes
    used = chance.sample(MUSCLES, 4)
    return {
        "id": f"{name.replace(' ', '_').replace('/', '_')}_{number}",
        "name": name,
        "force": chance.choice(["push", "pull", "static", None]),
        "level": chance.choice(["beginner", "intermediate", "expert"]),
        "mechanic": chance.choice(["compound", "isolation", None]),
        "equipment": chance.choice(EQUIPMENT),
        "primaryMuscles": used[:1],
        "secondaryMuscles": used[1 : chance.randint(1, 4)],
        "instructions": chance.sample(STEPS, chance.randint(1, len(STEPS))),
        "category": chance.choice(CATEGORIES),
        "images": [f"{name.replace(' ', '_')}/0.jpg", f"{name.replace(' ', '_')}/1.jpg"],
    }


def write_exercises(file: Path, exercises: list[dict[str, Any]]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(exercises, indent=2), "utf-8")
    return file
