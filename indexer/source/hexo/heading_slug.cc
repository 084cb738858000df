// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/heading_slug.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

// Stands for '&' while a heading is parsed again; private use, so no author's.
constexpr std::string_view kAmpersand = "\xEF\xA3\xBF";

void ReplaceAll(std::string_view from, std::string_view to, std::string* text) {
  for (size_t at = text->find(from); at != std::string::npos; at = text->find(from, at + to.size())) {
    text->replace(at, from.size(), to);
  }
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kReadEntities = {{
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&#39;", "'"},
    {"&#96;", "`"},
    {"&#x2F;", "/"},
    {"&#x3D;", "="},
    {"&amp;", "&"},
}};

// Whether the source tells more than the characters that cmark read: of an entity the name may stay in the id, and
// quotes written so are not curled.
bool HasEntityOrEscapedQuote(std::string_view source) {
  if (source.find("\\'") != source.npos || source.find("\\\"") != source.npos) return true;
  for (size_t at = source.find('&'); at != std::string_view::npos; at = source.find('&', at + 1)) {
    const std::string_view rest = source.substr(at);
    const size_t end = rest.find_first_of("; \t", 1);
    if (end == std::string_view::npos || rest[end] != ';' || end == 1) continue;
    if (!rest.starts_with("&lt;") && !rest.starts_with("&gt;") && !rest.starts_with("&amp;")) return true;
  }
  return false;
}

// Each `quote` as `opening` at the begin of the text or behind a blank, a dash, a bracket or `also`, else as `closing`.
std::string CurlQuotes(std::string_view text, char quote, std::string_view opening, std::string_view closing,
                       std::string_view also) {
  std::string out;
  for (const char c : text) {
    if (c != quote) {
      out += c;
      continue;
    }
    const bool opens = out.empty() || std::string_view("-/([{ \t\n").find(out.back()) != std::string_view::npos ||
                       out.ends_with("—") || out.ends_with(also);
    out += opens ? opening : closing;
  }
  return out;
}

// marked's old typographer, which the renderer keeps.
std::string Typeset(std::string text) {
  ReplaceAll("---", "—", &text);
  ReplaceAll("--", "–", &text);
  text = CurlQuotes(text, '\'', "‘", "’", "\"");
  text = CurlQuotes(text, '"', "“", "”", "‘");
  ReplaceAll("...", "…", &text);
  return text;
}

std::string_view Literal(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : literal;
}

// Text that is an address made a link: it is left as it is.
bool IsAutolink(cmark_node* text) {
  cmark_node* parent = cmark_node_parent(text);
  if (cmark_node_get_type(parent) != CMARK_NODE_LINK) return false;
  const char* url = cmark_node_get_url(parent);
  return url != nullptr && std::string_view(url).ends_with(Literal(text));
}

std::string Collect(cmark_node* block, bool entities_are_hidden) {
  struct Deleter {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
  };
  const std::unique_ptr<cmark_iter, Deleter> iterator(cmark_iter_new(block));
  std::string html;
  int images = 0;
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE) images += event == CMARK_EVENT_ENTER ? 1 : -1;
    if (images > 0 || event != CMARK_EVENT_ENTER) continue;
    std::string text(Literal(node));
    if (entities_are_hidden) ReplaceAll(kAmpersand, "&", &text);
    if (type == CMARK_NODE_TEXT) {
      if (!IsAutolink(node)) text = Typeset(std::move(text));
      for (const auto& [entity, character] : kReadEntities) {
        if (entities_are_hidden) ReplaceAll(entity, character, &text);
      }
    } else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
      text = "[^" + text + "]";  // the renderer knows no footnotes
    }
    html += text;
  }
  return html;
}

struct NodeDeleter {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

}  // namespace

std::string HexoHeadingHtml(cmark_node* heading, std::string_view source) {
  if (!HasEntityOrEscapedQuote(source)) return Collect(heading, false);
  std::string hidden(source);
  ReplaceAll("\\'", "&#39;", &hidden);
  ReplaceAll("\\\"", "&quot;", &hidden);
  ReplaceAll("&", kAmpersand, &hidden);
  const std::unique_ptr<cmark_node, NodeDeleter> document(
      cmark_parse_document(hidden.data(), hidden.size(), CMARK_OPT_DEFAULT));
  return Collect(document.get(), true);
}

std::string HexoHeadingSlug(std::string_view html, LetterCase letter_case) {
  std::string text;
  size_t depth = 0;  // of tags in tags
  char quote = 0;
  bool in_tag = false;
  for (size_t i = 0; i < html.size(); ++i) {
    const char c = html[i];
    if (!in_tag) {
      if (c != '<') {
        text += c;
      } else if (i + 1 < html.size() && (html[i + 1] == ' ' || html[i + 1] == '\n')) {
        text += "< ";
        ++i;
      } else if (html.substr(i).starts_with("<!--")) {
        const size_t end = html.find("-->", i + 4);
        if (end == std::string_view::npos) break;
        i = end + 2;
      } else {
        in_tag = true;
      }
    } else if (c == '"' || c == '\'') {
      quote = quote == c ? '\0' : quote == 0 ? c : quote;
    } else if (c == '<' && quote == 0) {
      ++depth;
    } else if (c == '>' && quote == 0) {
      if (depth == 0) in_tag = false;
      if (depth > 0) --depth;
    }
  }
  return HexoSlug(TrimScriptSpace(text), letter_case);
}

bool IsScriptObjectMember(std::string_view name) {
  constexpr std::array<std::string_view, 7> kMembers = {
      "constructor",    "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
      "toLocaleString", "toString",       "valueOf"};
  return std::find(kMembers.begin(), kMembers.end(), name) != kMembers.end();
}

}  // namespace sou::indexer
