// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/flavor.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"
#include "indexer/source/content_file.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxScriptBytes = 1 << 20;

std::string ReadScript(const fs::path& root, const std::string& path) {
  Result<std::string> text = ReadTextFile(root, path, kMaxScriptBytes);
  return text.ok() ? std::move(*text) : std::string();
}

// The first of folder/stem.js, .ts, .mjs, … that is there; "" if none is.
std::string FindScript(const fs::path& root, const std::string& stem) {
  for (const char* extension : {".js", ".ts", ".mjs", ".mts", ".cjs", ".cts"}) {
    if (IsFile(root / (stem + extension))) return stem + extension;
  }
  return {};
}

bool IsInComment(std::string_view script, size_t at) {
  const size_t line = script.rfind('\n', at) + 1;  // npos + 1 is 0
  const std::string_view before = TrimSpace(script.substr(line, at - line));
  return before.starts_with("//") || before.starts_with("*") || before.starts_with("/*");
}

// What follows the first `key:` of a JavaScript object, without blanks; empty if there is none.
std::string_view AfterKey(std::string_view script, std::string_view key) {
  for (size_t at = script.find(key); at != script.npos; at = script.find(key, at + 1)) {
    const char before = at == 0 ? ' ' : script[at - 1];
    if (IsAsciiLetter(before) || before == '_' || before == '.' || IsInComment(script, at)) continue;
    std::string_view rest = script.substr(at + key.size());
    while (!rest.empty() && (IsAsciiSpace(rest.front()) || rest.front() == '"' || rest.front() == '\'')) {
      rest.remove_prefix(1);
    }
    if (!rest.starts_with(':')) continue;
    rest.remove_prefix(1);
    return TrimSpace(rest);
  }
  return {};
}

std::string TextOfKey(std::string_view script, std::string_view key) {
  const std::string_view rest = AfterKey(script, key);
  if (rest.empty() || (rest[0] != '\'' && rest[0] != '"' && rest[0] != '`')) return {};
  const size_t end = rest.find(rest[0], 1);
  return end == rest.npos ? std::string() : std::string(rest.substr(1, end - 1));
}

FlavorConfig VitePress(const fs::path& root, const std::string& folder, const std::string& path, Flavor flavor) {
  const std::string script = ReadScript(root, path);
  FlavorConfig config;
  config.flavor = flavor;
  config.content_dir = folder;
  if (const std::string below = TextOfKey(script, "srcDir"); !below.empty() && below.find("..") == below.npos) {
    config.content_dir = CleanUrlPath(folder + "/" + below);
    while (config.content_dir.starts_with('/')) config.content_dir.erase(0, 1);
    while (config.content_dir.ends_with('/')) config.content_dir.pop_back();
  }
  config.base_path = BasePath(TextOfKey(script, "base"));
  config.language = TextOfKey(script, "lang");
  config.clean_urls = AfterKey(script, "cleanUrls").starts_with("true");
  return config;
}

FlavorConfig Docusaurus(const fs::path& root, const std::string& path) {
  const std::string script = ReadScript(root, path);
  FlavorConfig config;
  config.flavor = Flavor::kDocusaurus;
  config.base_path = BasePath(TextOfKey(script, "baseUrl"));
  config.language = TextOfKey(script, "defaultLocale");
  const std::string_view docs = AfterKey(script, "docs");
  const std::string_view of_docs = docs.substr(0, docs.find("blog:"));
  if (AfterKey(of_docs, "routeBasePath").size() > 1) {
    config.docs_route = TextOfKey(of_docs, "routeBasePath");
    std::erase(config.docs_route, '/');
  }
  std::vector<Warning> ignored;
  const Result<std::string> versions = ReadTextFile(root, "versions.json", kMaxScriptBytes);
  if (versions.ok()) {
    const Result<Value> list = ParseJson(*versions, {"versions.json"}, &ignored);
    if (list.ok() && !list->items.empty()) config.last_version = list->items[0].text;
  }
  return config;
}

// The targets of the links in mdBook's SUMMARY.md.
void AddChapters(const fs::path& root, FlavorConfig* config) {
  const std::string summary = ReadScript(root, config->content_dir + "/SUMMARY.md");
  for (size_t at = summary.find("]("); at != summary.npos; at = summary.find("](", at + 2)) {
    const size_t end = summary.find(')', at);
    if (end == summary.npos) return;
    std::string target = summary.substr(at + 2, end - at - 2);
    target = target.substr(0, target.find('#'));
    if (target.starts_with('<')) target = target.substr(1, target.size() - 2);
    if (!target.empty()) config->chapters.insert(CleanUrlPath(config->content_dir + "/" + target));
  }
}

