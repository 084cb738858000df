# SPDX-License-Identifier: GPL-3.0-or-later
"""What an attacker types, or writes into a page, is text for all who read Sou's answers: JSON in a script element, a terminal.

The search page in a browser is judged by tests/browser/xss_test.py.
"""

import html
import http.client
import json
import pathlib
import re
import shutil
import tempfile
import unittest
import urllib.parse

import payloads
import sou

# What the terminal renderer paints with.
OWN_COLORS = re.compile("\x1b\\[(?:0|2|32|33|36|1;33|1;36)m")
# C0 without the line feed, DEL, C1, and the characters that turn the direction of text.
NOT_FOR_TERMINALS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Each {} is the payload.
TARGETS = ("/api/search?q={}", "/api/search?tag={}&lang={}&category={}&section={}&ui={}&x={}&{}={}", "/api/search?limit={}",
           "/api/search?offset={}", "/api/search?sort={}", "/api/search?facets={}", "/api/search?after={}", "/api/search?before={}",
           "/api/search?typing={}", "/api/suggest?q={}&lang={}", "/api/suggest?q=a&limit={}", "/api/related?path={}",
           "/api/related?url={}&lang={}", "/{}", "/api/{}?{}", "/indexes/{}/search?q={}",
           "/indexes/sou/search?limit={}", "/indexes/sou/search?filter={}", "/indexes/sou/search?{}=1")


def setUpModule():
    """Two sites, indexed and served once for all tests, which only read."""
    global FOLDER, SERVERS, OUTPUTS
    FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="sou-xss-"))
    unittest.addModuleCleanup(shutil.rmtree, FOLDER)
    SERVERS, OUTPUTS = {}, []
    for name, make in [("markdown", payloads.markdown_site), ("lines", payloads.json_lines)]:
        done = sou.run("sou-index", make(FOLDER / name), "--index", FOLDER / f"{name}.index", "--progress", "always", "--verbose")
        if done.returncode not in (0, 1):
            raise AssertionError(f"the site {name} was not indexed: {done.stderr}")
        OUTPUTS.append(done.stdout + done.stderr)
        SERVERS[name] = sou.Server(FOLDER / f"{name}.index")
        unittest.addModuleCleanup(SERVERS[name].stop)


