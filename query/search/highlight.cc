// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/highlight.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "common/text/borders.h"
#include "common/text/piece.h"
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

// Letters or digits of any script in text[begin, end); the words of one row have none between them.
bool HasLetters(std::string_view text, uint32_t begin, uint32_t end) {
  for (size_t position = begin; position < end;) {
    if (u_isalnum(static_cast<UChar32>(text::NextCodePoint(text, &position)))) return true;
  }
  return false;
}

size_t AsByte(char c) { return static_cast<unsigned char>(c); }

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// 쿠버네티스를 in the query, 쿠버네티스는 in the text: particles differ, the stem is in front. Bytes of the common
// beginning if it is at least half of what is wanted and two characters; else 0.
size_t CommonStem(std::string_view word, std::string_view wanted) {
  size_t common = 0;
  while (common < word.size() && common < wanted.size()) {
    size_t next_word = common;
    size_t next_wanted = common;
    if (text::NextCodePoint(word, &next_word) != text::NextCodePoint(wanted, &next_wanted)) break;
    common = next_word;
  }
  const size_t characters = text::CountCodePoints(word.substr(0, common));
  return characters >= 2 && characters * 2 >= text::CountCodePoints(wanted) ? common : 0;
}

// Bytes of the word that the unit may become (쿠버네티스 for 쿱), which `word` begins with; 0 if there is none.
size_t CompletionSize(std::string_view word, const QueryUnit& unit) {
  const auto completion =
      std::ranges::find_if(unit.completions, [&](const std::string& completed) { return word.starts_with(completed); });
  return completion == unit.completions.end() ? 0 : completion->size();
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
  FillFinder();
}

