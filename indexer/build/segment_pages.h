// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stored pages of a segment (common/store/generation.h) by their ids. Not thread-safe.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <optional>
#include <string>

#include "common/base/result.h"
#include "common/store/page.h"
#include "common/store/page_store.h"

namespace sou::indexer {

class SegmentPages {
 public:
  static Result<SegmentPages> Open(const std::filesystem::path& segment);

  // nullopt if the segment has no page of that id; kCorrupt if it is damaged.
  [[nodiscard]] Result<std::optional<Page>> Find(const std::string& id) const;

 private:
  SegmentPages(Xapian::Database database, store::PageStore records)
      : database_(std::move(database)), records_(std::move(records)) {}

  Xapian::Database database_;
  store::PageStore records_;
};

}  // namespace sou::indexer
