// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/dependency_hash.h"

#include <xxhash.h>

namespace sou::indexer {

// Recursion is bounded by kMaxValueDepth.
void DependencyHasher::Add(const Value& value) {
  Add(value.kind);
  Add(value.quoted);
  Add(value.key);
  Add(value.text);
  Add(value.items);
}

uint64_t DependencyHasher::Finish() const { return XXH3_64bits(bytes_.data(), bytes_.size()); }

uint64_t HashOfOptions(const SourceOptions& options, const Publishing& publishing) {
  // All fields are named, so that a new one does not compile until somebody has thought of it here. base_url is part of
  // every kind's own configuration; include and exclude decide what is listed, not how it is read.
  [[maybe_unused]] const auto& [kind, base_url, all_drafts, all_future, all_expired, language, include, exclude, clock,
                                max_file_bytes, max_table_cells] = options;
  [[maybe_unused]] const auto& [drafts, future, expired, now] = publishing;
  return HashOf(drafts, future, expired, language, max_table_cells);
}

uint64_t LimitOn(const SourceFile& file, const SourceOptions& options) {
  return file.size > options.max_file_bytes ? options.max_file_bytes : 0;
}

int64_t TimeOf(const SourceFile& file, uint8_t looks_at) {
  return (looks_at & kLooksAtTime) == 0 ? 0 : file.mtime_ns / kNanosecondsPerSecond;
}

}  // namespace sou::indexer
