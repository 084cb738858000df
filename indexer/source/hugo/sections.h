// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a Hugo site's `_index` files say about the pages below them: which folders are sections, what their cascades
// give. Thread-compatible: filled once, then read by many.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/source/hugo/config.h"
#include "indexer/source/hugo/path.h"

namespace sou::indexer {

class HugoSections {
 public:
  // The front matter of an `_index` file. The cascades of all of them together are kept up to 1 million values; false
  // if this one went beyond and is ignored.
  bool Add(const std::string& language, const HugoFile& file, const Value& fields);

  // Fills sections and section_slugs: the first folder is always a section, a deeper one only with an `_index` file.
  void FindSections(const std::string& language, const HugoFile& file, HugoPageFacts* facts) const;

  // The fields that cascade down to the page: the nearest section first, of_site last. An `_index` file's own cascade
  // is for its own page too.
  [[nodiscard]] Value FieldsFor(const HugoFile& file, const HugoPageId& id,
                                const std::vector<HugoCascade>& of_site) const;

  // A hash of what the sections above the file (and an `_index` file's own) give to FieldsFor; with_names: and to
  // FindSections.
  [[nodiscard]] uint64_t HashFor(const std::string& language, const HugoFile& file, bool with_names) const;

 private:
  struct Section {
    std::string slug;  // its slug, else its title
    std::vector<HugoCascade> cascade;
    uint64_t cascade_hash = 0;  // 0 without a cascade
  };

  static std::string Key(const std::string& language, const std::vector<std::string>& folders, size_t count);
  // How many of the file's folders may be sections: a bundle's own is none.
  static size_t CountFolders(const HugoFile& file);

  std::map<std::string, Section> sections_;
  size_t values_ = 0;
};

}  // namespace sou::indexer
