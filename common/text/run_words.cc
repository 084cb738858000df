// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/run_words.h"

namespace sou::text {
namespace {

constexpr size_t kMostKnown = 50'000;

}  // namespace

const std::vector<ByteRange>& RunWords::Words(std::string_view run, std::string_view spelled) {
  std::string key(spelled);
  if (spelled != run) key.append(1, '\0').append(run);
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  if (known_.size() == kMostKnown) known_.clear();
  return known_.emplace(std::move(key), dictionary_.Words(run, spelled)).first->second;
}

}  // namespace sou::text
