// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/generation.h"

#include <xxhash.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cinttypes>
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

constexpr const char* kChecksum = "checksum";  // of the manifest without it

std::string Hex(uint64_t number) {
  char digits[17];
  std::snprintf(digits, sizeof(digits), "%016" PRIx64, number);
  return digits;
}

std::string Dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

std::string Checksum(const Json& json) {
  const std::string text = Dump(json);
  return Hex(XXH3_64bits(text.data(), text.size()));
}

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
  if (!json.ok()) {
    return Error{
        ErrorCode::kCorrupt,
        json.error().message + ": the index is not complete; copy it again, or rebuild it with sou-index --full",
        json.error().place};
  }
  Result<Manifest> manifest = ManifestFromJson(*json);
  if (!manifest.ok()) {
    return Error{manifest.error().code,
                 manifest.error().message + "; rebuild it with sou-index --full",
                 {ManifestPath(generation.folder).string()}};
  }
  generation.manifest = std::move(*manifest);
  if (Status status = CheckReadable(generation.manifest, generation.folder); !status.ok()) return status.error();
  const Status whole = CheckFileSizes(generation.folder, generation.manifest.files);
  if (!whole.ok()) return whole.error();
  return generation;
}

}  // namespace

std::string ManifestToJson(const Manifest& manifest) {
  Json files = Json::object();
  for (const auto& [path, sum] : manifest.files) files[path] = {{"bytes", sum.bytes}, {"xxh3", Hex(sum.hash)}};
  Json json = {{"format", manifest.format},
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
               {"replaced", manifest.replaced},
               {"files", std::move(files)}};
  json[kChecksum] = Checksum(json);
  return Dump(json) + "\n";
}

Result<Manifest> ManifestFromJson(std::string_view text) {
  try {
    Json json = Json::parse(text);
    Manifest manifest;
    json.at("format").get_to(manifest.format);
    if (manifest.format != kFormatVersion) return manifest;  // of its other fields nothing is known
    const std::string checksum = json.at(kChecksum);
    json.erase(kChecksum);
    if (checksum != Checksum(json)) return Error{ErrorCode::kCorrupt, "the manifest is damaged"};
    json.at("analyzer").get_to(manifest.analyzer);
    json.at("schema").get_to(manifest.schema);
    json.at("generation").get_to(manifest.generation);
    json.at("program").get_to(manifest.program);
    json.at("source").get_to(manifest.source_kind);
    json.at("base_url").get_to(manifest.base_url);
    json.at("options").get_to(manifest.options);
    json.at("pages").get_to(manifest.pages);
    json.at("source_bytes").get_to(manifest.source_bytes);
    json.at("languages").get_to(manifest.languages);
    json.at("delta").get_to(manifest.delta);
    json.at("replaced").get_to(manifest.replaced);
    for (const auto& [path, sum] : json.at("files").items()) {
      const std::string hash = sum.at("xxh3");
      manifest.files[path] = {sum.at("bytes"), std::stoull(hash, nullptr, 16)};
    }
    if (const auto built = ParseTimestamp(json.at("built_at").get<std::string>())) manifest.built_at = *built;
    return manifest;
  } catch (const std::exception&) {  // of nlohmann_json, whose words may hold the damaged bytes, or of std::stoull
    return Error{ErrorCode::kCorrupt, "not a manifest, or a damaged one"};
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
  for (int attempt = 1;; ++attempt) {
    const Result<uint64_t> number = CurrentGeneration(index);
    if (!number.ok()) return number.error();
    Result<Generation> generation = OpenNumber(index, *number);
    if (generation.ok() || attempt == kOpenAttempts) return generation;
    const Result<uint64_t> now = CurrentGeneration(index);
    // Unless it was removed while it was opened: CURRENT names a newer one by now.
    if (now.ok() && *now == *number) return generation;
  }
}

}  // namespace sou::store