Result<FlavorConfig> MdBook(const fs::path& root, std::vector<Warning>* warnings) {
  const Result<Value> book = ReadConfigFile(root, "book.toml", warnings);
  if (!book.ok()) return book.error();
  FlavorConfig config;
  config.flavor = Flavor::kMdBook;
  const Value empty;
  const Value* map = book->Find("book");
  config.content_dir = TextOf(map == nullptr ? empty : *map, "src", "src");
  config.language = TextOf(map == nullptr ? empty : *map, "language");
  const Value* html = book->Find("output", "html");
  config.base_path = BasePath(html == nullptr ? "" : TextOf(*html, "site-url"));
  AddChapters(root, &config);
  return config;
}

Result<FlavorConfig> Zola(const Value& values) {
  FlavorConfig config;
  config.flavor = Flavor::kZola;
  config.content_dir = "content";
  config.base_path = BasePath(TextOf(values, "base_url"));
  config.language = TextOf(values, "default_language");
  const Value* slugify = values.Find("slugify", "paths");
  config.slugify = slugify == nullptr || slugify->text == "on";
  if (const Value* languages = values.Find("languages"); languages != nullptr) {
    for (const Value& language : languages->items) config.languages.push_back(language.key);
  }
  return config;
}

// YAML with tags of Python's own in it: what matters are lines at the left.
FlavorConfig MkDocs(const fs::path& root, const std::string& path) {
  const std::string text = ReadScript(root, path);
  FlavorConfig config;
  config.flavor = Flavor::kMkDocs;
  config.content_dir = "docs";
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view line = TakeLine(&rest);
    const size_t colon = std::min(line.find(':'), line.size());
    std::string_view value = TrimSpace(line.substr(std::min(colon + 1, line.size())));
    while (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
    while (value.ends_with('"') || value.ends_with('\'')) value.remove_suffix(1);
    if (line.substr(0, colon) == "docs_dir") config.content_dir = value;
    if (line.substr(0, colon) == "site_url") config.base_path = BasePath(value);
  }
  return config;
}

bool IsDocsify(const fs::path& root, const std::string& folder) {
  return IsFile(root / folder / "index.html") &&
         ReadScript(root, folder + (folder.empty() ? "" : "/") + "index.html").find("$docsify") != std::string::npos;
}

}  // namespace

Result<FlavorConfig> RecogniseFlavor(const fs::path& root, std::vector<Warning>* warnings) {
  if (IsFile(root / "book.toml")) return MdBook(root, warnings);
  for (const std::string folder : {"", "docs"}) {
    const std::string prefix = folder + (folder.empty() ? "" : "/");
    if (const std::string path = FindScript(root, prefix + ".vitepress/config"); !path.empty()) {
      return VitePress(root, folder, path, Flavor::kVitePress);
    }
    if (const std::string path = FindScript(root, prefix + ".vuepress/config"); !path.empty()) {
      return VitePress(root, folder, path, Flavor::kVuePress);
    }
  }
  if (const std::string path = FindScript(root, "docusaurus.config"); !path.empty()) return Docusaurus(root, path);
  for (const std::string name : {"mkdocs.yml", "mkdocs.yaml"}) {
    if (IsFile(root / name)) return MkDocs(root, name);
  }
  FlavorConfig config;
  for (const std::string folder : {"", "docs"}) {
    if (!IsDocsify(root, folder)) continue;
    config.flavor = Flavor::kDocsify;
    config.content_dir = folder;
    return config;
  }
  if (IsFile(root / "config.toml") && IsFolder(root / "content")) {
    const Result<Value> values = ReadConfigFile(root, "config.toml", warnings);
    if (!values.ok()) return values.error();
    if (values->Find("base_url") != nullptr) return Zola(*values);
  }
  return config;
}

HeadingIdStyle HeadingIdsOf(Flavor flavor) {
  switch (flavor) {
    case Flavor::kMdBook:
      return HeadingIdStyle::kMdBook;
    case Flavor::kVitePress:
    case Flavor::kVuePress:
      return HeadingIdStyle::kVitePress;
    case Flavor::kZola:
      return HeadingIdStyle::kZola;
    case Flavor::kDocsify:  // an address with two '#' leads nowhere
    case Flavor::kMkDocs:   // its ids of CJK headings depend on extensions
      return HeadingIdStyle::kNone;
    case Flavor::kPlain:
    case Flavor::kDocusaurus:
      break;
  }
  return HeadingIdStyle::kGithub;
}

}  // namespace sou::indexer
