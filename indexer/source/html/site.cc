// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/site.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "common/base/percent.h"
#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/byte_hash.h"
#include "indexer/source/config_file.h"
#include "indexer/source/content_file.h"
#include "indexer/source/dependency_hash.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/html/address.h"
#include "indexer/source/html/page_reader.h"
#include "indexer/source/language.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

// So many pages are asked for the site's base path.
constexpr size_t kPagesAsked = 20;

std::string WhyNotFolder(const std::string& path) {
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  if (name.starts_with('.')) return "in a hidden folder";
  return name == "node_modules" ? "in a folder of installed packages" : std::string();
}

// What the home page, of a language if it has one of its own, says about the site.
struct Home {
  std::vector<std::string> names;  // of the site, longest first
  std::string description;
};

// "Lakeside Notes | Home" and both its parts may be the site's name.
std::vector<std::string> NamesIn(const std::string& title) {
  std::vector<std::string> names = {title};
  for (const std::string_view separator : {"|", "｜", " - ", " – ", " — ", " · "}) {
    const size_t at = title.find(separator);
    if (at == std::string::npos) continue;
    names.emplace_back(TrimSpace(std::string_view(title).substr(0, at)));
    names.emplace_back(TrimSpace(std::string_view(title).substr(at + separator.size())));
  }
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return names;
}

// The charset that the page itself names, for the error of one that is not UTF-8.
std::string NamedCharset(std::string_view bytes) {
  const std::string begin = AsciiLower(bytes.substr(0, 2048));
  size_t at = begin.find("charset=");
  if (at == std::string::npos) return {};
  at = begin.find_first_not_of("\"' ", at + 8);
  if (at == std::string::npos) return {};
  size_t end = at;
  while (end < begin.size() && (IsAsciiLetter(begin[end]) || IsAsciiDigit(begin[end]) || begin[end] == '-')) ++end;
  return begin.substr(at, end - at);
}

class HtmlSite : public SiteSource {
 public:
  HtmlSite(fs::path root, SourceOptions options) : root_(std::move(root)), options_(std::move(options)) {
    ListFiles();
    ReadHomes();
    FindBase();
    site_hash_ = HashOf(Kind(), options_.language, host_, base_);
    paths_hash_ = HashOf(std::vector<std::string>(paths_.begin(), paths_.end()));
  }

  [[nodiscard]] std::string_view Kind() const override { return "html"; }
  [[nodiscard]] Result<Listing> List() const override { return listing_; }
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

  [[nodiscard]] ReadOutcome Read(const SourceFile& file) const override {
    ReadOutcome outcome;
    outcome.looks_at = 0;
    Result<HtmlPage> html = ReadHtml(file.path, &outcome.warnings);
    if (!html.ok()) {
      outcome.skipped = html.error();
      return outcome;
    }
    const Address address = AddressOf(file.path, html->canonical);
    if (address.looks_for_files) outcome.looks_at |= kLooksAtOtherFiles;
    outcome.left_out = WhyLeftOut(*html, address);
    if (outcome.left_out) return outcome;
    if (!address.warning.empty()) outcome.warnings.push_back({{file.path}, address.warning});
    outcome.page = MakePage(file.path, address.url, std::move(*html));
    return outcome;
  }

  // A page whose canonical link names another asks whether that is there; any page added or removed then counts.
  [[nodiscard]] uint64_t DependencyHash(const SourceFile& file, uint8_t looks_at) const override {
    DependencyHasher hasher;
    hasher.Add(site_hash_);
    hasher.Add(LimitOn(file, options_));
    hasher.Add(Section(file.path));
    if (const Home* home = HomeOf(file.path); home != nullptr) {
      hasher.Add(home->names);
      hasher.Add(home->description);
    }
    if ((looks_at & kLooksAtOtherFiles) != 0) hasher.Add(paths_hash_);
    return hasher.Finish();
  }

  [[nodiscard]] Result<uint64_t> HashOfBytes(const SourceFile& file) const override {
    return HashOfFile(root_, file, options_.max_file_bytes);
  }

 private:
  struct Address {
    std::string url;
    std::string original;  // the file of the page that this one is a double of
    std::string warning;
    bool looks_for_files = false;  // what it is rests on which other pages there are
  };

  void ListFiles() {
    Listing all;
    WalkFiles(root_, "", {options_, [](const std::string& path) { return IsHtmlPath(path); }, WhyNotFolder}, &all);
    SortListing(&all);
    listing_.skipped = std::move(all.skipped);
    listing_.left_out = std::move(all.left_out);
    for (SourceFile& file : all.files) {
      if (std::optional<std::string> reason = WhyNoPage(file.path)) {
        listing_.left_out.push_back({file.path, std::move(*reason)});
        continue;
      }
      paths_.insert(file.path);
      const std::string path = PathOfFile(file.path);
      const std::vector<std::string_view> parts = SplitPath(path);
      for (size_t i = 0; i + 1 < std::min<size_t>(parts.size(), 3); ++i) {
        folders_.insert(i == 0 ? std::string(parts[0]) : std::string(parts[0]) + "/" + std::string(parts[1]));
      }
      listing_.files.push_back(std::move(file));
    }
    SortListing(&listing_);
  }

