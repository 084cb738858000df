// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/snippet.h"

#include <algorithm>

#include "common/text/utf8.h"
#include "query/search/fragment.h"
#include "query/search/snippet_parts.h"

namespace sou::query {
namespace {

using text::ByteRange;

// Matches at most so far apart (bytes) stand together in the text.
constexpr uint32_t kAdjacentBytes = 4;
// Two words of the query side by side, and a word repeated, against a word found once.
constexpr double kAdjacent = 0.5;
constexpr double kRepeat = 0.05;
constexpr size_t kMaxRepeats = 3;
// How much a match says by where it stands, against a match in prose.
constexpr double kInHeading = 0.6;
constexpr double kInCode = 0.7;
constexpr double kInShortLine = 0.85;
constexpr uint32_t kShortLineBytes = 40;
// A window of more matches is not looked at further; keeps a text of nothing but matches linear.
constexpr size_t kMaxMatches = 64;
// Of each unit, so many matches are looked at: the first ones.
constexpr uint32_t kMaxOfUnit = 500;
// Half of a snippet shorter than this says too little.
constexpr size_t kMinHalf = 30;
// A second fragment must show at least this share of what the first shows.
constexpr double kMinGain = 0.1;

uint32_t Size(ByteRange range) { return range.end - range.begin; }

std::string_view Cut(std::string_view text, ByteRange range) { return text.substr(range.begin, Size(range)); }

// A match, what it counts, and the part of the text that a fragment with it may be of.
struct Placed {
  TextMatch match;
  double factor = 0;
  uint32_t block = 0;  // ordinal of the section
  ByteRange limits;
};

// Gives matches their places, going through the text once.
class Placer {
 public:
  Placer(const SnippetSource& source, ByteRange range, size_t units)
      : source_(source), range_(range), of_unit_(units) {}

  std::vector<Placed> Place(std::span<const TextMatch> matches) {
    std::vector<Placed> placed;
    EnterSection();
    for (const TextMatch& match : matches) {
      if (match.range.begin < range_.begin) continue;
      if (match.range.end > range_.end) break;
      if (++of_unit_[match.unit] > kMaxOfUnit) continue;
      while (match.range.begin >= section_.end && section_.end < range_.end) {
        ++number_;
        EnterSection();
      }
      const bool in_heading = match.range.begin < text_begin_;
      if (in_heading && repeats_title_) continue;
      const ByteRange limits = in_heading ? section_ : ByteRange{text_begin_, section_.end};
      if (match.range.begin < limits.begin || match.range.end > limits.end) continue;
      placed.push_back({match, match.strength * FactorAt(match.range, in_heading), number_, limits});
    }
    return placed;
  }

 private:
  // Section 0 is what stands before the first heading of the range.
  void EnterSection() {
    const auto is_before = [&](const Heading& heading) { return heading.offset < range_.begin; };
    if (number_ == 0) {
      next_ = static_cast<size_t>(std::partition_point(source_.headings.begin(), source_.headings.end(), is_before) -
                                  source_.headings.begin());
      section_.begin = text_begin_ = range_.begin;
      repeats_title_ = false;
    } else {
      const Heading& heading = source_.headings[next_++];
      section_.begin = heading.offset;
      text_begin_ = std::min(HeadingLine(source_.text, heading).end, range_.end);
      repeats_title_ = heading.text == source_.title;
    }
    section_.end = next_ < source_.headings.size() ? std::min(source_.headings[next_].offset, range_.end) : range_.end;
    text_begin_ = std::min(text_begin_, section_.end);
  }

  double FactorAt(ByteRange match, bool in_heading) {
    if (in_heading) return kInHeading;
    while (code_ < source_.code.size() && source_.code[code_].end <= match.begin) ++code_;
    if (code_ < source_.code.size() && source_.code[code_].begin <= match.begin) return kInCode;
    return IsShortLine(match) ? kInShortLine : 1;
  }

