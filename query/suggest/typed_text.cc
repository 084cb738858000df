// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/typed_text.h"

#include <algorithm>

#include "common/text/pinyin.h"
#include "common/text/typing_key.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

using text::ByteRange;

constexpr size_t kMaxWords = 8;

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool IsAlnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// A word begins at `at` as TypingKey::starts() has it, and what is looked for may end at `end`.
bool BeginsWord(std::string_view key, size_t at) {
  return at == 0 || !IsAscii(key[at]) || !IsAscii(key[at - 1]) || (IsAlnum(key[at]) && !IsAlnum(key[at - 1]));
}
bool EndsWord(std::string_view key, size_t end) {
  return end == key.size() || !IsAlnum(key[end]) || !IsAlnum(key[end - 1]);
}

// The first place of the word; npos if there is none.
size_t FindWord(std::string_view key, std::string_view word, bool whole) {
  for (size_t at = key.find(word); at != std::string_view::npos; at = key.find(word, at + 1)) {
    if (BeginsWord(key, at) && (!whole || EndsWord(key, at + word.size()))) return at;
  }
  return std::string_view::npos;
}

ByteRange RangeOf(size_t at, size_t size) { return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + size)}; }

// Sorted; what overlaps or touches becomes one.
std::vector<ByteRange> Joined(std::vector<ByteRange> ranges) {
  std::sort(ranges.begin(), ranges.end(), [](ByteRange a, ByteRange b) { return a.begin < b.begin; });
  std::vector<ByteRange> joined;
  for (const ByteRange range : ranges) {
    if (!joined.empty() && range.begin <= joined.back().end) {
      joined.back().end = std::max(joined.back().end, range.end);
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

bool IsBlank(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xA0; }

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    std::string key = text::TypingKey(word).text();
    if (!key.empty() && words.size() < kMaxWords) words.push_back(std::move(key));
    word.clear();
  };
  for (size_t position = 0; position < text.size();) {
    const char32_t c = text::NextCodePoint(text, &position);
    if (IsBlank(c)) {
      end_word();
    } else {
      text::AppendCodePoint(c, &word);
    }
  }
  end_word();
  if (words.size() < 2) words.clear();
  return words;
}

}  // namespace

TypedText::TypedText(std::string_view text) {
  const std::string_view beginning = text::TruncateUtf8(text, kMaxTypedBytes);
  key_ = text::TypingKey(beginning).text();
  words_ = WordsOf(beginning);
  sounds_ = text::SoundsOfTyped(key_);
  for (size_t position = 0; position < key_.size();) {
    const size_t begin = position;
    if (!text::PinyinReadings(text::NextCodePoint(key_, &position)).empty())
      han_.push_back(key_.substr(begin, position - begin));
  }
}

bool TypedText::MayBeIn(std::string_view key) const {
  return std::all_of(han_.begin(), han_.end(),
                     [&](const std::string& character) { return key.find(character) != std::string_view::npos; });
}

bool TypedText::HasWords(std::string_view key) const {
  for (size_t i = 0; i < words_.size(); ++i) {
    if (FindWord(key, words_[i], i + 1 < words_.size()) == std::string_view::npos) return false;
  }
  return !words_.empty();
}

std::vector<ByteRange> TypedText::FindIn(std::string_view key, bool pinyin) const {
  if (const size_t at = FindWord(key, key_, false); at != std::string_view::npos) return {RangeOf(at, key_.size())};
  if (HasWords(key)) {
    std::vector<ByteRange> found;
    for (size_t i = 0; i < words_.size(); ++i) {
      found.push_back(RangeOf(FindWord(key, words_[i], i + 1 < words_.size()), words_[i].size()));
    }
    return Joined(std::move(found));
  }
  const std::vector<text::Sound> titles = text::SoundsOfTitle(key, pinyin);
  for (const text::Sound& typed : sounds_) {
    for (const text::Sound& title : titles) {
      if (title.kind != typed.kind) continue;
      if (const ByteRange range = text::MatchSound(typed, title); range.end > 0) return {range};
    }
  }
  return {};
}

}  // namespace sou::query
