// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the generators of flavor.h publish a file.
#include <algorithm>
#include <array>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"
#include "indexer/source/heading_ids.h"
#include "indexer/source/language.h"
#include "indexer/source/markdown/flavor.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

// A path below the content folder, taken apart.
struct Parts {
  std::vector<std::string> folders;
  std::string stem;  // the file's name without extension

  [[nodiscard]] bool IsIndex() const { return EqualsIgnoringCase(stem, "index"); }
  [[nodiscard]] bool IsReadme() const { return EqualsIgnoringCase(stem, "readme"); }
};

Parts Divide(std::string_view path) {
  Parts parts;
  for (const std::string_view part : SplitPath(path)) parts.folders.emplace_back(part);
  parts.stem = std::move(parts.folders.back());
  parts.folders.pop_back();
  parts.stem.resize(std::min(parts.stem.rfind('.'), parts.stem.size()));
  return parts;
}

std::string Folders(const std::vector<std::string>& folders) {
  std::string path = "/";
  for (const std::string& folder : folders) path.append(folder).append("/");
  return path;
}

std::string_view Below(std::string_view path, std::string_view folder) {
  if (folder.empty() || !path.starts_with(folder) || path.substr(folder.size(), 1) != "/") return path;
  return path.substr(folder.size() + 1);
}

// A language folder at the top, or right below a folder that commonly holds the content.
std::string LanguageFolder(const std::vector<std::string>& folders) {
  constexpr std::array<std::string_view, 4> kContentFolders = {"docs", "content", "src", "source"};
  if (folders.empty()) return {};
  if (IsLanguageFolder(folders[0])) return folders[0];
  const bool below = std::find(kContentFolders.begin(), kContentFolders.end(), folders[0]) != kContentFolders.end();
  return below && folders.size() > 1 && IsLanguageFolder(folders[1]) ? folders[1] : std::string();
}

// "2024-05-06" at the beginning, '-', '_' or the end behind it.
std::optional<Timestamp> DateOfName(std::string_view name) {
  constexpr size_t kLength = 10;
  if (name.size() < kLength || (name.size() > kLength && name[kLength] != '-' && name[kLength] != '_')) return {};
  if (name[4] != '-' || name[7] != '-') return {};
  return ParseTimestamp(name.substr(0, kLength));
}

std::string WithoutDate(const std::string& name) {
  constexpr size_t kDateAndSeparator = 11;
  return DateOfName(name) && name.size() > kDateAndSeparator ? name.substr(kDateAndSeparator) : name;
}

// "01-intro" → "intro". A date or a version is no number ("2021-11-foo", "7.0-foo").
std::string WithoutNumber(const std::string& name) {
  size_t digits = 0;
  while (digits < name.size() && IsAsciiDigit(name[digits])) ++digits;
  size_t end = digits;
  while (end < name.size() && IsAsciiBlank(name[end])) ++end;
  const size_t separator = end;
  while (end < name.size() && (name[end] == '-' || name[end] == '_' || name[end] == '.')) ++end;
  const bool has_separator = end > separator;
  while (end < name.size() && IsAsciiBlank(name[end])) ++end;
  if (digits == 0 || !has_separator || end >= name.size()) return name;
  const bool version = IsAsciiDigit(name[end]) && (name[separator] == '.' || name[separator] == '_');
  const bool date = IsAsciiDigit(name[end]) && (digits == 2 || digits == 4);
  return version || date ? name : name.substr(end);
}

void PlacePlain(const Parts& parts, bool readme_is_page, FlavorPage* page) {
  page->is_folder_page = parts.IsIndex() || parts.stem == "_index" || (parts.IsReadme() && !readme_is_page);
  page->url = Folders(parts.folders) + (page->is_folder_page ? "" : parts.stem + "/");
}

void PlaceWithExtension(const Parts& parts, bool readme_is_index, std::string_view extension, FlavorPage* page) {
  page->is_folder_page = parts.IsIndex() || (parts.IsReadme() && readme_is_index);
  page->url = Folders(parts.folders);
  if (!page->is_folder_page) page->url.append(parts.stem).append(extension);
}

// ---- Docusaurus

// The folder that holds the file's kind of content, taken off its path.
struct DocusaurusFile {
  enum class Kind : uint8_t { kDoc, kBlog, kPage } kind = Kind::kDoc;
  std::string locale;
  std::string version;  // "" for docs/
  std::string_view below;
};

