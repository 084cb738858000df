// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/run_words.h"

#include <bit>

namespace sou::text {

const std::vector<ByteRange>& RunWords::Words(std::string_view run, std::string_view spelled) {
  // Longer runs hardly come again, and few are spelled otherwise.
  if (run.size() > kMaxBytes || spelled != run) return dictionary_.Words(run, spelled);
  if (const Ends* known = known_.Find(run); known != nullptr) {
    words_.clear();
    uint32_t begin = 0;
    for (Ends left = *known; left != 0; left &= left - 1) {
      const auto end = static_cast<uint32_t>(std::countr_zero(left)) + 1;
      words_.push_back({begin, end});
      begin = end;
    }
    return words_;
  }
  const std::vector<ByteRange>& words = dictionary_.Words(run, spelled);
  Ends ends = 0;
  for (const ByteRange& word : words) ends |= Ends{1} << (word.end - 1);
  known_.Put(run, ends);
  return words;
}

}  // namespace sou::text
