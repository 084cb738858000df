// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html_text.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

constexpr size_t kMaxOpenElements = 400;
// Gumbo opens these again in every later block while they are not closed.
constexpr size_t kMaxOpenFormatting = 40;

bool IsOneOf(GumboTag tag, std::initializer_list<GumboTag> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool IsLeftOut(GumboTag tag) {
  return IsOneOf(tag, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG, GUMBO_TAG_HEAD,
                       GUMBO_TAG_TITLE, GUMBO_TAG_IFRAME, GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED, GUMBO_TAG_OBJECT});
}

bool IsInline(GumboTag tag) {
  return IsOneOf(
      tag, {GUMBO_TAG_A,      GUMBO_TAG_ABBR, GUMBO_TAG_B,      GUMBO_TAG_BDI,    GUMBO_TAG_BDO,    GUMBO_TAG_BIG,
            GUMBO_TAG_CITE,   GUMBO_TAG_CODE, GUMBO_TAG_DATA,   GUMBO_TAG_DEL,    GUMBO_TAG_DFN,    GUMBO_TAG_EM,
            GUMBO_TAG_FONT,   GUMBO_TAG_I,    GUMBO_TAG_IMG,    GUMBO_TAG_INS,    GUMBO_TAG_KBD,    GUMBO_TAG_LABEL,
            GUMBO_TAG_MARK,   GUMBO_TAG_NOBR, GUMBO_TAG_Q,      GUMBO_TAG_RUBY,   GUMBO_TAG_RB,     GUMBO_TAG_RP,
            GUMBO_TAG_RT,     GUMBO_TAG_S,    GUMBO_TAG_SAMP,   GUMBO_TAG_SMALL,  GUMBO_TAG_SPAN,   GUMBO_TAG_STRIKE,
            GUMBO_TAG_STRONG, GUMBO_TAG_SUB,  GUMBO_TAG_SUP,    GUMBO_TAG_TIME,   GUMBO_TAG_TT,     GUMBO_TAG_U,
            GUMBO_TAG_VAR,    GUMBO_TAG_WBR,  GUMBO_TAG_BUTTON, GUMBO_TAG_OUTPUT, GUMBO_TAG_UNKNOWN});
}

uint8_t HeadingLevel(GumboTag tag) {
  if (tag < GUMBO_TAG_H1 || tag > GUMBO_TAG_H6) return 0;
  return static_cast<uint8_t>(tag - GUMBO_TAG_H1 + 1);
}

// A character reference beyond 31 bits overflows in gumbo and comes out as broken UTF-8.
std::string Attribute(const GumboNode& node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found == nullptr ? std::string() : text::RepairUtf8(found->value);
}
std::string Text(const GumboNode& node) { return text::RepairUtf8(node.v.text.text); }

