// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gathers what can be suggested while pages are written: their titles, headings with their deep links, tags. The same
// text of many pages of a language is one suggestion. One object per worker and thread; merged at the end.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/store/page.h"
#include "common/store/suggestions_writer.h"

namespace sou::indexer {

// Headings of a page beyond these are not suggested, the first ones are; and where a site's headings are longer than so
// many bytes a page on average, new ones are not, so that memory is bounded.
inline constexpr size_t kMaxHeadingsPerPage = 64;
inline constexpr size_t kMeanHeadingBytes = 300;

class SuggestionCollector {
 public:
  void Add(const Page& page);

  // Takes what `other` has gathered, which saw later pages.
  void Merge(SuggestionCollector other);

  // Headings left out for the limits above.
  [[nodiscard]] uint64_t headings_left_out() const { return left_out_; }

  // Ends the collecting.
  [[nodiscard]] std::vector<store::NewSuggestion> Take();

 private:
  struct Key {
    store::SuggestionKind kind;
    uint16_t language;
    std::string text;

    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const {
      return std::hash<std::string>()(key.text) * 31 + static_cast<size_t>(key.kind) * 7 + key.language;
    }
  };
  struct Found {
    uint32_t pages = 0;
    uint64_t last_page = 0;  // number of the page that had it last: a page counts once
    std::string url;         // of the first page
    std::string anchor;
  };

  uint16_t LanguageOf(const std::string& language, const std::string& tag);
  void AddHeadings(const Page& page, uint16_t language);
  bool AddText(store::SuggestionKind kind, uint16_t language, const Page& page, const std::string& text,
               const std::string& anchor, uint64_t budget);

  std::unordered_map<Key, Found, KeyHash> found_;
  std::map<std::pair<std::string, std::string>, uint16_t> languages_;
  uint64_t pages_ = 0;
  uint64_t heading_bytes_ = 0;
  uint64_t left_out_ = 0;
};

}  // namespace sou::indexer
