// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/evaluate/judgments.h"

#include <charconv>
#include <optional>

#include "common/base/lines.h"

namespace sou::query {
namespace {

// The field up to `separator`, taken off the front of `rest`; all of it if there is none.
std::string_view TakeFirst(char separator, std::string_view* rest) {
  const size_t end = std::min(rest->find(separator), rest->size());
  const std::string_view field = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  while (separator == ' ' && rest->starts_with(' ')) rest->remove_prefix(1);
  return field;
}

std::optional<int> ParseRelevance(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number > kMaxRelevance) return std::nullopt;
  return number;
}

std::optional<Judgment> ParseLine(std::string_view line) {
  const char separator = line.find('\t') == std::string_view::npos ? ' ' : '\t';
  while (line.ends_with(' ')) line.remove_suffix(1);
  const size_t last = line.rfind(separator);
  if (last == std::string_view::npos) return std::nullopt;
  const std::optional<int> relevance = ParseRelevance(line.substr(last + 1));
  std::string_view rest = line.substr(0, last);
  const std::string_view qid = TakeFirst(separator, &rest);
  // TREC's second field means nothing; a path may hold blanks, never tabs.
  if (separator == ' ' || rest.find('\t') != std::string_view::npos) TakeFirst(separator, &rest);
  while (separator == ' ' && rest.ends_with(' ')) rest.remove_suffix(1);
  if (!relevance || qid.empty() || rest.empty() || rest.find('\t') != std::string_view::npos) return std::nullopt;
  return Judgment{std::string(qid), std::string(rest), *relevance, 0};
}

}  // namespace

Result<std::vector<Judgment>> ParseJudgments(std::string_view content, const std::string& path) {
  std::vector<Judgment> judgments;
  Lines lines(content);
  while (const auto line = lines.Next()) {
    std::optional<Judgment> judgment = ParseLine(*line);
    if (!judgment) {
      return Error{ErrorCode::kInvalidInput,
                   "a line must be: qid<TAB>page<TAB>relevance (a whole number up to " + std::to_string(kMaxRelevance) +
                       "), or TREC's: qid 0 page relevance",
                   {path, lines.number()}};
    }
    judgment->line = lines.number();
    judgments.push_back(std::move(*judgment));
  }
  return judgments;
}

}  // namespace sou::query
