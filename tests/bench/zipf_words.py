# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented words and phrases in four scripts, as often and as rare as those of real texts.

How often: the word of rank r is drawn in proportion to 1/r up to a rank b (the words that everybody uses) and to b^(g-1)/r^g beyond,
without end; so a text of n words has about n^(1/g) different ones (Gerlach and Altmann, "Stochastic Model for the Vocabulary
Growth in Natural Languages", Physical Review X 3, 2013: b = 8,000 and g = 1.77 for English). Both parts have a closed inverse, so a
draw costs one random number and no table.

What: words are made of real inventories of characters (those that GB 2312, JIS X 0208 and KS X 1001 list first; syllables of letters
for English), each character drawn in proportion to 1/(r + 8); the word of a rank depends on nothing but rank and language. Real
texts are no words in free order: what is drawn is phrases of one to four words, by the same law with parameters of their own, so
that a character pair across words comes back as well. Parameters were chosen so that text_statistics.py says of the texts what
it says of real sites (README.md has both).
"""
import itertools
import math
import random
from typing import Callable, NamedTuple, Sequence

CACHED = 200_000  # ranks: what is commoner is made once and kept


class Law(NamedTuple):
    """Ranks from 1; 1/r up to `core`, 1/r^exponent beyond."""
    core: int
    exponent: float

    def draw(self, chance: random.Random) -> int:
        log_core = math.log(self.core + 1)
        tail = 1 / (self.exponent - 1)
        point = chance.random() * (log_core + tail)
        if point < log_core:
            return int(math.exp(point))
        left = max(1e-9, 1 - (point - log_core) / tail)
        return self.core + int(self.core * (left ** -tail - 1)) + 1


class Letters:
    """Characters, some far commoner than others; which ones are is invented."""

    def __init__(self, characters: str, seed: str):
        self._characters = list(characters)
        random.Random(seed).shuffle(self._characters)
        self._weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(self._characters))))

    def draw(self, chance: random.Random, count: int) -> str:
        return "".join(chance.choices(self._characters, cum_weights=self._weights, k=count))


def _listed(encoding: str, first: range, second: range) -> str:
    """The characters of a double-byte character set in these rows."""
    codes = (bytes((row, cell)) for row in first for cell in second)
    return "".join(code.decode(encoding, errors="ignore") for code in codes)


_CELLS = range(0xA1, 0xFF)
_HANZI = Letters(_listed("gb2312", range(0xB0, 0xD8), _CELLS), "hanzi")  # level 1
_KANJI = Letters(_listed("euc_jp", range(0xB0, 0xD0), _CELLS), "kanji")  # level 1
_SYLLABLES = Letters(_listed("euc_kr", range(0xB0, 0xC9), _CELLS), "hangul")
_HIRAGANA = Letters("".join(map(chr, range(0x3042, 0x3094))).replace("ゎ", "").replace("ゐ", "").replace("ゑ", ""), "hiragana")
_KATAKANA = Letters("".join(map(chr, range(0x30A2, 0x30F4))) + "ーーーンン", "katakana")
_ONSETS = "b c d f g h k l m n p r s t v w br ch cl cr dr fl gr pl pr qu sh sl sp st th tr".split()
_VOWELS = "a e i o u a e i o ai ea ee io ou".split()
_CODAS = ["", "", "", "n", "r", "s", "t", "l", "m", "nd", "nt", "ck", "st", "x"]
_ENDINGS = ["", "", "", "", "", "s", "s", "ed", "ing", "er", "ly", "tion"]
_PARTICLE_COUNT = 40


def _chinese(rank: int, chance: random.Random) -> str:
    lengths = (1, 1, 1, 2) if rank <= 60 else (2, 2, 2, 2, 2, 2, 2, 3, 3, 4)
    return _HANZI.draw(chance, chance.choice(lengths))


def _japanese(rank: int, chance: random.Random) -> str:
    if rank <= 60:
        return _HIRAGANA.draw(chance, chance.choice((1, 1, 2, 2, 3)))
    kind = chance.random()
    if kind < 0.5:
        return _KANJI.draw(chance, chance.choice((2, 2, 2, 3, 4)))
    if kind < 0.7:
        return _KANJI.draw(chance, 1) + _HIRAGANA.draw(chance, chance.choice((1, 2, 3)))
    if kind < 0.92:
        return _KATAKANA.draw(chance, chance.choice((3, 4, 4, 5, 6)))
    return _HIRAGANA.draw(chance, chance.choice((2, 3, 4)))


def _particle(number: int) -> str:
    chance = random.Random(f"particle/{number}")
    return _SYLLABLES.draw(chance, chance.choice((1, 1, 1, 2)))


_PARTICLES = [_particle(number) for number in range(_PARTICLE_COUNT)] + [""] * 12


def _korean(rank: int, chance: random.Random) -> str:
    return _SYLLABLES.draw(chance, chance.choice((1, 1, 2) if rank <= 60 else (2, 2, 2, 3, 3, 4)))


def _english(rank: int, chance: random.Random) -> str:
    syllables = 1 if rank <= 200 else chance.choice((1, 1, 2, 2) if rank <= 3000 else (2, 2, 2, 3, 3, 4))
    word = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(syllables))
    return word if rank <= 200 else word + chance.choice(_ENDINGS)


class Ranked:
    """What `make` makes of a rank.

    Not thread-safe."""

    def __init__(self, make: Callable[[int], str]):
        self._make = make
        self._made: dict[int, str] = {}

    def get(self, rank: int) -> str:
        found = self._made.get(rank)
        if found is None:
            found = self._make(rank)
            if rank <= CACHED:
                self._made[rank] = found
        return found


class Script(NamedTuple):
    code: str
    word: Callable[[int, random.Random], str]
    words: Law
    phrases: Law
    joiner: str  # between words
    comma: str
    stop: str


class Language:
    """Words and phrases of a language: the same rank is always the same one."""

    def __init__(self, script: Script):
        self.script = script
        self._words = Ranked(lambda rank: script.word(rank, random.Random(f"{script.code}/word/{rank}")))
        self._phrases = Ranked(self._make_phrase)

    def word(self, rank: int) -> str:
        return self._words.get(rank)

    def any_word(self, chance: random.Random) -> str:
        return self.word(self.script.words.draw(chance))

    def phrase(self, chance: random.Random) -> str:
        return self._phrases.get(self.script.phrases.draw(chance))

    def _make_phrase(self, rank: int) -> str:
        chance = random.Random(f"{self.script.code}/phrase/{rank}")
        words = [self.any_word(chance) for _ in range(chance.choice((1, 2, 2, 3, 3, 4)))]
        if self.script.code == "ko":
            words = [word + chance.choice(_PARTICLES) for word in words]
        return self.script.joiner.join(words)


CHINESE = Language(Script("zh", _chinese, Law(4000, 1.8), Law(4000, 1.7), "", "，", "。"))
JAPANESE = Language(Script("ja", _japanese, Law(3000, 1.9), Law(3000, 1.8), "", "、", "。"))
KOREAN = Language(Script("ko", _korean, Law(4000, 1.8), Law(4000, 1.7), " ", ", ", ". "))
ENGLISH = Language(Script("en", _english, Law(8000, 1.9), Law(8000, 1.7), " ", ", ", ". "))


_IDENTIFIER_LAW = Law(1500, 1.55)


def _make_identifier(rank: int) -> str:
    chance = random.Random(f"identifier/{rank}")
    words = [ENGLISH.any_word(chance) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
    titles = [word.title() for word in words]
    forms: Sequence[Callable[[], str]] = (
        lambda: "_".join(words), lambda: "-".join(words), lambda: "--" + "-".join(words), lambda: "".join(titles),
        lambda: words[0] + "".join(titles[1:]), lambda: "_".join(words).upper(), lambda: ".".join(words),
        lambda: f"v{chance.randrange(9)}.{chance.randrange(30)}.{chance.randrange(20)}", lambda: str(chance.randrange(100_000)))
    return chance.choice(forms)()


_IDENTIFIERS = Ranked(_make_identifier)


def identifier(chance: random.Random) -> str:
    """A name, option, number or version, as they stand in code: some everywhere, most in few places."""
    return _IDENTIFIERS.get(_IDENTIFIER_LAW.draw(chance))
