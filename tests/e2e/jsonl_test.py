# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON Lines through the real programs: from a file, a pipe and standard input, with broken lines, and there and back again."""

import json
import unittest

import sou

PAGES = [
    {"url": "/posts/longjing/", "title": "龙井茶的水温", "markdown": "## 水温\n\n八十度就好。", "tags": "茶, 杭州", "date": 1712275200},
    {"url": "https://example.org/p?id=7#top", "title": "夜のバス停", "body": "最終バスを待つ。\n見出し\n猫が一匹。",
     "headings": [{"level": 2, "text": "見出し", "offset": 99}]},
    {"path": "draft", "title": "초고", "body": "아직 쓰는 중", "draft": True},
]


def lines(pages):
    return "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages)


class JsonLines(sou.Case):
    def file(self, content, name="pages.jsonl"):
        return self.site({name: content}) / name

    def printed(self, *arguments, **options):
        done = sou.run("sou-index", *arguments, "--print-pages", **options)
        return done.returncode, done.stdout, done.stderr

    def test_a_site_comes_back_as_it_was(self):
        code, before, _ = self.printed(sou.DATA / "site")
        self.assertEqual(code, 0)
        self.assertGreater(before.count("\n"), 70)
        code, after, _ = self.printed(self.file(before))
        self.assertEqual(code, 0)
        self.assertEqual(sorted(after.splitlines()), sorted(before.splitlines()))

    def test_from_a_file(self):
        report = self.index(self.file(lines(PAGES)))
        self.assertEqual([report["source"], report["pages"]], ["jsonl", 2])
        self.assertEqual(report["left_out"], [{"path": "draft", "reason": "draft"}])
        hit = self.search("水温")["hits"][0]
        self.assertEqual([hit["url"], hit["date"][:10]], ["/posts/longjing/", "2024-04-05"])
        self.assertEqual(self.search("最終バス")["hits"][0]["url"], "/p?id=7")

    def test_from_standard_input_and_from_a_pipe(self):
        text = lines(PAGES)
        from_file = self.printed(self.file(text))
        self.assertEqual(from_file[0], 0)
        self.assertEqual(self.printed("-", input=text)[:2], from_file[:2])
        self.assertEqual(self.printed("/dev/stdin", input=text)[:2], from_file[:2])
        index = self.folder / "piped"
        for published in (True, False):  # the second time nothing has changed
            done = sou.run("sou-index", "-", "--index", index, "--report", self.folder / "r.json", input=text)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(json.loads((self.folder / "r.json").read_text())["published"], published)

    def test_a_broken_line_is_named_and_the_rest_is_read(self):
        bomb = '{"url": "/bomb", "title": ' + "[" * 50_000
        long = json.dumps({"url": "/long", "title": "x" * 5000})
        text = "\ufeff" + lines(PAGES[:1]) + "\r\n{oops\r\n" + bomb + "\n" + long + "\n[1]\n{}\n" + lines(PAGES[1:2])
        file = self.file(text.replace("}\n", "}\r\n"))
        settings = self.site({"sou.yaml": "index:\n  max_file_bytes: 4096\n"}) / "sou.yaml"
        done = sou.run("sou-index", file, "--config", settings, "--index", self.folder / "i", "--report", self.folder / "r")
        self.assertEqual(done.returncode, 1, done.stderr)
        report = json.loads((self.folder / "r").read_text())
        self.assertEqual(report["pages"], 2)
        self.assertEqual([row["line"] for row in report["skipped"]], [3, 4, 5, 6, 7])
        for row, reason in zip(report["skipped"], ["not valid JSON", "max_file_bytes", "max_file_bytes", "JSON object", "needs a url"]):
            self.assertIn(reason, row["reason"])

    def test_nesting_ends_the_line_only(self):
        bomb = '{"url": "/bomb", "title": ' + "[" * 1_000_000
        code, out, err = self.printed("-", input=bomb + "\n" + lines(PAGES[:1]))
        self.assertEqual([code, out.count("\n")], [1, 1])
        self.assertIn("standard input:1", err)

    def test_the_last_of_two_lines_counts(self):
        again = dict(PAGES[0], title="龙井茶的水温，第二稿")
        report = self.index(self.file(lines(PAGES + [again])))
        self.assertEqual(report["left_out"][0], {"path": "/posts/longjing/", "reason": "replaced by a later line (1 by 4)"})
        self.assertEqual(sou.joined(self.search("水温")["hits"][0]["title"]), "龙井茶的水温，第二稿")

    def test_a_whole_document_is_refused_with_the_way_out(self):
        for text, command in ((json.dumps(PAGES, indent=1), "jq -c '.[]'"), (json.dumps(PAGES[0], indent=1), "jq -c .")):
            code, _, err = self.printed(self.file(text, "pages.json"))
            self.assertEqual(code, 2)
            self.assertIn(command, err)


if __name__ == "__main__":
    unittest.main()
