// SPDX-License-Identifier: GPL-3.0-or-later
//
// One interface over every kind of site. A reader lists the files it found, then reads one at a time into a Page. Each
// kind has a folder here: hugo, jekyll, hexo, html, jsonl, markdown.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/timestamp.h"
#include "common/store/page.h"
#include "indexer/source/value.h"

namespace sou::indexer {

inline constexpr std::array<std::string_view, 6> kKinds = {"hugo", "jekyll", "hexo", "markdown", "html", "jsonl"};

struct SourceOptions {
  std::string kind;      // of kKinds; empty: recognise it
  std::string base_url;  // overrides the site's own; only its path is used in Page::url
  bool drafts = false;   // include drafts, future and expired pages
  bool future = false;
  bool expired = false;
  std::string language;              // of pages whose site and front matter say nothing; empty: guess by their text
  std::vector<std::string> include;  // globs (path_rules.h); not empty: only these files
  std::vector<std::string> exclude;  // globs: not these files
  Timestamp now;                     // what "future" and "expired" are measured by
  uint64_t max_file_bytes = 16ULL << 20;  // a larger file is skipped
  uint32_t max_table_cells = 200'000;     // Markdown tables beyond this are read as plain text (see markdown.h)
};

inline constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;

// A content file to be read, or a part of one that is a page of its own (a line of JSON Lines). `path` is relative to
// the site's root, '/' between folders, and each once.
struct SourceFile {
  std::string path;
  uint64_t size = 0;     // bytes, of a part its own
  int64_t mtime_ns = 0;  // since 1970, of a part that of the whole file; of standard input when it was read
  uint64_t offset = 0;   // where the part begins; 0 for a whole file
  uint32_t line = 0;     // the part's first line in the file, from 1; 0 for a whole file

  bool operator==(const SourceFile&) const = default;
};

// A file found that is deliberately no page, or a page not published: a draft, a bundle's resource, a repository
// README.
struct LeftOut {
  std::string path;
  std::string reason;

  bool operator==(const LeftOut&) const = default;
};

struct Listing {
  std::vector<SourceFile> files;  // sorted by path
  std::vector<LeftOut> left_out;  // content files that will not be read, sorted by path
  std::vector<Error> skipped;     // files or folders that could not be looked at
};

// What few pages rest on, so that a change of it is no reason to read the others again. Bits of
// ReadOutcome::looks_at.
inline constexpr uint8_t kLooksAtTime = 1;        // SourceFile::mtime_ns, in whole seconds: it is the page's date
inline constexpr uint8_t kLooksAtPlace = 2;       // the name and line of a part of a file: a warning or error has them
inline constexpr uint8_t kLooksAtOtherFiles = 4;  // which other pages there are, or their names
inline constexpr uint8_t kLooksAtAll = 7;

// Exactly one of page, skipped and left_out is set.
struct ReadOutcome {
  std::optional<Page> page;
  std::optional<Error> skipped;         // broken: with path, line, reason
  std::optional<std::string> left_out;  // the reason: "draft", "in the future (date 2099-01-01)", …
  std::vector<Warning> warnings;
  // The first moment at which Read may give another outcome of the same file and site, because a page is published or
  // expires then; unset: never. Later than SourceOptions::now, in UTC.
  std::optional<Timestamp> valid_until;
  uint8_t looks_at = kLooksAtAll;  // for DependencyHash
};

// When Read(file) need not be called again: its outcome is the one of an earlier run if HashOfBytes(file) and
// DependencyHash(file, looks_at of that outcome) are what they were, and the time is not before that run's and before
// that outcome's valid_until. But one that was skipped with kIo (it could not be read) or given up by a page reader may
// be another at any time; and another version of the program may read the same bytes differently.
class SiteSource {
 public:
  virtual ~SiteSource() = default;

  [[nodiscard]] virtual std::string_view Kind() const = 0;  // of kKinds
  [[nodiscard]] virtual Result<Listing> List() const = 0;
  // Reads one listed file. Thread-safe: called from several workers at once.
  [[nodiscard]] virtual ReadOutcome Read(const SourceFile& file) const = 0;

  // A hash of everything that Read of a listed file rests on, but the file's bytes and the time: configuration,
  // options, what other files say about this one. The same in every process. `looks_at` is that of the page's last
  // outcome; kLooksAtAll if there is none, which may change the hash without need but never misses a change. Opens no
  // file. Thread-safe.
  [[nodiscard]] virtual uint64_t DependencyHash(const SourceFile& file, uint8_t looks_at) const = 0;
  // A hash of the bytes that Read of a listed file reads: of the whole file or its part. Called before Read, it is
  // never that of newer bytes than were read. Fails if they cannot be read. Thread-safe.
  [[nodiscard]] virtual Result<uint64_t> HashOfBytes(const SourceFile& file) const = 0;

  // Warnings of the site's own configuration.
  [[nodiscard]] virtual const std::vector<Warning>& SiteWarnings() const = 0;
};

// Recognises the site's kind (unless options.kind says it) and opens it. `root` is a folder, or a file of JSON Lines,
// or "-" for JSON Lines from standard input. Fails if it cannot be read, the kind is unknown, or the site's
// configuration is broken.
[[nodiscard]] Result<std::unique_ptr<SiteSource>> OpenSite(const std::filesystem::path& root,
                                                           const SourceOptions& options);

// Its content files, as List(); kNotFound if there are none. `root` as it was opened, for the message.
[[nodiscard]] Result<Listing> ListSite(const SiteSource& site, const std::filesystem::path& root);

}  // namespace sou::indexer