  // A list's item, a table's cell.
  [[nodiscard]] bool IsShortLine(ByteRange match) const {
    const uint32_t reach = std::min(match.begin - text_begin_, kShortLineBytes);
    const std::string_view front = source_.text.substr(match.begin - reach, reach);
    const size_t line = front.rfind('\n');
    if (line == std::string_view::npos && reach == kShortLineBytes) return false;
    const size_t begin = match.begin - reach + (line == std::string_view::npos ? 0 : line + 1);
    return source_.text.substr(begin, kShortLineBytes).find('\n') != std::string_view::npos ||
           range_.end - begin < kShortLineBytes;
  }

  const SnippetSource& source_;
  ByteRange range_;
  std::vector<uint32_t> of_unit_;
  uint32_t number_ = 0;  // of the section
  size_t next_ = 0;      // the heading behind the section
  size_t code_ = 0;
  ByteRange section_;
  uint32_t text_begin_ = 0;  // behind the section's heading
  bool repeats_title_ = false;
};

// Some matches in a row.
struct Window {
  size_t first = 0;
  size_t last = 0;
  double score = -1;
};

class Windows {
 public:
  // No window is asked for that has more than `max_code_points`.
  Windows(std::string_view text, const std::vector<Placed>& matches, const GroupWeights& weights,
          size_t max_code_points)
      : text_(text), matches_(matches), weights_(weights), shown_(weights), repeats_(weights.units()) {
    distances_.reserve(matches.size());
    for (size_t i = 0; i < matches.size(); ++i) distances_.push_back(DistanceTo(i, max_code_points));
  }

  // The matches of one section that fit into `max` code points and say most beyond what `known` (may be null) has;
  // only matches that do not stand in `taken`.
  Window Best(size_t max, const GroupsShown* known, ByteRange taken) {
    Window best;
    for (size_t first = 0; first < matches_.size(); ++first) {
      if (Overlaps(first, taken)) continue;
      const Window window = From(first, max, known, taken);
      if (window.score > best.score) best = window;
    }
    return best;
  }

  void Show(const Window& window, GroupsShown* shown) const {
    for (size_t i = window.first; i <= window.last; ++i) shown->Add(matches_[i].match, 1);
  }

  [[nodiscard]] ByteRange RangeOf(const Window& window) const {
    return {matches_[window.first].match.range.begin, matches_[window.last].match.range.end};
  }

 private:
  // Code points from the end of the match before to the end of this one, or more than `max` if there are more.
  [[nodiscard]] size_t DistanceTo(size_t i, size_t max) const {
    const ByteRange match = matches_[i].match.range;
    if (i == 0) return 0;
    if (matches_[i].block != matches_[i - 1].block) return max + 1;  // no window holds both
    const uint32_t from = matches_[i - 1].match.range.end;
    constexpr size_t kMostBytes = 4;  // of a code point
    if ((match.end - from) / kMostBytes > max) return max + 1;
    return text::CountCodePoints(Cut(text_, {from, match.end}));
  }

  [[nodiscard]] bool Overlaps(size_t i, ByteRange taken) const {
    return matches_[i].match.range.begin < taken.end && matches_[i].match.range.end > taken.begin;
  }

  Window From(size_t first, size_t max, const GroupsShown* known, ByteRange taken) {
    Window window{first, first, 0};
    if (known == nullptr) {
      shown_.Clear();
    } else {
      shown_ = *known;
    }
    std::fill(repeats_.begin(), repeats_.end(), uint8_t{0});
    size_t length = text::CountCodePoints(Cut(text_, matches_[first].match.range));
    for (size_t i = first; i < matches_.size() && i - first < kMaxMatches; ++i) {
      if (i > first) length += distances_[i];
      if (i > first && (length > max || matches_[i].block != matches_[first].block || Overlaps(i, taken))) break;
      window.last = i;
      window.score += Gain(i, i > first, known == nullptr);
    }
    return window;
  }

  double Gain(size_t i, bool has_before, bool repeats_count) {
    const Placed& placed = matches_[i];
    const double gain = shown_.Add(placed.match, placed.factor);
    if (gain == 0) {
      const bool counts = repeats_count && repeats_[placed.match.unit]++ < kMaxRepeats;
      return counts ? kRepeat * weights_.word(weights_.WordsOf(placed.match).first).share * placed.factor : 0;
    }
    if (!has_before) return gain;
    const Placed& before = matches_[i - 1];
    const bool adjacent = weights_.GroupOf(before.match) != weights_.GroupOf(placed.match) &&
                          placed.match.range.begin - before.match.range.end <= kAdjacentBytes;
    return adjacent ? gain * (1 + kAdjacent) : gain;
  }

