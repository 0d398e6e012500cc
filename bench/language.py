"""Near-duplicates: precision, recall, time and memory.

    python bench/language.py [--data FOLDER] [--texts 100000,1000000] [--out FOLDER]

FOLDER holds Kyrgyz and Russian sentences (text/). Each is copied as people copy: in another letter
map than those that the method knows, without ң ө ү, with slips of the finger, with a greeting. A
pair counts as right where both come from one sentence. Time is CPU seconds of one process; the
texts for it are drawn from the words of the same sentences, one in five a noisy copy of another.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections import Counter
from pathlib import Path

from yntymak.methods.language.duplicates import near_duplicates
from yntymak.methods.language.romanisation import romanise

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
FILES = ("xwmt_ru-ky.ky", "xwmt_ru-ky.ru", "ud_ktmu_test_sentences.txt")
COPIES = 5
LEAST_WORDS = 6  # shorter ones are no proposal, and repeat each other in the material itself
# Nobody's standard: what a telephone makes of it. None of it stands in the method's own table.
LETTERS = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
AS_TYPED = "a,b,v,g,d,ye,yo,zh,z,i,y,k,l,m,n,n,o,o,p,r,s,t,u,y,f,x,ts,ch,sh,sh,,y,,e,yu,ya"
TELEPHONE = dict(zip(LETTERS, AS_TYPED.split(","), strict=True))
PLAIN = str.maketrans("ңөүҢӨҮ", "ноуНОУ")
GREETINGS = ("Саламатсызбы! ", "Здравствуйте. ", "", "", "", "")
KEYS = "абвгдежзийклмнопрстуфхцчшыэюя"


def sentences(folder: Path) -> list[str]:
    found: dict[str, None] = {}
    for name in FILES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if len(line.split()) >= LEAST_WORDS:
                found[line.strip()] = None
    return list(found)


def noisy(text: str, draw: random.Random) -> str:
    way = draw.randrange(4)
    if way == 0:
        text = "".join(TELEPHONE.get(letter, letter) for letter in text.lower())
    elif way == 1:
        text = romanise(text)
    elif way == 2:
        text = text.translate(PLAIN).lower()
    letters = list(text)
    for _slip in range(round(len(letters) * 0.02)):
        at = draw.randrange(len(letters))
        if letters[at].isdigit():  # another figure is another proposal, and rightly kept apart
            continue
        letters[at] = draw.choice(("", letters[at] * 2, draw.choice(KEYS) if way > 1 else ""))
    return draw.choice(GREETINGS) + "".join(letters)


def quality(said: list[str]) -> dict[str, float]:
    draw = random.Random(1)
    rows = [(i, text) for i, text in enumerate(said)]
    rows += [(i, noisy(text, draw)) for i, text in enumerate(said) for _copy in range(COPIES)]
    draw.shuffle(rows)
    groups = near_duplicates([text for _i, text in rows])
    truth = [i for i, _text in rows]
    both = pairs(Counter(zip(truth, groups.tolist(), strict=True)))
    found, real = pairs(Counter(groups.tolist())), pairs(Counter(truth))
    return {"texts": len(rows), "precision": both / found, "recall": both / real}


def pairs(sizes: Counter) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def speed(said: list[str], count: int) -> dict[str, float]:
    draw = random.Random(2)
    words = " ".join(said).split()
    texts = [" ".join(draw.choices(words, k=draw.randint(8, 30))) for _ in range(count * 4 // 5)]
    texts += [noisy(draw.choice(texts), draw) for _ in range(count - len(texts))]
    before = time.process_time()
    groups = near_duplicates(texts)
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    return {
        "texts": count,
        "cpu_s": round(seconds, 1),
        "peak_gb": round(peak, 2),
        "folded": int(sum(group != i for i, group in enumerate(groups.tolist()))),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "text")
    options.add_argument("--texts", default="100000,1000000")
    options.add_argument("--out", type=Path, default=RESULTS)
    wanted = options.parse_args()
    said = sentences(wanted.data)
    report = {
        "sentences": len(said),
        "quality": quality(said),
        "speed": [speed(said, int(count)) for count in wanted.texts.split(",")],
    }
    quality_of = report["quality"]
    goals = {100_000: "≤ 20 s", 1_000_000: "≤ 180 s, ≤ 4 GB"}
    rows = [
        (f"precision, {quality_of['texts']} texts", "≥ .99", f"{quality_of['precision']:.4f}"),
        ("recall, the same", "≥ .97", f"{quality_of['recall']:.4f}"),
        *(
            (
                f"{row['texts']} texts",
                goals.get(int(row["texts"]), ""),
                f"{row['cpu_s']} s, {row['peak_gb']} GB, {row['folded']} folded",
            )
            for row in report["speed"]
        ),
    ]
    lines = [
        "# Near-duplicates, measured by bench/language.py",
        "",
        "CPU seconds of one process.",
        "",
    ]
    lines += ["| what | to reach | reached |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    print("\n".join(lines))
    wanted.out.mkdir(exist_ok=True)
    (wanted.out / "language.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (wanted.out / "language.json").write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
