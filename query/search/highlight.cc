// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/highlight.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"
#include "query/plan/unit_query.h"

namespace sou::query {
namespace {

using text::ByteRange;
using text::SegmentKind;
using text::TokenKind;

constexpr std::string_view kProlonged = "ー";
constexpr double kPartStrength = 0.4;

char32_t FirstOf(std::string_view text) {
  size_t position = 0;
  return text::NextCodePoint(text, &position);
}

// サーバ in the query is サーバー in the text: see the analyzer's words.
bool MayBeProlonged(std::string_view word) {
  constexpr size_t kMinCodePoints = 3;
  const char32_t first = FirstOf(word);
  return first >= 0x30A1 && first <= 0x30FA && text::CountCodePoints(word) >= kMinCodePoints;
}

// Letters and digits of any script in text[begin, end); the words of one row have none between them.
size_t CountLetters(std::string_view text, uint32_t begin, uint32_t end) {
  size_t letters = 0;
  for (size_t position = begin; position < end;) {
    const char32_t c = text::NextCodePoint(text, &position);
    if (u_isalnum(static_cast<UChar32>(c))) ++letters;
  }
  return letters;
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
  const bool only_stop_words = std::all_of(units.begin(), units.end(), [](const QueryUnit& unit) { return unit.stop; });
  for (uint32_t i = 0; i < units.size(); ++i) {
    stop_.push_back(!only_stop_words && units[i].phrase == 0 && units[i].stop);
    has_phrase_ |= units[i].phrase != 0;
    if (units[i].phrase == 0) AddUnit(i);
  }
  // A word that is also searched for by itself is marked wherever it stands.
  for (uint32_t i = 0; i < units.size(); ++i) {
    if (units[i].phrase != 0) AddUnit(i);
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
  if (has_phrase_) DropBrokenPhrases(text);
  if (std::find(stop_.begin(), stop_.end(), true) != stop_.end()) DropStopWords(text);
  return matches_;
}

// Keeps a word that says nothing where it stands beside its neighbour in the query: IT in IT大咖说, in in "deploy in
// production".
void Highlighter::DropStopWords(std::string_view text) {
  const auto beside = [&](const TextMatch& a, const TextMatch& b) {
    return b.unit == a.unit + 1 && CountLetters(text, a.range.end, b.range.begin) == 0;
  };
  std::vector<bool> kept(matches_.size());
  for (size_t i = 0; i < matches_.size(); ++i) kept[i] = !stop_[matches_[i].unit];
  for (size_t i = 1; i < matches_.size(); ++i) {
    if (kept[i - 1] && beside(matches_[i - 1], matches_[i])) kept[i] = true;
  }
  for (size_t i = matches_.size(); i-- > 1;) {
    if (kept[i] && beside(matches_[i - 1], matches_[i])) kept[i - 1] = true;
  }
  size_t number = 0;
  std::erase_if(matches_, [&](const TextMatch&) { return !kept[number++]; });
}

// How many matches from `match` on are a phrase of the query, whole and in a row; 0 if none.
size_t Highlighter::PhraseSizeAt(std::string_view text, size_t match) const {
  const uint32_t phrase = units_[matches_[match].unit].phrase;
  std::vector<const QueryUnit*> wanted;
  for (const QueryUnit& unit : units_) {
    if (unit.phrase == phrase) wanted.push_back(&unit);
  }
  if (match + wanted.size() > matches_.size()) return 0;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const TextMatch& here = matches_[match + i];
    if (units_[here.unit].text != wanted[i]->text) return 0;
    const bool apart = i > 0 && (CountLetters(text, matches_[match + i - 1].range.end, here.range.begin) > 0 ||
                                 text.substr(matches_[match + i - 1].range.end).find('\n') <
                                     here.range.begin - matches_[match + i - 1].range.end);
    if (apart) return 0;
  }
  return wanted.size();
}

void Highlighter::DropBrokenPhrases(std::string_view text) {
  std::vector<TextMatch> kept;
  for (size_t i = 0; i < matches_.size();) {
    const bool in_phrase = units_[matches_[i].unit].phrase != 0;
    const size_t size = in_phrase ? PhraseSizeAt(text, i) : 1;
    if (size > 0)
      kept.push_back({{matches_[i].range.begin, matches_[i + size - 1].range.end},
                      matches_[i].unit,
                      matches_[i].strength,
                      matches_[i].first_word,
                      matches_[i].last_word});
    i += std::max<size_t>(size, 1);
  }
  matches_ = std::move(kept);
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
  const bool again =
      !matches_.empty() &&
      matches_.back().range.end > analyzer_->folded().ToOriginal(token.folded.begin, token.folded.end).begin;
  if (again) return;  // a part and its stem
  // A word of the query that is found as a part of another, or by a part of itself.
  const bool whole = (token.kind == TokenKind::kWord || token.kind == TokenKind::kJoined);
  const bool part_of_query = !units_[found->second].parts.empty() && text != units_[found->second].text;
  Mark(token.folded, found->second, whole && !part_of_query ? 1.0 : kPartStrength);
  if (whole) marked_unit_ = token.unit;
}

void Highlighter::OnRun(const text::Token& token) {
  if (run_starts_.empty()) return;
  size_t position = 0;
  while (position < token.text.size()) {
    const RunMatch match = MatchAt(token.text.substr(position));
    const auto begin = token.folded.begin + static_cast<uint32_t>(position);
    if (match.good) {
      Mark({begin, begin + match.size}, match.unit, 1, match.first_word, match.last_word);
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

// Word by word of the query, as far as the text goes along. A single character only counts if the query is that
// character.
Highlighter::RunMatch Highlighter::Extend(std::string_view rest, const RunStart& start) const {
  const QueryUnit& unit = units_[start.unit];
  RunMatch match{0, start.unit, false, static_cast<uint32_t>(start.word), static_cast<uint32_t>(start.word)};
  bool says_something = false;
  for (size_t i = start.word; i < unit.words.size(); ++i) {
    const std::string& word = unit.words[i].text;
    if (!rest.substr(match.size).starts_with(word)) break;
    match.size += static_cast<uint32_t>(word.size());
    ++match.last_word;
    says_something |= !unit.words[i].stop;
    const bool prolonged = unit.words[i].range.end - unit.words[i].range.begin > word.size();
    if (MayBeProlonged(word) && rest.substr(match.size).starts_with(kProlonged)) {
      match.size += static_cast<uint32_t>(kProlonged.size());
    } else if (prolonged && i + 1 < unit.words.size()) {
      break;
    }
  }
  const bool whole = match.size >= unit.text.size();
  const bool long_enough = text::CountCodePoints(rest.substr(0, match.size)) >= 2;
  const bool partial = unit.phrase == 0 && long_enough && says_something;
  match.good = match.size > 0 && (whole || partial);
  return match;
}

void Highlighter::OnHangul(const text::Token& token) {
  for (const uint32_t number : hangul_) {
    const std::string& wanted = units_[number].text;
    size_t found = token.text.find(wanted);
    size_t size = wanted.size();
    for (const std::string& word : units_[number].completions) {  // 쿱 may become 쿠버네티스
      if (found != std::string_view::npos) break;
      if (!token.text.starts_with(word)) continue;
      found = 0;
      size = word.size();
    }
    if (found == std::string_view::npos && units_[number].phrase != 0) continue;
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

void Highlighter::Mark(ByteRange folded, uint32_t unit, double strength, uint32_t first_word, uint32_t last_word) {
  matches_.push_back({analyzer_->folded().ToOriginal(folded.begin, folded.end), unit, strength, first_word, last_word});
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
