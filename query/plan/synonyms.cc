// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/synonyms.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "common/store/schema.h"
#include "common/text/utf8.h"
#include "query/plan/builtin_synonyms.h"
#include "query/plan/language_prefix.h"
#include "query/plan/ranking.h"
#include "query/plan/word_key.h"

namespace sou::query {
namespace {

using store::MakeTerm;
using store::TermField;
using text::SegmentKind;

constexpr std::string_view kSetting = "search.synonyms";
// Of one entry, and of one word in one search: each is a query of its own.
constexpr size_t kMaxAlternatives = 16;
constexpr size_t kMaxSegments = 6;
// Shorter words in -s are no plurals of keys: js.
constexpr size_t kMinPluralBytes = 5;

std::vector<std::string_view> SplitBy(std::string_view text, std::string_view sign) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0;;) {
    const size_t end = text.find(sign, begin);
    parts.push_back(TrimBlanks(text.substr(begin, end - begin)));
    if (end == std::string_view::npos) return parts;
    begin = end + sign.size();
  }
}

bool IsAsciiWord(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
}

// About how much the terms of the units add to the score of a page that has them: the sum of their rarity, each counted
// as ScoreUnit counts it.
class ScoreEstimate {
 public:
  explicit ScoreEstimate(const Xapian::Database& database)
      : database_(database), pages_(static_cast<double>(database.get_doccount())) {}

  [[nodiscard]] double Of(const std::vector<QueryUnit>& units) const {
    double sum = 0;
    for (const QueryUnit& unit : units) sum += Of(unit);
    return sum;
  }
  [[nodiscard]] bool Occurs(const std::vector<QueryUnit>& units) const {
    return std::all_of(units.begin(), units.end(), [&](const QueryUnit& unit) { return Occurs(unit); });
  }

 private:
  [[nodiscard]] Xapian::doccount Pages(TermField field, const std::string& term) const {
    return term.empty() ? 0 : database_.get_termfreq(MakeTerm(field, term));
  }
  // As Xapian's BM25Weight has it.
  [[nodiscard]] double Rarity(double pages) const {
    const double ratio = (pages_ - pages + 0.5) / (pages + 0.5);
    return std::log(ratio < 2 ? 1 + 0.5 * ratio : ratio);
  }
  // Pages with any form of the word, as OP_SYNONYM estimates them: as if forms were spread independently.
  [[nodiscard]] double PagesOf(const StemmedTerm& term) const {
    double without = 1;
    const auto look = [&](TermField field, const std::string& text) {
      if (pages_ > 0) without *= 1 - Pages(field, text) / pages_;
    };
    look(TermField::kWord, term.text);
    look(TermField::kStem, term.text);
    for (const std::string& stem : term.stems) {
      look(TermField::kStem, stem);
      look(TermField::kWord, stem);
    }
    return pages_ * (1 - without);
  }
  [[nodiscard]] double Of(const QueryUnit& unit) const {
    if (unit.words.empty() && unit.grams.empty()) return Rarity(PagesOf(unit.word));
    const bool hangul = unit.kind == SegmentKind::kHangul;
    double sum = 0;
    for (const RunTerm& word : unit.words) {
      const TermField field =
          hangul ? TermField::kWord : store::FieldOfRunWord(word.text, TermField::kWord, TermField::kGram);
      sum += (hangul ? Ranking().hangul_word : 1.0) * Rarity(Pages(field, word.text));
    }
    for (const RunTerm& gram : unit.grams) {
      sum += (hangul ? Ranking().hangul_gram : Ranking().gram) * Rarity(Pages(TermField::kGram, gram.text));
    }
    return sum;
  }
  [[nodiscard]] bool Occurs(const QueryUnit& unit) const {
    if (unit.words.empty() && unit.grams.empty()) return PagesOf(unit.word) > 0;
    return std::all_of(unit.grams.begin(), unit.grams.end(),
                       [&](const RunTerm& gram) { return Pages(TermField::kGram, gram.text) > 0; });
  }

  const Xapian::Database& database_;
  double pages_;
};

size_t CodePoints(const QueryUnit& unit, const RunTerm& word) {
  return text::CountCodePoints(std::string_view(unit.text).substr(word.range.begin, word.range.end - word.range.begin));
}

// A single character that says something belongs to the word beside it (unit_query.cc, ClustersOf): 库 in 数据 | 库, 化
// in 容器 | 化.
bool LeansOn(const QueryUnit& run, size_t word) {
  return !run.words[word].stop && CodePoints(run, run.words[word]) == 1;
}

