// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/heading_ids.h"
#include "indexer/source/hexo/heading_slug.h"
#include "indexer/source/html_text.h"

namespace sou::indexer {
namespace {

struct NodeDeleter {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct ParserDeleter {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct IteratorDeleter {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Document = std::unique_ptr<cmark_node, NodeDeleter>;

Document Parse(std::string_view text, bool with_tables) {
  static std::once_flag registered;  // cmark's registry is global
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  const std::unique_ptr<cmark_parser, ParserDeleter> parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
  for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
    if (!with_tables && std::string_view(name) == "table") continue;
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return Document(cmark_parser_finish(parser.get()));
}

std::string_view Literal(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : literal;
}

std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) lines.push_back(TakeLine(&text));
  return lines;
}

// The blanks and quote marks before a line's own text.
size_t PrefixLength(std::string_view line) { return std::min(line.find_first_not_of(" \t>"), line.size()); }

bool IsUnderline(std::string_view line) {
  line = TrimSpace(line.substr(PrefixLength(line)));
  return !line.empty() && (line.find_first_not_of('=') == line.npos || line.find_first_not_of('-') == line.npos);
}

// Walks the tree with cmark's iterator: nesting costs no stack.
class Walker {
 public:
  Walker(std::string_view text, const MarkdownOptions& options, BodyBuilder* body)
      : options_(options),
        lines_(SplitLines(text)),
        body_(body),
        ids_(options.heading_ids, options.heading_id_prefix) {}

  void Walk(cmark_node* document) {
    const std::unique_ptr<cmark_iter, IteratorDeleter> iterator(cmark_iter_new(document));
    for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      cmark_node* node = cmark_iter_get_node(iterator.get());
      if (event == CMARK_EVENT_ENTER) Enter(node);
      if (event == CMARK_EVENT_EXIT) Exit(node);
    }
  }

 private:
  void Enter(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE) ++images_;
    if (images_ > 0) return InImage(node, type);
    if (type == CMARK_NODE_CODE_BLOCK) {
      const std::string_view info = cmark_node_get_fence_info(node);
      body_->Code(Literal(node), info.substr(0, info.find_first_of(" \t{,")));
    } else if (type == CMARK_NODE_HTML_BLOCK) {
      body_->EndLine();
      AddHtml(Literal(node), body_);
    } else if (type == CMARK_NODE_HTML_INLINE) {
      InlineHtml(Literal(node));
    } else if (!hidden_element_.empty()) {
      return;
    } else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
      AddText(Literal(node));
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
      body_->SoftBreak();
    }
  }

  // Of "[^", a line end and "茶x]" cmark-gfm takes a part of 茶 for a footnote's name.
  void AddText(std::string_view text) {
    if (text::FindInvalidUtf8(text)) return body_->Text(text::RepairUtf8(text));
    body_->Text(text);
  }

