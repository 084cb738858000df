// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gathers what can be suggested while pages are written: their titles, headings with their deep links, tags. The same
// text of many pages of a language is one suggestion. One object per worker and thread; merged at the end.
//
// What is gathered does not depend on the order of pages, and a page can be taken off again. So the suggestions of a
// generation in which few pages changed come from the file of the one before, without the other pages:
//
//   Result<SuggestionCollector> collector = SuggestionCollector::Resume(before);
//   for (const Page& page : old_versions) collector->Remove(page);   // of those that changed or went
//   for (const Page& page : new_versions) collector->Add(page);
//   MakeSuggestions(collector->Take());                              // the bytes that all pages would give
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/store/page.h"
#include "common/store/page_sum.h"
#include "common/store/suggestions_writer.h"

namespace sou::indexer {

// Headings of a page beyond these are not suggested, the first ones are; and where a worker has so many bytes of
// headings, new ones are not, so that memory is bounded.
inline constexpr size_t kMaxHeadingsPerPage = 64;
inline constexpr uint64_t kMaxHeadingBytes = 32 << 20;

class SuggestionCollector {
 public:
  // What the pages of a file gave. kCorrupt if it is damaged; kLimit if that cannot be known, because something was
  // left out for want of memory: then all pages have to be added again.
  static Result<SuggestionCollector> Resume(const store::Suggestions& suggestions);
  SuggestionCollector() = default;

  void Add(const Page& page);
  // Takes off what Add(page) gave. Requires that it was added.
  void Remove(const Page& page);

  // Takes what `other` has gathered.
  void Merge(SuggestionCollector other);

  // The same pages were added, or others that give the same.
  bool operator==(const SuggestionCollector&) const = default;

  // Headings left out for want of memory since the object was made.
  [[nodiscard]] uint64_t headings_left_out() const { return left_out_; }

  // Whether texts were left out for want of memory. Of a resumed one it means that all pages have to be added again.
  [[nodiscard]] bool partly() const { return partly_; }

  // Ends the collecting.
  [[nodiscard]] store::NewSuggestions Take();

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
    store::PageSum sum;
    std::optional<std::vector<uint32_t>> words;  // of a resumed one

    bool operator==(const Found&) const = default;
  };
  struct Url {
    std::string url;
    uint32_t pages = 0;

    bool operator==(const Url&) const = default;
  };
  // What one page gives, each text once.
  using Texts = std::vector<std::pair<Key, std::string>>;  // with ShortAnchor

  [[nodiscard]] uint16_t LanguageOf(const std::string& language, const std::string& tag);
  [[nodiscard]] Texts TextsOf(const Page& page);
  void CountUrl(const std::string& url, uint32_t pages);

  std::unordered_map<Key, Found, KeyHash> found_;
  std::map<std::pair<std::string, std::string>, uint16_t> languages_;
  std::unordered_map<uint64_t, Url> urls_;  // by HashOfUrl
  uint64_t heading_bytes_ = 0;
  uint64_t left_out_ = 0;
  bool partly_ = false;
};

}  // namespace sou::indexer
