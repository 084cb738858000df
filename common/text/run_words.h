// SPDX-License-Identifier: GPL-3.0-or-later
//
// Dictionary's words, remembered: a site repeats its runs, most of which are short, and finding one here costs a small
// part of asking the dictionary. One object per thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/text/dictionary.h"
#include "common/text/fold.h"
#include "common/text/word_memo.h"

namespace sou::text {

class RunWords {
 public:
  // As Dictionary::Words.
  [[nodiscard]] const std::vector<ByteRange>& Words(std::string_view run, std::string_view spelled);

 private:
  static constexpr size_t kMaxBytes = 48;
  using Ends = uint64_t;  // a bit per byte of the run: a word ends behind it

  Dictionary dictionary_;
  WordMemo<Ends, 14, kMaxBytes> known_;
  std::vector<ByteRange> words_;
};

}  // namespace sou::text
