// SPDX-License-Identifier: GPL-3.0-or-later
//
// The laws of what the readers of content files give: bodies, and places in the file.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/body_builder.h"
#include "indexer/source/value.h"
#include "tests/fuzz/law.h"

namespace sou::fuzz {

inline void CheckHeadings(const indexer::Body& body) {
  const std::string_view text = body.text;
  size_t previous_end = 0;
  for (const Heading& heading : body.headings) {
    Law(heading.level >= 1 && heading.level <= 6, "headings have levels 1 to 6");
    Law(heading.offset >= previous_end && heading.offset < text.size(), "headings lie in the body, in its order");
    Law(heading.offset == 0 || text[heading.offset - 1] == '\n', "a heading begins a line of the body");
    const std::string_view line = CutFirstLine(text.substr(heading.offset)).first;
    Law(line == heading.text, "a heading's line in the body is its text");
    Law(IsUtf8(heading.anchor), "anchors are UTF-8");
    previous_end = heading.offset + line.size();
  }
}

inline void CheckCodeBlocks(const indexer::Body& body) {
  size_t previous_end = 0;
  for (const CodeBlock& code : body.code_blocks) {
    Law(code.begin >= previous_end, "code blocks are in order and do not overlap");
    Law(code.begin < code.end && code.end <= body.text.size(), "code blocks lie in the body");
    Law(IsBetweenCodePoints(body.text, code.begin) && IsBetweenCodePoints(body.text, code.end),
        "code blocks cut no code point");
    Law(IsUtf8(code.language), "languages of code are UTF-8");
    previous_end = code.end;
  }
}

inline void CheckBody(const indexer::Body& body) {
  Law(IsUtf8(body.text), "the body is UTF-8");
  CheckHeadings(body);
  CheckCodeBlocks(body);
  std::set<std::string_view> alts;
  for (const std::string& alt : body.image_alts) {
    Law(!alt.empty() && IsUtf8(alt), "texts of images are UTF-8 and not empty");
    Law(alts.insert(alt).second, "texts of images are there once");
  }
}

inline uint32_t CountLines(std::string_view text) {
  return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

inline void CheckPlace(const Place& place, std::string_view path, uint32_t lines) {
  Law(place.path == path, "a place names the file");
  Law(place.line <= lines, "a place lies within the file's lines");
}

inline void CheckWarnings(const std::vector<indexer::Warning>& warnings, std::string_view path, uint32_t lines) {
  for (const indexer::Warning& warning : warnings) {
    CheckPlace(warning.place, path, lines);
    Law(!warning.message.empty() && IsUtf8(warning.message), "a warning says something");
  }
}

inline void CheckError(const Error& error, std::string_view path, uint32_t lines) {
  CheckPlace(error.place, path, lines);
  Law(!error.message.empty(), "an error says something");
  Law(error.code == ErrorCode::kInvalidInput || error.code == ErrorCode::kLimit, "an error of input, not of ours");
}

}  // namespace sou::fuzz
