# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of requests that mean harm: bytes that two programs may read in two ways, paths, queries."""

import enum
import json
import string
from typing import NamedTuple
from urllib.parse import quote


class Verdict(enum.Enum):
    """What RFC 9112 allows."""
    REFUSE = "an error, and the connection ends"
    ONE = "one request, or an error: one answer"
    TWO = "two requests, or an error"


class Shape(NamedTuple):
    name: str
    data: bytes
    verdict: Verdict
    marker: str  # the path of the request that hides in it


def _shapes():
    """Each hides GET /smuggled-NUMBER where a careless reader would see a request of its own."""
    rows = []

    def add(name, verdict, build):
        marker = f"/smuggled-{len(rows)}"
        rows.append(Shape(name, build(f"GET {marker} HTTP/1.1\r\nHost: x\r\n\r\n".encode()), verdict, marker))

    def post(name, verdict, *headers, body=b"%s", start=b"POST /api/search HTTP/1.1"):
        """A POST whose body is the hidden request; LENGTH stands for the body's length."""
        def build(hidden):
            content = body.replace(b"%s", hidden)
            lines = [start, b"Host: x", *headers]
            return b"\r\n".join(lines).replace(b"LENGTH", b"%d" % len(content)) + b"\r\n\r\n" + content
        add(name, verdict, build)

    refuse, one, two = Verdict.REFUSE, Verdict.ONE, Verdict.TWO
    chunked = b"Transfer-Encoding: chunked"
    length = b"Content-Length: LENGTH"
    empty_chunk = b"0\r\n\r\n%s"

    # Length and chunks at once.
    post("length, then chunks", refuse, length, chunked, body=empty_chunk)
    post("chunks, then length", refuse, chunked, length, body=empty_chunk)
    post("a short length and chunks", refuse, b"Content-Length: 4", chunked, body=b"5c\r\n%s\r\n0\r\n\r\n")
    # More than one length, or none that is a number.
    post("two lengths", refuse, b"Content-Length: 0", length)
    post("two lengths, the other way", refuse, length, b"Content-Length: 0")
    post("two lengths in one line", refuse, b"Content-Length: LENGTH, 0")
    for value in [b"+LENGTH", b"-LENGTH", b"-1", b"0xff", b"1_0", b"10 10", b"LENGTH;", b"LENGTH.0", b"1e2", b'"10"', b"ten", b"%30", b"%34%30",
                  b"99999999999999999999", b"18446744073709551617", b"\xef\xbc\x91\xef\xbc\x90"]:
        post("length " + value.decode("utf8"), refuse, b"Content-Length: " + value)
    post("an empty length", refuse, b"Content-Length:")
    post("a length with blanks around", one, b"Content-Length: \t LENGTH \t ")
    post("a length with zeros before", one, b"Content-Length: 000LENGTH")
    post("a length in other letters", one, b"cOnTeNt-LeNgTh: LENGTH")
    post("a length named among hop-by-hop headers", one, length, b"Connection: keep-alive, Content-Length")
    # Chunks that are written oddly.
    for value in [b"chunked, identity", b"identity, chunked", b"identity", b"chunked, chunked", b"xchunked", b"chunked\x0b", b'"chunked"',
                  b"gzip, chunked", b"cow", b"\tchunked", b"CHUNKED", b"chunked;q=1", b",chunked", b""]:
        post("transfer coding " + value.decode("latin1"), refuse, length, b"Transfer-Encoding: " + value, body=empty_chunk)
    post("two transfer codings", refuse, length, b"Transfer-Encoding: identity", chunked, body=empty_chunk)
    post("chunks with a blank before the colon", refuse, length, b"Transfer-Encoding : chunked", body=empty_chunk)
    post("chunks on a folded line", refuse, length, b"Transfer-Encoding:\r\n chunked", body=empty_chunk)
    post("a NUL in the name of the coding", refuse, length, b"Transfer-Encoding\0: chunked", body=empty_chunk)
    post("a size of chunk that does not end", refuse, chunked, body=b"f" * 400 + b"\r\n%s")
    post("a size of chunk beyond 64 bits", refuse, chunked, body=b"10000000000000000\r\n%s")
    post("a negative size of chunk", refuse, chunked, body=b"-1\r\n%s")
    post("chunks in HTTP/1.0", refuse, chunked, body=empty_chunk, start=b"POST /api/search HTTP/1.0")
    # Lines that end or begin oddly.
    post("a blank before the colon of the length", refuse, b"Content-Length : LENGTH")
    post("a tab before the colon of the length", refuse, b"Content-Length\t: LENGTH")
    post("a second length behind a blank", refuse, length, b"Content-Length : 0")
    post("a folded line", one, b"X-Note: a\r\n b", length)
    post("a length on a folded line", one, length, b"X-Note: a\r\n Content-Length: 0")
    post("a length behind a line feed alone", one, length, b"X-Note: a\nContent-Length: 0")
    post("a length behind a carriage return alone", one, length, b"X-Note: a\rContent-Length: 0")
    post("a NUL in a value", one, b"X-Note: a\0b", length)
    post("a NUL in a name", refuse, b"X-No\0te: a", length)
    post("a line without a colon", refuse, b"X-Note", length)
    post("a header without a name", refuse, b": a", length)
    post("a first header behind a blank", refuse, length, start=b"POST /api/search HTTP/1.1\r\n X-Note: a")
    post("two hosts", refuse, b"Host: y", length)
    # Bodies where none are usual.
    for method in [b"GET", b"HEAD", b"OPTIONS"]:
        post(f"a body of {method.decode()}", one, length, start=method + b" /api/search?q=x HTTP/1.1")
    post("a body of GET, asked to wait", one, length, b"Expect: 100-continue", start=b"GET /api/search?q=x HTTP/1.1")
    post("an upgrade with a body", one, length, b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQAAP__",
         start=b"GET /api/search?q=x HTTP/1.1")
    post("no length at all", two)
    # Request lines.
    for line, verdict in [(b"GET http://evil.example/api/search HTTP/1.1", one), (b"OPTIONS * HTTP/1.1", one), (b"CONNECT evil.example:80 HTTP/1.1", refuse),
                          (b"GET evil.example HTTP/1.1", refuse), (b"GET  / HTTP/1.1", one), (b" GET / HTTP/1.1", one),
                          (b"GET / HTTP/9.9", refuse), (b"GET / http/1.1", refuse), (b"GET / HTTP/1.1 HTTP/1.1", refuse), (b"GET / FTP/1.1", refuse),
                          (b"G\0ET / HTTP/1.1", refuse), (b"GET /\0 HTTP/1.1", refuse), (b"GET / HTTP/11", refuse), (b"PRI * HTTP/2.0", refuse),
                          (b"GE(T / HTTP/1.1", refuse), (b"GET\t/\tHTTP/1.1", one)]:
        post("the line " + line.decode("latin1"), verdict, length, start=line)
    add("an empty line before the request", one, lambda hidden: b"\r\nPOST /api/search HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" %
        (len(hidden), hidden))
    add("HTTP/0.9", refuse, lambda hidden: b"GET /\r\n" + hidden)
    add("line feeds alone", two, lambda hidden: b"GET / HTTP/1.1\nHost: x\n\n" + hidden)
    return rows