  // The home pages of the site and of each language.
  void ReadHomes() {
    for (const std::string& path : paths_) {
      const size_t slash = path.find('/');
      const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
      if (path.substr(slash + 1) != "index.html" || (!folder.empty() && !IsLanguageFolder(folder))) continue;
      std::vector<Warning> ignored;
      const Result<HtmlPage> html = ReadHtml(path, &ignored);
      if (html.ok()) homes_[folder] = {NamesIn(html->head_title), html->meta.description};
    }
  }

  void FindBase() {
    if (!options_.base_url.empty()) {
      base_ = PercentDecode(BasePath(options_.base_url));
      if (options_.base_url.find("//") != std::string::npos) host_ = ResolveLink(options_.base_url, "/")->host;
      return;
    }
    if (paths_.contains("index.html") && TakeBaseFrom("index.html")) return;
    size_t asked = 0;
    for (const std::string& path : paths_) {
      if (++asked > kPagesAsked || TakeBaseFrom(path)) return;
    }
  }

  // A canonical link that ends as the page's path does says what stands before it.
  bool TakeBaseFrom(const std::string& file) {
    std::vector<Warning> ignored;
    const Result<HtmlPage> html = ReadHtml(file, &ignored);
    if (!html.ok() || html->canonical.empty() || !html->refresh.empty()) return false;
    const std::optional<HtmlAddress> canonical = ResolveLink(html->canonical, PathOfFile(file));
    if (!canonical || canonical->host.empty()) return false;
    std::vector<std::string> paths = OtherPathsOfFile(file);
    paths.insert(paths.begin(), PathOfFile(file));
    for (const std::string& path : paths) {
      if (!canonical->path.ends_with(path)) continue;
      host_ = canonical->host;
      base_ = canonical->path.substr(0, canonical->path.size() - path.size());
      return true;
    }
    return false;
  }

  [[nodiscard]] Result<HtmlPage> ReadHtml(const std::string& path, std::vector<Warning>* warnings) const {
    Result<std::string> bytes = ReadFile(root_ / path, options_.max_file_bytes);
    if (!bytes.ok()) return ReadTextFile(root_, path, options_.max_file_bytes).error();
    const std::string charset = NamedCharset(*bytes);
    Result<std::string> text = CheckText(std::move(*bytes), path);
    if (text.ok()) return ReadHtmlPage(*text, path, warnings);
    Error error = text.error();
    if (error.message.starts_with("invalid UTF-8") && !charset.empty() && charset != "utf-8") {
      error.message = "invalid UTF-8 (the page says " + charset + "); convert it: iconv -f " + charset + " -t UTF-8";
    }
    return error;
  }

  [[nodiscard]] std::string Url(const std::string& path) const { return EncodeUrlPath(base_ + path); }

  [[nodiscard]] Address AddressOf(const std::string& file, const std::string& link) const {
    const std::string own = PathOfFile(file);
    Address address{Url(own), "", ""};
    const std::optional<HtmlAddress> canonical = ResolveLink(link, base_ + own);
    if (link.empty() || !canonical) return address;
    // On another host it is where the text was published first; here it is a page all the same.
    if (!canonical->host.empty() && !host_.empty() && canonical->host != host_) return address;
    if (canonical->path == base_ + own) return address;
    if (canonical->path.starts_with(base_)) {
      const std::string path = canonical->path.substr(base_.size());
      const std::vector<std::string> others = OtherPathsOfFile(file);
      if (std::find(others.begin(), others.end(), path) != others.end()) {
        address.url = path.empty() ? address.url : Url(path);
        return address;
      }
      address.looks_for_files = true;
      for (const std::string& other : FilesOfPath(path)) {
        if (other == file) return address;
        if (!paths_.contains(other)) continue;
        // Some themes name the home page on every page: taken at their word, nothing of the site would be left.
        if (other == "index.html") {
          address.warning = "its canonical link " + link + " names the home page; it is ignored";
        } else {
          address.original = other;
        }
        return address;
      }
    }
    address.warning = "its canonical link " + link + " names no page of this site; it is ignored";
    return address;
  }

  [[nodiscard]] static std::optional<std::string> WhyLeftOut(const HtmlPage& html, const Address& address) {
    if (!html.refresh.empty()) return "a redirect (to " + html.refresh + ")";
    if (html.meta.unsearchable) return "kept out of searches by its meta tags (noindex)";
    if (!address.original.empty()) return "its canonical link names another page (" + address.original + ")";
    if (html.is_script_only) return "a redirect by script";
    if (html.body.text.empty() && html.meta.title.empty()) return "without title and text";
    return std::nullopt;
  }

