// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/evidence.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "common/text/fold.h"
#include "common/text/segment.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

using text::SegmentKind;

// Matches at most so far apart (bytes) stand side by side: a blank, a sign, a quote.
constexpr uint32_t kAdjacentBytes = 4;
// So far apart they stand near each other: a word or two between.
constexpr uint32_t kNearBytes = 24;

// Appends a folded word and a blank; signs within it become blanks, since cloud-native is Cloud Native to readers. C++
// and C# are not C.
void AppendToKey(std::string_view word, std::string* key) {
  constexpr std::string_view kInnerSigns = "-_./:@'";
  for (const char c : word) {
    const bool sign = kInnerSigns.find(c) != std::string_view::npos;
    if (!sign) {
      *key += c;
    } else if (!key->ends_with(' ')) {
      *key += ' ';
    }
  }
  if (!key->ends_with(' ')) *key += ' ';
}

// A text without its signs: words with a blank before and after, runs as they are. "Kitex v0.4 发布！" → " kitex v0 4
// 发布 ".
std::string KeyOf(std::string_view text) {
  const std::string folded = text::Fold(text);
  std::vector<text::Segment> segments;
  text::SplitSegments(folded, &segments);
  std::string key = " ";
  for (const text::Segment& segment : segments) {
    if (segment.kind == SegmentKind::kGap) continue;
    AppendToKey(std::string_view(folded).substr(segment.range.begin, segment.range.end - segment.range.begin), &key);
  }
  return key;
}

std::string KeyOf(const std::vector<QueryUnit>& units) {
  std::string key = " ";
  for (const QueryUnit& unit : units) {
    if (unit.other) continue;
    if (unit.continues && key.size() > 1) key.pop_back();
    AppendToKey(unit.text, &key);
  }
  return key;
}

bool IsRun(const QueryUnit& unit) { return unit.kind == SegmentKind::kRun || unit.kind == SegmentKind::kHangul; }

// `key` without the blank at an end that may lie inside a run of the title: 部署 in 如何部署服务, but not go in
// mongodb.
std::string_view SearchedKey(std::string_view key, const std::vector<QueryUnit>& units) {
  if (key.size() < 3) return {};
  if (IsRun(units.front())) key.remove_prefix(1);
  if (IsRun(units.back()) || units.back().prefix) key.remove_suffix(1);
  return key;
}

// Korean particles go on where the word ends: 의 in 쿠버네티스의 파드.
std::string_view BehindHangul(std::string_view text) {
  size_t behind = 0;
  for (size_t position = 0; position < text.size(); behind = position) {
    const char32_t c = text::NextCodePoint(text, &position);
    if (c < 0xAC00 || c > 0xD7A3) break;
  }
  return text.substr(behind);
}

// Bytes of letters and digits of any script.
size_t LetterBytes(std::string_view text) {
  size_t bytes = 0;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    if (u_isalnum(static_cast<UChar32>(text::NextCodePoint(text, &end)))) bytes += end - begin;
    begin = end;
  }
  return bytes;
}

}  // namespace

double Bonus(const Evidence& evidence, const Ranking& ranking) {
  return evidence.exact_title * ranking.exact_title + evidence.phrase_in_title * ranking.phrase_in_title +
         evidence.title_coverage * ranking.title_coverage + evidence.adjacent * ranking.adjacent +
         evidence.near * ranking.near + evidence.block * ranking.block + evidence.section * ranking.section +
         evidence.freshness * ranking.freshness;
}

double MaxTextBonus(const Ranking& ranking) {
  return ranking.adjacent + ranking.near + ranking.block + ranking.section;
}

EvidenceReader::EvidenceReader(const std::vector<QueryUnit>& units, const UnitWeights& weights,
                               const FreshnessRule& freshness, Highlighter* highlighter)
    : units_(units), freshness_(freshness), highlighter_(highlighter), query_key_(KeyOf(units)) {
  for (size_t i = 0; i < units.size(); ++i) {
    first_word_.push_back(static_cast<uint32_t>(words_.size()));
    if (units[i].other) continue;
    for (const double weight : weights.words[i]) words_.push_back({weight, units[i].group});
  }
  for (const Word& word : words_) total_weight_ += word.weight;
  for (size_t i = 0; i + 1 < words_.size(); ++i) {
    pairs_.push_back({std::min(words_[i].weight, words_[i + 1].weight)});
    total_pairs_ += pairs_.back().weight;
  }
}

void EvidenceReader::ReadTitle(std::string_view titles, Evidence* evidence) const {
  const size_t end = titles.find('\n');
  ReadLine(titles.substr(0, end), evidence);
  if (end != std::string_view::npos) ReadLine(titles.substr(end + 1), evidence);
}

void EvidenceReader::ReadDate(int64_t date, Evidence* evidence) const {
  if (freshness_.half_life_seconds <= 0) return;
  const double age = std::max(0.0, static_cast<double>(freshness_.now) - static_cast<double>(date));
  evidence->freshness = std::exp2(-age / freshness_.half_life_seconds);
}

