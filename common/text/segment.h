// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cuts folded text into segments by script: a word of an alphabet with its inner signs (kube-apiserver, c++, v1.24.5),
// a run of a script written without spaces (Han with Kana, Thai, …), a run of Hangul, a pictograph, or what lies
// between. Joined, the segments are the text. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/text/fold.h"

namespace sou::text {

enum class SegmentKind : uint8_t {
  kGap,     // spaces, punctuation, signs
  kWord,    // letters, digits, '_' and the signs inside an identifier
  kRun,     // Han, Kana, Bopomofo, Thai, Lao, Khmer, Myanmar: words are found by dictionary
  kHangul,  // one space-delimited Korean word
  kSymbol,  // one pictograph
};

struct Segment {
  SegmentKind kind = SegmentKind::kGap;
  ByteRange range;

  bool operator==(const Segment&) const = default;
};

// Replaces *out.
void SplitSegments(std::string_view folded, std::vector<Segment>* out);

}  // namespace sou::text
