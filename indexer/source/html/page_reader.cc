// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/page_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/html/head.h"
#include "indexer/source/html/json_ld.h"
#include "indexer/source/html/main_content.h"
#include "indexer/source/html/marks.h"
#include "indexer/source/html_text.h"
#include "indexer/source/unique_texts.h"

namespace sou::indexer {
namespace {

// What stands between a page's title and the site's name.
constexpr auto kSeparators = std::to_array<std::string_view>({"::", "|", "｜", "–", "—", "·", "•", "»", "«"});
// These stand within words, too: a blank or a character beyond ASCII must be beside them.
constexpr std::string_view kWeakSeparators = "-_/:";

bool IsBetweenWords(char before, char after) {
  const auto is_word = [](char c) { return IsAsciiLetter(c) || IsAsciiDigit(c); };
  return is_word(before) && is_word(after);
}

// "Tea" of "Tea | ", which stood before the name; empty if there is no separator.
std::string_view CutSeparatorAtEnd(std::string_view text, char after) {
  const std::string_view trimmed = TrimSpace(text);
  for (const std::string_view separator : kSeparators) {
    if (trimmed.ends_with(separator)) return TrimSpace(trimmed.substr(0, trimmed.size() - separator.size()));
  }
  if (trimmed.size() < 2 || kWeakSeparators.find(trimmed.back()) == std::string_view::npos) return {};
  if (text.size() == trimmed.size() && IsBetweenWords(trimmed[trimmed.size() - 2], after)) return {};
  return TrimSpace(trimmed.substr(0, trimmed.size() - 1));
}

// "Tea" of ": Tea", which stood behind the name.
std::string_view CutSeparatorAtBegin(std::string_view text, char before) {
  const std::string_view trimmed = TrimSpace(text);
  for (const std::string_view separator : kSeparators) {
    if (trimmed.starts_with(separator)) return TrimSpace(trimmed.substr(separator.size()));
  }
  if (trimmed.size() < 2 || kWeakSeparators.find(trimmed.front()) == std::string_view::npos) return {};
  if (text.size() == trimmed.size() && IsBetweenWords(before, trimmed[1])) return {};
  return TrimSpace(trimmed.substr(1));
}

bool IsLater(const HtmlScript& a, const HtmlScript& b) { return a.text.data() < b.text.data(); }

JsonLd ReadAllJsonLd(std::string_view html, std::vector<HtmlScript> scripts, const std::string& path,
                     std::vector<Warning>* warnings) {
  JsonLd json_ld;
  uint32_t line = 1;
  const char* counted = html.data();
  std::sort(scripts.begin(), scripts.end(), IsLater);
  for (const HtmlScript& script : scripts) {
    line += static_cast<uint32_t>(std::count(counted, script.text.data(), '\n'));
    counted = script.text.data();
    if (AsciiLower(script.tag).find("application/ld+json") == std::string::npos) continue;
    if (!TrimSpace(script.text).empty()) ReadJsonLd(script.text, {path, line}, &json_ld, warnings);
  }
  // The page lists several articles and is none of them.
  if (json_ld.articles > 1) json_ld = {};
  return json_ld;
}

bool GoesElsewhere(const std::vector<HtmlScript>& scripts) {
  constexpr auto kWays = std::to_array<std::string_view>(
      {"location.href", "location.replace", "location.assign", "location =", "location="});
  return std::any_of(scripts.begin(), scripts.end(), [&](const HtmlScript& script) {
    return std::any_of(kWays.begin(), kWays.end(),
                       [&](std::string_view way) { return script.text.find(way) != std::string_view::npos; });
  });
}

class PageReader {
 public:
  PageReader(std::string_view html, const HtmlTree& tree, const std::string& path, std::vector<Warning>* warnings)
      : path_(path), warnings_(warnings), head_(ReadHtmlHead(tree.root())), marks_(ReadPagefindMarks(tree.root())) {
    json_ld_ = ReadAllJsonLd(html, tree.scripts(), path, warnings);
    ReadContent(tree);
    page_.is_script_only = page_.body.text.empty() && GoesElsewhere(tree.scripts());
  }

  HtmlPage Read() {
    ReadTitle();
    ReadMeta();
    page_.site_name = head_.Meta({"og:site_name", "application-name"});
    page_.head_title = head_.title;
    page_.section = head_.Meta({"article:section"});
    page_.canonical = std::move(head_.canonical);
    page_.refresh = std::move(head_.refresh);
    page_.alternates = std::move(head_.alternates);
    return std::move(page_);
  }

 private:
  void ReadContent(const HtmlTree& tree) {
    BodyBuilder builder;
    for (const GumboNode* content : FindMainContent(tree.root())) {
      AddHtmlNode(
          *content, [](const GumboNode& node) { return IsNotContent(node); }, &builder);
      ReadMicroformats(*content, &marks_);
    }
    page_.body = builder.Finish();
  }

  // "Page | Site" of a page that calls itself "Page".
  static bool IsWithSuffix(std::string_view title, std::string_view heading) {
    if (heading.empty() || !title.starts_with(heading)) return false;
    const std::string_view rest = title.substr(heading.size());
    // "Tea: a history" is a title with a subtitle.
    const bool is_subtitle = rest.starts_with(':') && !rest.starts_with("::");
    return !is_subtitle && !CutSeparatorAtBegin(rest, heading.back()).empty();
  }