std::optional<DocusaurusFile> ReadDocusaurusPath(std::string_view path) {
  constexpr std::string_view kPlugin = "docusaurus-plugin-content-";
  using Kind = DocusaurusFile::Kind;
  const auto cut = [&](std::string_view* from, std::string_view folder) {
    const bool is_in = from->starts_with(folder);
    if (is_in) from->remove_prefix(folder.size());
    return is_in;
  };
  const auto take = [](std::string_view* from) {
    const size_t slash = std::min(from->find('/'), from->size());
    const std::string part(from->substr(0, slash));
    from->remove_prefix(std::min(slash + 1, from->size()));
    return part;
  };
  DocusaurusFile file;
  file.below = path;
  if (cut(&file.below, "docs/")) return file;
  file.kind = Kind::kBlog;
  if (cut(&file.below, "blog/")) return file;
  file.kind = Kind::kPage;
  if (cut(&file.below, "src/pages/")) return file;
  const bool translated = cut(&file.below, "i18n/");
  if (!translated && !cut(&file.below, "versioned_docs/")) return std::nullopt;
  file.kind = Kind::kDoc;
  if (translated) {
    file.locale = take(&file.below);
    if (!cut(&file.below, kPlugin)) return std::nullopt;
    const std::string plugin = take(&file.below);
    if (plugin == "blog") file.kind = Kind::kBlog;
    if (plugin == "pages") file.kind = Kind::kPage;
    if (plugin != "docs") return file;
  }
  file.version = take(&file.below);
  if (file.version.starts_with("version-")) file.version.erase(0, 8);
  if (file.version == "current") file.version.clear();
  return file;
}

std::string DocusaurusDoc(const Parts& parts, const Content& content, bool* is_folder_page) {
  std::vector<std::string> folders;
  for (const std::string& folder : parts.folders) folders.push_back(WithoutNumber(folder));
  const std::string folder = Folders(folders);
  const std::string name = WithoutNumber(parts.stem);
  const std::string& slug = content.meta.slug;
  if (!slug.empty()) return slug.starts_with('/') ? slug : folder + slug;
  // A page named after its folder stands for it, number and all.
  const bool is_named_so = !parts.folders.empty() && EqualsIgnoringCase(parts.stem, parts.folders.back());
  *is_folder_page = is_named_so || EqualsIgnoringCase(name, "index") || EqualsIgnoringCase(name, "readme");
  if (*is_folder_page) return folder;
  return folder + TextOf(content.fields, "id", name);
}

// 2021-08-26-welcome.md, 2021-08-26-welcome/index.md, 2021/08/26/welcome.md
std::string DocusaurusPost(Parts parts, const PageMeta& meta, FlavorPage* page) {
  if (parts.IsIndex() && !parts.folders.empty()) {
    parts.stem = std::move(parts.folders.back());
    parts.folders.pop_back();
  }
  page->date = DateOfName(parts.stem);
  if (!meta.slug.empty()) return (meta.slug.starts_with('/') ? "" : "/") + meta.slug;
  if (!page->date) return Folders(parts.folders) + parts.stem;
  constexpr size_t kDate = 10;
  std::string date = parts.stem.substr(0, kDate);
  std::replace(date.begin(), date.end(), '-', '/');
  return "/" + date + Folders(parts.folders) + parts.stem.substr(std::min(kDate + 1, parts.stem.size()));
}

void PlaceInDocusaurus(const FlavorConfig& config, std::string_view path, const Content& content, FlavorPage* page) {
  const std::optional<DocusaurusFile> file = ReadDocusaurusPath(path);
  if (!file) return;
  const Parts parts = Divide(file->below);
  std::string url;
  if (!file->locale.empty() && file->locale != config.language) url = "/" + file->locale;
  if (!file->locale.empty()) page->language = file->locale;
  if (file->kind == DocusaurusFile::Kind::kDoc) {
    page->section = "docs";
    if (!config.docs_route.empty()) url += "/" + config.docs_route;
    const bool is_next = file->version.empty() && !config.last_version.empty();
    if (is_next) url += "/next";
    if (!file->version.empty() && file->version != config.last_version) url += "/" + file->version;
    url += DocusaurusDoc(parts, content, &page->is_folder_page);
  } else if (file->kind == DocusaurusFile::Kind::kBlog) {
    page->section = "blog";
    url += "/blog" + DocusaurusPost(parts, content.meta, page);
  } else {
    page->section = "";
    page->is_folder_page = parts.IsIndex();
    url += Folders(parts.folders) + (page->is_folder_page ? "" : parts.stem);
  }
  page->url = std::move(url);
}

