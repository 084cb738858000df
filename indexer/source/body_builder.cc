// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/body_builder.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"

namespace sou::indexer {
namespace {

// Quotation marks, dashes and the ellipsis are as wide as their neighbours.
bool IsAmbiguous(char32_t c) { return (c >= 0x2018 && c <= 0x201D) || c == 0x2014 || c == 0x2026; }

bool IsWide(char32_t c) {
  if (c < 0x1100) return false;
  const auto code_point = static_cast<UChar32>(c);
  const int32_t width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  if (width != U_EA_WIDE && width != U_EA_FULLWIDTH && width != U_EA_HALFWIDTH) return false;
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(code_point, &error) != USCRIPT_HANGUL;
}

bool JoinsWithoutBlank(char32_t before, char32_t after) {
  return (IsWide(before) && (IsWide(after) || IsAmbiguous(after))) || (IsAmbiguous(before) && IsWide(after));
}

// Without blank lines at both ends and blanks at the end.
std::string_view TrimLines(std::string_view code) {
  while (!code.empty() && IsAsciiSpace(code.back())) code.remove_suffix(1);
  for (size_t i = 0; i < code.size() && IsAsciiSpace(code[i]); ++i) {
    if (code[i] == '\n') return TrimLines(code.substr(i + 1));
  }
  return code;
}

}  // namespace

void BodyBuilder::Text(std::string_view text) {
  if (text.empty()) return;
  if (pending_break_) {
    pending_break_ = false;
    size_t end = line_.size();
    size_t begin = 0;
    const bool joined =
        !line_.empty() && JoinsWithoutBlank(text::PreviousCodePoint(line_, &end), text::NextCodePoint(text, &begin));
    if (!joined) line_ += ' ';
  }
  line_ += text;
}

void BodyBuilder::EndCell() {
  pending_break_ = false;
  const std::string cell = CleanLine(line_);
  line_.clear();
  if (!row_.empty() && !cell.empty()) row_ += "  ";
  row_ += cell;
}

void BodyBuilder::EndLine() {
  EndCell();
  if (!row_.empty()) {
    if (!body_.text.empty()) body_.text += '\n';
    body_.text += row_;
  }
  row_.clear();
}

void BodyBuilder::EndHeading(uint8_t level, std::string anchor) {
  EndCell();
  if (row_.empty()) return;
  const std::string text = row_;
  EndLine();
  body_.headings.push_back({level, text, std::move(anchor), static_cast<uint32_t>(body_.text.size() - text.size())});
}

void BodyBuilder::Code(std::string_view code, std::string_view language) {
  EndLine();
  const std::string lines = CleanLines(code);
  const std::string_view kept = TrimLines(lines);
  if (kept.empty()) return;
  if (!body_.text.empty()) body_.text += '\n';
  const auto begin = static_cast<uint32_t>(body_.text.size());
  body_.text += kept;
  body_.code_blocks.push_back({begin, static_cast<uint32_t>(body_.text.size()), CleanLine(language)});
}

void BodyBuilder::ImageAlt(std::string_view text) { image_alts_.Add(CleanLine(text)); }

void BodyBuilder::DropFromLastBrace() { line_.resize(std::min(line_.size(), line_.rfind('{'))); }

Body BodyBuilder::Finish() {
  EndLine();
  body_.image_alts = image_alts_.Take();
  return std::move(body_);
}

}  // namespace sou::indexer