// Whether words [first, last] of a run can be cut out and leave no stray character behind.
bool CanCut(const QueryUnit& run, size_t first, size_t last) {
  const bool leaning_before = first > 0 && LeansOn(run, first - 1) && !(first > 1 && LeansOn(run, first - 2));
  const bool leaning_after = last + 2 == run.words.size() && LeansOn(run, last + 1);
  return !leaning_before && !leaning_after;
}

}  // namespace

class Synonyms::Expansion {
 public:
  Expansion(const Synonyms& synonyms, const UnitReading& reading, const Xapian::Database& database,
            const QueryLanguage& language)
      : synonyms_(synonyms), reading_(reading), estimate_(database), language_(language) {}

  std::vector<WordGroup> Run(std::vector<WordGroup> groups) {
    for (size_t i = 0; i < groups.size();) {
      const size_t joined = Join(groups, i);
      if (joined == 0 && IsPlain(groups[i]) && groups[i].units.front().kind == SegmentKind::kRun) {
        Cut(groups[i].units.front());
      } else if (joined == 0) {
        out_.push_back(std::move(groups[i]));
      }
      i += std::max<size_t>(joined, 1);
    }
    return std::move(out_);
  }

 private:
  using Alternatives = std::vector<const Alternative*>;

  static bool IsPlain(const WordGroup& group) { return group.units.size() == 1 && group.others.empty(); }

  // What else means the key; empty if that is nothing that the query's language allows.
  [[nodiscard]] Alternatives Find(const std::string& key) const {
    Alternatives found;
    const auto entry = synonyms_.by_key_.find(key);
    if (entry == synonyms_.by_key_.end()) return found;
    for (const Alternative& other : entry->second) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const auto* f) { return f->key == other.key; });
      if (!known && found.size() < kMaxAlternatives && language_.MayBe(other.language)) found.push_back(&other);
    }
    return found;
  }

  // The same for what is typed: the word, its singular, a Korean word before its particle. Then `bare` is the word that
  // was found, and is looked for, too.
  [[nodiscard]] Alternatives FindTyped(const std::string& key, SegmentKind last, std::string* bare) const {
    Alternatives found = Find(key);
    const bool plural = found.empty() && key.size() >= kMinPluralBytes && key.ends_with('s') && IsAsciiWord(key);
    if (plural) return Find(key.substr(0, key.size() - 1));  // the stem finds the singular
    if (!found.empty() || last != SegmentKind::kHangul) return found;
    for (size_t end = key.size(); end > 0 && found.empty();) {
      text::PreviousCodePoint(key, &end);
      if (end == 0 || key[end - 1] == ' ') break;
      if (!reading_.stop_words.Contains(std::string_view(key).substr(end))) continue;
      *bare = key.substr(0, end);
      found = Find(*bare);
    }
    return found;
  }

  // How many groups from `first` on are together the longest key; they have become one then.
  size_t Join(const std::vector<WordGroup>& groups, size_t first) {
    std::vector<std::string> keys;
    std::string key;
    for (size_t i = first; i < groups.size() && keys.size() < synonyms_.max_segments_ && IsPlain(groups[i]); ++i) {
      key += (keys.empty() ? "" : " ") + groups[i].units.front().text;
      keys.push_back(key);
    }
    for (size_t size = keys.size(); size > 0; --size) {
      std::string bare;
      const Alternatives found = FindTyped(keys[size - 1], groups[first + size - 1].units.front().kind, &bare);
      if (found.empty()) continue;
      WordGroup group;
      for (size_t i = 0; i < size; ++i) group.units.push_back(groups[first + i].units.front());
      if (!bare.empty()) AddOther(bare, 1, &group);
      AddOthers(found, &group);
      out_.push_back(std::move(group));
      return size;
    }
    return 0;
  }

  // The longest key that begins with a word of the run: the word behind it, and what else means it.
  std::pair<size_t, Alternatives> FindInRun(const QueryUnit& run, size_t first) const {
    std::pair<size_t, Alternatives> best{first, {}};
    for (size_t last = first; last < run.words.size(); ++last) {
      const text::ByteRange range{run.words[first].range.begin, run.words[last].range.end};
      if (range.end - range.begin > synonyms_.max_bytes_) break;
      if (!CanCut(run, first, last)) continue;
      Alternatives found = Find(run.text.substr(range.begin, range.end - range.begin));
      if (!found.empty()) best = {last + 1, std::move(found)};
    }
    return best;
  }

  void Cut(const QueryUnit& run) {
    uint32_t done = 0;
    const auto add_rest = [&](uint32_t end) {
      if (end > done) out_.push_back({{SliceRun(run, {done, end})}, {}});
    };
    for (size_t word = 0; word < run.words.size();) {
      const auto [behind, found] = FindInRun(run, word);
      if (found.empty()) {
        ++word;
        continue;
      }
      const text::ByteRange range{run.words[word].range.begin, run.words[behind - 1].range.end};
      add_rest(range.begin);
      WordGroup group{{SliceRun(run, range)}, {}};
      AddOthers(found, &group);
      out_.push_back(std::move(group));
      done = range.end;
      word = behind;
    }
    if (done == 0) return out_.push_back({{run}, {}});
    add_rest(static_cast<uint32_t>(run.text.size()));
  }

  void AddOthers(const Alternatives& found, WordGroup* group) {
    for (const Alternative* alternative : found) AddOther(alternative->text, alternative->weight, group);
  }

  // What no page has would only cost time; a rare synonym of a frequent word would count more than the word.
  void AddOther(const std::string& words, double weight, WordGroup* group) {
    OtherWords other{OtherWords::Kind::kSynonym, words, ReadUnits(words, text::Purpose::kQuery, reading_), weight};
    if (other.units.empty() || !estimate_.Occurs(other.units)) return;
    const double typed = estimate_.Of(group->units);
    const double score = estimate_.Of(other.units);
    if (score > typed && estimate_.Occurs(group->units)) other.weight *= typed / score;
    group->others.push_back(std::move(other));
  }

  const Synonyms& synonyms_;
  const UnitReading& reading_;
  ScoreEstimate estimate_;
  const QueryLanguage& language_;
  std::vector<WordGroup> out_;
};

