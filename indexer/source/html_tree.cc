// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html_tree.h"

#include <array>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

constexpr size_t kMaxOpenElements = 400;
// Gumbo opens these again in every later block while they are not closed.
constexpr size_t kMaxOpenFormatting = 40;

template <size_t kSize>
bool IsOneOf(std::string_view name, const std::array<std::string_view, kSize>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Elements without content, and those of which the next one closes the one before: minifiers leave their ends out.
bool NeverNests(std::string_view name) {
  constexpr auto kNames =
      std::to_array<std::string_view>({"br", "img", "hr", "input", "meta", "link", "col", "area", "embed", "wbr",
                                       "source", "track", "p", "li", "dt", "dd", "html", "head", "body"});
  return IsOneOf(name, kNames);
}

bool IsFormatting(std::string_view name) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
  return IsOneOf(name, kNames);
}

bool IsTablePart(std::string_view name) {
  constexpr auto kNames = std::to_array<std::string_view>({"td", "th", "tr", "tbody", "thead", "tfoot"});
  return IsOneOf(name, kNames);
}

struct OpenCount {
  size_t now = 0;
  size_t most = 0;

  void Count(bool closes) {
    if (closes) {
      now -= now > 0 ? 1 : 0;
    } else {
      most = std::max(most, ++now);
    }
  }
};

struct Census {
  OpenCount open;
  OpenCount open_formatting;
  OpenCount open_table_parts;
  bool is_foreign = false;       // with <svg> or <math>, in which parts of tables nest
  std::string first_table_part;  // the first table element, if no <table> came before it

  void Count(std::string_view tag) {
    const std::string name = TagName(tag);
    if (name.empty() || NeverNests(name)) return;
    const bool closes = tag.starts_with("</");
    (IsTablePart(name) ? open_table_parts : open).Count(closes);
    if (IsFormatting(name)) open_formatting.Count(closes);
    if (name == "svg" || name == "math") is_foreign = true;
    if (first_table_part.empty() && (IsTablePart(name) || name == "table")) first_table_part = name;
  }

  [[nodiscard]] bool IsTooDeep() const {
    return open.most + (is_foreign ? open_table_parts.most : 0) > kMaxOpenElements ||
           open_formatting.most > kMaxOpenFormatting;
  }
};

bool BeginsTag(std::string_view html) {
  if (html.size() < 2 || html[0] != '<') return false;
  return IsAsciiLetter(html[1]) || html[1] == '/' || html[1] == '!' || html[1] == '?';
}

// Where the content of a <script> or <style> ends: before its end tag, or with the text.
size_t RawEnd(std::string_view html, std::string_view name) {
  for (size_t at = html.find("</"); at != std::string_view::npos; at = html.find("</", at + 2)) {
    const std::string_view rest = html.substr(at + 2);
    const bool is_end = EqualsIgnoringCase(rest.substr(0, name.size()), name) &&
                        (rest.size() == name.size() || rest[name.size()] == '>' || rest[name.size()] == '/' ||
                         IsAsciiSpace(rest[name.size()]));
    if (is_end) return at;
  }
  return html.size();
}

size_t EndOf(std::string_view html, std::string_view mark) {
  const size_t at = html.find(mark);
  return at == std::string_view::npos ? html.size() : at + mark.size();
}

HtmlScript DivideScript(std::string_view script) {
  const size_t begin = EndOf(script, ">");
  const std::string_view text = script.substr(begin);
  return {script.substr(0, begin), text.substr(0, RawEnd(text, "script"))};
}

}  // namespace

HtmlPiece TakeHtmlPiece(std::string_view* html) {
  HtmlPiece piece{HtmlPiece::Kind::kText, {}};
  size_t size = 0;
  if (!BeginsTag(*html)) {
    size = std::min(html->find('<', 1), html->size());
  } else if (html->starts_with("<!--")) {
    piece.kind = HtmlPiece::Kind::kComment;
    size = EndOf(*html, "-->");
  } else {
    piece.kind = HtmlPiece::Kind::kTag;
    size = EndOf(*html, ">");
    const std::string name = html->starts_with("</") ? "" : TagName(html->substr(0, size));
    if (name == "script" || name == "style") {
      piece.kind = name == "script" ? HtmlPiece::Kind::kScript : HtmlPiece::Kind::kStyle;
      size += RawEnd(html->substr(size), name);
      size += EndOf(html->substr(size), ">");
    }
  }
  piece.text = html->substr(0, size);
  html->remove_prefix(size);
  return piece;
}

std::string TagName(std::string_view tag) {
  tag.remove_prefix(std::min<size_t>(tag.size(), tag.starts_with("</") ? 2 : 1));
  size_t end = 0;
  while (end < tag.size() && (IsAsciiLetter(tag[end]) || IsAsciiDigit(tag[end]))) ++end;
  return AsciiLower(tag.substr(0, end));
}

// Gumbo sees exactly what was counted: where a script or comment ends is for us to say, not for two to guess.
std::optional<HtmlTree> HtmlTree::Parse(std::string_view html) {
  HtmlTree tree;
  tree.text_ = std::make_unique<std::string>();
  Census census;
  while (!html.empty()) {
    const HtmlPiece piece = TakeHtmlPiece(&html);
    if (piece.kind == HtmlPiece::Kind::kTag) census.Count(piece.text);
    if (piece.kind == HtmlPiece::Kind::kScript) tree.scripts_.push_back(DivideScript(piece.text));
    if (piece.kind == HtmlPiece::Kind::kTag || piece.kind == HtmlPiece::Kind::kText) *tree.text_ += piece.text;
  }
  if (census.IsTooDeep()) return std::nullopt;
  // A Markdown block may begin inside a table; without its <table> the parser would glue the cells together.
  if (!census.first_table_part.empty() && census.first_table_part != "table") tree.text_->insert(0, "<table>");
  tree.output_.reset(gumbo_parse_with_options(&kGumboDefaultOptions, tree.text_->data(), tree.text_->size()));
  if (tree.output_ == nullptr) return std::nullopt;
  return tree;
}

int HtmlHeadingLevel(const GumboNode& node) {
  if (!IsElement(node)) return 0;
  const GumboTag tag = node.v.element.tag;
  return tag < GUMBO_TAG_H1 || tag > GUMBO_TAG_H6 ? 0 : tag - GUMBO_TAG_H1 + 1;
}

// A character reference beyond 31 bits overflows in gumbo and comes out as broken UTF-8.
std::string HtmlAttribute(const GumboNode& node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found == nullptr ? std::string() : text::RepairUtf8(found->value);
}

bool HasHtmlAttribute(const GumboNode& node, const char* name) {
  return gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

bool HasHtmlWord(const GumboNode& node, const char* attribute, std::string_view word) {
  const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, attribute);
  std::string_view rest = found == nullptr ? std::string_view() : found->value;
  while (!(rest = TrimSpace(rest)).empty()) {
    size_t end = 0;
    while (end < rest.size() && !IsAsciiSpace(rest[end])) ++end;
    if (EqualsIgnoringCase(rest.substr(0, end), word)) return true;
    rest.remove_prefix(end);
  }
  return false;
}

std::string HtmlNodeText(const GumboNode& node) { return text::RepairUtf8(node.v.text.text); }

}  // namespace sou::indexer
