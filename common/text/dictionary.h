// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words of scripts written without spaces, by ICU's dictionaries (Chinese and Japanese together, Thai, Lao, Khmer,
// Burmese). One object per thread.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "common/text/fold.h"

namespace sou::text {

class Dictionary {
 public:
  Dictionary();
  ~Dictionary();
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(Dictionary&&) noexcept;

  // The words of a kRun segment, in order, joined they are the run. `spelled` is the run as its author spelled it, not
  // simplified, with as many code points: Japanese words are in the dictionary in their own characters. Valid until the
  // next call.
  [[nodiscard]] const std::vector<ByteRange>& Words(std::string_view run, std::string_view spelled);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sou::text
