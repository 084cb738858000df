// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/word_key.h"

#include <vector>

#include "common/text/fold.h"
#include "common/text/segment.h"

namespace sou::query {

WordKey MakeWordKey(std::string_view words) {
  const std::string folded = text::Fold(words);
  std::vector<text::Segment> segments;
  text::SplitSegments(folded, &segments);
  WordKey key;
  for (const text::Segment& segment : segments) {
    if (segment.kind == text::SegmentKind::kGap) continue;
    if (key.segments++ > 0) key.text += ' ';
    key.text += std::string_view(folded).substr(segment.range.begin, segment.range.end - segment.range.begin);
  }
  return key;
}

}  // namespace sou::query