bool IsText(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

bool HasChildren(const GumboNode& node) { return node.type == GUMBO_NODE_ELEMENT; }

// Calls enter(node) and leave(node) in document order without recursion; enter says whether to go into the node.
template <typename Enter, typename Leave>
void Walk(const GumboNode& root, const Enter& enter, const Leave& leave) {
  struct Step {
    const GumboNode* node;
    unsigned next_child;
  };
  std::vector<Step> path;
  if (enter(root) && HasChildren(root)) path.push_back({&root, 0});
  while (!path.empty()) {
    Step& step = path.back();
    const GumboVector& children = step.node->v.element.children;
    if (step.next_child == children.length) {
      leave(*step.node);
      path.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children.data[step.next_child++]);
    if (enter(*child) && HasChildren(*child)) path.push_back({child, 0});
  }
}

// The text of <pre> as it stands, and the language that a class such as "language-go" names.
void AddPre(const GumboNode& pre, BodyBuilder* body) {
  std::string code;
  std::string language;
  const auto enter = [&](const GumboNode& node) {
    if (IsText(node)) code += Text(node);
    if (node.type != GUMBO_NODE_ELEMENT) return false;
    if (node.v.element.tag == GUMBO_TAG_BR) code += '\n';
    const std::string classes = Attribute(node, "class");
    if (const size_t at = classes.find("language-"); at != std::string_view::npos && language.empty()) {
      language = classes.substr(at + 9, classes.find(' ', at) - at - 9);
    }
    return true;
  };
  Walk(pre, enter, [](const GumboNode&) {});
  body->Code(code, language);
}

// Line breaks in HTML text are soft.
void AddText(std::string_view text, BodyBuilder* body) {
  while (true) {
    const size_t end = text.find('\n');
    body->Text(text.substr(0, end));
    if (end == std::string_view::npos) return;
    body->SoftBreak();
    text.remove_prefix(end + 1);
  }
}

bool Enter(const GumboNode& node, BodyBuilder* body) {
  if (IsText(node)) AddText(Text(node), body);
  if (node.type != GUMBO_NODE_ELEMENT) return false;
  const GumboTag tag = node.v.element.tag;
  if (IsLeftOut(tag)) return false;
  if (tag == GUMBO_TAG_IMG) {
    body->ImageAlt(Attribute(node, "alt"));
    body->ImageAlt(Attribute(node, "title"));
  } else if (tag == GUMBO_TAG_BR) {
    body->Space();
  } else if (tag == GUMBO_TAG_PRE) {
    AddPre(node, body);
    return false;
  } else if (!IsInline(tag) && !IsOneOf(tag, {GUMBO_TAG_TD, GUMBO_TAG_TH})) {
    body->EndLine();
  }
  return true;
}

void Leave(const GumboNode& node, BodyBuilder* body) {
  const GumboTag tag = node.v.element.tag;
  if (const uint8_t level = HeadingLevel(tag); level > 0) {
    body->EndHeading(level, Attribute(node, "id"));
  } else if (IsOneOf(tag, {GUMBO_TAG_TD, GUMBO_TAG_TH})) {
    body->EndCell();
  } else if (!IsInline(tag) && tag != GUMBO_TAG_BR) {
    body->EndLine();
  }
}

struct Census {
  size_t open = 0;
  size_t most_open = 0;
  size_t open_formatting = 0;
  size_t most_open_formatting = 0;
  std::string first_table_part;  // the first table element, if no <table> came before it
};

bool IsVoid(std::string_view name) {
  constexpr std::array<std::string_view, 12> kVoid = {"br",  "img",  "hr",    "input", "meta",   "link",
                                                      "col", "area", "embed", "wbr",   "source", "track"};
  return std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
}

bool IsFormatting(std::string_view name) {
  constexpr std::array<std::string_view, 14> kFormatting = {"a",    "b", "big",   "code",   "em",     "font", "i",
                                                            "nobr", "s", "small", "strike", "strong", "tt",   "u"};
  return std::find(kFormatting.begin(), kFormatting.end(), name) != kFormatting.end();
}

bool IsTablePart(std::string_view name) {
  constexpr std::array<std::string_view, 6> kParts = {"td", "th", "tr", "tbody", "thead", "tfoot"};
  return std::find(kParts.begin(), kParts.end(), name) != kParts.end();
}

void Count(std::string_view tag, Census* census) {
  const std::string name = TagName(tag);
  if (name.empty() || IsVoid(name)) return;
  const bool closes = tag.starts_with("</");
  const auto move = [&](size_t* open, size_t* most) {
    if (closes) *open -= *open > 0 ? 1 : 0;
    if (!closes) *most = std::max(*most, ++*open);
  };
  move(&census->open, &census->most_open);
  if (IsFormatting(name)) move(&census->open_formatting, &census->most_open_formatting);
  if (census->first_table_part.empty() && (IsTablePart(name) || name == "table")) census->first_table_part = name;
}

// Calls on_text and on_tag for the pieces of the text, without any understanding of nesting.
template <typename OnText, typename OnTag>
void Scan(std::string_view html, const OnText& on_text, const OnTag& on_tag) {
  while (!html.empty()) {
    const size_t begin = std::min(html.find('<'), html.size());
    on_text(html.substr(0, begin));
    html.remove_prefix(begin);
    if (html.empty()) return;
    const bool is_comment = html.starts_with("<!--");
    const size_t end = is_comment ? html.find("-->") : html.find('>');
    const std::string_view tag = html.substr(0, end == std::string_view::npos ? end : end + (is_comment ? 3 : 1));
    on_tag(tag);
    html.remove_prefix(tag.size());
  }
}

void AddWithoutTags(std::string_view html, BodyBuilder* body) {
  Scan(
      html, [&](std::string_view text) { AddText(text, body); }, [&](std::string_view) { body->Space(); });
  body->EndLine();
}

struct OutputDeleter {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

}  // namespace

std::string TagName(std::string_view tag) {
  tag.remove_prefix(std::min<size_t>(tag.size(), tag.starts_with("</") ? 2 : 1));
  size_t end = 0;
  while (end < tag.size() && (IsAsciiLetter(tag[end]) || IsAsciiDigit(tag[end]))) ++end;
  return AsciiLower(tag.substr(0, end));
}

void AddHtml(std::string_view html, BodyBuilder* body) {
  Census census;
  Scan(
      html, [](std::string_view) {}, [&](std::string_view tag) { Count(tag, &census); });
  if (census.most_open > kMaxOpenElements || census.most_open_formatting > kMaxOpenFormatting) {
    AddWithoutTags(html, body);
    return;
  }
  // A Markdown block may begin inside a table; without its <table> the parser would glue the cells together.
  std::string in_table;
  if (!census.first_table_part.empty() && census.first_table_part != "table") {
    in_table = "<table>" + std::string(html);
    html = in_table;
  }
  const std::unique_ptr<GumboOutput, OutputDeleter> output(
      gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()));
  if (output == nullptr) return;
  Walk(
      *output->root, [&](const GumboNode& node) { return Enter(node, body); },
      [&](const GumboNode& node) { Leave(node, body); });
  body->EndLine();
}

}  // namespace sou::indexer
