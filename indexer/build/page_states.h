// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a generation holds, page by page, and what differs between two of them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "common/base/result.h"

namespace sou::indexer {

// Source path → hash of the page as read (16 hex digits), so a change of the site's configuration that changes a page
// counts too.
using PageStates = std::map<std::string, std::string>;

[[nodiscard]] std::string HashOfRecord(const std::string& record);

[[nodiscard]] std::string PageStatesToJsonLines(const PageStates& states);
[[nodiscard]] Result<PageStates> ReadPageStates(const std::filesystem::path& file);

struct Changes {
  std::vector<std::string> added;  // paths, sorted
  std::vector<std::string> updated;
  std::vector<std::string> deleted;
  size_t unchanged = 0;

  [[nodiscard]] bool empty() const { return added.empty() && updated.empty() && deleted.empty(); }
};
[[nodiscard]] Changes Compare(const PageStates& before, const PageStates& after);

}  // namespace sou::indexer
