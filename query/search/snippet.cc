// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/snippet.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "common/text/utf8.h"

namespace sou::query {
namespace {

using text::ByteRange;
using text::NextCodePoint;
using text::PreviousCodePoint;

// Matches at most so far apart (bytes) stand together in the text.
constexpr uint32_t kAdjacentBytes = 4;
// A repeated word, and two words side by side, against a word found once.
constexpr double kRepeat = 0.05;
constexpr double kAdjacent = 0.5;
// Share of the room left in front of the first match: more if a sentence begins there.
constexpr size_t kSentenceShare = 2;
constexpr size_t kLeadShare = 3;

bool EndsSentence(char32_t c) { return c == '\n' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_S_TERM); }
bool IsBlank(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }
// Letters of scripts that put blanks between words.
bool IsSpacedLetter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  return c < 0x0E00 && u_isalnum(static_cast<UChar32>(c));
}
bool ExtendsGrapheme(char32_t c) {
  const auto code_point = static_cast<UChar32>(c);
  return c == 0x200D || u_hasBinaryProperty(code_point, UCHAR_GRAPHEME_EXTEND) ||
         u_hasBinaryProperty(code_point, UCHAR_EMOJI_MODIFIER);
}

class Fragment {
 public:
  Fragment(std::string_view text, ByteRange range) : text_(text), range_(range) {}

  // Grows the stretch [begin, end) to at most `max` code points.
  ByteRange Grow(uint32_t begin, uint32_t end, size_t max) const {
    const size_t inside = text::CountCodePoints(text_.substr(begin, end - begin));
    const size_t room = max > inside ? max - inside : 0;
    const auto [start, used] = Backward(begin, room / kSentenceShare, room / kLeadShare);
    const size_t have = inside + used;
    const size_t half = max / 2 > have ? max / 2 - have : 0;
    const uint32_t stop = Forward(end, room - used, half);
    return Trim({start, stop});
  }

 private:
  struct Step {
    uint32_t position;
    size_t used;
  };

  [[nodiscard]] char32_t At(uint32_t position) const {
    size_t behind = position;
    return NextCodePoint(text_, &behind);
  }
  [[nodiscard]] char32_t Before(uint32_t position) const {
    size_t begin = position;
    return PreviousCodePoint(text_, &begin);
  }

  // To the beginning of the sentence if that is within `room`; else to the beginning of a word within `lead`.
  Step Backward(uint32_t from, size_t room, size_t lead) const {
    size_t position = from;
    size_t used = 0;
    Step word{from, 0};
    while (used < room && position > range_.begin) {
      size_t before = position;
      const char32_t c = PreviousCodePoint(text_, &before);
      if (EndsSentence(c) && used > 0) break;
      position = before;
      ++used;
      if (used <= lead && CanCut(static_cast<uint32_t>(position))) word = {static_cast<uint32_t>(position), used};
    }
    const bool sentence = position == range_.begin || EndsSentence(Before(static_cast<uint32_t>(position)));
    return sentence ? Step{static_cast<uint32_t>(position), used} : word;
  }

  // As far as `room` goes, back to the last end of a sentence if `least` code points are left then, else to the end
  // of a word.
  uint32_t Forward(uint32_t from, size_t room, size_t least) const {
    size_t position = from;
    uint32_t word = from;
    uint32_t sentence = from;
    size_t sentence_used = 0;
    for (size_t used = 0; used < room && position < range_.end; ++used) {
      const char32_t c = NextCodePoint(text_, &position);
      const auto here = static_cast<uint32_t>(position);
      if (CanCut(here)) word = here;
      const bool abbreviation = c == '.' && here < range_.end && !IsBlank(At(here));
      if (EndsSentence(c) && !abbreviation) {
        sentence = here;
        sentence_used = used + 1;
      }
    }
    if (position >= range_.end) return range_.end;
    return sentence_used > 0 && sentence_used >= least ? sentence : word;
  }

