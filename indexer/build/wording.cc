// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/wording.h"

#include <fmt/format.h>

#include <functional>

namespace sou::indexer {

std::string CountOf(uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string SizeOf(uint64_t bytes) {
  if (bytes < 10'000) return fmt::format("{} B", bytes);
  if (bytes < 10'000'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string LargestFirst(const std::map<std::string, uint64_t>& counts, std::string_view unnamed, size_t most) {
  std::multimap<uint64_t, std::string_view, std::greater<>> sorted;
  for (const auto& [name, count] : counts) sorted.emplace(count, name.empty() ? unnamed : std::string_view(name));
  std::string out;
  size_t shown = 0;
  for (const auto& [count, name] : sorted) {
    if (shown++ == most) return out + fmt::format(" and {} more", sorted.size() - most);
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, count);
  }
  return out;
}

}  // namespace sou::indexer