SHAPES = _shapes()

PATHS = [
    "/../../../../etc/passwd", "/..", "/./../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e%2f%2e%2e%2fetc/passwd",
    "/%252e%252e/etc/passwd", "/..%5c..%5cetc%5cpasswd", "/..\\..\\etc\\passwd", "/\\\\etc\\passwd", "//etc/passwd", "///etc/passwd", "//evil.example/",
    "/sou.css/../../../etc/passwd", "/sou.css/..%2f..%2fetc/passwd", "/sou.css%00", "/sou.css%00.html", "/%00", "/a%00b", "/%c0%ae%c0%ae/etc/passwd",
    "/%ff%fe", "/%e4%ba", "/%ed%a0%80", "/%", "/%2", "/%zz", "/?%", "/?q=%", "/?q=%zz&%00=%00", "/;/", "/..;/etc/passwd", "/api/../api/search",
    "/api//search", "/api/search/", "/API/SEARCH", "/api/search%20", "/api/search%2f..%2f", "/.error/400", "/.git/config", "/index/CURRENT", "/%0d%0aX-A:%20b",
    "/api/search%0d%0aX-A:%20b", "/?q=a%0d%0aX-A:%20b", "/api/related?path=../../../../etc/passwd", "/api/related?url=file:///etc/passwd",
    "/api/related?path=/etc/passwd%00", "/indexes/../../etc/passwd/search", "/indexes/%2e%2e%2f/search", "/indexes/" + "a" * 600 + "/search",
    "/" + "a/" * 2000, "/" + "%2e%2e/" * 900, "/?" + "&" * 7000, "/?" + "q&" * 3500, "/?" + "=" * 7000]

