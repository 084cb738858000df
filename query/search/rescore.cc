// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/rescore.h"

#include <algorithm>
#include <set>

#include "common/text/fold.h"
#include "common/text/segment.h"
#include "query/plan/ranking.h"

namespace sou::query {
namespace {

using text::SegmentKind;

// A text without its signs: words with a blank before and after, runs as they are. "Kitex v0.4 发布！" → " kitex v0.4
// 发布 ".
std::string KeyOf(std::string_view text) {
  const std::string folded = text::Fold(text);
  std::vector<text::Segment> segments;
  text::SplitSegments(folded, &segments);
  std::string key = " ";
  for (const text::Segment& segment : segments) {
    if (segment.kind == SegmentKind::kGap) continue;
    key += std::string_view(folded).substr(segment.range.begin, segment.range.end - segment.range.begin);
    key += ' ';
  }
  return key;
}

std::string KeyOf(const std::vector<QueryUnit>& units) {
  std::string key = " ";
  for (const QueryUnit& unit : units) key += unit.text + " ";
  return key;
}

bool Holds(const std::string& title, const std::string& query) {
  // The ends of the query may lie inside a run of the title: 部署 in 如何部署服务.
  const std::string_view inner = std::string_view(query).substr(1, query.size() - 2);
  return !inner.empty() && title.find(inner) != std::string::npos;
}

}  // namespace

TitleScorer::TitleScorer(const std::vector<QueryUnit>& units, Highlighter* highlighter)
    : query_key_(KeyOf(units)), units_(units.size()), highlighter_(highlighter) {}

TitleScore TitleScorer::Score(std::string_view titles) const {
  const size_t end = titles.find('\n');
  const TitleScore best = ScoreLine(titles.substr(0, end));
  if (end == std::string_view::npos) return best;
  const TitleScore subtitle = ScoreLine(titles.substr(end + 1));
  return {std::max(best.exact, subtitle.exact), std::max(best.phrase, subtitle.phrase),
          std::max(best.coverage, subtitle.coverage)};
}

TitleScore TitleScorer::ScoreLine(std::string_view title) const {
  TitleScore score;
  if (title.empty() || units_ == 0) return score;
  const std::string key = KeyOf(title);
  if (key == query_key_) score.exact = ranking::kExactTitle;
  if (Holds(key, query_key_)) score.phrase = ranking::kPhraseInTitle;
  size_t covered = 0;
  std::set<uint32_t> found;
  for (const TextMatch& match : highlighter_->Find(title, "")) {
    covered += match.range.end - match.range.begin;
    found.insert(match.unit);
  }
  const double of_title = static_cast<double>(covered) / static_cast<double>(title.size());
  const double of_query = static_cast<double>(found.size()) / static_cast<double>(units_);
  score.coverage = ranking::kTitleCoverage * of_title * of_query;
  return score;
}

}  // namespace sou::query
