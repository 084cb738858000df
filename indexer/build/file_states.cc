// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/file_states.h"

#include <xxhash.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/base/compressed_file.h"

namespace sou::indexer {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint64_t kMaxStateBytes = 1ULL << 30;

Json PlaceJson(const Place& place) { return {place.path, place.line, place.column}; }
Place PlaceOf(const Json& json) {
  return {json.at(0).get<std::string>(), json.at(1).get<uint32_t>(), json.at(2).get<uint32_t>()};
}

Json PageJson(const PageState& page) {
  return {page.id,   page.hash, page.url, page.language, page.language_tag, static_cast<int>(page.language_from),
          page.delta};
}

PageState PageOf(const Json& json) {
  const int from = std::clamp(json.at(5).get<int>(), 0, static_cast<int>(LanguageFrom::kScript));
  return {json.at(0).get<std::string>(), json.at(1).get<uint64_t>(),    json.at(2).get<std::string>(),
          json.at(3).get<std::string>(), json.at(4).get<std::string>(), static_cast<LanguageFrom>(from),
          json.at(6).get<bool>()};
}

Json StateJson(const FileState& state) {
  const SourceFile& file = state.file;
  Json json = {{"path", file.path},
               {"file", {file.size, file.mtime_ns, file.offset, file.line}},
               {"hash", {state.bytes_hash, state.dependency_hash}},
               {"looks_at", state.looks_at}};
  if (state.valid_until) json["until"] = *state.valid_until;
  if (!state.settled) json["unsettled"] = true;
  if (state.page) json["page"] = PageJson(*state.page);
  if (state.left_out) json["left_out"] = *state.left_out;
  if (state.skipped)
    json["skipped"] = {static_cast<int>(state.skipped->code), state.skipped->message, PlaceJson(state.skipped->place)};
  for (const Warning& warning : state.warnings) json["warnings"].push_back({PlaceJson(warning.place), warning.message});
  return json;
}

FileState StateOf(const Json& json) {
  FileState state;
  const Json& file = json.at("file");
  state.file = {json.at("path").get<std::string>(), file.at(0).get<uint64_t>(), file.at(1).get<int64_t>(),
                file.at(2).get<uint64_t>(), file.at(3).get<uint32_t>()};
  state.bytes_hash = json.at("hash").at(0).get<uint64_t>();
  state.dependency_hash = json.at("hash").at(1).get<uint64_t>();
  state.looks_at = json.at("looks_at").get<uint8_t>();
  if (json.contains("until")) state.valid_until = json["until"].get<int64_t>();
  state.settled = !json.contains("unsettled");
  if (json.contains("page")) state.page = PageOf(json["page"]);
  if (json.contains("left_out")) state.left_out = json["left_out"].get<std::string>();
  if (json.contains("skipped")) {
    const Json& error = json["skipped"];
    state.skipped =
        Error{static_cast<ErrorCode>(error.at(0).get<int>()), error.at(1).get<std::string>(), PlaceOf(error.at(2))};
  }
  if (json.contains("warnings")) {
    for (const Json& warning : json["warnings"])
      state.warnings.push_back({PlaceOf(warning.at(0)), warning.at(1).get<std::string>()});
  }
  return state;
}

}  // namespace

uint64_t HashOfRecord(std::string_view record) { return XXH3_64bits(record.data(), record.size()); }

std::string FileStatesToBytes(const FileStates& states) {
  std::string lines;
  for (const auto& [path, state] : states)
    lines += StateJson(state).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return Compress(lines);
}

Result<FileStates> ReadFileStates(const std::filesystem::path& path) {
  const Result<std::string> content = ReadCompressedFile(path, kMaxStateBytes);
  if (!content.ok()) return content.error();
  FileStates states;
  uint32_t line = 0;
  for (std::string_view rest = *content; !rest.empty();) {
    ++line;
    const size_t end = std::min(rest.find('\n'), rest.size());
    try {
      FileState state = StateOf(Json::parse(rest.substr(0, end)));
      std::string name = state.file.path;
      states.insert_or_assign(states.end(), std::move(name), std::move(state));
    } catch (const Json::exception& exception) {
      return Error{ErrorCode::kCorrupt, exception.what(), {path.string(), line}};
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return states;
}

}  // namespace sou::indexer