// ---- Zola

std::string ZolaSlug(const std::string& name, const FlavorConfig& config) {
  return config.slugify ? HeadingSlug(HeadingIdStyle::kZola, name, name) : name;
}

void PlaceInZola(const FlavorConfig& config, Parts parts, const Content& content, FlavorPage* page) {
  std::string prefix = "/";
  const size_t dot = parts.stem.rfind('.');
  const auto& languages = config.languages;
  if (dot != std::string::npos &&
      std::find(languages.begin(), languages.end(), parts.stem.substr(dot + 1)) != languages.end()) {
    page->language = parts.stem.substr(dot + 1);
    if (page->language != config.language) prefix += page->language + "/";
    parts.stem.resize(dot);
  }
  page->is_folder_page = parts.stem == "_index" || (parts.stem == "index" && !parts.folders.empty());
  if (const std::string own = TextOf(content.fields, "path"); !own.empty()) {
    page->url = prefix + own + "/";
    return;
  }
  std::string name = parts.stem;
  if (parts.stem == "index" && !parts.folders.empty()) {
    name = std::move(parts.folders.back());
    parts.folders.pop_back();
  }
  page->date = DateOfName(name);
  for (const std::string& folder : parts.folders) prefix += ZolaSlug(folder, config) + "/";
  if (parts.stem != "_index") {
    const std::string& slug = content.meta.slug;
    prefix += ZolaSlug(slug.empty() ? WithoutDate(name) : slug, config) + "/";
  }
  page->url = std::move(prefix);
}

}  // namespace

std::string WhyNoPage(const FlavorConfig& config, std::string_view path) {
  constexpr std::array<std::string_view, 5> kParts = {"_sidebar", "_navbar", "_coverpage", "_footer", "_404"};
  const std::string_view below = Below(path, config.content_dir);
  if (!config.content_dir.empty() && below.size() == path.size()) {
    return "outside of " + config.content_dir + "/, which holds the pages";
  }
  const Parts parts = Divide(below);
  const bool at_top =
      parts.folders.empty() || (parts.folders.size() == 1 && LanguageFolder({parts.folders[0], ""}).empty() &&
                                (parts.folders[0] == "src" || parts.folders[0] == "docs"));
  if (EqualsIgnoringCase(parts.stem, "summary") && at_top) return "a table of contents, no page";
  if (config.flavor == Flavor::kMdBook && !config.chapters.empty() && !config.chapters.contains(path)) {
    return "no chapter: SUMMARY.md does not name it";
  }
  if (config.flavor == Flavor::kDocusaurus) {
    if (!ReadDocusaurusPath(path)) return "Docusaurus makes pages of docs/, blog/ and src/pages/";
    const auto is_private = [](const std::string& name) { return name.starts_with('_'); };
    if (is_private(parts.stem) || std::any_of(parts.folders.begin(), parts.folders.end(), is_private)) {
      return "its name begins with '_': a part of other pages";
    }
  }
  if (std::find(kParts.begin(), kParts.end(), parts.stem) != kParts.end()) return "a part of every page, no page";
  return {};
}

FlavorPage Place(const FlavorConfig& config, std::string_view path, const Content& content, bool readme_is_page) {
  const Parts parts = Divide(Below(path, config.content_dir));
  FlavorPage page;
  page.language = LanguageFolder(parts.folders);
  if (page.language.empty()) page.language = config.language;
  if (!parts.folders.empty()) page.section = parts.folders[0];
  switch (config.flavor) {
    case Flavor::kPlain:
    case Flavor::kMkDocs:
      PlacePlain(parts, readme_is_page, &page);
      break;
    case Flavor::kMdBook:
      PlaceWithExtension(parts, true, ".html", &page);
      break;
    case Flavor::kVitePress:
      PlaceWithExtension(parts, false, config.clean_urls ? "" : ".html", &page);
      break;
    case Flavor::kVuePress:
      PlaceWithExtension(parts, true, ".html", &page);
      break;
    case Flavor::kDocsify:
      PlaceWithExtension(parts, true, "", &page);
      page.url = config.base_path + "/#" + EncodeUrlPath(page.url);
      return page;
    case Flavor::kDocusaurus:
      PlaceInDocusaurus(config, path, content, &page);
      break;
    case Flavor::kZola:
      PlaceInZola(config, parts, content, &page);
      break;
  }
  page.url = config.base_path + EncodeUrlPath(CleanUrlPath(page.url));
  return page;
}

}  // namespace sou::indexer