class Answers(unittest.TestCase):
    """What sou-serve sends."""

    def get(self, target, site="markdown"):
        """The answer to a target as it stands, its body as text."""
        connection = http.client.HTTPConnection(SERVERS[site].address.removeprefix("http://"), timeout=sou.DEADLINE)
        self.addCleanup(connection.close)
        connection.request("GET", target)
        answer = connection.getresponse()
        text = answer.read().decode("utf8")
        connection.close()
        return answer, text

    def check_json(self, target, site="markdown"):
        answer, text = self.get(target, site)
        self.assertIn("application/json", answer.headers["Content-Type"] or "", f"{target} is answered in JSON")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff", f"no browser guesses another type for {target}")
        self.assertNotIn("<", text, f"the answer to {target} ends no script element")
        self.check_headers(answer, target)
        return answer.status, json.loads(text)

    def check_headers(self, answer, target):
        for name in ("Set-Cookie", "Location", "Refresh"):
            self.assertNotIn(name, answer.headers, f"{target} writes no header")

    def test_every_parameter_of_the_api(self):
        for payload in payloads.PAYLOADS:
            for target in TARGETS:
                self.check_json(target.replace("{}", urllib.parse.quote(payload, safe="")))

    def test_a_query_comes_back_as_typed(self):
        for payload in payloads.PAYLOADS:
            _, answer = self.check_json("/api/search?q=" + urllib.parse.quote(payload, safe=""))
            # How many U+FFFD a broken sequence becomes is a matter of taste.
            self.assertEqual(re.sub("\ufffd+", "\ufffd", answer["query"]), re.sub("\ufffd+", "\ufffd", payloads.text(payload)))

    def test_every_page_of_a_hostile_site(self):
        for site in SERVERS:
            found = 0
            for number in range(len(payloads.PAYLOADS)):
                word = payloads.word(number)
                _, answer = self.check_json(f"/api/search?q={word}&facets=tags,categories,section,lang,lang_tag", site)
                found += len(answer["hits"])
                for hit in answer["hits"]:
                    self.assertRegex(hit["url"], "^/(?!/)", f"{word} of {site} leads into the site")
                    self.check_json("/api/related?path=" + urllib.parse.quote(hit["path"], safe=""), site)
            self.assertGreater(found, 1.5 * len(payloads.PAYLOADS), f"most pages of {site} are found")

    def test_suggestions_of_a_hostile_site(self):
        kinds = set()
        for site in SERVERS:
            for text in ("script", "img", "svg", "javascript", "alert", "onerror", "heron", "a", "x", "1", "<", '"', "&"):
                _, answer = self.check_json("/api/suggest?limit=100&q=" + urllib.parse.quote(text), site)
                kinds |= {suggestion["kind"] for suggestion in answer["suggestions"]}
        self.assertEqual(kinds, {"title", "heading", "tag"})

    def test_the_page_and_its_errors_forbid_scripts_inside(self):
        for payload in payloads.PAYLOADS:
            quoted = urllib.parse.quote(payload, safe="")
            for target in (f"/?q={quoted}", f"/?limit={quoted}", f"/search?tag={quoted}&ui={quoted}"):
                answer, _ = self.get(target)
                policy = answer.headers["Content-Security-Policy"] or ""
                self.assertIn("default-src 'none'", policy, target)
                self.assertNotIn("unsafe", policy, f"no script inside of {target} is run")
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff", target)
                self.check_headers(answer, target)


