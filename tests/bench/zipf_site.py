# SPDX-License-Identifier: GPL-3.0-or-later
"""A Hugo site of any size in Chinese, Japanese, Korean and English, all of it invented (zipf_words.py).

usage: zipf_site.py PAGES FOLDER

A page is the same in a site of any size. Its bytes are log-normal, 4.5 kB on average (cpp-docs-ja: 4.3 and half as much for the median,
pingcap-docs-cn: 8.2). A page speaks of few things: of its phrases about a third have been on it before. Paragraphs, headings, lists,
tables and code blocks, links, tags, dates.
"""
import math
import pathlib
import random
import shutil
import sys

from zipf_words import CHINESE, ENGLISH, JAPANESE, KOREAN, Language, identifier

SEED = 20180811
MEAN_BYTES, SPREAD = 4500, 0.9  # the latter of the logarithm
LEAST_BYTES, MOST_BYTES = 300, 60_000
LANGUAGES = [CHINESE, JAPANESE, KOREAN, ENGLISH]
SHARES = [40, 25, 15, 20]
PAGES_PER_FOLDER = 100
AGAIN = {"zh": 0.35, "ja": 0.45, "ko": 0.35, "en": 0.15}  # of phrases: of those that the page has
FOREIGN = {"zh": 0.2, "ja": 0.12, "ko": 0.1, "en": 0.03}  # of phrases: names from programs
TAGS, CATEGORIES = 400, 20

CONFIG = """baseURL = "https://example.org/"
title = "Invented"
defaultContentLanguage = "zh"
defaultContentLanguageInSubdir = true
"""
LANGUAGE_CONFIG = """
[languages.{code}]
contentDir = "content/{code}"
weight = {weight}
"""


class _Page:
    def __init__(self, number: int):
        self.chance = random.Random(f"{SEED}/{number}")
        self.language: Language = self.chance.choices(LANGUAGES, SHARES)[0]
        self.number = number
        self._said: list[str] = []

    def code(self) -> str:
        return self.language.script.code

    def _phrase(self) -> str:
        if self._said and self.chance.random() < AGAIN[self.code()]:
            return self._said[int(self.chance.random() * len(self._said))]
        phrase = self.language.phrase(self.chance)
        self._said.append(phrase)
        return phrase

    def _name(self) -> str:
        name = identifier(self.chance)
        return f"`{name}`" if self.chance.random() < 0.4 else name

    def phrases(self, count: int) -> str:
        foreign, script = FOREIGN[self.code()], self.language.script
        parts = [f" {self._name()} " if self.chance.random() < foreign else self._phrase() for _ in range(count)]
        return script.joiner.join(parts).replace("  ", " ").strip()

    def title(self) -> str:
        return self.phrases(self.chance.choice((1, 2, 2, 3)))

    def sentence(self) -> str:
        script = self.language.script
        clauses = [self.phrases(self.chance.choice((1, 2, 3, 4))) for _ in range(self.chance.choice((1, 2, 2, 3)))]
        return script.comma.join(clauses) + script.stop

    def paragraph(self) -> str:
        text = "".join(self.sentence() for _ in range(self.chance.randint(2, 5))).strip()
        if self.chance.random() < 0.2:
            text += f" [{self.title()}](/{self.code()}/p{self.chance.randrange(1000)}/)"
        return text

    def bullets(self) -> str:
        return "\n".join(f"- **{self.title()}**: {self.sentence()}" for _ in range(self.chance.randint(3, 7)))

    def table(self) -> str:
        rows = [f"| {self._name()} | {self.phrases(2)} | {self.chance.randrange(1000)} |" for _ in range(self.chance.randint(3, 8))]
        return "\n".join([f"| {self.title()} | {self.title()} | {self.title()} |", "|---|---|---|", *rows])

    def code_block(self) -> str:
        lines = [" ".join(identifier(self.chance) for _ in range(self.chance.randint(2, 7))) for _ in range(self.chance.randint(2, 12))]
        return "```sh\n" + "\n".join(lines) + "\n```"

    def block(self) -> str:
        makers = (self.paragraph, self.bullets, self.code_block, self.table)
        return self.chance.choices(makers, (64, 12, 18, 6))[0]()

    def front_matter(self) -> str:
        chance = self.chance
        date = f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        tags = ", ".join(f'"{self.language.word(1000 + chance.randrange(TAGS))}"' for _ in range(chance.randint(0, 4)))
        category = self.language.word(2000 + chance.randrange(CATEGORIES))
        title = self.title().replace("`", "")
        return f'---\ntitle: "{title}"\ndate: {date}T08:00:00+08:00\ntags: [{tags}]\ncategories: ["{category}"]\n---\n'

    def text(self) -> str:
        mean = MEAN_BYTES / math.exp(SPREAD ** 2 / 2)
        left = min(MOST_BYTES, max(LEAST_BYTES, mean * self.chance.lognormvariate(0, SPREAD)))
        blocks = [self.front_matter(), self.paragraph()]
        section = 0.0
        while left > 0:
            if section <= 0:
                blocks.append(f"{self.chance.choice(('##', '##', '###'))} {self.title()}")
                section = self.chance.uniform(600, 2000)
            blocks.append(self.block())
            size = len(blocks[-1].encode())
            left -= size
            section -= size
        return "\n\n".join(blocks) + "\n"


def page_path(number: int) -> tuple[str, str]:
    """Of a page, below the site: its path, and its text."""
    page = _Page(number)
    return f"content/{page.code()}/part-{number // PAGES_PER_FOLDER:04}/p{number:06}.md", page.text()


def write_site(pages: int, folder: pathlib.Path) -> int:
    """Anew. Returns the bytes of its pages."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    languages = (LANGUAGE_CONFIG.format(code=language.script.code, weight=i + 1) for i, language in enumerate(LANGUAGES))
    (folder / "hugo.toml").write_text(CONFIG + "".join(languages), encoding="utf8")
    size = 0
    for number in range(pages):
        path, text = page_path(number)
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(text.encode())
    return size


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    print(write_site(int(arguments[0]), pathlib.Path(arguments[1])), "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
