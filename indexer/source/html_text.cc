// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

bool IsLeftOut(const GumboNode& node) {
  return IsElement(node, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG, GUMBO_TAG_HEAD,
                          GUMBO_TAG_TITLE, GUMBO_TAG_IFRAME, GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED, GUMBO_TAG_OBJECT});
}

bool IsInline(const GumboNode& node) {
  return IsElement(
      node, {GUMBO_TAG_A,      GUMBO_TAG_ABBR, GUMBO_TAG_B,      GUMBO_TAG_BDI,    GUMBO_TAG_BDO,    GUMBO_TAG_BIG,
             GUMBO_TAG_CITE,   GUMBO_TAG_CODE, GUMBO_TAG_DATA,   GUMBO_TAG_DEL,    GUMBO_TAG_DFN,    GUMBO_TAG_EM,
             GUMBO_TAG_FONT,   GUMBO_TAG_I,    GUMBO_TAG_IMG,    GUMBO_TAG_INS,    GUMBO_TAG_KBD,    GUMBO_TAG_LABEL,
             GUMBO_TAG_MARK,   GUMBO_TAG_NOBR, GUMBO_TAG_Q,      GUMBO_TAG_RUBY,   GUMBO_TAG_RB,     GUMBO_TAG_RP,
             GUMBO_TAG_RT,     GUMBO_TAG_S,    GUMBO_TAG_SAMP,   GUMBO_TAG_SMALL,  GUMBO_TAG_SPAN,   GUMBO_TAG_STRIKE,
             GUMBO_TAG_STRONG, GUMBO_TAG_SUB,  GUMBO_TAG_SUP,    GUMBO_TAG_TIME,   GUMBO_TAG_TT,     GUMBO_TAG_U,
             GUMBO_TAG_VAR,    GUMBO_TAG_WBR,  GUMBO_TAG_BUTTON, GUMBO_TAG_OUTPUT, GUMBO_TAG_UNKNOWN});
}

bool IsCell(const GumboNode& node) { return IsElement(node, {GUMBO_TAG_TD, GUMBO_TAG_TH}); }

bool HasOneOfClasses(const GumboNode& node, std::initializer_list<std::string_view> classes) {
  return std::any_of(classes.begin(), classes.end(),
                     [&](std::string_view name) { return HasHtmlWord(node, "class", name); });
}

// The line numbers that highlighters put beside code: chroma (lnt, ln), Rouge (rouge-gutter, lineno), hexo (gutter),
// Pygments (linenos), Prism and VitePress (line-numbers-…).
bool IsGutter(const GumboNode& node) {
  if (IsElement(node, {GUMBO_TAG_TD})) return HasOneOfClasses(node, {"gutter", "rouge-gutter", "linenos"});
  return IsElement(node, {GUMBO_TAG_SPAN, GUMBO_TAG_DIV, GUMBO_TAG_PRE}) &&
         HasOneOfClasses(node,
                         {"lnt", "ln", "lineno", "linenos", "linenodiv", "line-numbers-rows", "line-numbers-wrapper"});
}

bool HasLetterOrDigit(const GumboNode& root) {
  bool found = false;
  WalkHtml(root, [&](const GumboNode& node) {
    const std::string text = IsHtmlText(node) ? HtmlNodeText(node) : std::string();
    for (size_t i = 0; i < text.size() && !found;) {
      found = u_isalnum(static_cast<UChar32>(text::NextCodePoint(text, &i))) != 0;
    }
    return !found;
  });
  return found;
}

// A heading's link to itself: "¶", "#", "🔗", or a zero-width character with a style.
bool IsPermalink(const GumboNode& node) {
  if (!IsElement(node, {GUMBO_TAG_A}) || !HtmlAttribute(node, "href").starts_with('#')) return false;
  const GumboNode* parent = node.parent;
  const bool in_heading = parent != nullptr && (HtmlHeadingLevel(*parent) > 0 ||
                                                (parent->parent != nullptr && HtmlHeadingLevel(*parent->parent) > 0));
  return in_heading && !HasLetterOrDigit(node);
}

std::string IdInside(const GumboNode& heading) {
  int elements_left = 32;  // of a heading that holds half the page
  std::string id;
  WalkHtml(heading, [&](const GumboNode& node) {
    if (!id.empty() || !IsElement(node) || --elements_left < 0) return false;
    id = HtmlAttribute(node, "id");
    if (id.empty() && IsElement(node, {GUMBO_TAG_A})) id = HtmlAttribute(node, "name");
    return true;
  });
  return id;
}

// The id of a <section> (or Sphinx's <div class="section">) that begins with the heading.
std::string IdAround(const GumboNode& heading) {
  const GumboNode* parent = heading.parent;
  if (parent == nullptr || !IsElement(*parent, {GUMBO_TAG_SECTION, GUMBO_TAG_DIV})) return {};
  if (IsElement(*parent, {GUMBO_TAG_DIV}) && !HasHtmlWord(*parent, "class", "section")) return {};
  const GumboVector& children = parent->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (IsElement(*child)) return child == &heading ? HtmlAttribute(*parent, "id") : std::string();
  }
  return {};
}

