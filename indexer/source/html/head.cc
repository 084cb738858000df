// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/head.h"

#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"

namespace sou::indexer {
namespace {

// "/b/" of "0; url='/b/'"; empty if the page only loads itself again.
std::string RefreshAddress(std::string_view content) {
  const size_t at = AsciiLower(content).find("url");
  if (at == std::string_view::npos) return {};
  content = TrimSpace(content.substr(at + 3));
  if (!content.starts_with('=')) return {};
  content = TrimSpace(content.substr(1));
  if (!content.empty() && (content.front() == '\'' || content.front() == '"')) {
    content = content.substr(1, content.find(content.front(), 1) - 1);
  }
  return CleanLine(content);
}

void ReadMeta(const GumboNode& meta, HtmlHead* head) {
  const std::string content = HtmlAttribute(meta, "content");
  const std::string directive = AsciiLower(HtmlAttribute(meta, "http-equiv"));
  if (directive == "refresh" && head->refresh.empty()) head->refresh = RefreshAddress(content);
  if (directive == "content-language" && head->language.empty()) {
    head->language = CleanLine(std::string_view(content).substr(0, content.find(',')));
  }
  std::string clean = CleanLine(content);
  if (clean.empty()) return;
  for (const char* key : {"name", "property"}) {
    const std::string name = AsciiLower(TrimSpace(HtmlAttribute(meta, key)));
    if (!name.empty()) head->meta[name].push_back(clean);
  }
}

void ReadLink(const GumboNode& link, HtmlHead* head) {
  const std::string href = CleanLine(HtmlAttribute(link, "href"));
  if (href.empty()) return;
  if (HasHtmlWord(link, "rel", "canonical") && head->canonical.empty()) head->canonical = href;
  if (HasHtmlWord(link, "rel", "alternate") && HasHtmlAttribute(link, "hreflang")) head->alternates.push_back(href);
}

std::string TextOfElement(const GumboNode& element) {
  std::string text;
  WalkHtml(element, [&](const GumboNode& node) {
    if (IsHtmlText(node)) text += HtmlNodeText(node);
    return true;
  });
  return CleanLine(text);
}

}  // namespace

std::string HtmlHead::Meta(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    if (const auto found = meta.find(name); found != meta.end()) return found->second.front();
  }
  return {};
}

bool HtmlHead::IsNoIndex() const {
  for (const std::string_view name : {"robots", "googlebot", "sou"}) {
    const auto found = meta.find(name);
    if (found == meta.end()) continue;
    for (const std::string& content : found->second) {
      const std::string words = AsciiLower(content);
      if (words.find("noindex") != std::string::npos || TrimSpace(words) == "none") return true;
    }
  }
  return false;
}

HtmlHead ReadHtmlHead(const GumboNode& root) {
  HtmlHead head;
  std::string written;
  WalkHtml(root, [&](const GumboNode& node) {
    if (!IsElement(node)) return false;
    if (node.v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return false;
    if (IsElement(node, {GUMBO_TAG_HTML})) {
      written = CleanLine(HtmlAttribute(node, "lang"));
      if (written.empty()) written = CleanLine(HtmlAttribute(node, "xml:lang"));
    } else if (IsElement(node, {GUMBO_TAG_TITLE}) && head.title.empty()) {
      head.title = TextOfElement(node);
    } else if (IsElement(node, {GUMBO_TAG_META})) {
      ReadMeta(node, &head);
    } else if (IsElement(node, {GUMBO_TAG_LINK})) {
      ReadLink(node, &head);
    }
    return true;
  });
  if (!written.empty()) head.language = std::move(written);
  return head;
}

}  // namespace sou::indexer
