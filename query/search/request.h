// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a search is asked and what it answers: plain data, shared by the command line, the HTTP API and the search page.
// Its JSON form is docs/API.md's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/timestamp.h"
#include "query/plan/condition.h"

namespace sou::query {

enum class Sort {
  kRelevance,
  kDate,           // newest first
  kDateAscending,  // oldest first, pages without a date last
};

enum class Facet { kTags, kCategories, kLang, kLangTag, kSection, kYear, kDate };  // kDate: seconds since the epoch

// Several values of one filter mean any of them; different filters must all hold. Empty means no filter.
struct Filters {
  std::vector<std::string> langs;  // "zh" matches every Chinese page, "zh-tw" those that the site tags so
  std::vector<std::string> tags;   // compared after folding: case, width, accents, Traditional/Simplified
  std::vector<std::string> categories;
  std::vector<std::string> sections;
  std::optional<int64_t> after;        // inclusive, seconds since the epoch
  std::optional<int64_t> before;       // inclusive
  std::optional<Condition> condition;  // within its limits (CheckLimits)
};

struct SearchRequest {
  std::string text;  // any bytes; broken UTF-8 is repaired
  size_t limit = 10;
  size_t offset = 0;
  Filters filters;
  Sort sort = Sort::kRelevance;
  std::vector<Facet> facets;
  bool snippets = true;                  // false: ids, paths and scores only, for batch evaluation without --timings
  bool typing = false;                   // the last word is not finished: it may go on
  bool all_words = false;                // no page that lacks a word
  bool title_only = false;               // words are looked for in titles alone
  std::optional<size_t> snippet_length;  // code points; nullopt: search.snippet_length
  bool explain = false;
};

// A stretch of plain text that matched or did not. The parts of a list, joined, are the fragment.
struct Part {
  std::string text;
  bool match = false;
  bool code = false;  // of a code block of the page
  bool gap = false;   // not of the page: it stands for what was left out between two fragments

  bool operator==(const Part&) const = default;
};
using Parts = std::vector<Part>;

// A heading above a section.
struct SectionHeading {
  Parts title;
  uint8_t level = 1;  // 1 to 6
};

// A heading of the page under which the query was found.
struct SectionHit {
  Parts title;
  std::string url;  // page URL + '#' + percent-encoded anchor
  Parts snippet;
  uint8_t level = 1;                  // of the heading
  std::vector<SectionHeading> above;  // the headings that the section lies below, outermost first
};

struct Hit {
  std::string id;
  std::string path;
  std::string url;
  Parts title;
  std::string lang;      // primary subtag
  std::string lang_tag;  // as the site says it: "zh-Hant"; browsers choose glyphs by it
  std::optional<Timestamp> date;
  std::string section;
  std::vector<std::string> tags;
  std::vector<std::string> categories;
  std::vector<std::string> authors;
  double score = 0;
  bool pinned = false;  // put first by the site's owner (search.pins)
  Parts snippet;
  std::vector<SectionHit> sections;
  std::string explanation;  // when asked for: why the page matched, the parts of its score
};

struct FacetCount {
  std::string value;
  size_t count = 0;
};
struct FacetResult {
  Facet facet = Facet::kTags;
  std::vector<FacetCount> counts;  // most first; equal counts by value
};

// Something in the query that was not taken as typed. `at` is a byte offset in the query.
struct Diagnostic {
  size_t at = 0;
  std::string message;
};

enum class Match {
  kAll,   // the pages at the head of the list have all the words
  kSome,  // no page has all the words; these have some
  kNone,  // no hit
};

struct SearchResponse {
  std::string query;                      // as asked, repaired to valid UTF-8
  std::optional<std::string> corrected;   // the query that was searched instead
  std::optional<std::string> suggestion;  // a query that may have been meant; it was not searched
  Match match = Match::kNone;
  size_t total = 0;
  bool total_exact = true;
  size_t offset = 0;
  size_t limit = 10;
  double took_ms = 0;
  uint64_t generation = 0;
  std::vector<Hit> hits;
  std::vector<FacetResult> facets;  // in the order asked for
  std::vector<Diagnostic> diagnostics;
  std::string explanation;  // when asked for: how the query was read and planned
};

// Pages like one page.
struct RelatedRequest {
  std::string page;                // its source path as in hits, or its address: what begins with '/' or "https://"
  std::vector<std::string> langs;  // only pages in these languages; empty: any
  size_t limit = 10;
  bool explain = false;
};

struct RelatedResponse {
  double took_ms = 0;
  uint64_t generation = 0;
  std::vector<Hit> hits;    // the snippet is the page's description or beginning
  std::string explanation;  // when asked for: the words that were searched for
};

}  // namespace sou::query
