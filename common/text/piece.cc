// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/piece.h"

#include <array>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

using Byte = unsigned char;

// ASCII but letters, digits and what the segmenter takes into words or looks at beside them.
constexpr std::array<bool, 256> MakeBorders() {
  constexpr std::string_view kWordSigns = "-._@&':,+#)";
  std::array<bool, 256> borders = {};
  for (size_t c = 0; c < 0x80; ++c) {
    const bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    borders[c] = !alnum && kWordSigns.find(static_cast<char>(c)) == std::string_view::npos;
  }
  return borders;
}
constexpr auto kBorders = MakeBorders();

Byte At(std::string_view text, size_t position) { return static_cast<Byte>(text[position]); }

// Of the three bytes from `position` on: an ideographic blank, 、。「」『』（ “ ”, or a ， behind a Han character.
bool IsWideBorder(std::string_view text, size_t position) {
  const Byte second = At(text, position + 1);
  const Byte third = At(text, position + 2);
  switch (At(text, position)) {
    case 0xE2:
      return second == 0x80 && (third == 0x9C || third == 0x9D);
    case 0xE3:
      return second == 0x80 && (third <= 0x82 || (third >= 0x8C && third <= 0x8F));
    case 0xEF: {
      if (second != 0xBC) return false;
      const bool behind_han = position >= 3 && At(text, position - 3) >= 0xE5 && At(text, position - 3) <= 0xE9;
      return third == 0x88 || (third == 0x8C && behind_han);
    }
    default:
      return false;
  }
}

// Nothing of what begins here stands on what is before.
bool BeginsApart(std::string_view text, size_t position) {
  if (position >= text.size() || At(text, position) < 0x80) return true;
  return FoldsApart(NextCodePoint(text, &position));
}

size_t BeginOfPiece(std::string_view text, size_t place, size_t floor) {
  for (size_t begin = place; begin > floor; --begin) {
    const Byte before = At(text, begin - 1);
    const bool border =
        before < 0x80 ? kBorders[before] : begin >= floor + 3 && before < 0xC0 && IsWideBorder(text, begin - 3);
    if (border && BeginsApart(text, begin)) return begin;
  }
  return floor;
}

size_t EndOfPiece(std::string_view text, size_t place) {
  for (size_t end = place + 1; end < text.size(); ++end) {
    const Byte here = At(text, end);
    const bool border =
        here < 0x80 ? kBorders[here] : here >= 0xE2 && end + 3 <= text.size() && IsWideBorder(text, end);
    if (border) return end;
  }
  return text.size();
}

}  // namespace

ByteRange PieceAround(std::string_view text, size_t place, size_t floor) {
  return {static_cast<uint32_t>(BeginOfPiece(text, place, floor)), static_cast<uint32_t>(EndOfPiece(text, place))};
}

}  // namespace sou::text
