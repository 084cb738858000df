// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/generation.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <system_error>

#include "common/base/files.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"

namespace sou::store {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "gen-";
constexpr std::string_view kUnfinished = ".tmp";
constexpr size_t kMinDigits = 6;
constexpr uint64_t kMaxManifestBytes = 16 << 20;
constexpr int kOpenAttempts = 5;

Status CheckReadable(const Manifest& manifest, const fs::path& folder) {
  const std::string again = "; rebuild it with sou-index --full";
  if (manifest.format != kFormatVersion) {
    return Error{ErrorCode::kUnsupported,
                 "the index has format " + std::to_string(manifest.format) + ", this program reads " +
                     std::to_string(kFormatVersion) + again,
                 {folder.string()}};
  }
  if (manifest.analyzer != text::AnalyzerId()) {
    return Error{ErrorCode::kUnsupported,
                 "the index was written by the analyzer \"" + manifest.analyzer + "\", this program has \"" +
                     text::AnalyzerId() + "\": it would not find all there is" + again,
                 {folder.string()}};
  }
  return {};
}

Result<Generation> OpenNumber(const fs::path& index, uint64_t number) {
  Generation generation;
  generation.folder = GenerationPath(index, number);
  const Result<std::string> json = ReadFile(ManifestPath(generation.folder), kMaxManifestBytes);
  if (!json.ok()) return json.error();
  Result<Manifest> manifest = ManifestFromJson(*json);
  if (!manifest.ok()) {
    return Error{manifest.error().code, manifest.error().message, {ManifestPath(generation.folder).string()}};
  }
  generation.manifest = std::move(*manifest);
  if (Status status = CheckReadable(generation.manifest, generation.folder); !status.ok()) return status.error();
  return generation;
}

}  // namespace

std::string ManifestToJson(const Manifest& manifest) {
  const Json json = {{"format", manifest.format},
                     {"analyzer", manifest.analyzer},
                     {"schema", manifest.schema},
                     {"generation", manifest.generation},
                     {"program", manifest.program},
                     {"source", manifest.source_kind},
                     {"base_url", manifest.base_url},
                     {"built_at", FormatRfc3339(manifest.built_at)},
                     {"options", manifest.options},
                     {"pages", manifest.pages},
                     {"source_bytes", manifest.source_bytes},
                     {"languages", manifest.languages},
                     {"delta", manifest.delta},
                     {"replaced", manifest.replaced}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Manifest> ManifestFromJson(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    Manifest manifest;
    json.at("format").get_to(manifest.format);
    json.at("analyzer").get_to(manifest.analyzer);
    manifest.schema = json.value("schema", "");
    json.at("generation").get_to(manifest.generation);
    json.at("program").get_to(manifest.program);
    json.at("source").get_to(manifest.source_kind);
    json.at("base_url").get_to(manifest.base_url);
    json.at("options").get_to(manifest.options);
    json.at("pages").get_to(manifest.pages);
    json.at("source_bytes").get_to(manifest.source_bytes);
    json.at("languages").get_to(manifest.languages);
    manifest.delta = json.value("delta", false);
    manifest.replaced = json.value("replaced", std::vector<std::string>());
    if (const auto built = ParseTimestamp(json.at("built_at").get<std::string>())) manifest.built_at = *built;
    return manifest;
  } catch (const Json::exception& exception) {
    return Error{ErrorCode::kCorrupt, std::string("not a manifest: ") + exception.what()};
  }
}

std::string GenerationName(uint64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < kMinDigits) digits.insert(0, kMinDigits - digits.size(), '0');
  return std::string(kPrefix) + digits;
}

std::optional<uint64_t> ParseGenerationName(std::string_view name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  const std::string_view digits = name.substr(kPrefix.size());
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  if (!whole || GenerationName(number) != name) return std::nullopt;
  return number;
}

fs::path CurrentPath(const fs::path& index) { return index / "CURRENT"; }
fs::path LockPath(const fs::path& index) { return index / "LOCK"; }
fs::path GenerationPath(const fs::path& index, uint64_t number) { return index / GenerationName(number); }
fs::path UnfinishedPath(const fs::path& index, uint64_t number) {
  return index / (GenerationName(number) + std::string(kUnfinished));
}
fs::path ManifestPath(const fs::path& generation) { return generation / "manifest.json"; }
fs::path FilesPath(const fs::path& generation) { return generation / "files.jsonl.zst"; }
fs::path BasePath(const fs::path& generation) { return generation / "base"; }
fs::path DeltaPath(const fs::path& generation) { return generation / "delta"; }
fs::path DatabasePath(const fs::path& segment) { return segment / "db"; }
fs::path RecordsPath(const fs::path& segment) { return segment / "records"; }
fs::path SuggestionsPath(const fs::path& generation) { return generation / "suggestions"; }
fs::path VocabularyPath(const fs::path& generation) { return generation / "words"; }

std::vector<uint64_t> ListGenerations(const fs::path& index) {
  std::vector<uint64_t> numbers;
  std::error_code code;
  for (fs::directory_iterator entry(index, code), end; !code && entry != end; entry.increment(code)) {
    if (const auto number = ParseGenerationName(entry->path().filename().string())) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::vector<fs::path> ListUnfinished(const fs::path& index) {
  std::vector<fs::path> folders;
  std::error_code code;
  for (fs::directory_iterator entry(index, code), end; !code && entry != end; entry.increment(code)) {
    const std::string name = entry->path().filename().string();
    if (!name.ends_with(kUnfinished)) continue;
    if (ParseGenerationName(name.substr(0, name.size() - kUnfinished.size()))) folders.push_back(entry->path());
  }
  return folders;
}

Result<uint64_t> CurrentGeneration(const fs::path& index) {
  constexpr uint64_t kMaxBytes = 256;
  Result<std::string> line = ReadFile(CurrentPath(index), kMaxBytes);
  if (!line.ok()) {
    if (line.error().code != ErrorCode::kNotFound) return line.error();
    return Error{ErrorCode::kNotFound,
                 "no index here; make one with: sou-index SITE_DIR --index " + index.string(),
                 {index.string()}};
  }
  while (line->ends_with('\n')) line->pop_back();
  const auto number = ParseGenerationName(*line);
  if (!number) {
    return Error{ErrorCode::kCorrupt,
                 "does not name a generation; rebuild with sou-index --full",
                 {CurrentPath(index).string()}};
  }
  return *number;
}

Result<Generation> FindCurrent(const fs::path& index) {
  Result<Generation> generation = Error{ErrorCode::kInternal, "never opened"};
  for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
    const Result<uint64_t> number = CurrentGeneration(index);
    if (!number.ok()) return number.error();
    generation = OpenNumber(index, *number);
    // Removed between reading CURRENT and opening: CURRENT names a newer one by now.
    if (generation.ok() || generation.error().code != ErrorCode::kNotFound) break;
  }
  return generation;
}

}  // namespace sou::store
