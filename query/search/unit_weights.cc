// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/unit_weights.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "common/store/schema.h"

namespace sou::query {
namespace {

using store::TermField;

// Beside others a word that says nothing only helps to choose among equals.
constexpr double kStopWord = 0.1;

class Weigher {
 public:
  explicit Weigher(const Xapian::Database& database)
      : database_(database), pages_(std::max(1.0, static_cast<double>(database.get_doccount()))) {}

  [[nodiscard]] double OfRunWord(const RunTerm& word) const {
    return Of(word.text, word.stop, store::FieldOfRunWord(word.text, TermField::kWord, TermField::kGram));
  }
  [[nodiscard]] double Of(const std::string& word, bool stop, TermField field = TermField::kWord) const {
    const Xapian::doccount frequency = word.empty() ? 0 : database_.get_termfreq(store::MakeTerm(field, word));
    const double rarity = std::log(1.0 + pages_ / (1.0 + static_cast<double>(frequency)));
    return stop ? kStopWord * rarity : rarity;
  }

 private:
  const Xapian::Database& database_;
  double pages_;
};

}  // namespace

UnitWeights WeighUnits(const std::vector<QueryUnit>& units, const Xapian::Database& database) {
  const Weigher weigher(database);
  UnitWeights weights;
  for (const QueryUnit& unit : units) {
    std::vector<double> words;
    if (unit.kind == text::SegmentKind::kRun) {
      for (const RunTerm& word : unit.words) words.push_back(weigher.OfRunWord(word));
    }
    // A unit says what the most common of its words says: the others may be the dictionary's mistakes.
    double of_unit = words.empty() ? weigher.Of(unit.word.text.empty() ? unit.text : unit.word.text, unit.stop)
                                   : *std::min_element(words.begin(), words.end());
    if (words.empty()) words.push_back(of_unit);
    weights.units.push_back(of_unit);
    weights.words.push_back(std::move(words));
  }
  return weights;
}

}  // namespace sou::query