std::string AnchorOf(const GumboNode& heading) {
  const std::string id = IdInside(heading);
  return id.empty() ? IdAround(heading) : id;
}

// "go" of class="hl language-go", or of <figure class="highlight go">.
std::string CodeLanguage(const GumboNode& node) {
  const std::string classes = HtmlAttribute(node, "class");
  if (const size_t at = classes.find("language-"); at != std::string::npos) {
    return classes.substr(at + 9, classes.find(' ', at) - at - 9);
  }
  constexpr std::string_view kHexo = "highlight ";
  if (!IsElement(node, {GUMBO_TAG_FIGURE}) || !classes.starts_with(kHexo)) return {};
  return classes.substr(kHexo.size(), classes.find(' ', kHexo.size()) - kHexo.size());
}

class TextWalk {
 public:
  TextWalk(FunctionRef<bool(const GumboNode&)> is_left_out, BodyBuilder* body)
      : is_left_out_(is_left_out), body_(body) {}

  // Line breaks in HTML text are soft.
  static void AddText(std::string_view text, BodyBuilder* body) {
    while (true) {
      const size_t end = text.find('\n');
      body->Text(text.substr(0, end));
      if (end == std::string_view::npos) return;
      body->SoftBreak();
      text.remove_prefix(end + 1);
    }
  }

  bool Enter(const GumboNode& node) {
    if (IsHtmlText(node)) AddText(HtmlNodeText(node), body_);
    if (!IsElement(node) || IsLeftOut(node) || IsGutter(node) || IsPermalink(node) || is_left_out_(node)) return false;
    if (IsElement(node, {GUMBO_TAG_IMG})) {
      body_->ImageAlt(HtmlAttribute(node, "alt"));
      body_->ImageAlt(HtmlAttribute(node, "title"));
    } else if (IsElement(node, {GUMBO_TAG_BR})) {
      body_->Space();
    } else if (IsElement(node, {GUMBO_TAG_PRE})) {
      AddPre(node);
      return false;
    } else if (!IsInline(node) && !IsCell(node)) {
      body_->EndLine();
    }
    return true;
  }

  void Leave(const GumboNode& node) {
    if (const int level = HtmlHeadingLevel(node); level > 0) {
      body_->EndHeading(static_cast<uint8_t>(level), AnchorOf(node));
    } else if (IsCell(node)) {
      body_->EndCell();
    } else if (!IsInline(node) && !IsElement(node, {GUMBO_TAG_BR})) {
      body_->EndLine();
    }
  }

 private:
  // The text of <pre> as it stands, and the language that a class says: its own, of an element inside, or of one of
  // the few that highlighters put around it.
  void AddPre(const GumboNode& pre) {
    constexpr int kAround = 6;
    std::string code;
    std::string language;
    WalkHtml(pre, [&](const GumboNode& node) {
      if (IsHtmlText(node)) code += HtmlNodeText(node);
      if (!IsElement(node) || IsGutter(node) || is_left_out_(node)) return false;
      if (IsElement(node, {GUMBO_TAG_BR})) code += '\n';
      if (language.empty()) language = CodeLanguage(node);
      return true;
    });
    const GumboNode* around = pre.parent;
    for (int i = 0; i < kAround && around != nullptr && IsElement(*around) && language.empty(); ++i) {
      language = CodeLanguage(*around);
      around = around->parent;
    }
    body_->Code(code, language);
  }

  FunctionRef<bool(const GumboNode&)> is_left_out_;
  BodyBuilder* body_;
};

void AddWithoutTags(std::string_view html, BodyBuilder* body) {
  while (!html.empty()) {
    const HtmlPiece piece = TakeHtmlPiece(&html);
    if (piece.kind == HtmlPiece::Kind::kText) {
      TextWalk::AddText(piece.text, body);
    } else {
      body->Space();
    }
  }
  body->EndLine();
}

}  // namespace

void AddHtml(std::string_view html, BodyBuilder* body) {
  const std::optional<HtmlTree> tree = HtmlTree::Parse(html);
  if (!tree) return AddWithoutTags(html, body);
  AddHtmlNode(
      tree->root(), [](const GumboNode&) { return false; }, body);
}

void AddHtmlNode(const GumboNode& root, FunctionRef<bool(const GumboNode& element)> is_left_out, BodyBuilder* body) {
  TextWalk walk(is_left_out, body);
  WalkHtml(
      root, [&](const GumboNode& node) { return walk.Enter(node); }, [&](const GumboNode& node) { walk.Leave(node); });
  body->EndLine();
}

}  // namespace sou::indexer
