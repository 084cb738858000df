// SPDX-License-Identifier: GPL-3.0-or-later
//
// An index on disk. The one place that knows its names:
//
//   INDEX/CURRENT              one line: the folder of the generation to read, "gen-000042"
//   INDEX/gen-000042/          complete and never changed once CURRENT has named it
//     manifest.json            what it is: see Manifest
//     files.jsonl.zst          what sou-index knows of each content file: indexer/build/file_states.h
//     base/                    the segment of the last full build; its files are the same ones (hard links) in every
//                              generation until the next full build
//       db/                    a Xapian database without stored texts
//       records                the stored pages, in the order of the database: see page_store.h
//     delta/                   a segment of the pages that were added or changed since; not there after a full build
//     suggestions              titles, headings and tags, to be suggested: see suggestions.h
//     words                    its vocabulary: see vocabulary.h
//   INDEX/gen-000043.tmp/      being built, or left by a crash
//   INDEX/LOCK                 held by the writer; says its process id
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/timestamp.h"
#include "common/store/file_sums.h"

namespace sou::store {

// Describes a generation to those who read it.
struct Manifest {
  uint32_t format = 0;   // schema.h's kFormatVersion
  std::string analyzer;  // text::AnalyzerId()
  std::string schema;    // SchemaId()
  uint64_t generation = 0;
  std::string program;      // "sou-index 0.1.0"
  std::string source_kind;  // "hugo"
  std::string base_url;
  Timestamp built_at;
  std::map<std::string, std::string> options;  // settings that change what is in the index, as given
  uint64_t pages = 0;
  uint64_t source_bytes = 0;
  std::map<std::string, uint64_t> languages;  // pages by primary subtag; "" for unknown
  // Ids (Page::id) of pages of the base that are gone, or are in the delta in a later version. Empty without a delta.
  std::vector<std::string> replaced;
  bool delta = false;  // there is one
  FileSums files;
};

// With a checksum of its own.
[[nodiscard]] std::string ManifestToJson(const Manifest& manifest);
// kCorrupt if it is no manifest, or damaged.
[[nodiscard]] Result<Manifest> ManifestFromJson(std::string_view json);

[[nodiscard]] std::string GenerationName(uint64_t number);  // "gen-000042"
// nullopt unless the name is exactly what GenerationName gives.
[[nodiscard]] std::optional<uint64_t> ParseGenerationName(std::string_view name);

[[nodiscard]] std::filesystem::path CurrentPath(const std::filesystem::path& index);
[[nodiscard]] std::filesystem::path LockPath(const std::filesystem::path& index);
[[nodiscard]] std::filesystem::path GenerationPath(const std::filesystem::path& index, uint64_t number);
[[nodiscard]] std::filesystem::path UnfinishedPath(const std::filesystem::path& index, uint64_t number);
[[nodiscard]] std::filesystem::path ManifestPath(const std::filesystem::path& generation);
[[nodiscard]] std::filesystem::path FilesPath(const std::filesystem::path& generation);
[[nodiscard]] std::filesystem::path BasePath(const std::filesystem::path& generation);
[[nodiscard]] std::filesystem::path DeltaPath(const std::filesystem::path& generation);
[[nodiscard]] std::filesystem::path DatabasePath(const std::filesystem::path& segment);
[[nodiscard]] std::filesystem::path RecordsPath(const std::filesystem::path& segment);
[[nodiscard]] std::filesystem::path SuggestionsPath(const std::filesystem::path& generation);
[[nodiscard]] std::filesystem::path VocabularyPath(const std::filesystem::path& generation);

// Numbers of the finished generations on disk, ascending; empty if there is no such folder.
[[nodiscard]] std::vector<uint64_t> ListGenerations(const std::filesystem::path& index);
// Folders of unfinished generations.
[[nodiscard]] std::vector<std::filesystem::path> ListUnfinished(const std::filesystem::path& index);

// The number that CURRENT names; kNotFound if there is no index.
[[nodiscard]] Result<uint64_t> CurrentGeneration(const std::filesystem::path& index);

struct Generation {
  std::filesystem::path folder;
  Manifest manifest;
};

// The current generation, checked to be readable by this program: kUnsupported, saying what to do, if its format or
// analyzer is another one; kCorrupt if files are missing or of another size. Races with a writer that removes old
// generations are tried again.
[[nodiscard]] Result<Generation> FindCurrent(const std::filesystem::path& index);

}  // namespace sou::store
