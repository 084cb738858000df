// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/crop.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/segment.h"
#include "common/text/utf8.h"

namespace sou::web::meili {
namespace {

using query::Part;
using query::Parts;
using text::ByteRange;

std::string TextOf(const Parts& parts) {
  std::string text;
  for (const Part& part : parts) text += part.text;
  return text;
}

// The words of a run without spaces.
void AddPairs(std::string_view text, ByteRange run, std::vector<ByteRange>* words) {
  for (size_t at = run.begin; at < run.end;) {
    const auto begin = static_cast<uint32_t>(at);
    text::NextCodePoint(text, &at);
    if (at < run.end) text::NextCodePoint(text, &at);
    words->push_back({begin, static_cast<uint32_t>(at)});
  }
}

std::vector<ByteRange> WordsOf(std::string_view text) {
  std::vector<text::Segment> segments;
  text::SplitSegments(text, &segments);
  std::vector<ByteRange> words;
  for (const text::Segment& segment : segments) {
    if (segment.kind == text::SegmentKind::kRun) {
      AddPairs(text, segment.range, &words);
    } else if (segment.kind != text::SegmentKind::kGap) {
      words.push_back(segment.range);
    }
  }
  return words;
}

std::vector<ByteRange> MatchesOf(const Parts& parts) {
  std::vector<ByteRange> matches;
  uint32_t at = 0;
  for (const Part& part : parts) {
    const auto end = at + static_cast<uint32_t>(part.text.size());
    if (part.match) matches.push_back({at, end});
    at = end;
  }
  return matches;
}

// By word, how many of those before it match.
std::vector<size_t> CountMatches(const std::vector<ByteRange>& words, const std::vector<ByteRange>& matches) {
  std::vector<size_t> before = {0};
  auto match = matches.begin();
  for (const ByteRange& word : words) {
    while (match != matches.end() && match->end <= word.begin) ++match;
    const bool matches_word = match != matches.end() && match->begin < word.end;
    before.push_back(before.back() + (matches_word ? 1 : 0));
  }
  return before;
}

// The first word of the best window; of the first windows that are equally good, the one in the middle, so that what
// matched has text on both of its sides.
size_t BestWindow(const std::vector<size_t>& before, size_t size) {
  const size_t last = before.size() - 1 - size;
  const auto matches = [&](size_t begin) { return before[begin + size] - before[begin]; };
  size_t best = 0;
  for (size_t i = 1; i <= last; ++i) {
    if (matches(i) > matches(best)) best = i;
  }
  if (matches(best) == 0) return 0;
  size_t end = best;
  while (end < last && matches(end + 1) == matches(best)) ++end;
  return best + (end - best) / 2;
}

ByteRange WithWholeMatches(ByteRange range, const std::vector<ByteRange>& matches) {
  for (const ByteRange& match : matches) {
    if (match.begin < range.begin && range.begin < match.end) range.begin = match.begin;
    if (match.begin < range.end && range.end < match.end) range.end = match.end;
  }
  return range;
}

Parts Slice(const Parts& parts, ByteRange range) {
  Parts slice;
  size_t at = 0;
  for (const Part& part : parts) {
    const size_t begin = std::clamp<size_t>(range.begin, at, at + part.text.size());
    const size_t end = std::clamp<size_t>(range.end, at, at + part.text.size());
    if (begin < end) {
      slice.push_back(part);
      slice.back().text = part.text.substr(begin - at, end - begin);
    }
    at += part.text.size();
  }
  return slice;
}

}  // namespace

Cropped Crop(const Parts& parts, size_t words) {
  const std::string text = TextOf(parts);
  const std::vector<ByteRange> all = WordsOf(text);
  if (all.size() <= words || words == 0) return {parts};
  const std::vector<ByteRange> matches = MatchesOf(parts);
  const size_t first = BestWindow(CountMatches(all, matches), words);
  const size_t last = first + words - 1;
  ByteRange range{first == 0 ? 0 : all[first].begin,
                  last + 1 == all.size() ? static_cast<uint32_t>(text.size()) : all[last].end};
  range = WithWholeMatches(range, matches);
  return {Slice(parts, range), range.begin > 0, range.end < text.size()};
}

}  // namespace sou::web::meili
