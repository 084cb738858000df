// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/sorted_strings.h"

#include <cstring>

#include "common/store/varint.h"

namespace sou::store {

SortedStringsBytes WriteSortedStrings(const std::vector<std::string>& strings) {
  SortedStringsBytes bytes;
  std::string_view last;
  for (size_t i = 0; i < strings.size(); ++i) {
    const bool first = i % kStringsPerBlock == 0;
    if (first) bytes.blocks.push_back(static_cast<uint32_t>(bytes.strings.size()));
    const size_t shared = first ? 0 : CommonBytes(last, strings[i]);
    AppendVarint(static_cast<uint32_t>(shared), &bytes.strings);
    AppendVarint(static_cast<uint32_t>(strings[i].size() - shared), &bytes.strings);
    bytes.strings.append(strings[i], shared);
    last = strings[i];
  }
  return bytes;
}

std::optional<std::string> SortedStrings::At(uint32_t number) const {
  uint32_t offset = 0;
  const size_t block = size_t{number / kStringsPerBlock} * sizeof(offset);
  if (block + sizeof(offset) > blocks_.size()) return std::nullopt;
  std::memcpy(&offset, blocks_.data() + block, sizeof(offset));
  std::string text;
  size_t at = offset;
  for (uint32_t i = 0; i <= number % kStringsPerBlock; ++i) {
    uint32_t shared = 0;
    uint32_t size = 0;
    if (!ReadVarint(strings_, &at, &shared) || !ReadVarint(strings_, &at, &size)) return std::nullopt;
    if (shared > text.size() || size > strings_.size() - at) return std::nullopt;
    text.replace(shared, std::string::npos, strings_.substr(at, size));
    at += size;
  }
  return text;
}

}  // namespace sou::store
