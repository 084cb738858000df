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
#include "common/store/suggestions_format.h"

namespace sou::store {

enum class SuggestionKind : uint8_t { kTitle, kHeading, kTag };

// Where typed letters are looked for. "Whole": at the beginning of a text; "Inner": at a later word of it.
enum class Places : uint8_t {
  kWholeKey,
  kInnerKey,
  kWholeSound,  // pinyin, romaji and Hangul letters together
  kInnerSound,
  kWholeInitials,
  kInnerInitials,
};

class Suggestions {
 public:
  // Views live as long as the Suggestions.
  struct Entry {
    // Of the page, with '#' and the heading's anchor behind it; empty: several pages have the text, or it is a tag.
    [[nodiscard]] std::string Url() const;

    std::string_view text;  // as its author wrote it
    std::string_view page_url;
    std::string_view anchor;    // unescaped
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

  struct Language {
    std::string_view primary;  // subtag
    std::string_view tag;      // as the site says it
  };
  // An entry's language as a number below 65,536, for language().
  [[nodiscard]] uint16_t LanguageOf(uint32_t number) const;
  [[nodiscard]] Language language(uint16_t number) const;

  // The places at which the letters follow.
  [[nodiscard]] Range Find(Places places, std::string_view letters) const;
  // The same where nothing follows the letters: the whole key, sound or initials.
  [[nodiscard]] Range FindWhole(Places places, std::string_view letters) const;

  // The number of the entry at a place of a range. `at`: begin <= at < end.
  [[nodiscard]] uint32_t EntryAt(Places places, uint32_t at) const { return EntryOf(places, OffsetAt(places, at)); }

  // The same in two steps, for many places: where a place stands among all compared strings of its sort (the whole and
  // the inner places of keys, of sounds, of initials are one sort each), and whose string that is. The lower the
  // offset, the better the entry.
  [[nodiscard]] uint32_t OffsetAt(Places places, uint32_t at) const { return Numbers(places)[at]; }
  [[nodiscard]] uint32_t EntryOf(Places places, uint32_t offset) const;

  // The compared string that a place of a range is in, and what stands in it before the place and from it on.
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
      uint32_t entry;
      uint32_t at;  // the place with it
      Range range;
      bool operator<(const Candidate& other) const { return entry > other.entry; }
    };
    void Push(Range range);

    const Suggestions& suggestions_;
    std::priority_queue<Candidate> queue_;
    std::optional<uint32_t> last_;
  };

 private:
  explicit Suggestions(std::string_view bytes) : bytes_(bytes) {}
  Status ReadHeader();
  [[nodiscard]] std::string_view Bytes(Section section) const;
  [[nodiscard]] EntryRow Row(uint32_t number) const;
  [[nodiscard]] std::string_view TextAt(uint32_t offset) const;
  // Of a sort of place: all its numbers, places first; the blob that they point into.
  [[nodiscard]] const uint32_t* Numbers(Places places) const;
  [[nodiscard]] std::string_view Blob(Places places) const;
  [[nodiscard]] std::string_view From(Places places, uint32_t offset) const;
  [[nodiscard]] uint32_t CountOf(Places places) const;
  [[nodiscard]] Range FindBytes(Places places, std::string_view bytes) const;
  [[nodiscard]] uint32_t PlaceOfMinimum(Range range) const;
  [[nodiscard]] Status CheckPlaces(Places places) const;

  std::shared_ptr<const MappedFile> file_;
  std::string_view bytes_;
  FileHeader header_;
};

}  // namespace sou::store
