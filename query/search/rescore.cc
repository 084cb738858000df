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
  for (const QueryUnit& unit : units) {
    if (unit.other) continue;
    if (unit.continues) key.pop_back();
    key += unit.text + " ";
  }
  return key;
}

bool Holds(const std::string& title, const std::string& query) {
  // The ends of the query may lie inside a run of the title: 部署 in 如何部署服务.
  const std::string_view inner = std::string_view(query).substr(1, query.size() - 2);
  return !inner.empty() && title.find(inner) != std::string::npos;
}

}  // namespace

TitleScorer::TitleScorer(const std::vector<QueryUnit>& units, Highlighter* highlighter)
    : query_key_(KeyOf(units)), units_(units), highlighter_(highlighter) {
  for (const QueryUnit& unit : units) typed_ += unit.other ? 0 : 1;
}

// The share of the typed units that are found; of a group that only has other words, what they count.
double TitleScorer::ShareOfQuery(const std::set<uint32_t>& found) const {
  double sum = 0;
  for (size_t first = 0; first < units_.size();) {
    const uint32_t group = units_[first].group;
    double typed = 0;
    double others = 0;
    double size = 0;
    for (; first < units_.size() && units_[first].group == group; ++first) {
      const double one = found.contains(static_cast<uint32_t>(first)) ? 1 : 0;
      (units_[first].other ? others : typed) += one;
      size += units_[first].other ? 0 : 1;
    }
    sum += std::max(typed, others > 0 ? ranking::kBuiltinSynonym * size : 0);
  }
  return typed_ == 0 ? 0 : sum / static_cast<double>(typed_);
}

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
  if (title.empty() || typed_ == 0) return score;
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
  score.coverage = ranking::kTitleCoverage * of_title * ShareOfQuery(found);
  return score;
}

}  // namespace sou::query