void EvidenceReader::ReadLine(std::string_view title, Evidence* evidence) const {
  if (title.empty() || words_.empty()) return;
  const std::string key = KeyOf(title);
  if (key == query_key_) evidence->exact_title = 1;
  const std::string_view searched = SearchedKey(query_key_, units_);
  if (!searched.empty() && key.find(searched) != std::string::npos) evidence->phrase_in_title = 1;
  size_t covered = 0;
  std::set<uint32_t> found;
  for (const TextMatch& match : highlighter_->Find(title, "")) {
    covered += LetterBytes(title.substr(match.range.begin, match.range.end - match.range.begin));
    found.insert(match.unit);
  }
  const double of_title = static_cast<double>(covered) / static_cast<double>(std::max<size_t>(1, LetterBytes(title)));
  evidence->title_coverage = std::max(evidence->title_coverage, of_title * ShareOfQuery(found));
}

// The share of the typed units that are found; of a group that only has other words, what they count.
double EvidenceReader::ShareOfQuery(const std::set<uint32_t>& found) const {
  double sum = 0;
  double size = 0;
  for (uint32_t first = 0; first < units_.size();) {
    const uint32_t group = units_[first].group;
    double typed = 0;
    double typed_size = 0;
    double others = 0;
    for (; first < units_.size() && units_[first].group == group; ++first) {
      const double one = found.contains(first) ? 1 : 0;
      (units_[first].other ? others : typed) += one;
      typed_size += units_[first].other ? 0 : 1;
    }
    sum += std::max(typed, others > 0 ? Ranking().builtin_synonym * typed_size : 0);
    size += typed_size;
  }
  return size == 0 ? 0 : sum / size;
}

// A synonym stands for the whole group.
EvidenceReader::Place EvidenceReader::PlaceOf(const TextMatch& match) const {
  const QueryUnit& unit = units_[match.unit];
  const uint32_t first = first_word_[match.unit];
  if (unit.other) {
    // The units of the others follow those of the group, and have no words of their own.
    Place place{first, first, match.range};
    while (place.first > 0 && words_[place.first - 1].group == unit.group) --place.first;
    return place;
  }
  if (unit.phrase != 0) {
    size_t last = match.unit;
    while (last < units_.size() && units_[last].phrase == unit.phrase) ++last;
    return {first, last < units_.size() ? first_word_[last] : static_cast<uint32_t>(words_.size()), match.range};
  }
  if (unit.kind == SegmentKind::kRun) return {first + match.first_word, first + match.last_word, match.range};
  return {first, first + 1, match.range, unit.kind == SegmentKind::kHangul};
}

void EvidenceReader::SeePair(const Place& before, const Place& place, std::string_view body) {
  if (before.first == before.last || place.first == place.last) return;
  const uint32_t gap = place.range.begin - std::min(place.range.begin, before.range.end);
  std::string_view between = body.substr(std::min<size_t>(before.range.end, body.size()), gap);
  if (gap > kNearBytes || between.find('\n') != std::string_view::npos) return;
  if (before.last == place.first) {
    pairs_[place.first - 1].near = true;
    if (before.hangul) between = BehindHangul(between);
    if (between.size() <= kAdjacentBytes && LetterBytes(between) == 0) pairs_[place.first - 1].adjacent = true;
  } else if (place.last == before.first) {
    pairs_[before.first - 1].near = true;
  } else if (before.last + 1 == place.first && words_[before.last].weight < words_[place.first].weight / 4) {
    // Over a word that says nothing: capital of France.
    pairs_[before.last].near = true;
  }
}

// The weight of the words in the stretch that has most of it, as a share of the query's. `borders` are the ends of the
// stretches, ascending.
double EvidenceReader::BestShare(const std::vector<Place>& places, const std::vector<uint32_t>& borders) {
  std::vector<size_t> seen_in(words_.size(), SIZE_MAX);
  double best = 0;
  double weight = 0;
  size_t stretch = 0;
  for (const Place& place : places) {
    const size_t before = stretch;
    while (stretch < borders.size() && place.range.begin >= borders[stretch]) ++stretch;
    if (stretch != before) weight = 0;
    for (uint32_t word = place.first; word < place.last; ++word) {
      if (seen_in[word] == stretch) continue;
      seen_in[word] = stretch;
      weight += words_[word].weight;
    }
    best = std::max(best, weight);
  }
  return total_weight_ > 0 ? best / total_weight_ : 0;
}

void EvidenceReader::ReadText(const Page& page, const std::vector<TextMatch>& matches, Evidence* evidence) {
  if (matches.empty() || words_.empty()) return;
  for (Pair& pair : pairs_) pair.adjacent = pair.near = false;
  std::vector<Place> places;
  std::vector<uint32_t> lines;
  for (const TextMatch& match : matches) {
    Place place = PlaceOf(match);
    for (uint32_t word = place.first; word + 1 < place.last; ++word) {
      pairs_[word].adjacent = pairs_[word].near = true;
    }
    if (!places.empty()) SeePair(places.back(), place, page.body);
    if (lines.empty() || match.range.begin >= lines.back()) {
      lines.push_back(static_cast<uint32_t>(std::min(page.body.find('\n', match.range.begin), page.body.size())));
    }
    places.push_back(place);
  }
  double adjacent = 0;
  double near = 0;
  for (const Pair& pair : pairs_) {
    adjacent += pair.adjacent ? pair.weight : 0;
    near += pair.near ? pair.weight : 0;
  }
  if (total_pairs_ > 0) {
    evidence->adjacent = adjacent / total_pairs_;
    evidence->near = near / total_pairs_;
  }
  std::vector<uint32_t> sections;
  for (const Heading& heading : page.headings) sections.push_back(heading.offset);
  evidence->block = BestShare(places, lines);
  evidence->section = BestShare(places, sections);
}

}  // namespace sou::query
