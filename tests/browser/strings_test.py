# SPDX-License-Identifier: GPL-3.0-or-later
"""The search box (web/ui/box/strings.js) and the search page (web/ui/strings.cc) say the same in the same words, in each language."""

import pathlib
import re
import unittest

UI = pathlib.Path(__file__).resolve().parents[2] / "web/ui"


def texts_of(file, language, entry):
    """language → name → text; `language` and `entry` are patterns of a line that begins a language and of one with a text."""
    texts, current = {}, None
    for line in (UI / file).read_text(encoding="utf8").splitlines():
        if found := re.match(language, line):
            current = texts.setdefault(found[1], {})
        elif (found := re.match(entry, line)) and current is not None:
            current[found[1]] = found[2]
    return texts


class Strings(unittest.TestCase):
    def setUp(self):
        self.box = texts_of("box/strings.js", r'  "([\w-]+)": \{$', r'    (\w+): "(.*)",?$')
        self.page = texts_of("strings.cc", r'    \{\.code = "([\w-]+)",$', r'     \.(\w+) = "(.*)"[,}]')

    def test_both_speak_the_same_languages(self):
        self.assertEqual(list(self.box), list(self.page))
        self.assertGreaterEqual(len(self.box), 5)

    def test_every_language_has_every_text(self):
        for language, texts in self.box.items():
            self.assertEqual(list(texts), list(self.box["en"]), language)
            for name, text in texts.items():
                self.assertEqual(text.count("{}"), self.box["en"][name].count("{}"), f"{language}: {name}")

    def test_what_both_say_is_the_same(self):
        shared = set(self.box["en"]) & set(self.page["en"])
        self.assertGreater(len(shared), 20)
        for language in self.box:
            for name in shared:
                self.assertEqual(self.box[language][name], self.page[language][name], f"{language}: {name}")


if __name__ == "__main__":
    unittest.main()
