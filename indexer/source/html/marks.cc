// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/marks.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/html/main_content.h"
#include "indexer/source/html_text.h"
#include "indexer/source/unique_texts.h"

namespace sou::indexer {
namespace {

std::string TextOfElement(const GumboNode& element) {
  BodyBuilder builder;
  AddHtmlNode(
      element, [](const GumboNode& node) { return IsNotContent(node); }, &builder);
  return CleanLine(builder.Finish().text);
}

struct Lists {
  UniqueTexts tags;
  UniqueTexts categories;
  UniqueTexts authors;
};

void Put(std::string text, std::string* out) {
  if (out->empty()) *out = std::move(text);
}

// One of "title", "title:What it is", "title[content]".
void ReadSpec(std::string_view spec, const GumboNode& element, HtmlMarks* marks, Lists* lists) {
  const size_t end = std::min(spec.find_first_of(":["), spec.size());
  const std::string key = AsciiLower(TrimSpace(spec.substr(0, end)));
  std::string value;
  if (end == spec.size()) {
    value = TextOfElement(element);
  } else if (spec[end] == ':') {
    value = CleanLine(spec.substr(end + 1));
  } else {
    const std::string attribute(spec.substr(end + 1, spec.find(']', end) - end - 1));
    value = CleanLine(HtmlAttribute(element, attribute.c_str()));
  }
  if (key == "title") Put(value, &marks->title);
  if (key == "date") Put(value, &marks->date);
  if (key == "lastmod" || key == "modified") Put(value, &marks->lastmod);
  if (key == "tag" || key == "tags") lists->tags.Add(value);
  if (key == "category" || key == "categories") lists->categories.Add(value);
  if (key == "author" || key == "authors") lists->authors.Add(value);
}

void ReadSpecs(std::string_view specs, const GumboNode& element, HtmlMarks* marks, Lists* lists) {
  while (!specs.empty()) {
    const size_t comma = std::min(specs.find(','), specs.size());
    ReadSpec(TrimSpace(specs.substr(0, comma)), element, marks, lists);
    specs.remove_prefix(std::min(comma + 1, specs.size()));
  }
}

bool IsInHeader(const GumboNode& element) {
  constexpr int kLevels = 8;
  const GumboNode* node = element.parent;
  for (int i = 0; i < kLevels && node != nullptr && IsElement(*node); ++i, node = node->parent) {
    if (IsElement(*node, {GUMBO_TAG_HEADER})) return true;
  }
  return false;
}

void ReadTime(const GumboNode& time, std::string* date_in_header, HtmlMarks* marks) {
  std::string when = CleanLine(HtmlAttribute(time, "datetime"));
  if (when.empty()) when = CleanLine(HtmlAttribute(time, "content"));
  const auto says = [&](std::string_view word) {
    return HasHtmlWord(time, "itemprop", word) || HasHtmlWord(time, "class", word);
  };
  if (says("datePublished") || says("dateCreated") || says("dt-published") || HasHtmlAttribute(time, "pubdate")) {
    Put(std::move(when), &marks->date);
  } else if (says("dateModified") || says("dt-updated")) {
    Put(std::move(when), &marks->lastmod);
  } else if (IsElement(time, {GUMBO_TAG_TIME}) && IsInHeader(time)) {
    Put(std::move(when), date_in_header);
  }
}

}  // namespace

HtmlMarks ReadPagefindMarks(const GumboNode& root) {
  HtmlMarks marks;
  Lists lists;
  WalkHtml(root, [&](const GumboNode& node) {
    if (!IsElement(node) || HtmlAttribute(node, "data-pagefind-ignore") == "all") return false;
    bool is_leaf = false;  // texts are not taken twice: marks nested by the hundred would cost as many walks
    for (const char* attribute : {"data-pagefind-meta", "data-pagefind-filter"}) {
      if (!HasHtmlAttribute(node, attribute)) continue;
      const std::string specs = HtmlAttribute(node, attribute);
      ReadSpecs(specs, node, &marks, &lists);
      is_leaf = is_leaf || specs.find_first_of(":[") == std::string::npos;
    }
    return !is_leaf;
  });
  marks.tags = lists.tags.Take();
  marks.categories = lists.categories.Take();
  marks.authors = lists.authors.Take();
  return marks;
}

void ReadMicroformats(const GumboNode& content, HtmlMarks* marks) {
  Lists lists;
  std::string date_in_header;
  WalkHtml(content, [&](const GumboNode& node) {
    if (!IsElement(node)) return false;
    if (HasHtmlAttribute(node, "rel")) {
      const bool is_category = HasHtmlWord(node, "rel", "category");
      if (is_category) lists.categories.Add(TextOfElement(node));
      if (!is_category && HasHtmlWord(node, "rel", "tag")) lists.tags.Add(TextOfElement(node));
      if (HasHtmlWord(node, "rel", "author")) lists.authors.Add(TextOfElement(node));
      return false;
    }
    if (IsElement(node, {GUMBO_TAG_TIME, GUMBO_TAG_META})) ReadTime(node, &date_in_header, marks);
    return true;
  });
  Put(std::move(date_in_header), &marks->date);
  const auto fill = [](UniqueTexts* found, std::vector<std::string>* list) {
    std::vector<std::string> texts = found->Take();
    if (list->empty()) *list = std::move(texts);
  };
  fill(&lists.tags, &marks->tags);
  fill(&lists.categories, &marks->categories);
  fill(&lists.authors, &marks->authors);
}

}  // namespace sou::indexer