  std::string_view text_;
  const std::vector<Placed>& matches_;
  const GroupWeights& weights_;
  GroupsShown shown_;
  std::vector<uint8_t> repeats_;  // by unit
  std::vector<size_t> distances_;
};

// Weight of the groups that say something and are among the matches.
double WeightOfAll(const std::vector<Placed>& matches, const GroupWeights& weights) {
  GroupsShown shown(weights);
  for (const Placed& placed : matches) {
    if (!weights.word(weights.WordsOf(placed.match).first).stop) shown.Add(placed.match, 1);
  }
  return shown.total();
}

double WeightOf(const Windows& windows, std::initializer_list<Window> chosen, const GroupWeights& weights) {
  GroupsShown shown(weights);
  for (const Window& window : chosen) windows.Show(window, &shown);
  return shown.total();
}

}  // namespace

ByteRange HeadingLine(std::string_view text, const Heading& heading) {
  const size_t end = text.find('\n', heading.offset);
  return {heading.offset, static_cast<uint32_t>(end == std::string_view::npos ? text.size() : end + 1)};
}

std::vector<ByteRange> SnippetChooser::Choose(const SnippetSource& source, ByteRange range,
                                              std::span<const TextMatch> matches, size_t max_code_points,
                                              size_t most) const {
  const std::vector<Placed> placed = Placer(source, range, weights_.units()).Place(matches);
  if (placed.empty()) return {};
  Windows windows(source.text, placed, weights_, max_code_points);
  const auto grow = [&](const Window& window, ByteRange limits, size_t max) {
    return GrowFragment(source.text, windows.RangeOf(window), limits, max);
  };

  const Window whole = windows.Best(max_code_points, nullptr, {});
  const ByteRange limits = placed[whole.first].limits;
  const double shown = WeightOf(windows, {whole}, weights_);
  const size_t half = (max_code_points - std::min(max_code_points, text::CountCodePoints(kGapText))) / 2;
  const bool all = shown >= (1 - kMinGain) * WeightOfAll(placed, weights_);
  if (most < 2 || half < kMinHalf || all) return {grow(whole, limits, max_code_points)};

  const Window first = windows.Best(half, nullptr, {});
  GroupsShown known(weights_);
  windows.Show(first, &known);
  const ByteRange front = grow(first, placed[first.first].limits, half);
  const Window second = windows.Best(half, &known, front);
  if (second.score <= 0 || WeightOf(windows, {first, second}, weights_) < (1 + kMinGain) * shown)
    return {grow(whole, limits, max_code_points)};

  // The second one keeps out of the first.
  ByteRange rest = placed[second.first].limits;
  const bool behind = windows.RangeOf(second).begin >= front.end;
  if (behind) {
    rest.begin = std::max(rest.begin, front.end);
  } else {
    rest.end = std::min(rest.end, front.begin);
  }
  const size_t used = text::CountCodePoints(Cut(source.text, front)) + text::CountCodePoints(kGapText);
  const ByteRange back = grow(second, rest, max_code_points - used);
  std::vector<ByteRange> both = behind ? std::vector{front, back} : std::vector{back, front};
  const std::string_view between = Cut(source.text, {both[0].end, both[1].begin});
  const bool touching = between.size() < kGapText.size() && between.find_first_not_of(" \t") == std::string_view::npos;
  if (touching) return {{both[0].begin, both[1].end}};
  return both;
}

ByteRange SnippetChooser::Beginning(const SnippetSource& source, ByteRange range, size_t max_code_points) {
  ByteRange limits = range;
  for (const Heading& heading : source.headings) {
    const ByteRange line = HeadingLine(source.text, heading);
    const bool leads = line.begin == limits.begin && line.end < range.end;
    if (!leads || heading.text != source.title) break;
    limits.begin = line.end;
  }
  return GrowFragment(source.text, {limits.begin, limits.begin}, limits, max_code_points);
}

}  // namespace sou::query
