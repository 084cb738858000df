// SPDX-License-Identifier: GPL-3.0-or-later
//
// What differs between the pages of two runs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sou::indexer {

struct Change {
  std::string path;
  std::string reason;  // "new file", "the file has changed", "draft", "the file is gone", …
};

// Each sorted by path.
struct Changes {
  std::vector<Change> added;
  std::vector<Change> updated;
  std::vector<Change> deleted;
  size_t unchanged = 0;

  [[nodiscard]] bool empty() const { return added.empty() && updated.empty() && deleted.empty(); }
};

}  // namespace sou::indexer
