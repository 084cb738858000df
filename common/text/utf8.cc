// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/utf8.h"

#include <unicode/utf8.h>

namespace sou::text {
namespace {

// ICU's macros want int32_t lengths; content files are capped far below 2 GB (SourceOptions::max_file_bytes).
const uint8_t* Bytes(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

}  // namespace

char32_t NextAnyCodePoint(std::string_view text, size_t* position) {
  const auto lead = static_cast<unsigned char>(text[*position]);
  if (lead < 0x80) {
    ++*position;
    return lead;
  }
  UChar32 code_point = 0;
  const uint8_t* bytes = Bytes(text);
  const size_t size = text.size();
  U8_NEXT_OR_FFFD(bytes, *position, size, code_point);
  return static_cast<char32_t>(code_point);
}

char32_t PreviousCodePoint(std::string_view text, size_t* position) {
  const size_t end = *position;
  size_t begin = end - 1;
  while (begin > 0 && end - begin < U8_MAX_LENGTH && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  size_t behind = begin;
  const char32_t code_point = NextCodePoint(text.substr(0, end), &behind);
  if (behind == end) {
    *position = begin;
    return code_point;
  }
  *position = end - 1;  // a stray byte
  return kReplacement;
}

void AppendCodePoint(char32_t code_point, std::string* out) {
  uint8_t buffer[U8_MAX_LENGTH];
  int32_t length = 0;
  UBool error = false;
  U8_APPEND(buffer, length, U8_MAX_LENGTH, static_cast<uint32_t>(code_point), error);
  if (error) return AppendCodePoint(kReplacement, out);
  out->append(reinterpret_cast<const char*>(buffer), static_cast<size_t>(length));
}

std::optional<size_t> FindInvalidUtf8(std::string_view text) {
  const uint8_t* bytes = Bytes(text);
  const size_t size = text.size();
  size_t position = 0;
  while (position < size) {
    if (bytes[position] < 0x80) {
      ++position;
      continue;
    }
    const size_t start = position;
    UChar32 code_point = 0;
    U8_NEXT(bytes, position, size, code_point);
    if (code_point < 0) return start;
  }
  return std::nullopt;
}

std::string RepairUtf8(std::string_view text) {
  if (!FindInvalidUtf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 8);
  for (size_t position = 0; position < text.size();) AppendCodePoint(NextCodePoint(text, &position), &out);
  return out;
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t position = 0; position < text.size(); ++count) NextCodePoint(text, &position);
  return count;
}

std::string_view TruncateUtf8(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80 && max_bytes - end < 3) --end;
  return text.substr(0, end);
}

}  // namespace sou::text
