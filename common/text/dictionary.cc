// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/dictionary.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <string>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

// ICU's CJK engine keeps arrays as long as its input; longer runs (a file of Han without punctuation) are cut here.
constexpr size_t kMaxUnits = 4096;

}  // namespace

struct Dictionary::State {
  std::unique_ptr<icu::BreakIterator> breaks;
  std::u16string units;           // the run in UTF-16, as ICU wants it
  std::vector<uint32_t> offsets;  // byte offset in the run of each unit, and of the end
  std::vector<ByteRange> words;

  void Decode(std::string_view run, std::string_view spelled) {
    units.clear();
    offsets.clear();
    size_t at_spelled = 0;
    for (size_t position = 0; position < run.size() && at_spelled < spelled.size();) {
      const auto offset = static_cast<uint32_t>(position);
      NextCodePoint(run, &position);
      const char32_t c = NextCodePoint(spelled, &at_spelled);
      offsets.push_back(offset);
      if (c <= 0xFFFF) {
        units += static_cast<char16_t>(c);
      } else {
        units += static_cast<char16_t>(0xD7C0 + (c >> 10));
        units += static_cast<char16_t>(0xDC00 + (c & 0x3FF));
        offsets.push_back(offset);
      }
    }
    offsets.push_back(static_cast<uint32_t>(run.size()));
  }

  static bool IsTrail(char16_t unit) { return (unit & 0xFC00) == 0xDC00; }

  void SplitChunk(size_t begin, size_t end) {
    const icu::UnicodeString chunk(false, units.data() + begin, static_cast<int32_t>(end - begin));
    breaks->setText(chunk);
    size_t from = begin;
    while (true) {
      const int32_t next = breaks->next();
      if (next == icu::BreakIterator::DONE) break;
      const size_t to = begin + static_cast<size_t>(next);
      words.push_back({offsets[from], offsets[to]});
      from = to;
    }
  }
};

Dictionary::Dictionary() : state_(std::make_unique<State>()) {
  UErrorCode error = U_ZERO_ERROR;
  // One locale for all: its rules do not depend on the language, and a page may mix them.
  state_->breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), error));
}

Dictionary::~Dictionary() = default;
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;

const std::vector<ByteRange>& Dictionary::Words(std::string_view run, std::string_view spelled) {
  State& state = *state_;
  state.words.clear();
  state.Decode(run, spelled);
  for (size_t begin = 0; begin < state.units.size();) {
    size_t end = std::min(begin + kMaxUnits, state.units.size());
    if (end < state.units.size() && State::IsTrail(state.units[end])) --end;
    state.SplitChunk(begin, end);
    begin = end;
  }
  return state.words;
}

}  // namespace sou::text
