# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample site read from its Markdown and from the HTML that Hugo builds of it: the same addresses, titles, languages and
heading ids, and for 50 queries the same first hits."""

import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import pages

# Addresses that only the HTML has: lists that Hugo makes without a content file, and one page that Hugo publishes but
# keeps off every list.
GENERATED = ("tags", "categories")
LISTS_WITHOUT_FILE = {"/ja/docs/", "/ko/notes/", "/zh-tw/notes/"}
UNLISTED = {"/secret-menu/"}

QUERIES = """
shortcodes lost comma
heron count autumn
"service mesh" sidecars cost
kubernetes v1.24.5 weekend upgrade
context timeouts in Go
spring green tea eighty degrees
Seven Stars hike Taipei
Zürich conference café train
C# strings std::string
jq one-liners
vacuum PostgreSQL dead tuples
search syntax quotes minus signs
spare machine install
ten kilometres around the lake
number game 2048
bigrams dictionaries particle
服务网格 边车
周末升级老集群
nginx 配置 斜杠
京都清晨 鸭川
环湖跑 苍鹭
龙井 八十度
所有权 借用检查器
译书 术语表
生僻字 输入法
一周 rebase
没有写标题的备份方案
地铁上重读 1984
闲置的机器 安装
中文标点 正则
三种水 同一撮茶
博客搬到 Hugo
計程車 出租車
雨中的七星山 硫磺
二輪戲院 最後一夜
研討會 投影片
邊車 資源
月餅 柚子 部署
電影票根
検索 引用符
半角カナ NFKC
git bisect 犯人
京都 鴨川 朝五時
SQLite 全文検索 日記
紅葉 見ごろ
水を三種類
러스트 비동기 Future
kubectl 명령 모음
서울 카페 콘센트
추석 기차표 예매
""".strip().splitlines()


def run(*arguments):
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1):
        raise AssertionError(f"{arguments}: {done.stdout}{done.stderr}")
    return done.stdout


def is_generated(url):
    parts = url.strip("/").split("/")
    parts = parts[1:] if parts[0] in ("zh", "zh-tw", "ja", "ko") else parts
    return url in LISTS_WITHOUT_FILE or bool(parts) and parts[0] in GENERATED


def same_page(url):
    return url.replace("/zh-tw/", "/zh/")


class BuiltHtml(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="sou-html-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.html = cls.folder / "public"
        run("hugo", "--source", pages.DATA / "site", "--clock", "2026-11-01T00:00:00Z", "--destination", cls.html,
            "--cacheDir", cls.folder / "cache")
        cls.by_markdown = {page["url"]: page for page in pages.sou_pages(pages.DATA / "site").values()}
        cls.by_html = {page["url"]: page for page in pages.sou_pages(cls.html).values()}

    def test_it_is_recognised_and_nothing_is_lost(self):
        report = self.folder / "report.json"
        run(pages.BIN / "sou-index", self.html, "--index", self.folder / "all", "--report", report)
        report = json.loads(report.read_text())
        self.assertEqual([report["source"], report["skipped"]], ["html", []])
        reasons = {row["reason"].split(" (")[0] for row in report["left_out"]}
        self.assertEqual(reasons, {"a redirect", "the error page"})
        published = {url for url in pages.published_pages(self.html) if not url.endswith("/404.html")}
        self.assertEqual({pages.decoded(url) for url in self.by_html}, published)

    def test_addresses(self):
        more = set(self.by_html) - set(self.by_markdown)
        self.assertEqual({url for url in more if not is_generated(url)}, UNLISTED)
        self.assertEqual(set(self.by_markdown) - set(self.by_html), set())

    def test_titles_languages_and_dates(self):
        for url, page in self.by_markdown.items():
            built = self.by_html[url]
            # Posts have tags; the layout of lists shows neither a date nor authors.
            fields = ["title", "language"] + (["date", "authors", "categories"] if "tags" in page else [])
            for field in fields:
                self.assertEqual(built.get(field), page.get(field), f"{url} {field}")

    def test_heading_ids(self):
        for url, page in self.by_markdown.items():
            ids = [heading["anchor"] for heading in page.get("headings", [])]
            # The old post has no title but its first heading, which is then the title and no longer in the text.
            if url == "/zh/posts/vps-backup-2013/":
                ids = ids[1:]
            self.assertEqual([heading["anchor"] for heading in self.by_html[url].get("headings", [])], ids, url)

    def test_first_hits(self):
        self.assertEqual(len(QUERIES), 50)
        run(pages.BIN / "sou-index", pages.DATA / "site", "--index", self.folder / "markdown")
        # As the owner of the site would: a list of a tag's pages holds little but their titles, so it is often first.
        lists = [f"{folder}{name}/**" for folder in ("", "*/") for name in GENERATED]
        excluded = [argument for glob in lists for argument in ("--exclude", glob)]
        run(pages.BIN / "sou-index", self.html, "--index", self.folder / "html", *excluded)
        different = []
        for query in QUERIES:
            first = [self.first_hit(index, query) for index in ("markdown", "html")]
            self.assertIsNotNone(first[0], query)
            # The same words in Simplified and Traditional Chinese are translations that say the same; either may lead.
            if same_page(first[0]) != same_page(first[1]):
                different.append((query, *first))
        self.assertEqual(different, [])

    def first_hit(self, index, query):
        answer = json.loads(run(pages.BIN / "sou-search", "--index", self.folder / index, "--json", "--limit", 1, "--", query))
        return answer["hits"][0]["url"] if answer["hits"] else None


if __name__ == "__main__":
    unittest.main()
