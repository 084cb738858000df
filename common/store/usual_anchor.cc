// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/usual_anchor.h"

#include <vector>

#include "common/text/segment.h"

namespace sou::store {
namespace {

constexpr char kUsualAnd = '\x01';  // the usual anchor, and what follows
constexpr char kOther = '\x02';     // what follows, alone

std::string UsualAnchor(std::string_view heading) {
  std::vector<text::Segment> segments;
  text::SplitSegments(heading, &segments);
  std::string anchor;
  for (const text::Segment& segment : segments) {
    const bool word = segment.kind != text::SegmentKind::kGap && segment.kind != text::SegmentKind::kSymbol;
    for (const char c : heading.substr(segment.range.begin, segment.range.end - segment.range.begin)) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
      if (c >= 'A' && c <= 'Z') {
        anchor += static_cast<char>(c - 'A' + 'a');
      } else if (c == ' ' || c == '-') {
        anchor += '-';
      } else if (c == '_' || (plain && word)) {
        anchor += c;
      }
    }
  }
  return anchor;
}

}  // namespace

std::string ShortAnchor(std::string_view heading, std::string_view anchor) {
  if (anchor.size() > kMaxAnchorBytes || anchor.find('\0') != std::string_view::npos) anchor = {};
  const std::string usual = UsualAnchor(heading);
  if (usual == anchor && !usual.empty()) return {};
  const bool begins = !usual.empty() && anchor.starts_with(usual);
  return begins ? kUsualAnd + std::string(anchor.substr(usual.size())) : kOther + std::string(anchor);
}

std::string FullAnchor(std::string_view heading, std::string_view shortened) {
  if (shortened.empty()) return UsualAnchor(heading);
  if (shortened.front() == kOther) return std::string(shortened.substr(1));
  return UsualAnchor(heading) + std::string(shortened.substr(1));
}

}  // namespace sou::store
