// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/word_parts.h"

#include <algorithm>

namespace sou::text {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Stands between two parts. Wider than the segmenter's list by '_' and the signs that begin or end a name.
bool IsSign(char c) {
  constexpr std::string_view kSigns = "-._@&':,+#";
  return kSigns.find(c) != std::string_view::npos;
}

// A new part begins at `position`: getPods | Pods, HTTPServer | Server.
bool HumpAt(std::string_view original, size_t position) {
  if (position == 0 || !IsUpper(original[position])) return false;
  const char before = original[position - 1];
  if (IsLower(before)) return true;
  return IsUpper(before) && position + 1 < original.size() && IsLower(original[position + 1]);
}

// [v]digits.digits[.digits…], then nothing or a suffix behind '-' or '+' (1.2.0-rc1).
size_t VersionSize(std::string_view word) {
  size_t position = word.starts_with('v') ? 1 : 0;
  size_t dots = 0;
  while (position < word.size() && IsDigit(word[position])) {
    while (position < word.size() && IsDigit(word[position])) ++position;
    const bool more = position + 1 < word.size() && word[position] == '.' && IsDigit(word[position + 1]);
    if (!more) break;
    ++dots;
    ++position;
  }
  const bool ended = position == word.size() || word[position] == '-' || word[position] == '+';
  return dots > 0 && ended ? position : 0;
}

// 1.24.5 → 1.24.5 (if the word has more), 1.24.
void SplitVersion(std::string_view word, size_t size, std::vector<ByteRange>* parts) {
  const uint32_t begin = word.starts_with('v') ? 1 : 0;
  size_t dots = 0;
  for (size_t position = begin; position < size; ++position) {
    if (word[position] != '.') continue;
    if (++dots >= 2) parts->push_back({begin, static_cast<uint32_t>(position)});
  }
  if (begin > 0 || size < word.size()) parts->push_back({begin, static_cast<uint32_t>(size)});
}

void SplitSigns(std::string_view word, std::string_view humps, std::vector<ByteRange>* parts) {
  size_t begin = 0;
  const auto add = [&](size_t end) {
    if (end > begin) parts->push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
  };
  for (size_t position = 0; position < word.size(); ++position) {
    if (IsSign(word[position])) {
      add(position);
      begin = position + 1;
    } else if (!humps.empty() && HumpAt(humps, position)) {
      add(position);
      begin = position;
    }
  }
  add(word.size());
}

}  // namespace

void SplitWord(std::string_view folded, std::string_view original, WordParts* out) {
  out->parts.clear();
  out->joined.clear();
  out->version = false;
  if (const size_t size = VersionSize(folded); size > 0) {
    out->version = true;
    SplitVersion(folded, size, &out->parts);
    return;
  }
  const bool ends_in_sign = folded.ends_with('+') || folded.ends_with('#');
  if (ends_in_sign) return;  // c++ is not c
  const bool same_shape = folded.size() == original.size() && IsAscii(original);
  SplitSigns(folded, same_shape ? original : std::string_view(), &out->parts);
  const bool whole = out->parts.size() == 1 && out->parts[0].end - out->parts[0].begin == folded.size();
  if (whole) out->parts.clear();
  if (out->parts.size() < 2) return;
  for (const ByteRange part : out->parts) out->joined += folded.substr(part.begin, part.end - part.begin);
  if (out->joined == folded) out->joined.clear();
}

}  // namespace sou::text
