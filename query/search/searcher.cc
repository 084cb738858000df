// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/searcher.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "common/store/record.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"
#include "common/text/utf8.h"
#include "query/correct/corrector.h"
#include "query/correct/second_try.h"
#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "query/plan/unit_query.h"
#include "query/search/candidates.h"
#include "query/search/facet_counter.h"
#include "query/search/highlight.h"
#include "query/search/hit_builder.h"
#include "query/search/rescore.h"

namespace sou::query {
namespace {

using Clock = std::chrono::steady_clock;

// With as few pages that have all words another query may be suggested.
constexpr size_t kFewPages = 3;

// A phrase's words are highlighted where they stand alone, too, but weigh like the rest.
std::vector<double> UnitWeights(const std::vector<QueryUnit>& units, const Xapian::Database& database) {
  std::vector<double> weights;
  const double pages = std::max(1.0, static_cast<double>(database.get_doccount()));
  for (const QueryUnit& unit : units) {
    Xapian::doccount frequency = 0;
    const auto look = [&](store::TermField field, const std::string& text) {
      if (!text.empty()) frequency = std::max(frequency, database.get_termfreq(store::MakeTerm(field, text)));
    };
    look(store::TermField::kWord, unit.word.text);
    for (const RunTerm& word : unit.words) look(store::TermField::kWord, word.text);
    const double rarity = std::log(1.0 + pages / (1.0 + static_cast<double>(frequency)));
    weights.push_back(unit.stop ? 0.1 * rarity : rarity);
  }
  return weights;
}

std::string Explain(const Candidate& candidate, const Page& page) {
  std::string out = fmt::format("words {:.3f}", candidate.matched);
  const TitleScore& title = candidate.title;
  if (title.exact > 0) out += fmt::format(", exact title +{:.0f} %", title.exact * 100);
  if (title.phrase > 0) out += fmt::format(", query in the title +{:.0f} %", title.phrase * 100);
  if (title.coverage > 0) out += fmt::format(", words in the title +{:.0f} %", title.coverage * 100);
  out += candidate.all ? "; has all words" : "; lacks some words";
  if (!page.language.empty())
    out += fmt::format("; language {} by the {}", page.language_tag, NameOf(page.language_from));
  return out;
}

}  // namespace

struct Searcher::State {
  std::shared_ptr<const OpenGeneration> open;
  std::shared_ptr<const SearchSettings> settings;
  Xapian::Database database;
  text::Analyzer analyzer;

  SearchResponse Search(const SearchRequest& request);
  // `tries`, if not null, becomes other texts to search for if nothing was found.
  SearchResponse SearchOnce(const std::string& text, const SearchRequest& request, std::vector<std::string>* tries);
  void AddSuggestion(const Plan& plan, const Corrector& corrector, SearchResponse* response) const;
  Hit MakeHit(const Candidate& candidate, const SearchRequest& request, HitBuilder* builder) const;
};

Searcher::Searcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Result<Searcher> Searcher::Open(std::shared_ptr<const OpenGeneration> open,
                                std::shared_ptr<const SearchSettings> settings) {
  auto state = std::make_unique<State>();
  const std::filesystem::path path = store::DatabasePath(open->generation.folder);
  state->open = std::move(open);
  state->settings = std::move(settings);
  try {
    state->database = Xapian::Database(path.string());
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::kCorrupt, "cannot open the index: " + error.get_description(), {path.string()}};
  }
  return Searcher(std::move(state));
}

Result<SearchResponse> Searcher::Search(const SearchRequest& request) {
  const Clock::time_point begin = Clock::now();
  try {
    SearchResponse response = state_->Search(request);
    response.took_ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    return response;
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::kCorrupt,
                 "cannot read the index: " + error.get_description(),
                 {state_->open->generation.folder.string()}};
  }
}

SearchResponse Searcher::State::Search(const SearchRequest& request) {
  const std::string text = text::RepairUtf8(request.text);
  std::vector<std::string> tries;
  SearchResponse response = SearchOnce(text, request, &tries);
  for (const std::string& other : tries) {
    SearchResponse again = SearchOnce(other, request, nullptr);
    if (again.total == 0) continue;
    if (!again.corrected) again.corrected = other;
    again.query = std::move(response.query);
    again.diagnostics = std::move(response.diagnostics);  // they speak of what was typed
    return again;
  }
  return response;
}

// Where little was found, a word that hardly any page has may have been another one.
void Searcher::State::AddSuggestion(const Plan& plan, const Corrector& corrector, SearchResponse* response) const {
  std::vector<Correction> meant;
  for (const QueryUnit& unit : plan.units) {
    if (const auto other = corrector.Suggest(unit)) meant.push_back(*other);
  }
  if (meant.empty()) return;
  meant.insert(meant.end(), plan.corrections.begin(), plan.corrections.end());
  response->suggestion = Rewrite(response->query, std::move(meant));
}

SearchResponse Searcher::State::SearchOnce(const std::string& text, const SearchRequest& request,
                                           std::vector<std::string>* tries) {
  SearchResponse response;
  response.query = text;
  response.offset = request.offset;
  response.limit = request.limit;
  response.generation = open->generation.manifest.generation;

  ParsedQuery parsed = Parse(response.query, {settings->max_query_bytes, settings->max_query_words});
  const UnitReading reading{open->languages, settings->stop_words, &analyzer};
  const Plan plan = Planner(reading, settings->synonyms, open->vocabulary, database)
                        .MakePlan(parsed.root, request.filters, response.query, request.typing);
  if (!plan.corrections.empty()) response.corrected = Rewrite(response.query, plan.corrections);
  response.diagnostics = std::move(parsed.diagnostics);
  response.diagnostics.insert(response.diagnostics.end(), plan.diagnostics.begin(), plan.diagnostics.end());

  Highlighter highlighter(plan.units, &analyzer);
  const TitleScorer scorer(plan.units, &highlighter);
  FacetCounter facets(request.facets);
  const CandidateList list =
      CandidateFinder(database, plan, &scorer, &facets).Find(request.sort, request.offset + request.limit);
  response.total = list.total;
  response.total_exact = list.exact;
  response.match = list.total_all > 0 ? Match::kAll : list.total > 0 ? Match::kSome : Match::kNone;
  if (list.total_all <= kFewPages) AddSuggestion(plan, Corrector(open->vocabulary, reading, database), &response);
  if (list.total == 0 && tries != nullptr) *tries = SecondTries(response.query, plan.units, open->vocabulary);
  response.facets = facets.Results();
  if (request.explain)
    response.explanation = "read as " + Dump(parsed.root) + "\nsearched " + plan.all.get_description();

  const std::vector<double> weights = UnitWeights(plan.units, database);
  HitBuilder builder(&highlighter, weights, settings->snippet_length);
  const size_t end = std::min(list.candidates.size(), request.offset + request.limit);
  for (size_t i = request.offset; i < end; ++i) response.hits.push_back(MakeHit(list.candidates[i], request, &builder));
  return response;
}

Hit Searcher::State::MakeHit(const Candidate& candidate, const SearchRequest& request, HitBuilder* builder) const {
  const Result<Page> page = store::DecodePage(database.get_document(candidate.id).get_data());
  if (!page.ok()) throw Xapian::DatabaseCorruptError(page.error().message);
  Hit hit;
  if (request.snippets) {
    hit = builder->Build(*page);
  } else {
    hit.id = page->id;
    hit.path = page->path;
    hit.url = page->url;
  }
  hit.score = candidate.score;
  if (request.explain) hit.explanation = Explain(candidate, *page);
  return hit;
}

}  // namespace sou::query
