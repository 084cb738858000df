// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run knew of each content file, kept in the generation so that the next run reads only what can have changed
// and still says all that a run over everything says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/store/page.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

// Of a page that is in the index.
struct PageState {
  std::string id;
  uint64_t hash = 0;  // HashOfRecord
  std::string url;
  std::string language;
  std::string language_tag;
  LanguageFrom language_from = LanguageFrom::kNobody;
  bool delta = false;  // in the delta, else in the base

  bool operator==(const PageState&) const = default;
};

struct FileState {
  SourceFile file;               // its size and mtime when it was listed
  uint64_t bytes_hash = 0;       // SiteSource::HashOfBytes
  uint64_t dependency_hash = 0;  // SiteSource::DependencyHash with `looks_at`
  uint8_t looks_at = kLooksAtAll;
  std::optional<int64_t> valid_until;  // seconds since the epoch
  bool settled = true;                 // false: to be read again in any case

  // One of the three, as in ReadOutcome.
  std::optional<PageState> page;
  std::optional<Error> skipped;
  std::optional<std::string> left_out;
  std::vector<Warning> warnings;
};

using FileStates = std::map<std::string, FileState>;  // by path

// Of everything that is indexed of a page.
[[nodiscard]] uint64_t HashOfRecord(std::string_view record);

// JSON Lines, compressed.
[[nodiscard]] std::string FileStatesToBytes(const FileStates& states);
[[nodiscard]] Result<FileStates> ReadFileStates(const std::filesystem::path& path);

}  // namespace sou::indexer
