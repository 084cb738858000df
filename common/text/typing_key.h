// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form in which titles and what somebody types are compared letter by letter: folded (so case, width, accents and
// Traditional characters do not matter), one blank between words of alphabets, none elsewhere, no other signs but those
// inside words: "Kitex 的 部署（一）" → "kitex的部署一". With the map back, so that matches can be marked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/fold.h"
#include "common/text/run_words.h"

namespace sou::text {

class TypingKey {
 public:
  // `text`: at most 4 GB; broken UTF-8 becomes U+FFFD.
  explicit TypingKey(std::string_view text);

  [[nodiscard]] const std::string& text() const { return key_; }

  // Places in the key where a word begins, behind the first, ascending: of an alphabet, a word or what follows a sign
  // inside one; of Han, Kana and Hangul every character.
  [[nodiscard]] const std::vector<uint32_t>& starts() const { return starts_; }

  // The same, but of Han and Kana only where a word of the dictionary begins.
  [[nodiscard]] std::vector<uint32_t> WordStarts(RunWords* dictionary) const;

  // The stretch of the original that became the stretch [begin, end) of the key. Requires begin < end <= text().size(),
  // both between code points.
  [[nodiscard]] ByteRange ToOriginal(uint32_t begin, uint32_t end) const;

 private:
  struct Piece {
    uint32_t key = 0;    // where it stands in the key
    ByteRange folded;    // where it comes from
    bool run = false;    // Han and Kana
    ByteRange original;  // of a run
  };
  void Add(const std::string_view& folded, ByteRange range);

  std::string original_;
  FoldedText folded_;
  std::string key_;
  std::vector<Piece> pieces_;
  std::vector<uint32_t> starts_;
};

}  // namespace sou::text