  void InImage(cmark_node* node, cmark_node_type type) {
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) alt_ += Literal(node);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) alt_ += ' ';
  }

  void Exit(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE) {
      EndImage(node);
    } else if (type == CMARK_NODE_HEADING) {
      EndHeading(node);
    } else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_ITEM) {
      hidden_element_.clear();
      body_->EndLine();
    } else if (type > CMARK_NODE_FOOTNOTE_DEFINITION && (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK) {
      ExitTablePart(cmark_node_get_type_string(node));
    }
  }

  // The extension's node types have names only.
  void ExitTablePart(std::string_view name) {
    if (name == "table_cell") body_->EndCell();
    if (name == "table_row" || name == "table_header") body_->EndLine();
  }

  void EndImage(cmark_node* node) {
    if (--images_ > 0) return;
    body_->ImageAlt(text::RepairUtf8(alt_));
    alt_.clear();
    if (const char* title = cmark_node_get_title(node); title != nullptr) body_->ImageAlt(title);
  }

  // Tags vanish; those that divide text leave a blank, and what a script or style holds is no text.
  void InlineHtml(std::string_view tag) {
    const std::string name = TagName(tag);
    const bool closes = tag.starts_with("</");
    if (!hidden_element_.empty()) {
      if (closes && name == hidden_element_) hidden_element_.clear();
      return;
    }
    if (name == "script" || name == "style") {
      if (!closes) hidden_element_ = name;
    } else if (name == "img") {
      AddImage(tag);
    } else if (name == "br" || name == "p" || name == "div" || name == "li" || name == "td" || name == "th" ||
               name == "tr") {
      body_->Space();
    }
  }

  // Through a body of its own: AddHtml ends lines.
  void AddImage(std::string_view tag) {
    BodyBuilder image;
    AddHtml(tag, &image);
    for (const std::string& alt : image.Finish().image_alts) body_->ImageAlt(alt);
  }

  void EndHeading(cmark_node* node) {
    hidden_element_.clear();
    const auto level = static_cast<uint8_t>(cmark_node_get_heading_level(node));
    const HeadingSource source = Source(node);
    if (IsHexoStyle(options_.heading_ids)) {
      body_->EndHeading(level, ids_.Make(source.text, HexoHeadingHtml(node, source.text)));
      return;
    }
    if (source.has_attributes) body_->DropFromLastBrace();
    std::string anchor = source.id;
    if (anchor.empty()) {
      anchor = ids_.Make(source.text, body_->line());
    } else {
      ids_.Reserve(anchor);
    }
    body_->EndHeading(level, std::move(anchor));
  }

  // The heading's own source: of a setext heading the last line above its underline.
  HeadingSource Source(cmark_node* node) const {
    const bool attributes = options_.heading_attributes;
    const auto start = static_cast<size_t>(std::max(cmark_node_get_start_line(node), 1));
    const auto column = static_cast<size_t>(std::max(cmark_node_get_start_column(node), 1));
    if (start > lines_.size()) return {};
    const std::string_view first = lines_[start - 1].substr(std::min(column - 1, lines_[start - 1].size()));
    if (first.starts_with('#')) return ReadHeadingSource(first, true, attributes);
    // cmark gives a setext heading the end of what follows it, so its underline is looked for.
    size_t last = start - 1;
    while (last + 1 < lines_.size() && !IsUnderline(lines_[last + 1])) ++last;
    const std::string_view text = last == start - 1 ? first : lines_[last].substr(PrefixLength(lines_[last]));
    return ReadHeadingSource(text, false, attributes);
  }

  const MarkdownOptions& options_;
  const std::vector<std::string_view> lines_;
  BodyBuilder* body_;
  HeadingIds ids_;
  size_t images_ = 0;  // images around the current node
  std::string alt_;
  std::string hidden_element_;  // "script" or "style" while its content is left out
};

// "|---|:--:|", perhaps in a quote or list: the number of its columns, 0 if it is no such line.
uint64_t DelimiterColumns(std::string_view line) {
  if (line.find('-') == std::string_view::npos || line.find('|') == std::string_view::npos) return 0;
  if (line.find_first_not_of("|:- \t>*+0123456789.)") != std::string_view::npos) return 0;
  return static_cast<uint64_t>(std::count(line.begin(), line.end(), '|')) + 1;
}

}  // namespace

uint64_t CountTableCells(std::string_view text) {
  uint64_t cells = 0;
  uint64_t columns = 0;
  while (!text.empty()) {
    const std::string_view line = TakeLine(&text);
    if (TrimSpace(line).empty()) columns = 0;
    columns = std::max(columns, DelimiterColumns(line));
    cells += columns;
  }
  return cells;
}

Body ReadMarkdown(std::string_view text, const MarkdownOptions& options, std::vector<Warning>* warnings) {
  const bool with_tables = CountTableCells(text) <= options.max_table_cells;
  if (!with_tables) {
    warnings->push_back({{options.path, options.first_line, 0},
                         "tables with more than " + std::to_string(options.max_table_cells) +
                             " cells (max_table_cells) are read as text"});
  }
  BodyBuilder body;
  const Document document = Parse(text, with_tables);
  Walker(text, options, &body).Walk(document.get());
  return body.Finish();
}

}  // namespace sou::indexer
