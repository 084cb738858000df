// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tunes the coefficients of query/plan/ranking.h on some judged sets and reports on others.
//
//   tune SETS.tsv [--every N] [--first-phase | --ablate]
//
// SETS.tsv: name, fold, index folder, queries (qid, query), judgments (qid, path, relevance), language or "-". Sets of
// fold A are tuned on and those of fold B reported on, then the other way round, then all together; a coefficient is
// worth changing if both folds ask for it. --every N takes each N-th query. --ablate tunes nothing and prints what each
// coefficient is worth. The second phase is tuned on candidates that are found once, so trying a coefficient takes
// milliseconds; --first-phase searches anew for each trial.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/store/record.h"
#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "query/search/candidates.h"
#include "query/search/index_reader.h"
#include "query/search/open_generation.h"
#include "query/search/search_settings.h"

namespace sou::query {
namespace {

constexpr size_t kDepth = 10;

struct Question {
  std::string text;
  std::set<std::string> relevant;  // paths without content/ and .md
};

struct JudgedSet {
  std::string name;
  std::string fold;
  std::shared_ptr<const OpenGeneration> open;
  Filters filters;
  std::vector<Question> questions;
};

// A candidate as the second phase sees it, and whether it is what was looked for.
struct Sample {
  double matched = 0;
  double whole = 0;
  bool all = true;
  Evidence evidence;
  bool relevant = false;
};
using Samples = std::vector<std::vector<Sample>>;  // by question

struct Coefficient {
  const char* name;
  double Ranking::*member;
};
constexpr Coefficient kSecondPhase[] = {{"exact_title", &Ranking::exact_title},
                                        {"phrase_in_title", &Ranking::phrase_in_title},
                                        {"title_coverage", &Ranking::title_coverage},
                                        {"adjacent", &Ranking::adjacent},
                                        {"near", &Ranking::near},
                                        {"block", &Ranking::block},
                                        {"section", &Ranking::section}};
constexpr Coefficient kFirstPhase[] = {{"k1", &Ranking::k1},
                                       {"b", &Ranking::b},
                                       {"min_norm_length", &Ranking::min_norm_length},
                                       {"gram", &Ranking::gram},
                                       {"hangul_gram", &Ranking::hangul_gram},
                                       {"hangul_word", &Ranking::hangul_word},
                                       {"part", &Ranking::part},
                                       {"stop_word", &Ranking::stop_word},
                                       {"title", &Ranking::title}};

std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
  return fields;
}

std::vector<std::vector<std::string>> ReadTsv(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    fmt::print(stderr, "tune: cannot read {}\n", path);
    std::exit(2);
  }
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') rows.push_back(Fields(line));
  }
  return rows;
}

std::string NameOf(std::string path) {
  if (path.starts_with("content/")) path.erase(0, 8);
  if (path.ends_with(".md")) path.resize(path.size() - 3);
  return path;
}

template <typename T>
T Sound(Result<T> result) {
  if (result.ok()) return *std::move(result);
  fmt::print(stderr, "tune: {}\n", result.error().ToString());
  std::exit(2);
}

JudgedSet ReadSet(const std::vector<std::string>& row, size_t every) {
  JudgedSet set{.name = row.at(0), .fold = row.at(1)};
  set.open = Sound(Open(Sound(store::FindCurrent(row.at(2)))));
  if (row.at(5) != "-") set.filters.langs = {row.at(5)};
  std::map<std::string, std::set<std::string>> relevant;
  for (const auto& judgment : ReadTsv(row.at(4))) {
    if (judgment.at(2) != "0") relevant[judgment.at(0)].insert(NameOf(judgment.at(1)));
  }
  size_t number = 0;
  for (const auto& query : ReadTsv(row.at(3))) {
    if (number++ % every == 0) set.questions.push_back({query.at(1), relevant[query.at(0)]});
  }
  return set;
}

