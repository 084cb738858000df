// SPDX-License-Identifier: GPL-3.0-or-later
//
// Dictionary's words for many short texts: titles and headings of a site repeat their runs, and finding one here
// costs a small part of asking the dictionary. One object per thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/text/dictionary.h"
#include "common/text/fold.h"

namespace sou::text {

class RunWords {
 public:
  // As Dictionary::Words.
  [[nodiscard]] const std::vector<ByteRange>& Words(std::string_view run, std::string_view spelled);

 private:
  Dictionary dictionary_;
  std::unordered_map<std::string, std::vector<ByteRange>> known_;  // by spelling, with the run behind it if it differs
};

}  // namespace sou::text