  // Between two words of an alphabet or two graphemes.
  [[nodiscard]] bool CanCut(uint32_t position) const {
    if (position <= range_.begin || position >= range_.end) return true;
    const char32_t before = Before(position);
    const char32_t after = At(position);
    if (ExtendsGrapheme(after) || before == 0x200D) return false;
    return !(IsSpacedLetter(before) && IsSpacedLetter(after));
  }

  [[nodiscard]] ByteRange Trim(ByteRange fragment) const {
    while (fragment.begin < fragment.end && IsBlank(At(fragment.begin))) {
      size_t behind = fragment.begin;
      NextCodePoint(text_, &behind);
      fragment.begin = static_cast<uint32_t>(behind);
    }
    while (fragment.end > fragment.begin && IsBlank(Before(fragment.end))) {
      size_t before = fragment.end;
      PreviousCodePoint(text_, &before);
      fragment.end = static_cast<uint32_t>(before);
    }
    return fragment;
  }

  std::string_view text_;
  ByteRange range_;
};

// A match with its place in code points.
struct PlacedMatch {
  TextMatch match;
  size_t begin = 0;
  size_t end = 0;
};

std::vector<PlacedMatch> Place(std::string_view text, ByteRange range, const std::vector<TextMatch>& matches) {
  std::vector<PlacedMatch> placed;
  size_t position = range.begin;
  size_t count = 0;
  const auto advance = [&](size_t to) {
    count += text::CountCodePoints(text.substr(position, to - position));
    position = to;
    return count;
  };
  for (const TextMatch& match : matches) {
    if (match.range.begin < position || match.range.end > range.end) continue;
    const size_t begin = advance(match.range.begin);
    placed.push_back({match, begin, advance(match.range.end)});
  }
  return placed;
}

// The matches [first, last] that fit into `max` code points and say most.
class BestWindow {
 public:
  BestWindow(const std::vector<PlacedMatch>& matches, const std::vector<double>& weights, size_t max)
      : matches_(matches), weights_(weights), max_(max) {}

  ByteRange Find() const {
    double best_score = -1;
    ByteRange best;
    for (size_t first = 0; first < matches_.size(); ++first) {
      const size_t last = LastFitting(first);
      const double score = Score(first, last);
      if (score <= best_score) continue;
      best_score = score;
      best = {matches_[first].match.range.begin, matches_[last].match.range.end};
    }
    return best;
  }

 private:
  [[nodiscard]] size_t LastFitting(size_t first) const {
    size_t last = first;
    while (last + 1 < matches_.size() && matches_[last + 1].end - matches_[first].begin <= max_ &&
           last - first < kMaxMatches) {
      ++last;
    }
    return last;
  }

  [[nodiscard]] double Score(size_t first, size_t last) const {
    std::vector<bool> seen(weights_.size());
    double score = 0;
    for (size_t i = first; i <= last; ++i) {
      const TextMatch& match = matches_[i].match;
      const double weight = weights_[match.unit] * match.strength;
      score += seen[match.unit] ? weight * kRepeat : weight;
      seen[match.unit] = true;
      const bool adjacent = i > first && matches_[i - 1].match.unit != match.unit &&
                            match.range.begin - matches_[i - 1].match.range.end <= kAdjacentBytes;
      if (adjacent) score += weight * kAdjacent;
    }
    return score;
  }

  static constexpr size_t kMaxMatches = 64;  // keeps a text of nothing but matches linear

  const std::vector<PlacedMatch>& matches_;
  const std::vector<double>& weights_;
  size_t max_;
};

}  // namespace

ByteRange ChooseFragment(std::string_view text, ByteRange range, const std::vector<TextMatch>& matches,
                         const std::vector<double>& unit_weights, size_t max_code_points) {
  const std::vector<PlacedMatch> placed = Place(text, range, matches);
  ByteRange window{range.begin, range.begin};
  if (!placed.empty()) window = BestWindow(placed, unit_weights, max_code_points).Find();
  return Fragment(text, range).Grow(window.begin, window.end, max_code_points);
}

}  // namespace sou::query