Synonyms::Synonyms() { AddBuiltin(); }

void Synonyms::AddBuiltin() {
  for (const std::string_view entry : AllBuiltinSynonyms()) {
    [[maybe_unused]] const Status status = Add({std::string(entry), "built in"}, Ranking().builtin_synonym);
    assert(status.ok());
  }
}

Result<Synonyms> Synonyms::Read(std::span<const ListItem> entries, bool builtin) {
  Synonyms synonyms;
  if (!builtin) synonyms.Clear();
  for (const ListItem& item : entries) {
    if (Status status = synonyms.Add(item, Ranking().synonym); !status.ok()) return status.error();
  }
  return synonyms;
}

void Synonyms::Clear() {
  by_key_.clear();
  max_segments_ = 0;
  max_bytes_ = 0;
}

Status Synonyms::Add(const ListItem& item, double weight) {
  const LanguageEntry entry = SplitLanguage(item.text);
  const bool one_way = entry.text.find("=>") != std::string::npos;
  const std::vector<std::string_view> words = SplitBy(entry.text, one_way ? "=>" : "=");
  const auto wrong = [&](const std::string& message) { return WrongEntry(kSetting, item, message); };
  if (words.size() < 2)
    return wrong(R"(it takes words with "=" between them ("k8s = kubernetes"), or one way "js => javascript")");
  if (one_way && words.size() > 2) return wrong(R"("=>" stands once: the word that is typed => what it also finds)");
  if (words.size() > kMaxAlternatives) return wrong("more than " + std::to_string(kMaxAlternatives) + " words");
  for (const std::string_view word : words) {
    const WordKey key = MakeWordKey(word);
    const std::string shown = "\"" + std::string(word) + "\"";
    if (word.find('=') != std::string_view::npos) return wrong(R"("=" and "=>" do not go together in one entry)");
    if (word.empty()) return wrong(R"(a word is missing beside "=")");
    if (key.segments == 0) return wrong(shown + " has no letters or digits");
    if (key.segments > kMaxSegments) return wrong(shown + " has more than " + std::to_string(kMaxSegments) + " words");
  }
  for (const std::string_view from : words) {
    for (const std::string_view to : words) AddPair(from, to, entry.language, weight);
    if (one_way) break;
  }
  return {};
}

// What the site says of a pair counts, not what is built in.
void Synonyms::AddPair(std::string_view from, std::string_view to, const std::string& language, double weight) {
  const WordKey key = MakeWordKey(from);
  Alternative other{std::string(to), MakeWordKey(to).text, language, weight};
  if (key.text == other.key) return;
  std::vector<Alternative>& others = by_key_[key.text];
  std::erase_if(others, [&](const Alternative& old) { return old.key == other.key && old.language == language; });
  others.push_back(std::move(other));
  max_segments_ = std::max(max_segments_, key.segments);
  max_bytes_ = std::max(max_bytes_, key.text.size());
}

void Synonyms::Expand(const UnitReading& reading, const Xapian::Database& database, const QueryLanguage& language,
                      std::vector<WordGroup>* groups) const {
  if (by_key_.empty()) return;
  *groups = Expansion(*this, reading, database, language).Run(std::move(*groups));
}

}  // namespace sou::query
