// SPDX-License-Identifier: GPL-3.0-or-later
//
// A text as the edits that make it of its key (common/text/typing_key.h): "TiDB 最佳实践" is "tidb最佳实践" with three
// capitals and a blank, five bytes instead of seventeen. The key is what is compared at every letter that somebody
// types; the text is made of it only to be shown. Pure functions, thread-safe.
//
// An edit is a byte, some with operands behind it; when there are no more, what is left of the key is taken as it is:
//   00nnnnnn           take n + 1 bytes of the key
//   01nnnnnn           take a letter as its capital, then n bytes
//   1000nnnn           take n + 2 letters as their capitals
//   10010000 and 32 following
//                      put in a blank or one of the signs of ASCII, in its order
//   10110001 u u       put in a character of the BMP, UTF-16 with the low byte first
//   10110010 u u       put it in for the next character of the key
//   10110011           leave out the next character of the key
//   10110100 n bytes   put in n bytes
//   11nnnnnn           take n + 1 bytes of the key, then put in a blank
#pragma once

#include <string>
#include <string_view>

namespace sou::store {

// Requires UTF-8.
[[nodiscard]] std::string EditsOf(std::string_view key, std::string_view text);

// The text. Of damaged edits something else, no longer than 256 bytes for each of theirs and the key's.
[[nodiscard]] std::string Edited(std::string_view key, std::string_view edits);

}  // namespace sou::store
