// SPDX-License-Identifier: GPL-3.0-or-later
//
// Documentation generators whose sources are little more than a folder of Markdown: how each is recognised, where its
// pages lie and where it publishes them. Their configuration is often JavaScript; of that, only plain `key: 'text'` and
// `key: true` are understood. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/timestamp.h"
#include "indexer/source/content_file.h"
#include "indexer/source/heading_ids.h"
#include "indexer/source/value.h"

namespace sou::indexer {

enum class Flavor : uint8_t {
  kPlain,       // a/b.md → /a/b/
  kMdBook,      // book.toml: the chapters of SUMMARY.md; a/b.md → /a/b.html (rust-lang.github.io/mdBook)
  kVitePress,   // .vitepress/config.*: a/b.md → /a/b.html, or /a/b with cleanUrls (vitepress.dev)
  kVuePress,    // .vuepress/: as VitePress, and README.md stands for its folder
  kDocusaurus,  // docusaurus.config.*: docs/a/1-b.md → /docs/a/b; blog/, src/pages/, i18n/, versions (docusaurus.io)
  kDocsify,     // index.html with $docsify: a/b.md → /#/a/b (docsify.js.org)
  kMkDocs,      // mkdocs.yml: docs/a/b.md → /a/b/ (mkdocs.org)
  kZola,        // config.toml with base_url: content/a/b.md → /a/b/ (getzola.org)
};

struct FlavorConfig {
  Flavor flavor = Flavor::kPlain;
  std::string content_dir;          // relative to the root; "" for the root itself
  std::string base_path;            // before all URLs, as BasePath gives it
  std::string language;             // of the site, as it says; empty if it does not
  bool clean_urls = false;          // VitePress: /a/b instead of /a/b.html
  bool slugify = true;              // Zola's slugify.paths: unless it is "safe" or "off"
  std::string docs_route = "docs";  // Docusaurus: routeBasePath of the docs; "" for the root
  std::string last_version;         // Docusaurus: the newest of versions.json, whose pages have no version in their URL
  std::set<std::string, std::less<>> chapters;  // mdBook: the files that SUMMARY.md names, relative to the root
  std::vector<std::string> languages;           // Zola: the suffixes that file names may carry
};

// Fails if a book.toml or config.toml cannot be parsed.
[[nodiscard]] Result<FlavorConfig> RecogniseFlavor(const std::filesystem::path& root, std::vector<Warning>* warnings);

[[nodiscard]] HeadingIdStyle HeadingIdsOf(Flavor flavor);

// Why the generator makes no page of the file (path relative to the site's root): "" if it does.
[[nodiscard]] std::string WhyNoPage(const FlavorConfig& config, std::string_view path);

// What the flavor makes of a file.
struct FlavorPage {
  std::string url;              // as published, percent-encoded, base path included
  std::string language;         // the site's word: a folder or suffix that stands for a language; else config.language
  std::string section;          // the first folder below the content
  bool is_folder_page = false;  // it stands for its folder (index.md, README.md, _index.md)
  std::optional<Timestamp> date;  // of the file's name
};

// `readme_is_page`: the file is a README beside an index file.
[[nodiscard]] FlavorPage Place(const FlavorConfig& config, std::string_view path, const Content& content,
                               bool readme_is_page);

}  // namespace sou::indexer
