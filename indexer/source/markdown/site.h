// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder of Markdown files, plain or of a documentation generator (flavor.h): every file is a page. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/source/content_file.h"
#include "indexer/source/markdown/flavor.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

// What lies in hidden folders of tools (.git, .github, …) or folders of installed packages is left out, and so are
// tables of contents (SUMMARY.md, _sidebar.md).
//   url       as the flavor says; plain: a/b.md → /a/b/; index.md, README.md and _index.md → the folder's /a/
//   (README.md
//             beside one of the others → /a/README/); not lower-cased, percent-encoded
//   title     front matter, else the first heading (of level 1, else any), else the file's or, for index files, the
//             folder's name
//   language  a language folder at the top (or below docs/, content/, src/, source/) or the generator's configuration,
//             else front matter, else the setting, else the text's script
//   section   the first folder
[[nodiscard]] Result<std::unique_ptr<SiteSource>> OpenMarkdownSite(const std::filesystem::path& root,
                                                                   const SourceOptions& options);

class MarkdownSite : public SiteSource {
 public:
  MarkdownSite(std::filesystem::path root, SourceOptions options, FlavorConfig config = {},
               std::vector<Warning> warnings = {});

  [[nodiscard]] std::string_view Kind() const override { return "markdown"; }
  [[nodiscard]] Result<Listing> List() const override;
  [[nodiscard]] ReadOutcome Read(const SourceFile& file) const override;
  [[nodiscard]] uint64_t DependencyHash(const SourceFile& file, uint8_t looks_at) const override;
  [[nodiscard]] Result<uint64_t> HashOfBytes(const SourceFile& file) const override;
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

 private:
  [[nodiscard]] ContentOptions OptionsFor(const std::string& path) const;
  [[nodiscard]] Page MakePage(const std::string& path, Content content) const;
  // The name of the folder that holds the file; for one at the top that of the site's root.
  [[nodiscard]] std::string FolderName(const std::string& path) const;

  // Constant after construction.
  std::filesystem::path root_;
  SourceOptions options_;
  FlavorConfig config_;
  std::vector<Warning> warnings_;
  uint64_t site_hash_ = 0;  // what every page rests on
};

}  // namespace sou::indexer
