// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hashes of what a page's reading rests on, for SiteSource::DependencyHash: the same in every process for the same
// values. XXH3 of the values laid one behind the other, texts and lists behind their length, so that no two inputs run
// into the same bytes. Thread-compatible.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "indexer/source/content_file.h"
#include "indexer/source/site_source.h"
#include "indexer/source/value.h"

namespace sou::indexer {

class DependencyHasher {
 public:
  template <typename Number>
  requires(std::is_integral_v<Number> || std::is_enum_v<Number>) void Add(Number number) {
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof(number));
  }

  void Add(std::string_view text) {
    Add(text.size());
    bytes_ += text;
  }

  // All of the tree but the lines, which say where it stands, not what.
  void Add(const Value& value);

  template <typename Item>
  void Add(const std::vector<Item>& items) {
    Add(items.size());
    for (const Item& item : items) Add(item);
  }

  template <typename Key, typename Item, typename Less>
  void Add(const std::map<Key, Item, Less>& items) {
    Add(items.size());
    for (const auto& [key, item] : items) {
      Add(key);
      Add(item);
    }
  }

  [[nodiscard]] uint64_t Finish() const;

 private:
  std::string bytes_;
};

// The hash of all the parts, in this order.
template <typename... Parts>
[[nodiscard]] uint64_t HashOf(const Parts&... parts) {
  DependencyHasher hasher;
  (hasher.Add(parts), ...);
  return hasher.Finish();
}

// What every reader of front matter takes from the options. `publishing` has what the site's configuration adds to
// them; the time is not part of it.
[[nodiscard]] uint64_t HashOfOptions(const SourceOptions& options, const Publishing& publishing);

// The limit that cuts the file off, 0 if it is below: another limit changes nothing for a file below both.
[[nodiscard]] uint64_t LimitOn(const SourceFile& file, const SourceOptions& options);

// What HashOf takes of the file's time, 0 if Read did not look at it: seconds, as readers do.
[[nodiscard]] int64_t TimeOf(const SourceFile& file, uint8_t looks_at);

}  // namespace sou::indexer