class Meilisearch(unittest.TestCase):
    """What the search boxes of Meilisearch get, some of which put _formatted into a page as it is."""

    def post(self, site, **body):
        connection = http.client.HTTPConnection(SERVERS[site].address.removeprefix("http://"), timeout=sou.DEADLINE)
        self.addCleanup(connection.close)
        connection.request("POST", "/indexes/sou/search", json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read().decode("utf8")
        connection.close()
        self.assertEqual(answer.status, 200, text)
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertNotIn("<", text, f"the answer to {body} ends no script element")
        return json.loads(text)["hits"]

    def fields(self, hit):
        """Name, text and formatted text of each field of text, and of each text of a list."""
        for name, value in hit.items():
            pairs = [(value, hit["_formatted"][name])] if isinstance(value, str) else []
            pairs += zip(value, hit["_formatted"][name]) if isinstance(value, list) else []
            yield from ((name, raw, formatted) for raw, formatted in pairs)

    def check(self, hits, plain_of, what):
        count = 0
        for hit in hits:
            for name, raw, formatted in self.fields(hit):
                self.assertEqual(plain_of(formatted), raw, f"{name} with {what}")
                count += "alert" in raw
        return count

    def plain_of_html(self, formatted):
        """The text of what has marks of HTML; only they may be markup."""
        text = formatted.replace("<em>", "").replace("</em>", "")
        self.assertNotRegex(text, "[<>\"']|&(?!amp;|lt;|gt;|quot;|#39;|#x27;)", f"only marks are markup in {formatted!r}")
        return html.unescape(text)

    def test_marks_of_html_come_with_escaped_text(self):
        for site in SERVERS:
            for query in ("", "heron OR script OR alert"):
                hits = self.post(site, q=query, limit=500, attributesToHighlight=["*"])
                self.assertGreater(self.check(hits, self.plain_of_html, "marks of HTML"), len(payloads.PAYLOADS))

    def test_other_marks_come_with_text_as_it_is(self):
        tags = re.compile("__/?ais-highlight__")
        for site in SERVERS:
            hits = self.post(site, q="heron OR script OR alert", limit=500, attributesToHighlight=["*"],
                             highlightPreTag="__ais-highlight__", highlightPostTag="__/ais-highlight__")
            hits = [hit for hit in hits if not tags.search(json.dumps({**hit, "_formatted": None}))]
            count = self.check(hits, lambda formatted: tags.sub("", formatted), "marks that the client makes HTML of")
            self.assertGreater(count, len(payloads.PAYLOADS))

    def test_every_payload_as_a_query(self):
        for payload in payloads.PAYLOADS:
            self.check(self.post("markdown", q=payloads.text(payload), attributesToHighlight=["*"]), self.plain_of_html, payload)


class Shell(unittest.TestCase):
    """What the programs print."""

    def search(self, site, *arguments):
        done = sou.run("sou-search", "--index", FOLDER / f"{site}.index", *arguments, text=False)
        self.assertIn(done.returncode, (0, 1, 2), f"{arguments}: {done.stderr}")
        return done.stdout.decode("utf8") + done.stderr.decode("utf8")

    def check_terminal(self, output, what):
        """Nothing but text, lines and Sou's own colours."""
        found = NOT_FOR_TERMINALS.search(OWN_COLORS.sub("", output))
        self.assertIsNone(found, f"{what} reaches the terminal with a control character: {output!r}")

    def arguments(self, of_interest):
        """Payloads as a command line can hold them, without NUL, and their numbers."""
        for number, payload in enumerate(payloads.PAYLOADS):
            if re.search(of_interest, payloads.text(payload)):
                yield number, payload.replace(b"\0", b"").decode("utf8", "surrogateescape")

    def test_a_query_on_a_terminal(self):
        for _, payload in self.arguments(NOT_FOR_TERMINALS):
            fields = 'x "{0}" title:"{0}" tag:"{0}" OR {0}'.format(payload)
            for arguments in (("--explain", "--facets", "tags,section", "--", payload + " heron"), ("--explain", "--", fields),
                              ("--tag", payload, "--", "heron"), ("--after", payload, "--", "heron"), ("--sort", payload, "x"),
                              ("--related", payload), ("--suggest", payload)):
                self.check_terminal(self.search("markdown", "--color", "always", *arguments), arguments)

    def test_a_hostile_site_on_a_terminal(self):
        for site in SERVERS:
            options = ("--color", "always", "--explain", "--facets", "tags,categories,section,lang", "--limit", "1000")
            self.check_terminal(self.search(site, *options, "heron OR script OR x"), f"a list of pages of {site}")
            for number, _ in self.arguments(NOT_FOR_TERMINALS):
                self.check_terminal(self.search(site, *options, payloads.word(number)), payloads.word(number))
            for text in ("script", "alert", "owned", "red", "a", "x"):
                self.check_terminal(self.search(site, "--color", "always", "--limit", "100", "--suggest", text), text)

    def test_what_sou_index_says_of_a_hostile_site(self):
        for output in OUTPUTS:
            self.assertGreater(output.count("\n"), 20, "what was skipped is listed")
            self.check_terminal(output, "a message of sou-index")

    def test_json_on_the_command_line(self):
        quoted = [payload for _, payload in self.arguments("<")]
        for begin in range(0, len(quoted), 12):
            for payload in ("--", " ".join(quoted[begin:begin + 12])), ("--suggest", quoted[begin]):
                output = self.search("markdown", "--json", "--facets", "tags,section", *payload)
                self.assertNotIn("<", output, f"the JSON about {payload!r} ends no script element")
        for site in SERVERS:
            lines = self.search(site, "--jsonl", "--limit", "1000", "heron OR script").removesuffix("\n").split("\n")
            self.assertGreater(len(lines), len(payloads.PAYLOADS))
            for line in lines:
                self.assertNotRegex(line, "[<\0-\x1f]", "a hit is a harmless line")
                json.loads(line)


if __name__ == "__main__":
    unittest.main()
