// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML as a tree of gumbo's nodes, and the few things that readers do with it. Thread-safe.
#pragma once

#include <gumbo.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sou::indexer {

// What stands in a <script>, within the HTML that was parsed.
struct HtmlScript {
  std::string_view tag;   // `<script type="application/ld+json">`
  std::string_view text;  // as it stands
};

class HtmlTree {
 public:
  // The tree of a fragment or page; scripts, styles and comments are no part of it. nullopt for HTML with hundreds of
  // elements open at once: no author writes that, and gumbo's time and stack grow with it.
  [[nodiscard]] static std::optional<HtmlTree> Parse(std::string_view html);

  [[nodiscard]] const GumboNode& root() const { return *output_->root; }
  [[nodiscard]] const std::vector<HtmlScript>& scripts() const { return scripts_; }

 private:
  struct OutputDeleter {
    void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
  };

  std::unique_ptr<std::string> text_;  // what the nodes point into
  std::unique_ptr<GumboOutput, OutputDeleter> output_;
  std::vector<HtmlScript> scripts_;
};

// The pieces of HTML, found without any understanding of nesting. A script or style is one piece from its first to its
// last tag.
struct HtmlPiece {
  enum class Kind { kText, kTag, kComment, kScript, kStyle };
  Kind kind;
  std::string_view text;
};

// Cuts the next piece from the front of *html, which is not empty.
[[nodiscard]] HtmlPiece TakeHtmlPiece(std::string_view* html);

// The element's name in lower case, of a single tag such as `<BR/>` or `</td>`; empty for a comment.
[[nodiscard]] std::string TagName(std::string_view tag);

inline bool IsElement(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}
inline bool IsElement(const GumboNode& node, std::initializer_list<GumboTag> tags) {
  return IsElement(node) && std::find(tags.begin(), tags.end(), node.v.element.tag) != tags.end();
}
inline bool IsHtmlText(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}
// 1 to 6 for <h1> to <h6>, else 0.
[[nodiscard]] int HtmlHeadingLevel(const GumboNode& node);

// Of an element: the attribute's value, empty without one, and whether it is there.
[[nodiscard]] std::string HtmlAttribute(const GumboNode& node, const char* name);
[[nodiscard]] bool HasHtmlAttribute(const GumboNode& node, const char* name);
// Whether one of the words of a `class`, `rel`, … attribute is `word`, in either case.
[[nodiscard]] bool HasHtmlWord(const GumboNode& node, const char* attribute, std::string_view word);

// Of a text node.
[[nodiscard]] std::string HtmlNodeText(const GumboNode& node);

// Calls enter(node) and leave(node) in document order without recursion; enter says whether to go into the node. leave
// is called for the nodes gone into.
template <typename Enter, typename Leave>
void WalkHtml(const GumboNode& root, const Enter& enter, const Leave& leave) {
  struct Step {
    const GumboNode* node;
    unsigned next_child;
  };
  const auto has_children = [](const GumboNode& node) { return node.type == GUMBO_NODE_ELEMENT; };
  std::vector<Step> path;
  if (enter(root) && has_children(root)) path.push_back({&root, 0});
  while (!path.empty()) {
    Step& step = path.back();
    const GumboVector& children = step.node->v.element.children;
    if (step.next_child == children.length) {
      leave(*step.node);
      path.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children.data[step.next_child++]);
    if (enter(*child) && has_children(*child)) path.push_back({child, 0});
  }
}

template <typename Enter>
void WalkHtml(const GumboNode& root, const Enter& enter) {
  WalkHtml(root, enter, [](const GumboNode&) {});
}

}  // namespace sou::indexer
