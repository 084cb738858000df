// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/main_content.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

// In the order of the header; kNone last.
enum Mark : size_t { kSouBody, kPagefindBody, kMain, kArticle, kRoleMain, kBody, kNone };

Mark MarkOf(const GumboNode& element) {
  if (HasHtmlAttribute(element, "data-sou-body")) return kSouBody;
  if (HasHtmlAttribute(element, "data-pagefind-body")) return kPagefindBody;
  if (IsElement(element, {GUMBO_TAG_MAIN})) return kMain;
  if (IsElement(element, {GUMBO_TAG_ARTICLE})) return kArticle;
  if (HasHtmlWord(element, "role", "main")) return kRoleMain;
  return IsElement(element, {GUMBO_TAG_BODY}) ? kBody : kNone;
}

bool IsMarkedOut(const GumboNode& element, const char* attribute) {
  return HasHtmlAttribute(element, attribute) && HtmlAttribute(element, attribute) != "false";
}

bool IsHidden(const GumboNode& element) {
  if (HasHtmlAttribute(element, "hidden") && HtmlAttribute(element, "hidden") != "until-found") return true;
  return HtmlAttribute(element, "aria-hidden") == "true";
}

// A note that a documentation theme sets as <aside>: "starlight-aside", "admonition", "callout tip".
bool IsNote(const GumboNode& aside) {
  const std::string classes = AsciiLower(HtmlAttribute(aside, "class"));
  constexpr std::array<std::string_view, 5> kParts = {"admonition", "callout", "alert", "notice", "starlight-aside"};
  for (const std::string_view part : kParts) {
    if (classes.find(part) != std::string::npos) return true;
  }
  constexpr std::array<std::string_view, 4> kWords = {"note", "tip", "warning", "info"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return HasHtmlWord(aside, "class", word); });
}

bool IsWithinContent(const GumboNode& element) {
  constexpr int kLevels = 64;
  const GumboNode* node = element.parent;
  for (int i = 0; i < kLevels && node != nullptr && IsElement(*node); ++i, node = node->parent) {
    if (MarkOf(*node) < kBody) return true;
  }
  return false;
}

}  // namespace

bool IsNotContent(const GumboNode& element) {
  if (IsMarkedOut(element, "data-sou-ignore") || IsMarkedOut(element, "data-pagefind-ignore")) return true;
  if (IsHidden(element)) return true;
  if (IsElement(element, {GUMBO_TAG_NAV, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_FORM, GUMBO_TAG_BUTTON,
                          GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_DATALIST})) {
    return true;
  }
  if (HasHtmlWord(element, "role", "navigation") || HasHtmlWord(element, "role", "search")) return true;
  if (IsElement(element, {GUMBO_TAG_ASIDE})) return !IsNote(element);
  return IsElement(element, {GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER}) && !IsWithinContent(element);
}

std::vector<const GumboNode*> FindMainContent(const GumboNode& root) {
  std::array<std::vector<const GumboNode*>, kNone> found;
  std::array<const GumboNode*, kNone> open = {};  // the element of each kind that the walk is in
  WalkHtml(
      root,
      [&](const GumboNode& node) {
        if (!IsElement(node)) return node.type == GUMBO_NODE_DOCUMENT;
        const Mark mark = MarkOf(node);
        if (IsNotContent(node) && mark > kPagefindBody) return false;
        if (mark != kNone && open[mark] == nullptr) {
          open[mark] = &node;
          found[mark].push_back(&node);
        }
        return true;
      },
      [&](const GumboNode& node) {
        for (const GumboNode*& element : open) {
          if (element == &node) element = nullptr;
        }
      });
  for (std::vector<const GumboNode*>& kind : found) {
    if (!kind.empty()) return std::move(kind);
  }
  return {};
}

}  // namespace sou::indexer