Samples FindSamples(const JudgedSet& set, const Ranking& ranking) {
  const SearchSettings settings;
  const Boosts boosts;
  const StopWords stop_words = settings.stop_words.For(set.open->generation.manifest.languages);
  text::Analyzer analyzer;
  const IndexReader index(set.open);
  const Xapian::Database& database = index.database();
  const UnitReading reading{set.open->languages, stop_words, &analyzer};
  Samples samples;
  for (const Question& question : set.questions) {
    const ParsedQuery parsed = Parse(question.text);
    const Plan plan = Planner({reading, settings.synonyms, boosts, set.open->vocabulary, ranking, database})
                          .MakePlan(parsed.root, set.filters, question.text);
    Highlighter highlighter(plan.units, &analyzer);
    const UnitWeights weights = WeighUnits(plan.units, database);
    EvidenceReader evidence(plan.units, weights, {}, &highlighter);
    FacetCounter facets({}, database);
    CandidateFinder finder(index, plan, {ranking, boosts, &evidence, &highlighter}, &facets);
    std::vector<Sample>& found = samples.emplace_back();
    for (const Candidate& candidate : finder.Find(Sort::kRelevance, kDepth).candidates) {
      const std::string path = candidate.page ? candidate.page->path : index.ReadPage(candidate.id).path;
      const bool relevant = question.relevant.contains(NameOf(path));
      found.push_back({candidate.matched, candidate.whole, candidate.all, candidate.evidence, relevant});
    }
  }
  return samples;
}

// As the second phase scores them: by title, the best of them by text; those with all words first.
std::vector<std::pair<double, bool>> Scored(const std::vector<Sample>& candidates, const Ranking& ranking) {
  constexpr double kAllFirst = 1e6;
  Ranking titles = ranking;
  for (double Ranking::*text : {&Ranking::adjacent, &Ranking::near, &Ranking::block, &Ranking::section})
    titles.*text = 0;
  std::vector<const Sample*> order;
  for (const Sample& sample : candidates) order.push_back(&sample);
  const auto by_title = [&](const Sample* sample) {
    return sample->matched + sample->whole * Bonus(sample->evidence, titles) + (sample->all ? kAllFirst : 0);
  };
  std::stable_sort(order.begin(), order.end(), [&](auto* a, auto* b) { return by_title(a) > by_title(b); });
  std::vector<std::pair<double, bool>> scored;
  size_t read[2] = {0, 0};
  for (const Sample* sample : order) {
    const bool text = read[sample->all ? 1 : 0]++ < ranking.read_candidates;
    const double bonus = sample->whole * Bonus(sample->evidence, text ? ranking : titles);
    scored.emplace_back(sample->matched + bonus + (sample->all ? kAllFirst : 0), sample->relevant);
  }
  std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  return scored;
}