  void ReadTitle() {
    const std::vector<Heading>& headings = page_.body.headings;
    const auto h1 = std::find_if(headings.begin(), headings.end(), [](const Heading& h) { return h.level == 1; });
    if (!headings.empty()) page_.body_title = headings.front().text;
    std::string& title = page_.meta.title;
    title = !marks_.title.empty() ? marks_.title : json_ld_.headline;
    // Some themes shorten the headline, to what a search engine shows.
    const bool is_short = marks_.title.empty() && h1 != headings.end() && !title.empty() && h1->text.starts_with(title);
    if (title.empty()) {
      title = head_.Meta({"og:title"});
      page_.title_may_name_site = !title.empty();
    }
    const bool has_suffix = page_.title_may_name_site && h1 != headings.end() && IsWithSuffix(title, h1->text);
    if (is_short || has_suffix || (title.empty() && h1 != headings.end())) title = h1->text;
    if (title.empty()) {
      title = head_.title;
      page_.title_may_name_site = !title.empty();
    }
    if (title.empty()) title = page_.body_title;
  }

  std::optional<Timestamp> Date(const std::vector<std::string>& written, const std::optional<Timestamp>& other) {
    for (const std::string& text : written) {
      if (text.empty()) continue;
      if (std::optional<Timestamp> date = ParseTimestamp(text)) return date;
      warnings_->push_back({{path_}, "'" + text + "' is no date; it is ignored"});
    }
    return other;
  }

  void ReadMeta() {
    PageMeta& meta = page_.meta;
    meta.description = head_.Meta({"description", "og:description", "twitter:description"});
    if (meta.description.empty()) meta.description = json_ld_.description;
    meta.language = head_.language;
    meta.unsearchable = head_.IsNoIndex();
    meta.date = Date({marks_.date, head_.Meta({"article:published_time", "date", "dc.date", "dcterms.created"})},
                     json_ld_.published);
    meta.lastmod =
        Date({marks_.lastmod, head_.Meta({"article:modified_time", "og:updated_time", "dcterms.modified", "lastmod"})},
             json_ld_.modified);
    if (meta.lastmod == meta.date) meta.lastmod.reset();  // themes that write both, whether or not it was changed
    meta.categories = std::move(marks_.categories);
    meta.tags = Tags();
    meta.authors = Authors();
  }

  // Keywords are what themes repeat from the site's settings, so they come last.
  std::vector<std::string> Tags() {
    if (!marks_.tags.empty()) return std::move(marks_.tags);
    UniqueTexts tags;
    if (const auto found = head_.meta.find("article:tag"); found != head_.meta.end()) {
      for (const std::string& tag : found->second) tags.Add(tag);
    }
    std::vector<std::string> list = tags.Take();
    if (list.empty()) list = std::move(json_ld_.keywords);
    if (!list.empty()) return list;
    Value keywords;
    keywords.kind = Value::Kind::kMap;
    keywords.items.push_back({.kind = Value::Kind::kScalar, .key = "tags", .text = head_.Meta({"keywords"})});
    return ReadPageMeta(keywords, {}, warnings_).tags;  // divides it at commas
  }

  std::vector<std::string> Authors() {
    if (!marks_.authors.empty()) return std::move(marks_.authors);
    UniqueTexts authors;
    for (const char* name : {"author", "article:author"}) {
      const auto found = head_.meta.find(name);
      if (found == head_.meta.end()) continue;
      for (const std::string& author : found->second) {
        if (author.find("://") == std::string::npos) authors.Add(author);
      }
    }
    std::vector<std::string> list = authors.Take();
    return list.empty() ? std::move(json_ld_.authors) : list;
  }

  const std::string& path_;
  std::vector<Warning>* warnings_;
  HtmlHead head_;
  HtmlMarks marks_;
  JsonLd json_ld_;
  HtmlPage page_;
};

}  // namespace

Result<HtmlPage> ReadHtmlPage(std::string_view html, const std::string& path, std::vector<Warning>* warnings) {
  const std::optional<HtmlTree> tree = HtmlTree::Parse(html);
  if (!tree) {
    return Error{ErrorCode::kLimit, "its elements are nested hundreds deep; close them where they end", {path}};
  }
  return PageReader(html, *tree, path, warnings).Read();
}

void DropHeading(size_t index, Body* body) {
  const Heading& heading = body->headings[index];
  const auto begin = heading.offset;
  const auto size = static_cast<uint32_t>(std::min(heading.text.size() + 1, body->text.size() - begin));
  body->text.erase(begin, size);
  if (begin == body->text.size() && body->text.ends_with('\n')) body->text.pop_back();
  body->headings.erase(body->headings.begin() + static_cast<std::ptrdiff_t>(index));
  for (Heading& other : body->headings) other.offset -= other.offset > begin ? size : 0;
  for (CodeBlock& code : body->code_blocks) {
    if (code.begin < begin) continue;
    code.begin -= size;
    code.end -= size;
  }
}

std::string CutSiteName(std::string_view title, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name.empty() || title.size() <= name.size()) continue;
    std::string_view rest;
    if (title.ends_with(name)) rest = CutSeparatorAtEnd(title.substr(0, title.size() - name.size()), name.front());
    if (rest.empty() && title.starts_with(name)) rest = CutSeparatorAtBegin(title.substr(name.size()), name.back());
    if (!rest.empty()) return std::string(rest);
  }
  return std::string(title);
}

}  // namespace sou::indexer