  [[nodiscard]] Page MakePage(const std::string& path, const std::string& url, HtmlPage html) const {
    const std::string folder = LanguageFolder(path);
    const bool is_home = path == (folder.empty() ? "index.html" : folder + "/index.html");
    if (const Home* home = HomeOf(path); home != nullptr) TakeOutSite(*home, is_home, &html);
    Page page;
    page.id = PageId(path);
    page.path = path;
    page.url = url;
    html.meta.translation_key = TranslationKey(html.alternates, url);
    page.section = html.section.empty() ? Section(path) : html.section;
    const std::string language = html.meta.language;
    DropTitleHeading(&html);
    FillPage({.meta = std::move(html.meta), .body = std::move(html.body)}, NameOf(SplitPath(path)), &page);
    SetLanguage(PrimaryLanguage(language).empty() ? folder : "", language, options_.language, &page);
    return page;
  }

  static std::string LanguageFolder(std::string_view path) {
    const std::vector<std::string_view> parts = SplitPath(path);
    return parts.size() > 1 && IsLanguageFolder(parts[0]) ? std::string(parts[0]) : std::string();
  }

  // The home page of the file's language, else of the site; nullptr if there is none.
  [[nodiscard]] const Home* HomeOf(std::string_view path) const {
    auto home = homes_.find(LanguageFolder(path));
    if (home == homes_.end()) home = homes_.find("");
    return home == homes_.end() ? nullptr : &home->second;
  }

  // What every page of the site repeats says nothing about this one.
  static void TakeOutSite(const Home& home, bool is_home, HtmlPage* html) {
    if (!is_home && html->meta.description == home.description) html->meta.description.clear();
    if (!html->title_may_name_site) return;
    std::string& title = html->meta.title;
    if (!is_home) title = CutSiteName(title, home.names);
    title = CutSiteName(title, {html->site_name});
    const bool is_name = std::find(home.names.begin(), home.names.end(), title) != home.names.end();
    if (is_name && !is_home && !html->body_title.empty()) title = html->body_title;
  }

  static void DropTitleHeading(HtmlPage* html) {
    if (html->body.headings.empty() || html->body.headings.front().text != html->meta.title) return;
    DropHeading(0, &html->body);
  }

  static std::string NameOf(std::vector<std::string_view> parts) {
    if (parts.size() > 1 && parts.back().starts_with("index.")) parts.pop_back();
    return std::string(parts.back().substr(0, parts.back().rfind('.')));
  }

  // The first folder that is no language, if the page lies below it, or heads it. The folders of a date are none.
  [[nodiscard]] std::string Section(const std::string& file) const {
    const std::string path = PathOfFile(file);
    const std::vector<std::string_view> parts = SplitPath(path);
    const size_t first = !parts.empty() && IsLanguageFolder(parts[0]) ? 1 : 0;
    if (parts.size() <= first || std::all_of(parts[first].begin(), parts[first].end(), IsAsciiDigit)) return {};
    std::string folder = first == 0 ? std::string() : std::string(parts[0]) + "/";
    folder += parts[first];
    const bool heads_it = parts.size() == first + 1 && folders_.contains(folder);
    return parts.size() > first + 1 || heads_it ? std::string(parts[first]) : std::string();
  }

  [[nodiscard]] std::string TranslationKey(const std::vector<std::string>& alternates, const std::string& url) const {
    std::set<std::string> all = {url};
    for (const std::string& link : alternates) {
      const std::optional<HtmlAddress> address = ResolveLink(link, PercentDecode(url));
      if (address) all.insert(EncodeUrlPath(address->path));
    }
    return all.size() > 1 ? *all.begin() : std::string();
  }

  // Constant after construction.
  fs::path root_;
  SourceOptions options_;
  std::vector<Warning> warnings_;
  Listing listing_;
  std::set<std::string> paths_;        // of the listing's files
  std::set<std::string> folders_;      // "posts", "ja/posts": the top two levels of folders with pages below
  std::map<std::string, Home> homes_;  // by language folder; "" is the site's
  std::string host_;                   // of the site, if known
  std::string base_;                   // "/blog", percent-decoded; empty for the host's root
  uint64_t site_hash_ = 0;             // what every page rests on
  uint64_t paths_hash_ = 0;
};

}  // namespace

Result<bool> IsHtmlSite(const fs::path& root) {
  const SourceOptions options;
  Listing html;
  Listing markdown;
  WalkFiles(root, "", {options, IsHtmlPath, WhyNotFolder}, &html);
  WalkFiles(root, "", {options, IsMarkdownPath, WhyNotFolder}, &markdown);
  // A part of a site may have no home page; a folder of Markdown may hold some HTML.
  const bool has_home = IsFile(root / "index.html");
  return html.files.size() > markdown.files.size() && (has_home || markdown.files.empty());
}

Result<std::unique_ptr<SiteSource>> OpenHtmlSite(const fs::path& root, const SourceOptions& options) {
  return std::unique_ptr<SiteSource>(std::make_unique<HtmlSite>(root, options));
}

}  // namespace sou::indexer
