// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/query_memory.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/base/files.h"
#include "common/text/one_blank.h"
#include "common/text/sounds.h"
#include "common/text/typing_key.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxQueryCodePoints = 40;
constexpr size_t kMaxQueryBytes = 120;
constexpr size_t kLongNumber = 7;  // digits: a telephone number, an order's
constexpr uint64_t kMaxFileBytes = 16 << 20;
constexpr uint32_t kMaxCount = 1'000'000'000;
constexpr size_t kMaxLooked = 2000;  // of a prefix's queries, for one answer

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

size_t LongestNumber(std::string_view text) {
  size_t longest = 0;
  size_t digits = 0;
  for (const char c : text) {
    if (IsDigit(c)) {
      longest = std::max(longest, ++digits);
    } else if (c != ' ' && c != '-') {  // signs people set between the digits
      digits = 0;
    }
  }
  return longest;
}

// Quotes, brackets, fields, prefixes: what somebody else would not type so.
bool UsesQueryLanguage(std::string_view query) {
  if (query.find_first_of("\"()*") != std::string_view::npos) return true;
  if (query.starts_with('-') || query.find(" -") != std::string_view::npos) return true;
  const size_t colon = query.find(':');
  return colon != std::string_view::npos && !query.substr(colon).starts_with("::");
}

// Only Han are found by sound: what is typed of the rest is the rest itself.
std::vector<std::string> PinyinOf(const std::string& key) {
  std::vector<std::string> spellings;
  for (text::Sound& sound : text::SoundsOfTitle(key, text::ReadAsPinyin(key, ""))) {
    spellings.push_back(std::move(sound.text));
  }
  return spellings;
}

void KeepMostAsked(size_t most, std::vector<QueryMemory::Query>* queries) {
  std::sort(queries->begin(), queries->end(), [](const QueryMemory::Query& a, const QueryMemory::Query& b) {
    return a.count != b.count ? a.count > b.count : a.key < b.key;
  });
  if (queries->size() > most) queries->resize(most);
}

}  // namespace

bool LooksPrivate(std::string_view query) {
  return query.size() > kMaxQueryBytes || text::CountCodePoints(query) > kMaxQueryCodePoints ||
         query.find('@') != std::string_view::npos || LongestNumber(text::Fold(query)) >= kLongNumber;
}

Result<std::unique_ptr<QueryMemory>> QueryMemory::Open(QueryMemoryOptions options) {
  std::unique_ptr<QueryMemory> memory(new QueryMemory(std::move(options)));
  if (Status status = memory->Load(); !status.ok()) return status.error();
  return memory;
}

Status QueryMemory::Load() {
  if (options_.file.empty() || options_.min_count == 0) return {};
  const Result<std::string> content = ReadFile(options_.file, kMaxFileBytes);
  if (!content.ok()) return content.error().code == ErrorCode::kNotFound ? Status() : Status(content.error());
  for (std::string_view rest = *content; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const Json line = Json::parse(rest.substr(0, end), nullptr, false);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.is_object() || !line.contains("query") || !line["query"].is_string()) continue;
    const auto count = line.find("count");
    if (count == line.end() || !count->is_number_unsigned()) continue;
    const auto times = static_cast<uint32_t>(std::min<uint64_t>(count->get<uint64_t>(), kMaxCount));
    if (times > 0) Count(line["query"].get<std::string>(), times);
  }
  changed_ = false;
  return {};
}

void QueryMemory::Record(std::string_view query) {
  if (options_.min_count == 0 || query.size() > kMaxQueryBytes) return;
  const std::lock_guard lock(mutex_);
  Count(text::OneBlank(text::RepairUtf8(query)), 1);
}

// With the lock held, or before anybody else knows the object.
void QueryMemory::Count(std::string text, uint32_t times) {
  if (LooksPrivate(text) || UsesQueryLanguage(text)) return;
  std::string key = text::TypingKey(text).text();
  if (key.empty()) return;
  auto found = queries_.find(key);
  if (found == queries_.end()) {
    if (queries_.size() >= options_.max_queries) Forget();
    found = queries_.emplace(key, Query{std::move(text), key, 0}).first;
  }
  Query& query = found->second;
  const bool known = query.count >= options_.min_count;
  query.count = std::min(kMaxCount, query.count + times);
  changed_ = true;
  if (known || query.count < options_.min_count) return;
  ++version_;
  for (std::string& spelling : PinyinOf(key)) sounds_.emplace(std::move(spelling), key);
}

// Lowers all counts, large ones by a part, until at least a quarter is gone: what is asked no more makes room in time.
void QueryMemory::Forget() {
  while (queries_.size() * 4 > options_.max_queries * 3) {
    for (auto& [key, query] : queries_) query.count -= (query.count + 31) / 32;
    std::erase_if(queries_, [](const auto& row) { return row.second.count == 0; });
  }
  std::erase_if(sounds_, [&](const auto& row) {
    const auto found = queries_.find(row.second);
    return found == queries_.end() || found->second.count < options_.min_count;
  });
  ++version_;
}

std::vector<QueryMemory::Query> QueryMemory::BeginningWith(std::string_view key, size_t most) const {
  std::vector<Query> found;
  const std::lock_guard lock(mutex_);
  size_t looked = 0;
  for (auto row = queries_.lower_bound(key); row != queries_.end() && row->first.starts_with(key); ++row) {
    if (++looked > kMaxLooked) break;
    if (row->second.count >= options_.min_count) found.push_back(row->second);
  }
  KeepMostAsked(most, &found);
  return found;
}

std::vector<QueryMemory::Query> QueryMemory::SoundingLike(std::string_view sound, size_t most) const {
  std::vector<Query> found;
  const std::lock_guard lock(mutex_);
  size_t looked = 0;
  for (auto row = sounds_.lower_bound(sound); row != sounds_.end() && row->first.starts_with(sound); ++row) {
    if (++looked > kMaxLooked) break;
    const auto query = queries_.find(row->second);
    if (query != queries_.end()) found.push_back(query->second);
  }
  KeepMostAsked(most, &found);
  return found;
}

uint64_t QueryMemory::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

Status QueryMemory::Save() {
  if (options_.file.empty() || options_.min_count == 0) return {};
  const std::lock_guard save_lock(save_mutex_);
  std::string lines;
  {
    const std::lock_guard lock(mutex_);
    if (!changed_) return {};
    for (const auto& [key, query] : queries_) {
      const Json line = {{"query", query.text}, {"count", query.count}};
      lines += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    changed_ = false;
  }
  Status status = WriteFileDurably(options_.file, lines);
  if (!status.ok()) {
    const std::lock_guard lock(mutex_);
    changed_ = true;
  }
  return status;
}

}  // namespace sou::query