LETTERS = [*string.ascii_lowercase, *"αβγδεζηθικλμνξοπρστυφχψω", *"абвгдежзийклмнопрстуфхцчшщъыьэюя",
           *"あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
           *"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"]
MOST_OF_URL = 7500  # bytes; longer ones are refused as such, which is a case of its own


def _fitting(text):
    """As much of the text as one URL takes, percent-encoded."""
    encoded, size = [], 0
    for character in text:
        part = quote(character, safe="")
        size += len(part)
        if size > MOST_OF_URL:
            break
        encoded.append(part)
    return "".join(encoded)


def _queries():
    rows = {f"{letter}*": quote(f"{letter}*") for letter in LETTERS}
    long = {
        "every prefix": " ".join(f"{letter}*" for letter in LETTERS), "every prefix, or-ed": " OR ".join(f"{letter}*" for letter in LETTERS),
        "every prefix of a title": " ".join(f"title:{letter}*" for letter in LETTERS), "every character of a path": " ".join(f"path:{a}" for a in LETTERS),
        "deep brackets": "(" * 5000, "deep brackets with words": "(a " * 2000 + ")" * 2000, "brackets in turns": "()" * 3000,
        "exclusions": "-a " * 2000, "nothing but exclusions": "NOT " * 1800, "operators": "AND OR NOT " * 600, "quotes": '"' * 3000,
        "many words": " ".join(f"word{i}" for i in range(1000)), "many words, or-ed": " OR ".join(f"k{i}" for i in range(1000)),
        "frequent words, or-ed": " OR ".join(["the", "a", "of", "的", "是", "を", "の", "이"] * 200), "a long phrase": '"' + "the cloud native " * 400 + '"',
        "many phrases": ' '.join(['"a b"'] * 1000), "phrases or-ed": " OR ".join(['"the a"'] * 700), "one letter": "a" * 7000, "one character": "云" * 800,
        "han in every order": "".join(chr(0x4E00 + i * 7) for i in range(800)), "kana": "ア" * 800, "hangul": "가" * 800, "ten accents on each": "e" + "\u0301" * 1200,
        "emoji": "👩‍👩‍👧‍👦" * 100, "invisible": "\u200b" * 800, "directions": "\u202e" * 800, "misspelt": " ".join(f"kubernets{chr(97 + i % 26)}x" for i in range(600)),
        "dates": " ".join(["date:..9999"] * 500), "dates of no length": "date:" + "9" * 3000, "tags": " ".join(f"tag:t{i}" for i in range(800)),
        "blanks": " " * 7000, "tabs and NUL": "\t\0" * 1000, "full-width": "（ａ＊　ＯＲ　＂ｂ＂）" * 60, "backslashes": "\\" * 5000, "percent signs": "%" * 2000,
        "pinyin": "yunyuansheng" * 300, "hyphens": "a-" * 3000, "dots": "a." * 3000, "stars": "*" * 5000, "stars apart": "* " * 2000, "a colon": "a:" * 3000}
    rows.update({name: _fitting(text) for name, text in long.items()})
    return rows


