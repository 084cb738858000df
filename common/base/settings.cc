// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every setting of the three programs, once. README.md's table is compared with this one by a test.
#include "common/base/config.h"

namespace sou {
namespace {

constexpr SettingType kText = SettingType::kText;
constexpr SettingType kList = SettingType::kList;
constexpr SettingType kFlag = SettingType::kFlag;
constexpr SettingType kNumber = SettingType::kNumber;

constexpr Setting kSettings[] = {
    {"index.source", kText, "", 0, 0,
     "kind of site: hugo, jekyll, hexo, markdown, html, jsonl; empty: recognised by its files"},
    {"index.base_url", kText, "", 0, 0, "overrides the site's own base URL"},
    {"index.drafts", kFlag, "false", 0, 0, "include drafts"},
    {"index.future", kFlag, "false", 0, 0, "include pages dated in the future"},
    {"index.expired", kFlag, "false", 0, 0, "include expired pages"},
    {"index.include", kList, "", 0, 0, "globs: only these files are read"},
    {"index.exclude", kList, "", 0, 0, "globs: these files are not read"},
    {"index.language", kText, "", 0, 0, "language of pages that say none; empty: guessed by their text"},
    {"index.jobs", kNumber, "0", 0, 256, "worker threads; 0: one per core"},
    {"index.max_file_bytes", kNumber, "16777216", 1024, 1ULL << 30, "a larger content file is skipped"},
    {"index.max_table_cells", kNumber, "200000", 100, 100'000'000, "a larger Markdown table is read as plain text"},
    {"index.max_page_seconds", kNumber, "10", 1, 3600, "a content file that takes more computing to read is skipped"},
    {"index.max_page_memory", kNumber, "1073741824", 1ULL << 24, 1ULL << 36,
     "one that takes more bytes of memory, too"},
    {"index.keep_generations", kNumber, "2", 1, 100, "published generations kept on disk"},
    {"watch.quiet_ms", kNumber, "300", 0, 60'000, "with --watch: milliseconds without a change before a run"},
    {"search.snippet_length", kNumber, "160", 20, 2000, "longest snippet, in characters (code points)"},
    {"search.max_query_bytes", kNumber, "2048", 64, 65536, "what goes beyond is not searched"},
    {"search.max_query_words", kNumber, "64", 1, 1024,
     "what goes beyond is not searched; three characters of a text without blanks count as one"},
    {"suggest.min_query_count", kNumber, "3", 0, 1'000'000,
     "a reader's query is suggested once it was asked so often; 0: never"},
    {"search.half_life_days", kNumber, "0", 0, 36500,
     "newer pages rank higher: a page so many days older counts as half as fresh; 0: age does not count"},
    {"search.synonyms", kList, "", 0, 0,
     "words that mean the same: \"k8s = kubernetes\", one way \"js => javascript\""},
    {"search.builtin_synonyms", kFlag, "true", 0, 0, "Sou's own small list of synonyms"},
    {"search.stop_words", kList, "", 0, 0, "words that say nothing; \"-how\" takes one of Sou's own out"},
    {"search.pins", kList, "", 0, 0, "pages that come first for a query: \"云原生 => /posts/x/\""},
    {"search.hide", kList, "", 0, 0, "pages that are never found: \"/about/\", \"/drafts/*\""},
    {"search.boost", kList, "", 0, 0, "what counts more or less: \"section:posts 1.5\", \"path:/archive/* 0.5\""},
    {"serve.listen", kText, "127.0.0.1:7700", 0, 0, "address:port, or unix:PATH"},
    {"serve.threads", kNumber, "32", 2, 1024, "threads that answer requests"},
    {"serve.parallel_searches", kNumber, "0", 0, 1024, "searches at once; 0: one per core"},
    {"serve.max_wait_ms", kNumber, "2000", 1, 60'000,
     "a search that must wait longer for its turn is refused with 503"},
    {"serve.queue", kNumber, "256", 1, 65536,
     "requests that may wait for a thread; beyond it they are refused with 503"},
    {"serve.max_connections", kNumber, "1024", 1, 65536,
     "open connections that ask nothing; beyond it the longest waiting is closed"},
    {"serve.timeout_seconds", kNumber, "5", 1, 300, "to read a request or write a response"},
    {"serve.keep_alive_seconds", kNumber, "30", 1, 3600, "a connection is kept open for the next request"},
    {"serve.max_body_bytes", kNumber, "65536", 0, 1ULL << 24, "longest request body"},
    {"serve.max_url_bytes", kNumber, "8192", 256, 8192, "longest request target"},
    {"serve.max_header_bytes", kNumber, "32768", 1024, 1 << 20, "longest request line and headers together"},
    {"serve.reload_seconds", kNumber, "1", 1, 3600, "how often a new generation is looked for"},
    {"serve.cache_bytes", kNumber, "33554432", 0, 1ULL << 34,
     "memory for answers that may be asked for again; 0: none"},
    {"serve.max_age_seconds", kNumber, "60", 0, 86400, "browsers and proxies keep an answer so long without asking"},
    {"serve.page", kFlag, "true", 0, 0, "serve the search page at / and /search"},
    {"serve.cors_origins", kList, "", 0, 0, "origins that may call the API from a browser; \"*\": all"},
    {"serve.api_keys", kList, "", 0, 0, "\"name: key\": the API answers only those who send one; empty: everybody"},
    {"serve.rate_per_second", kNumber, "0", 0, 1'000'000, "requests a second from one address; 0: no limit"},
    {"serve.key_rate_per_second", kNumber, "0", 0, 1'000'000, "requests a second with one API key; 0: no limit"},
    {"serve.rate_burst", kNumber, "30", 1, 1'000'000, "requests that may come at once before that counts"},
    {"serve.trusted_proxies", kList, "", 0, 0,
     "addresses, networks or \"unix\": what these say in X-Forwarded-For and X-Forwarded-Proto is believed"},
    {"serve.access_log", kText, "", 0, 0, "file for a line of JSON per request; \"-\": standard output; empty: none"},
    {"serve.log_addresses", kFlag, "false", 0, 0, "write the reader's address into the access log"},
    {"serve.query_memory", kText, "", 0, 0,
     "file that keeps readers' queries for suggestions; empty: forgotten at the end"},
    {"serve.index_uid", kText, "sou", 0, 0, "name of the index for clients of Meilisearch"},
    {"serve.site_title", kText, "", 0, 0, "name of the site on the search page"},
    {"serve.site_url", kText, "", 0, 0, "put before the links of hits on the search page: https://example.org"},
    {"serve.public_url", kText, "", 0, 0,
     "address under which readers reach this server, https://search.example.org; empty: what the browser asked for"},
    {"serve.demo", kFlag, "false", 0, 0, "show the indexed pages themselves, so that hits lead somewhere"},
};

}  // namespace

std::span<const Setting> AllSettings() { return kSettings; }

}  // namespace sou
