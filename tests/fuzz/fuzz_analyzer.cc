// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a language, a line end, any bytes. The analyzer's laws (common/text/analyzer.h), with one
// analyzer for all inputs, as in the programs.
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "common/text/analyzer.h"
#include "common/text/fold.h"
#include "tests/fuzz/law.h"

namespace sou::text {
namespace {

using fuzz::Law;
using TermSet = std::set<std::pair<TokenKind, std::string>>;

void CheckFold(std::string_view text) {
  const std::string once = Fold(text);
  Law(fuzz::IsUtf8(once), "folded text is UTF-8");
  Law(Fold(once) == once, "folding twice is folding once");
  Law(fuzz::IsUtf8(FoldCase(text)), "case-folded text is UTF-8");
}

void CheckToken(const Token& token, std::string_view text, std::string_view folded) {
  Law(!token.text.empty() && fuzz::IsUtf8(token.text), "tokens are UTF-8 and not empty");
  Law(token.range.begin < token.range.end && token.range.end <= text.size(), "ranges lie in the text");
  Law(token.folded.begin < token.folded.end && token.folded.end <= folded.size(),
      "folded ranges lie in the folded text");
  Law(fuzz::IsBetweenCodePoints(folded, token.folded.begin) && fuzz::IsBetweenCodePoints(folded, token.folded.end),
      "folded ranges cut no code point");
}

// `valid`: the text is UTF-8, so that there are code points to cut.
TermSet CheckTokens(std::string_view text, bool valid, Purpose purpose, std::string_view language, Analyzer* analyzer) {
  TermSet terms;
  uint32_t unit = 0;
  analyzer->Analyze(text, purpose, language, [&](const Token& token) {
    CheckToken(token, text, analyzer->folded().text());
    if (valid) {
      Law(fuzz::IsBetweenCodePoints(text, token.range.begin) && fuzz::IsBetweenCodePoints(text, token.range.end),
          "ranges cut no code point");
    }
    Law(token.unit >= unit && token.unit <= unit + 1, "the tokens of a unit come together");
    Law((token.kind == TokenKind::kRun) <= (purpose == Purpose::kHighlight), "runs are for highlighting");
    Law(!token.prefix || purpose == Purpose::kTyping, "only a word being typed may go on");
    unit = token.unit;
    terms.emplace(token.kind, token.text);
  });
  return terms;
}

void CheckPurposes(std::string_view text, bool valid, std::string_view language, Analyzer* analyzer) {
  const TermSet document = CheckTokens(text, valid, Purpose::kDocument, language, analyzer);
  for (const auto& term : CheckTokens(text, valid, Purpose::kQuery, language, analyzer)) {
    Law(document.contains(term), "a query's terms are among the document's");
  }
  CheckTokens(text, valid, Purpose::kTyping, language, analyzer);
  CheckTokens(text, valid, Purpose::kHighlight, language, analyzer);
  Law(CheckTokens(text, valid, Purpose::kDocument, language, analyzer) == document,
      "the same text gives the same terms again");
}

}  // namespace
}  // namespace sou::text

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static sou::text::Analyzer analyzer;
  const auto [language, text] = sou::fuzz::CutFirstLine(sou::fuzz::AsText(data, size));
  sou::text::CheckFold(text);
  const bool valid = sou::fuzz::IsUtf8(text);
  sou::text::CheckPurposes(text, valid, language, &analyzer);
  if (!valid) sou::text::CheckPurposes(sou::text::RepairUtf8(text), true, language, &analyzer);
  return 0;
}
