// SPDX-License-Identifier: GPL-3.0-or-later
//
// What has been typed, in the forms in which it is looked for, and where it is found in a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/text/fold.h"
#include "common/text/sounds.h"

namespace sou::query {

class TypedText {
 public:
  // Looks at the first kMaxTypedBytes only.
  static constexpr size_t kMaxTypedBytes = 256;
  explicit TypedText(std::string_view text);

  [[nodiscard]] const std::string& key() const { return key_; }  // TypingKey's form; empty: nothing to look for
  [[nodiscard]] const std::vector<std::string>& words() const {
    return words_;
  }  // keys of what blanks part; two or more, or none
  [[nodiscard]] const std::vector<text::Sound>& sounds() const { return sounds_; }

  // Whether the text with that key has every one of words() where a word of it begins, all but the last whole.
  [[nodiscard]] bool HasWords(std::string_view key) const;

  // False if a Han character that was typed is not in the key: cheap, before all else.
  [[nodiscard]] bool MayBeIn(std::string_view key) const;

  // The stretches of a key in which this was found: the typed letters, else the typed words, else their sound. In
  // order, not overlapping; empty if nothing of it is there.
  [[nodiscard]] std::vector<text::ByteRange> FindIn(std::string_view key, bool pinyin) const;

 private:
  std::string key_;
  std::vector<std::string> words_;
  std::vector<std::string> han_;  // characters
  std::vector<text::Sound> sounds_;
};

}  // namespace sou::query
