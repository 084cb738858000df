// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a query, a line end, a text to find it in. What is typed is read, planned, run over an
// index of one empty page, and shown in the text.
#include <unicode/uchar.h>
#include <xapian.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/borders.h"
#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "query/search/group_weights.h"
#include "query/search/highlight.h"
#include "query/search/snippet.h"
#include "query/search/snippet_parts.h"
#include "tests/fuzz/law.h"

namespace sou::query {
namespace {

using fuzz::Law;
using text::ByteRange;

constexpr size_t kXapianTermBytes = 245;  // zero bytes count twice
// The planner takes 400 terms of a query to score by; what must match comes on top, and wildcards
// count as one.
constexpr Xapian::termcount kMaxTerms = 20'000;

struct Extent {
  size_t leaves = 0;
  size_t depth = 0;
};

Extent Measure(const Node& node) {
  const bool group = node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr || node.kind == NodeKind::kNot;
  if (!group) return {1, 1};
  Extent extent;
  for (const Node& child : node.children) {
    const Extent inner = Measure(child);
    extent.leaves += inner.leaves;
    extent.depth = std::max(extent.depth, inner.depth);
  }
  ++extent.depth;
  Law(node.kind != NodeKind::kNot || node.children.size() == 1, "NOT has one child");
  Law(node.kind != NodeKind::kOr || node.children.size() >= 2, "OR has alternatives");
  return extent;
}

void CheckDiagnostics(const std::vector<Diagnostic>& diagnostics, std::string_view query) {
  for (const Diagnostic& diagnostic : diagnostics) {
    Law(fuzz::IsBetweenCodePoints(query, diagnostic.at), "a diagnostic points into the query, at a code point");
    Law(!diagnostic.message.empty() && fuzz::IsUtf8(diagnostic.message), "a diagnostic says something");
  }
}

ParsedQuery CheckParse(std::string_view query) {
  const ParseLimits limits;
  ParsedQuery parsed = Parse(query, limits);
  Law(parsed.root.kind == NodeKind::kAnd, "the root is an AND");
  Law(fuzz::IsUtf8(Dump(parsed.root)), "the dump is UTF-8");
  const Extent extent = Measure(parsed.root);
  Law(extent.leaves <= limits.max_leaves, "there are no more leaves than allowed");
  // A bracket holds at most NOT, OR and AND.
  Law(extent.depth <= 3 * (limits.max_depth + 1) + 1, "the tree is no deeper than allowed");
  CheckDiagnostics(parsed.diagnostics, query);
  return parsed;
}

// One page without a word: Xapian checks a query only when it runs it.
const Xapian::Database& EmptyDatabase() {
  static const Xapian::WritableDatabase database = [] {
    Xapian::WritableDatabase made(std::string(), Xapian::DB_BACKEND_INMEMORY);
    made.add_document(Xapian::Document());
    return made;
  }();
  return database;
}

void CheckXapianQuery(const Xapian::Query& query) {
  if (query.empty()) return;
  Law(query.get_length() <= kMaxTerms, "the query has a bounded number of terms");
  for (auto term = query.get_terms_begin(); term != query.get_terms_end(); ++term) {
    const std::string text = *term;
    const auto zeros = static_cast<size_t>(std::count(text.begin(), text.end(), '\0'));
    Law(text.size() + zeros <= kXapianTermBytes, "terms are short enough for Xapian");
  }
  Xapian::Enquire enquire(EmptyDatabase());
  enquire.set_query(query);
  static_cast<void>(enquire.get_mset(0, 10));
}

void CheckUnit(const QueryUnit& unit) {
  Law(!unit.text.empty() && fuzz::IsUtf8(unit.text), "units are UTF-8 and not empty");
  for (const auto* terms : {&unit.words, &unit.grams}) {
    for (const RunTerm& term : *terms) {
      Law(term.range.begin < term.range.end && term.range.end <= unit.text.size(), "a unit's terms lie in it");
    }
  }
}

Plan CheckPlan(const ParsedQuery& parsed, std::string_view query, text::Analyzer* analyzer) {
  static const std::vector<std::string> languages = {"en", "de"};
  static const StopWords stop_words;
  static const Synonyms synonyms;
  static const Boosts boosts;
  static const Ranking ranking;
  static const store::Vocabulary vocabulary;
  const UnitReading reading{languages, stop_words, analyzer};
  Plan plan =
      Planner({reading, synonyms, boosts, vocabulary, ranking, EmptyDatabase()}).MakePlan(parsed.root, {}, query);
  CheckDiagnostics(plan.diagnostics, query);
  CheckXapianQuery(plan.all);
  CheckXapianQuery(plan.some);
  for (const QueryUnit& unit : plan.units) CheckUnit(unit);
  return plan;
}

void CheckMatches(const std::vector<TextMatch>& matches, std::string_view text, size_t units) {
  uint32_t end = 0;
  for (const TextMatch& match : matches) {
    Law(match.range.begin >= end, "matches are in order and do not overlap");
    Law(match.range.begin < match.range.end && match.range.end <= text.size(), "matches lie in the text");
    Law(fuzz::IsBetweenCodePoints(text, match.range.begin) && fuzz::IsBetweenCodePoints(text, match.range.end),
        "matches cut no code point");
    Law(match.unit < units, "a match is of a unit");
    Law(match.strength > 0 && match.strength <= 1, "strengths are shares");
    end = match.range.end;
  }
}

void CheckParts(std::string_view text, ByteRange range, const std::vector<TextMatch>& matches) {
  const Parts parts = MakeParts(text, range, matches);
  std::string joined;
  for (size_t i = 0; i < parts.size(); ++i) {
    Law(!parts[i].text.empty() && fuzz::IsUtf8(parts[i].text), "parts are UTF-8 and not empty");
    Law(i == 0 || parts[i].match != parts[i - 1].match, "touching parts are one");
    joined += parts[i].text;
  }
  Law(joined == text.substr(range.begin, range.end - range.begin), "the parts joined are the fragment");
}

// Without blanks and the signs that stand for them.
std::string Letters(std::string_view text) {
  std::string out;
  for (size_t position = 0; position < text.size();) {
    const size_t begin = position;
    const char32_t c = text::NextCodePoint(text, &position);
    if (!u_isUWhiteSpace(static_cast<UChar32>(c)) && c != U'·') out += text.substr(begin, position - begin);
  }
  return out;
}

void CheckSnippetParts(std::string_view text, const std::vector<ByteRange>& fragments, const Parts& parts) {
  std::string shown;
  size_t gaps = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    Law(!part.text.empty() && fuzz::IsUtf8(part.text), "parts are UTF-8 and not empty");
    Law(part.text.find('\n') == std::string::npos, "a snippet is one line");
    Law(i == 0 || part.gap || parts[i - 1].gap || part.match != parts[i - 1].match || part.code != parts[i - 1].code,
        "touching parts are one");
    if (part.gap) {
      Law(part.text == kGapText && !part.match && !part.code, "a gap is only a gap");
      ++gaps;
    } else {
      shown += part.text;
    }
  }
  Law(parts.empty() || gaps + 1 == fragments.size(), "gaps stand between fragments");
  std::string expected;
  for (const ByteRange range : fragments) expected += text.substr(range.begin, range.end - range.begin);
  Law(Letters(shown) == Letters(expected), "the parts joined are the fragments");
}

size_t LongestGrapheme(std::string_view text) {
  size_t longest = 0;
  size_t length = 0;
  for (size_t position = 0; position < text.size();) {
    text::NextCodePoint(text, &position);
    longest = std::max(longest, ++length);
    if (text::IsGraphemeBorder(text, position)) length = 0;
  }
  return longest;
}

// One fragment or two of a text whose middle third is code, and whose lines with a '#' are headings.
void CheckSnippet(std::string_view text, ByteRange range, const std::vector<TextMatch>& matches, const Plan& plan,
                  size_t max_code_points) {
  const GroupWeights weights(plan.units, WeighUnits(plan.units, EmptyDatabase()));
  std::vector<Heading> headings;
  for (size_t at = text.find("\n#"); at != std::string_view::npos; at = text.find("\n#", at + 1))
    headings.push_back({1, "#", "a", static_cast<uint32_t>(at + 1)});
  const auto third = static_cast<uint32_t>(text::TruncateUtf8(text, text.size() / 3).size());
  const auto two_thirds = static_cast<uint32_t>(text::TruncateUtf8(text, text.size() / 3 * 2).size());
  const std::vector<CodeBlock> code = {{third, std::max(third, two_thirds), ""}};
  const SnippetSource source{text, headings, code, "#"};
  const std::vector<ByteRange> fragments = SnippetChooser(weights).Choose(source, range, matches, max_code_points, 2);
  size_t most = max_code_points;  // or one match, if that alone is longer
  for (const TextMatch& match : matches) {
    most = std::max(most, text::CountCodePoints(text.substr(match.range.begin, match.range.end - match.range.begin)));
  }
  size_t length = fragments.size() > 1 ? text::CountCodePoints(kGapText) : 0;
  uint32_t end = range.begin;
  for (const ByteRange fragment : fragments) {
    Law(fragment.begin >= end && fragment.begin < fragment.end && fragment.end <= range.end,
        "fragments lie in their range, in order, and have something");
    Law(text::IsGraphemeBorder(text, fragment.begin) && text::IsGraphemeBorder(text, fragment.end),
        "a fragment cuts no grapheme");
    length += text::CountCodePoints(text.substr(fragment.begin, fragment.end - fragment.begin));
    end = fragment.end;
  }
  // What ends a fragment may be a grapheme of many marks.
  Law(fragments.size() <= 2 && (length <= most || length <= most + 4 * LongestGrapheme(text)),
      "a snippet is no longer than asked for");
  CheckSnippetParts(text, fragments, SnippetParts(text, fragments, matches, code));
  const ByteRange beginning = SnippetChooser::Beginning(source, range, max_code_points);
  Law(beginning.begin >= range.begin && beginning.begin <= beginning.end && beginning.end <= range.end,
      "the beginning lies in the range");
  CheckSnippetParts(text, {beginning}, SnippetParts(text, {&beginning, 1}, matches, code));
}

void CheckShown(const Plan& plan, std::string_view text, text::Analyzer* analyzer) {
  Highlighter highlighter(plan.units, analyzer);
  const std::vector<TextMatch> matches = highlighter.Find(text, "zh");
  CheckMatches(matches, text, plan.units.size());
  const std::vector<TextMatch> in_all = highlighter.FindInAll(text, "zh");
  Law(std::ranges::equal(matches, in_all, {}, &TextMatch::range, &TextMatch::range),
      "nothing is passed over that matches");
  const ByteRange all{0, static_cast<uint32_t>(text.size())};
  CheckParts(text, all, matches);
  for (const size_t length : {size_t{1}, size_t{20}, size_t{160}}) CheckSnippet(text, all, matches, plan, length);
  // A section of a page: from a line's begin to the end.
  const size_t line = text.find('\n');
  if (line != std::string_view::npos) CheckSnippet(text, {static_cast<uint32_t>(line + 1), all.end}, matches, plan, 40);
}

}  // namespace
}  // namespace sou::query

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static sou::text::Analyzer analyzer;
  const auto [first, rest] = sou::fuzz::CutFirstLine(sou::fuzz::AsText(data, size));
  const std::string query = sou::text::RepairUtf8(first);
  const sou::query::ParsedQuery parsed = sou::query::CheckParse(query);
  const sou::query::Plan plan = sou::query::CheckPlan(parsed, query, &analyzer);
  sou::query::CheckShown(plan, sou::text::RepairUtf8(rest), &analyzer);
  return 0;
}
