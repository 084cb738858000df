// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts a page's text together line by line while a reader walks its Markdown or HTML. Thread-compatible.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/store/page.h"
#include "indexer/source/unique_texts.h"

namespace sou::indexer {

// The parts of a Page that its content file's body gives; see page.h.
struct Body {
  std::string text;
  std::vector<Heading> headings;
  std::vector<CodeBlock> code_blocks;
  std::vector<std::string> image_alts;

  bool operator==(const Body&) const = default;
};

class BodyBuilder {
 public:
  // More of the current line. White space is collapsed when the line ends.
  void Text(std::string_view text);
  void Space() { line_ += ' '; }
  // The author broke a line inside a paragraph. It is a blank, except between two East Asian wide characters (CSS Text
  // 3, section 4.1.3; Hangul, which has blanks between words, keeps it): a Chinese sentence goes on without one.
  void SoftBreak() { pending_break_ = true; }
  // Ends a table cell: the cells of a row share a line, two blanks between them.
  void EndCell();
  // Ends the line; an empty one leaves no trace.
  void EndLine();
  // Ends the line, which is a heading. One without text is not recorded.
  void EndHeading(uint8_t level, std::string anchor);
  // Lines of code, kept as they are but for control characters and blank lines around them.
  void Code(std::string_view code, std::string_view language);
  void ImageAlt(std::string_view text);
  // The current line so far, blanks not yet collapsed.
  [[nodiscard]] std::string_view line() const { return line_; }
  // Removes an attribute block such as " {#id}" from the end of the current line, if it is there.
  void DropFromLastBrace();

  [[nodiscard]] Body Finish();

 private:
  Body body_;
  UniqueTexts image_alts_;
  std::string line_;
  std::string row_;
  bool pending_break_ = false;
};

}  // namespace sou::indexer