void Highlighter::AddUnit(uint32_t number) {
  const QueryUnit& unit = units_[number];
  if (unit.kind == SegmentKind::kHangul) {
    hangul_.push_back(number);
  } else if (unit.kind == SegmentKind::kRun) {
    for (size_t i = 0; i < unit.words.size(); ++i) {
      const char32_t first = FirstOf(unit.words[i].text);
      run_starts_[first].push_back({number, i});
      run_start_bits_.set(first % run_start_bits_.size());  // the last 12 bits
    }
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

// Whatever a text's token may be for it to match, its first two characters are here (those of stems: keeps_beginning_).
void Highlighter::FillFinder() {
  const auto add_word = [this](const std::string& word) {
    finder_.AddWord(word);
    if (word == "die" || word == "lie" || word == "tie")
      finder_.AddWord(std::string{word.front(), 'y'});  // of dying, …
  };
  for (const auto& [word, unit] : words_) add_word(word);
  for (const auto& [stem, unit] : stems_) add_word(stem);
  for (const uint32_t unit : prefixes_) add_word(units_[unit].text);
  for (const auto& [first, starts] : run_starts_) {
    for (const RunStart& start : starts) AddToFinder(start);
  }
  for (const uint32_t number : hangul_) {
    finder_.AddRun(units_[number].text);
    for (const std::string& word : units_[number].completions) finder_.AddRun(word);
  }
}

// A single character only counts before the next word of its run, or if it is the run.
void Highlighter::AddToFinder(const RunStart& start) {
  const QueryUnit& unit = units_[start.unit];
  const std::string& word = unit.words[start.word].text;
  const bool single = text::CountCodePoints(word) == 1;
  const bool last = start.word + 1 == unit.words.size();
  if (!single || unit.words.size() == 1) {
    finder_.AddRun(word);
  } else if (!last) {
    finder_.AddRun(word + unit.words[start.word + 1].text);
  }
}

void Highlighter::ChooseStems(std::string_view language) {
  const std::string_view stems = text::StemmerLanguageOf(language);
  if (stems == language_) return;
  language_ = stems;
  keeps_beginning_ = language_ == "en";
  seen_.Clear();
}

std::vector<TextMatch> Highlighter::Find(std::string_view text, std::string_view language) {
  ChooseStems(language);
  if (!keeps_beginning_ && !stems_.empty()) return FindInAll(text, language);
  matches_.clear();
  for (size_t at = finder_.Next(text, 0), end = 0; at != std::string_view::npos; at = finder_.Next(text, end)) {
    const ByteRange piece = text::PieceAround(text, at, end);
    FindInPiece(text, piece);
    end = piece.end;
  }
  return Checked(text);
}

std::vector<TextMatch> Highlighter::FindInAll(std::string_view text, std::string_view language) {
  ChooseStems(language);
  matches_.clear();
  FindInPiece(text, {0, static_cast<uint32_t>(text.size())});
  return Checked(text);
}

void Highlighter::FindInPiece(std::string_view text, ByteRange piece) {
  piece_ = piece.begin;
  const std::string_view cut = text.substr(piece.begin, piece.end - piece.begin);
  for (const text::Segment& segment : analyzer_->Split(cut)) OnSegment(cut, segment);
}

// The matches that stand where the others let them.
std::vector<TextMatch> Highlighter::Checked(std::string_view text) {
  if (has_phrase_) DropBrokenPhrases(text);
  if (std::find(stop_.begin(), stop_.end(), true) != stop_.end()) DropStopWords(text);
  return matches_;
}

// Keeps a word that says nothing where it stands beside its neighbour in the query: IT in IT大咖说, in in "deploy in
// production".
void Highlighter::DropStopWords(std::string_view text) {
  const auto beside = [&](const TextMatch& a, const TextMatch& b) {
    const uint32_t group = units_[a.unit].group;
    const bool next = b.unit == a.unit + 1 || units_[b.unit].group == group + 1;  // others of the group lie between
    return next && !HasLetters(text, a.range.end, b.range.begin);
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
    if (i == 0) continue;
    const uint32_t before = matches_[match + i - 1].range.end;
    const bool line_ends = text.substr(before, here.range.begin - before).find('\n') != std::string_view::npos;
    if (line_ends || HasLetters(text, before, here.range.begin)) return 0;
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

void Highlighter::OnSegment(std::string_view text, const text::Segment& segment) {
  const ByteRange range = segment.range;
  const auto folded = [&] { return analyzer_->folded().text().substr(range.begin, range.end - range.begin); };
  switch (segment.kind) {
    case SegmentKind::kGap:
      return;
    case SegmentKind::kWord:
    case SegmentKind::kSymbol:
      return OnWordSegment(text, segment);
    case SegmentKind::kRun:
      return OnRun(folded(), range.begin);
    case SegmentKind::kHangul:
      return OnHangul(folded(), range.begin);
  }
}

// A word of ASCII is looked up by the analyzer's tokens once, whatever text it is in; words of other letters each time.
void Highlighter::OnWordSegment(std::string_view text, const text::Segment& segment) {
  if (words_.empty() && stems_.empty() && prefixes_.empty()) return;
  std::string_view original;  // empty if it is not simply the folded word
  const auto source = analyzer_->folded().PlainSource(segment.range.begin, segment.range.end);
  const uint32_t begin = piece_ + source.value_or(0);
  if (source) {
    original = text.substr(*source, segment.range.end - segment.range.begin);
    if (!seen_.Fits(original) || !IsAscii(original)) original = {};
  }
  if (!original.empty()) {
    if (const WordMatch* known = seen_.Find(original); known != nullptr) {
      if (known->end == 0) return;
      TextMatch& match = matches_.emplace_back();
      match.range = {begin + known->begin, begin + known->end};
      match.unit = known->unit;
      match.strength = known->weak ? kPartStrength : 1.0;
      return;
    }
  }
  const size_t before = matches_.size();
  marked_whole_ = false;
  segment_ = segment.range;
  parts_of_parts_ = 0;
  analyzer_->AnalyzeSegment(text, segment, text::Purpose::kHighlight, language_,
                            [this](const text::Token& token) { OnWord(token); });
  // TiDB is not about TiKV, for all that both begin with ti: a part of a word that is a part of a word of the query
  // counts only with another.
  if (parts_of_parts_ == 1 && matches_.size() == before + 1) matches_.pop_back();
  if (!original.empty()) RememberWord(original, begin, before);
}

void Highlighter::RememberWord(std::string_view word, uint32_t begin, size_t matches_before) {
  const size_t found = matches_.size() - matches_before;
  WordMatch match;
  if (found == 1) {
    const TextMatch& only = matches_.back();
    if (only.unit > UINT16_MAX) return;
    match = {static_cast<uint16_t>(only.unit), static_cast<uint8_t>(only.range.begin - begin),
             static_cast<uint8_t>(only.range.end - begin), only.strength < 1};
  }
  if (found <= 1) seen_.Put(word, match);
}

void Highlighter::OnWord(const text::Token& token) {
  if (marked_whole_) return;
  const std::string text(token.text);
  const auto& known = token.kind == TokenKind::kStem ? stems_ : words_;
  const auto found = known.find(text);
  if (found == known.end()) return OnPrefix(token);
  if (IsMarked(token)) return;  // a part and its stem
  // A word of the query that is found as a part of another, or by a part of itself.
  const bool whole = (token.kind == TokenKind::kWord || token.kind == TokenKind::kJoined);
  const bool part_of_query = !units_[found->second].parts.empty() && text != units_[found->second].text;
  Mark(token.folded, found->second, whole && !part_of_query ? 1.0 : kPartStrength);
  if (whole) marked_whole_ = true;
  if (part_of_query && token.folded != segment_) ++parts_of_parts_;
}

// A word or a part of one that begins as the last word of the query does, as far as that was typed.
void Highlighter::OnPrefix(const text::Token& token) {
  const bool whole = token.kind == TokenKind::kWord;
  if (prefixes_.empty() || !(whole || token.kind == TokenKind::kPart)) return;
  const auto prefix = std::find_if(prefixes_.begin(), prefixes_.end(),
                                   [&](uint32_t unit) { return token.text.starts_with(units_[unit].text); });
  if (prefix == prefixes_.end() || IsMarked(token)) return;
  const auto size = static_cast<uint32_t>(units_[*prefix].text.size());
  Mark({token.folded.begin, token.folded.begin + size}, *prefix, whole ? 1.0 : kPartStrength);
  marked_whole_ = whole;
}

bool Highlighter::IsMarked(const text::Token& token) const {
  if (matches_.empty()) return false;
  return matches_.back().range.end > OriginalOf(token.folded).begin;
}

void Highlighter::OnRun(std::string_view run, uint32_t begin) {
  if (run_starts_.empty()) return;
  for (size_t position = 0; position < run.size();) {
    if (!MayStartRun(run, position)) {
      position = std::min(position + 3, run.size());
      continue;
    }
    size_t next = position;
    const char32_t first = text::NextCodePoint(run, &next);
    const RunMatch match = MatchAt(first, run.substr(position));
    if (match.good) {
      const auto at = begin + static_cast<uint32_t>(position);
      Mark({at, at + match.size}, match.unit, 1, match.first_word, match.last_word);
      next = position + match.size;
    }
    position = next;
  }
}

// False for a character of three bytes that begins no word of the query: most of a run.
bool Highlighter::MayStartRun(std::string_view run, size_t position) const {
  const bool three_bytes = (AsByte(run[position]) & 0xF0) == 0xE0 && position + 3 <= run.size();
  return !three_bytes || run_start_bits_[(AsByte(run[position + 1]) & 0x3F) << 6 | (AsByte(run[position + 2]) & 0x3F)];
}

// The longest match that begins here.
Highlighter::RunMatch Highlighter::MatchAt(char32_t first, std::string_view rest) const {
  RunMatch best;
  const auto starts = run_starts_.find(first);
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

void Highlighter::OnHangul(std::string_view word, uint32_t begin) {
  for (const uint32_t number : hangul_) {
    const QueryUnit& unit = units_[number];
    size_t found = word.find(unit.text);
    size_t size = unit.text.size();
    if (found == std::string_view::npos) {
      found = 0;
      size = CompletionSize(word, unit);
      if (size == 0 && unit.phrase == 0) size = CommonStem(word, unit.text);
    }
    if (size == 0) continue;
    const auto at = begin + static_cast<uint32_t>(found);
    Mark({at, at + static_cast<uint32_t>(size)}, number);
    return;
  }
}

void Highlighter::Mark(ByteRange folded, uint32_t unit, double strength, uint32_t first_word, uint32_t last_word) {
  matches_.push_back({OriginalOf(folded), unit, strength, first_word, last_word});
}

ByteRange Highlighter::OriginalOf(ByteRange folded) const {
  const ByteRange in_piece = analyzer_->folded().ToOriginal(folded.begin, folded.end);
  return {piece_ + in_piece.begin, piece_ + in_piece.end};
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
    const ByteRange whole = text::WholeGraphemes(text, match.range);
    const uint32_t begin = std::max(whole.begin, position);
    const uint32_t end = std::min(whole.end, range.end);
    if (begin >= end) continue;
    add(position, begin, false);
    add(begin, end, true);
    position = end;
  }
  add(position, range.end, false);
  return parts;
}

}  // namespace sou::query
