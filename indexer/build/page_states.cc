// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/page_states.h"

#include <xxhash.h>

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "common/base/files.h"

namespace sou::indexer {
namespace {

using Json = nlohmann::json;

constexpr uint64_t kMaxStateBytes = 1ULL << 30;

}  // namespace

std::string HashOfRecord(const std::string& record) {
  return fmt::format("{:016x}", XXH3_64bits(record.data(), record.size()));
}

std::string PageStatesToJsonLines(const PageStates& states) {
  std::string out;
  for (const auto& [path, hash] : states) {
    const Json json = {{"path", path}, {"hash", hash}};
    out += json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return out;
}

Result<PageStates> ReadPageStates(const std::filesystem::path& file) {
  const Result<std::string> content = ReadFile(file, kMaxStateBytes);
  if (!content.ok()) return content.error();
  PageStates states;
  uint32_t line = 0;
  std::string_view rest = *content;
  while (!rest.empty()) {
    ++line;
    const size_t end = std::min(rest.find('\n'), rest.size());
    try {
      const Json json = Json::parse(rest.substr(0, end));
      states[json.at("path").get<std::string>()] = json.at("hash").get<std::string>();
    } catch (const Json::exception& exception) {
      return Error{ErrorCode::kCorrupt, exception.what(), {file.string(), line}};
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return states;
}

Changes Compare(const PageStates& before, const PageStates& after) {
  Changes changes;
  for (const auto& [path, hash] : after) {
    const auto old = before.find(path);
    if (old == before.end()) {
      changes.added.push_back(path);
    } else if (old->second != hash) {
      changes.updated.push_back(path);
    } else {
      ++changes.unchanged;
    }
  }
  for (const auto& [path, hash] : before) {
    if (!after.contains(path)) changes.deleted.push_back(path);
  }
  return changes;
}

}  // namespace sou::indexer
