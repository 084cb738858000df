// SPDX-License-Identifier: GPL-3.0-or-later
//
// The texts of a generation that can be suggested while somebody types: titles of its pages, headings, tags. A file
// made by SuggestionsWriter, read where it lies; what is in it can be found by the letters or the sounds with which a
// text or a later word of it begins (common/text/typing_key.h, sounds.h). Immutable, so safe to share between threads.
// A damaged file is refused or gives wrong suggestions, never a read outside its bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/mapped_file.h"
#include "common/base/result.h"
#include "common/store/page_sum.h"
#include "common/store/suggestion_places.h"
#include "common/store/suggestions_format.h"
#include "common/text/sounds.h"

namespace sou::store {

enum class SuggestionKind : uint8_t { kTitle, kHeading, kTag };

class Suggestions {
 public:
  // Made for the asker, but for what is a view; views live as long as the Suggestions.
  struct Entry {
    // Of the page, with '#' and the heading's anchor behind it; empty: several pages have the text, or it is a tag.
    [[nodiscard]] std::string Url() const;

    std::string text;  // as its author wrote it
    std::string page_url;
    std::string anchor;         // unescaped
    std::string_view key;       // TypingKey's form
    std::string_view language;  // primary subtag of the pages
    SuggestionKind kind = SuggestionKind::kTitle;
    uint32_t pages = 0;
  };

  // A run of places, in the order of what follows them.
  struct Range {
    Places places = Places::kWholeKey;
    uint32_t begin = 0;
    uint32_t end = 0;

    [[nodiscard]] uint32_t size() const { return end - begin; }
  };

  Suggestions() = default;  // nothing to suggest

  // kCorrupt if it is no such file, kUnsupported if it is of another version.
  static Result<Suggestions> Open(const std::filesystem::path& path);
  // The same of bytes that outlive the result, aligned as for uint64_t.
  static Result<Suggestions> FromBytes(std::string_view bytes);

  // Reads everything and says kCorrupt if anything points outside or the order is not kept: what Open leaves to the
  // moment of use.
  [[nodiscard]] Status CheckAll() const;

  [[nodiscard]] uint32_t size() const { return header_.entries; }
  [[nodiscard]] Entry entry(uint32_t number) const;
  [[nodiscard]] std::string_view KeyOf(uint32_t number) const;  // entry(number).key, alone
  [[nodiscard]] uint32_t PagesOf(uint32_t number) const;        // entry(number).pages, alone

  struct Language {
    std::string_view primary;  // subtag
    std::string_view tag;      // as the site says it
  };
  // An entry's language as a number below 65,536, for language().
  [[nodiscard]] uint16_t LanguageOf(uint32_t number) const;
  [[nodiscard]] Language language(uint16_t number) const;

  // For taking pages off and adding others (indexer/build/suggestion_collector.h): the URLs of all pages that have
  // one, sorted, as often as pages have it; what pages gave an entry; whether texts were left out for want of memory.
  // None of a number too high, or if it is damaged.
  struct Given {
    std::string text;
    SuggestionKind kind = SuggestionKind::kTitle;
    uint16_t language = 0;
    uint32_t pages = 0;
    PageSum sum;                   // without the URL where `page` says it
    std::optional<uint32_t> page;  // its number, of a single page with a URL
  };
  [[nodiscard]] uint32_t pages() const { return header_.pages; }
  [[nodiscard]] std::optional<std::string> PageUrl(uint32_t number) const;
  [[nodiscard]] std::optional<Given> GivenOf(uint32_t number) const;
  // NewSuggestion::words of each entry.
  [[nodiscard]] std::vector<std::vector<uint32_t>> WordStarts() const;
  [[nodiscard]] bool partly() const { return header_.partly != 0; }

  // The places at which the letters follow.
  [[nodiscard]] Range Find(Places places, std::string_view letters) const;
  // Those of kWholeKey where nothing follows them.
  [[nodiscard]] Range FindWholeKey(std::string_view key) const;

  // The number of the entry at a place of a range. `at`: begin <= at < end.
  [[nodiscard]] uint32_t EntryAt(Places places, uint32_t at) const { return EntryOf(OffsetAt(places, at)); }

  // The same in two steps, for many places: where a place stands among all keys, and whose key that is. The lower the
  // offset, the better the entry.
  [[nodiscard]] uint32_t OffsetAt(Places places, uint32_t at) const;
  [[nodiscard]] uint32_t EntryOf(uint32_t offset) const;

  // The key that a place of a range is in, and what stands in it before the place and from it on.
  struct Place {
    std::string_view whole;
    std::string_view before;
    std::string_view letters;
  };
  [[nodiscard]] Place PlaceAt(Places places, uint32_t at) const;

  // Numbers of the entries of some ranges, best first, each once.
  class BestFirst {
   public:
    BestFirst(const Suggestions& suggestions, const std::vector<Range>& ranges);
    [[nodiscard]] std::optional<uint32_t> Next();

   private:
    struct Candidate {
      uint32_t offset;
      uint32_t at;  // the place with it
      Range range;
      bool operator<(const Candidate& other) const { return offset > other.offset; }
    };
    void Push(Range range);

    const Suggestions& suggestions_;
    std::priority_queue<Candidate> queue_;
    std::optional<uint32_t> last_;
  };

 private:
  explicit Suggestions(std::string_view bytes) : bytes_(bytes) {}
  // What kRecords has of an entry.
  struct Record {
    uint32_t pages = 1;
    PageSum sum;  // for one page without the hash of its URL
    std::string_view edits;
  };

  Status ReadHeader();
  Status ReadSections();
  [[nodiscard]] std::string_view Bytes(Section section) const;
  [[nodiscard]] uint32_t CountOf(Places places) const {
    return static_cast<uint32_t>(header_.places[static_cast<size_t>(places)]);
  }
  [[nodiscard]] PackedNumbers Numbers(Places places) const;  // all of a sort, places first

  [[nodiscard]] SampleRow Sample(uint32_t number) const;
  [[nodiscard]] Facts FactsOf(uint32_t number) const;
  // None if it is damaged.
  [[nodiscard]] std::optional<Record> RecordOf(uint32_t number) const;
  [[nodiscard]] std::optional<Record> ReadRecord(std::string_view bytes, uint32_t header, uint32_t number) const;
  [[nodiscard]] std::string_view NameAt(uint32_t offset) const;

  // Less than 0, 0 or more: what follows at a place, cut to the letters' size, and they.
  [[nodiscard]] int Compare(Places places, uint64_t place, std::string_view letters) const;
  [[nodiscard]] text::SoundPlace SoundAt(Places places, uint64_t place) const;
  [[nodiscard]] std::string StringAt(Places places, uint64_t place) const;
  [[nodiscard]] Range FindBytes(Places places, std::string_view bytes) const;
  [[nodiscard]] uint32_t PlaceOfMinimum(Range range) const;
  [[nodiscard]] Status CheckEntries() const;
  [[nodiscard]] Status CheckPlaces(Places places) const;

  std::shared_ptr<const MappedFile> file_;
  std::string_view bytes_;
  FileHeader header_;
  FactsLayout layout_{0, 0};
};

}  // namespace sou::store