def _targets():
    rows = {f"search: {name}": f"/api/search?q={query}" for name, query in _queries().items()}
    rows.update({f"typing: {name}": f"/api/search?typing=1&facets=tags,categories,lang,section,year&limit=100&q={query}"
                 for name, query in _queries().items() if len(query) > 20 and len(query) < 7400})
    rows.update({f"suggestions: {name}": f"/api/suggest?limit=100&q={query}" for name, query in _queries().items() if len(query) > 20})
    rows.update({f"page: {name}": f"/?q={query}" for name, query in _queries().items() if len(query) > 20})
    rows["10 kB of query"] = "/api/search?q=" + "a%20" * 2500
    rows["as many filters as fit"] = "/api/search?" + "&".join(f"tag={i}&lang=zh" for i in range(500))
    rows["10,000 filters"] = "/api/search?" + "&".join(f"tag={i}" for i in range(10_000))
    rows["the same filter"] = "/api/search?q=kubernetes&" + "lang=zh&" * 900
    rows["facets again and again"] = "/api/search?facets=" + ",".join(["tags", "lang", "year", "section", "categories"] * 200)
    rows["the last page"] = "/api/search?limit=100&offset=9900"
    rows["numbers without end"] = "/api/search?limit=" + "9" * 5000
    rows["unknown parameters"] = "/api/search?" + "&".join(f"p{i}=1" for i in range(900))
    return rows


# Name → target, for GET.
QUERY_TARGETS = _targets()


def _bodies():
    search, many = "/indexes/sou/search", "/multi-search"
    values = {
        "10,000 filters": (search, {"q": "kubernetes", "filter": ["a=1"] * 10_000}),
        "7,000 filters of a field": (search, {"q": "kubernetes", "filter": ["tags=a"] * 7000}),
        "4,000 different filters": (search, {"q": "kubernetes", "filter": [f"tags=t{i}" for i in range(4000)]}),
        "filters, or-ed": (search, {"filter": [[f"tags=t{i}" for i in range(4000)]]}),
        "a long filter": (search, {"filter": " OR ".join(f"tags = t{i}" for i in range(3500))}),
        "a deep filter": (search, {"filter": "(" * 30_000 + "tags = a" + ")" * 30_000}),
        "NOT without end": (search, {"filter": "NOT " * 15_000 + "tags = a"}),
        "IN without end": (search, {"filter": "tags IN [" + ",".join(["a"] * 25_000) + "]"}),
        "a query of 60 kB": (search, {"q": "云原生 kubernetes " * 2000}),
        "a limit without end": (search, {"q": "a", "limit": 10 ** 18, "cropLength": 10 ** 18}),
        "attributes": (search, {"q": "a", "attributesToCrop": ["content:99999999"] * 2000, "attributesToHighlight": ["*"] * 2000}),
        "tags of 20 kB": (search, {"q": "kubernetes", "attributesToHighlight": ["*"], "highlightPreTag": "<" * 20_000, "highlightPostTag": ">" * 20_000}),
        "a thousand searches": (many, {"queries": [{"indexUid": "sou", "q": "a*"}] * 1000}),
        "a hundred searches": (many, {"queries": [{"indexUid": "sou", "q": f"{letter}*", "facets": ["*"], "hitsPerPage": 20}
                                                 for letter in LETTERS[:100]]}),
        "searches with every prefix": (many, {"queries": [{"indexUid": "sou", "q": f"{letter}*", "facets": ["*"]} for letter in LETTERS]}),
        "no object": (many, [[]]), "numbers": (many, {"queries": [{"indexUid": "sou", "q": 1e308}]})}
    rows = {name: (target, json.dumps(value, separators=(",", ":")).encode()) for name, (target, value) in values.items()}
    rows["deep JSON"] = (many, b"[" * 60_000)
    rows["deep objects"] = (many, b'{"a":' * 12_000)
    rows["broken UTF-8"] = (many, b'{"queries":[{"indexUid":"sou","q":"\xff\xfe"}]}')
    rows["half a surrogate"] = (search, b'{"q":"\\ud800"}')
    rows["equal names"] = (search, b"{" + b",".join([b'"q":"a"'] * 5000) + b"}")
    return rows


# Name → target and JSON, for POST to the API of Meilisearch's clients.
QUERY_BODIES = _bodies()
