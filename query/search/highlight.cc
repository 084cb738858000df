// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/highlight.h"

#include <algorithm>

#include "common/text/utf8.h"
#include "query/plan/stop_words.h"
#include "query/plan/unit_query.h"

namespace sou::query {
namespace {

using text::ByteRange;
using text::SegmentKind;
using text::TokenKind;

constexpr std::string_view kProlonged = "ー";

char32_t FirstOf(std::string_view text) {
  size_t position = 0;
  return text::NextCodePoint(text, &position);
}

// Bytes of the common beginning, between code points.
size_t CommonPrefix(std::string_view a, std::string_view b) {
  size_t common = 0;
  while (common < a.size() && common < b.size()) {
    size_t next_a = common;
    size_t next_b = common;
    if (text::NextCodePoint(a, &next_a) != text::NextCodePoint(b, &next_b)) break;
    common = next_a;
  }
  return common;
}

}  // namespace

Highlighter::Highlighter(const std::vector<QueryUnit>& units, text::Analyzer* analyzer)
    : units_(units), analyzer_(analyzer) {
  const bool only_stop_words = std::all_of(units.begin(), units.end(), IsStopUnit);
  for (uint32_t i = 0; i < units.size(); ++i) {
    if (only_stop_words || !IsStopUnit(units[i])) AddUnit(i);
  }
}

void Highlighter::AddUnit(uint32_t number) {
  const QueryUnit& unit = units_[number];
  if (unit.kind == SegmentKind::kHangul) {
    hangul_.push_back(number);
  } else if (unit.kind == SegmentKind::kRun) {
    for (size_t i = 0; i < unit.words.size(); ++i) run_starts_[FirstOf(unit.words[i].text)].push_back({number, i});
  } else {
    if (unit.prefix) prefixes_.push_back(number);
    const auto add = [&](const StemmedTerm& term) {
      if (!term.text.empty()) words_.emplace(term.text, number);
      for (const std::string& stem : term.stems) {
        stems_.emplace(stem, number);
        words_.emplace(stem, number);
      }
      stems_.emplace(term.text, number);
    };
    add(unit.word);
    if (!unit.joined.empty()) words_.emplace(unit.joined, number);
    if (!unit.version) {
      for (const StemmedTerm& part : unit.parts) add(part);
    } else if (unit.text.starts_with('v') && !unit.parts.empty()) {
      add(unit.parts.back());
    }
  }
}

std::vector<TextMatch> Highlighter::Find(std::string_view text, std::string_view language) {
  matches_.clear();
  marked_unit_ = UINT32_MAX;
  analyzer_->Analyze(text, text::Purpose::kHighlight, language, [this](const text::Token& token) { OnToken(token); });
  return matches_;
}

void Highlighter::OnToken(const text::Token& token) {
  if (token.kind != TokenKind::kRun) return OnWord(token);
  if (token.segment == SegmentKind::kHangul) return OnHangul(token);
  OnRun(token);
}

void Highlighter::OnWord(const text::Token& token) {
  if (token.unit == marked_unit_) return;
  const std::string text(token.text);
  const auto& known = token.kind == TokenKind::kStem ? stems_ : words_;
  auto found = known.find(text);
  if (found == known.end() && token.kind == TokenKind::kWord) {
    const auto prefix = std::find_if(prefixes_.begin(), prefixes_.end(),
                                     [&](uint32_t unit) { return token.text.starts_with(units_[unit].text); });
    if (prefix == prefixes_.end()) return;
    Mark(token.folded, *prefix);
    marked_unit_ = token.unit;
    return;
  }
  if (found == known.end()) return;
  const bool again = !matches_.empty() && matches_.back().range.end > analyzer_->folded().ToOriginal(token.folded.begin, token.folded.end).begin;
  if (again) return;  // a part and its stem
  Mark(token.folded, found->second);
  if (token.kind == TokenKind::kWord || token.kind == TokenKind::kJoined) marked_unit_ = token.unit;
}

void Highlighter::OnRun(const text::Token& token) {
  if (run_starts_.empty()) return;
  size_t position = 0;
  while (position < token.text.size()) {
    const RunMatch match = MatchAt(token.text.substr(position));
    const auto begin = token.folded.begin + static_cast<uint32_t>(position);
    if (match.good) {
      Mark({begin, begin + match.size}, match.unit);
      position += match.size;
    } else {
      text::NextCodePoint(token.text, &position);
    }
  }
}

// The longest match that begins here.
Highlighter::RunMatch Highlighter::MatchAt(std::string_view rest) const {
  RunMatch best;
  const auto starts = run_starts_.find(FirstOf(rest));
  if (starts == run_starts_.end()) return best;
  for (const RunStart& start : starts->second) {
    const RunMatch match = Extend(rest, start);
    if (match.good && match.size > best.size) best = match;
  }
  return best;
}

// Word by word of the query, as far as the text goes along. A single character only counts if the query is that character.
Highlighter::RunMatch Highlighter::Extend(std::string_view rest, const RunStart& start) const {
  const QueryUnit& unit = units_[start.unit];
  RunMatch match{0, start.unit, false};
  bool says_something = false;
  for (size_t i = start.word; i < unit.words.size(); ++i) {
    const std::string& word = unit.words[i].text;
    if (!rest.substr(match.size).starts_with(word)) break;
    match.size += static_cast<uint32_t>(word.size());
    says_something |= !IsStopWord(word);
    const bool prolonged = unit.words[i].range.end - unit.words[i].range.begin > word.size();
    if (prolonged && rest.substr(match.size).starts_with(kProlonged)) {
      match.size += static_cast<uint32_t>(kProlonged.size());
    } else if (prolonged && i + 1 < unit.words.size()) {
      break;
    }
  }
  const bool whole = match.size >= unit.text.size();
  const bool long_enough = text::CountCodePoints(rest.substr(0, match.size)) >= 2;
  match.good = match.size > 0 && (whole || (long_enough && says_something));
  return match;
}

void Highlighter::OnHangul(const text::Token& token) {
  for (const uint32_t number : hangul_) {
    const std::string& wanted = units_[number].text;
    size_t found = token.text.find(wanted);
    size_t size = wanted.size();
    if (found == std::string_view::npos) {
      // 쿠버네티스를 in the query, 쿠버네티스는 in the text: particles differ, the stem is in front.
      found = 0;
      size = CommonPrefix(token.text, wanted);
      const size_t characters = text::CountCodePoints(token.text.substr(0, size));
      if (characters < 2 || characters * 2 < text::CountCodePoints(wanted)) continue;
    }
    const auto begin = token.folded.begin + static_cast<uint32_t>(found);
    Mark({begin, begin + static_cast<uint32_t>(size)}, number);
    return;
  }
}

void Highlighter::Mark(ByteRange folded, uint32_t unit) {
  matches_.push_back({analyzer_->folded().ToOriginal(folded.begin, folded.end), unit});
}

Parts MakeParts(std::string_view text, ByteRange range, const std::vector<TextMatch>& matches) {
  Parts parts;
  const auto add = [&](uint32_t begin, uint32_t end, bool match) {
    if (begin >= end) return;
    const std::string_view piece = text.substr(begin, end - begin);
    if (!parts.empty() && parts.back().match == match) {
      parts.back().text += piece;
    } else {
      parts.push_back({std::string(piece), match});
    }
  };
  uint32_t position = range.begin;
  for (const TextMatch& match : matches) {
    const uint32_t begin = std::max(match.range.begin, position);
    const uint32_t end = std::min(match.range.end, range.end);
    if (begin >= end) continue;
    add(position, begin, false);
    add(begin, end, true);
    position = end;
  }
  add(position, range.end, false);
  return parts;
}

}  // namespace sou::query