// Mean reciprocal rank of the first relevant candidate.
double Mrr(const Samples& samples, const Ranking& ranking) {
  double sum = 0;
  for (const std::vector<Sample>& candidates : samples) {
    const std::vector<std::pair<double, bool>> scored = Scored(candidates, ranking);
    for (size_t i = 0; i < std::min(kDepth, scored.size()); ++i) {
      if (!scored[i].second) continue;
      sum += 1.0 / static_cast<double>(i + 1);
      break;
    }
  }
  return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

class Tuner {
 public:
  Tuner(std::vector<JudgedSet> sets, bool first_phase) : sets_(std::move(sets)), first_phase_(first_phase) {
    if (!first_phase) {
      Ranking all_read;  // so large a bonus that every candidate's text is read
      all_read.section = 100;
      for (const JudgedSet& set : sets_) samples_.push_back(FindSamples(set, all_read));
    }
  }

  // MRR@10 of each set as it is, and with one coefficient of the second phase after the other left out.
  void Ablate() const {
    fmt::print("| without |");
    for (const JudgedSet& set : sets_) fmt::print(" {} |", set.name);
    fmt::print("\n|---|");
    for (size_t i = 0; i < sets_.size(); ++i) fmt::print("---|");
    fmt::print("\n");
    Row("nothing", Ranking());
    for (const Coefficient& coefficient : kSecondPhase) {
      Ranking without;
      without.*coefficient.member = 0;
      Row(coefficient.name, without);
    }
    for (const unsigned read : {30U, 20U, 15U, 10U}) {
      Ranking fewer;
      fewer.read_candidates = read;
      Row(fmt::format("the texts behind the best {}", read), fewer);
    }
    Ranking titles;
    for (double Ranking::*text : {&Ranking::adjacent, &Ranking::near, &Ranking::block, &Ranking::section})
      titles.*text = 0;
    Row("all evidence of the text", titles);
    Ranking first;
    for (const Coefficient& coefficient : kSecondPhase) first.*coefficient.member = 0;
    Row("the second phase", first);
  }

  void Run() {
    Report("as it is", Ranking());
    for (const std::string fold : {"A", "B", ""}) {
      const Ranking tuned = Tune(fold);
      Report(fold.empty() ? "tuned on all" : "tuned on " + fold, tuned);
    }
  }

 private:
  void Row(const std::string& name, const Ranking& ranking) const {
    fmt::print("| {} |", name);
    for (size_t i = 0; i < sets_.size(); ++i) fmt::print(" {:.4f} |", MrrOf(i, ranking));
    fmt::print("\n");
  }

  [[nodiscard]] double MrrOf(size_t set, const Ranking& ranking) const {
    return Mrr(first_phase_ ? FindSamples(sets_[set], ranking) : samples_[set], ranking);
  }

  // The mean over the sets of a fold, each counting the same.
  [[nodiscard]] double Mean(const std::string& fold, const Ranking& ranking) const {
    double sum = 0;
    double count = 0;
    for (size_t i = 0; i < sets_.size(); ++i) {
      if (!fold.empty() && sets_[i].fold != fold) continue;
      sum += MrrOf(i, ranking);
      ++count;
    }
    return count == 0 ? 0 : sum / count;
  }

  // Coordinate ascent: one coefficient at a time, as long as any change helps.
  [[nodiscard]] Ranking Tune(const std::string& fold) const {
    Ranking ranking;
    double best = Mean(fold, ranking);
    const std::vector<Coefficient> coefficients =
        first_phase_ ? std::vector<Coefficient>(std::begin(kFirstPhase), std::end(kFirstPhase))
                     : std::vector<Coefficient>(std::begin(kSecondPhase), std::end(kSecondPhase));
    for (int round = 0; round < (first_phase_ ? 2 : 6); ++round) {
      bool changed = false;
      for (const Coefficient& coefficient : coefficients) {
        const double before = ranking.*coefficient.member;
        double value = before;
        for (const double trial : Trials(before, first_phase_)) {
          ranking.*coefficient.member = trial;
          const double mean = Mean(fold, ranking);
          if (mean <= best + 1e-5) continue;
          best = mean;
          value = trial;
          changed = true;
        }
        ranking.*coefficient.member = value;
      }
      if (!changed) break;
    }
    return ranking;
  }

  [[nodiscard]] static std::vector<double> Trials(double value, bool few) {
    if (few) return {value * 0.7, value * 1.4};
    if (value == 0) return {0.02, 0.05, 0.1, 0.2, 0.4, 0.8};
    std::vector<double> trials;
    for (const double factor : {0.0, 0.5, 0.7, 0.85, 1.2, 1.5, 2.0}) trials.push_back(value * factor);
    return trials;
  }

  void Report(const std::string& title, const Ranking& ranking) const {
    fmt::print("\n{}\n ", title);
    for (const Coefficient& coefficient : kSecondPhase)
      fmt::print(" {} {:.3f}", coefficient.name, ranking.*coefficient.member);
    fmt::print("\n ");
    for (const Coefficient& coefficient : kFirstPhase)
      fmt::print(" {} {:.3f}", coefficient.name, ranking.*coefficient.member);
    fmt::print("\n");
    for (size_t i = 0; i < sets_.size(); ++i)
      fmt::print("  {} {:32} {:.4f}\n", sets_[i].fold, sets_[i].name, MrrOf(i, ranking));
    fmt::print("  mean A {:.4f}, B {:.4f}\n", Mean("A", ranking), Mean("B", ranking));
    std::fflush(stdout);
  }

  std::vector<JudgedSet> sets_;
  bool first_phase_;
  std::vector<Samples> samples_;
};

}  // namespace
}  // namespace sou::query

int main(int argc, char** argv) {
  size_t every = 1;
  bool first_phase = false;
  bool ablate = false;
  std::string file;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--every" && i + 1 < argc) {
      every = std::max(1UL, std::stoul(argv[++i]));
    } else if (argument == "--first-phase") {
      first_phase = true;
    } else if (argument == "--ablate") {
      ablate = true;
    } else {
      file = argument;
    }
  }
  if (file.empty()) {
    fmt::print(stderr, "usage: tune SETS.tsv [--every N] [--first-phase | --ablate]\n");
    return 2;
  }
  std::vector<sou::query::JudgedSet> sets;
  for (const auto& row : sou::query::ReadTsv(file)) sets.push_back(sou::query::ReadSet(row, every));
  sou::query::Tuner tuner(std::move(sets), first_phase);
  if (ablate) {
    tuner.Ablate();
  } else {
    tuner.Run();
  }
  return 0;
}
