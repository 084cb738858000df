// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list of texts in order, each once, none empty. Thread-compatible.
#pragma once

#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sou::indexer {

class UniqueTexts {
 public:
  void Add(std::string text) {
    if (!text.empty() && known_.insert(text).second) texts_.push_back(std::move(text));
  }
  [[nodiscard]] std::vector<std::string> Take() {
    known_.clear();
    return std::move(texts_);
  }

 private:
  std::vector<std::string> texts_;
  std::unordered_set<std::string> known_;
};

}  // namespace sou::indexer
