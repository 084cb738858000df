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
#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "query/search/candidates.h"
#include "query/search/evidence.h"
#include "query/search/facet_counter.h"
#include "query/search/highlight.h"
#include "query/search/hit_builder.h"
#include "query/search/unit_weights.h"

namespace sou::query {
namespace {

using Clock = std::chrono::steady_clock;

// "words 12.3, exact title +6.1, side by side +1.2 …": the parts add up to the hit's score.
std::string Explain(const Candidate& candidate, const Ranking& ranking, const Page& page) {
  std::string out = fmt::format("words {:.3f}", candidate.matched);
  const auto add = [&](std::string_view name, double evidence, double coefficient) {
    if (evidence * coefficient > 0) out += fmt::format(", {} +{:.3f}", name, candidate.whole * evidence * coefficient);
  };
  const Evidence& evidence = candidate.evidence;
  add("exact title", evidence.exact_title, ranking.exact_title);
  add("query in the title", evidence.phrase_in_title, ranking.phrase_in_title);
  add("words in the title", evidence.title_coverage, ranking.title_coverage);
  add("side by side", evidence.adjacent, ranking.adjacent);
  add("near each other", evidence.near, ranking.near);
  add("in one paragraph", evidence.block, ranking.block);
  add("in one section", evidence.section, ranking.section);
  add("fresh", evidence.freshness, ranking.freshness);
  if (candidate.factor != 1) out += fmt::format(", all of it times {:.3f} to stay below", candidate.factor);
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
  Hit MakeHit(Candidate* candidate, const SearchRequest& request, HitBuilder* builder) const;
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
  SearchResponse response;
  response.query = text::RepairUtf8(request.text);
  response.offset = request.offset;
  response.limit = request.limit;
  response.generation = open->generation.manifest.generation;

  ParsedQuery parsed = Parse(response.query, {settings->max_query_bytes, settings->max_query_words});
  const UnitReading reading{open->languages, settings->stop_words, &analyzer};
  const Plan plan =
      Planner(reading, settings->synonyms, settings->ranking, database).MakePlan(parsed.root, request.filters);
  response.diagnostics = std::move(parsed.diagnostics);
  response.diagnostics.insert(response.diagnostics.end(), plan.diagnostics.begin(), plan.diagnostics.end());

  Highlighter highlighter(plan.units, &analyzer);
  const UnitWeights weights = WeighUnits(plan.units, database);
  EvidenceReader evidence(plan.units, weights, &highlighter);
  FacetCounter facets(request.facets);
  CandidateFinder finder(database, plan, settings->ranking, &evidence, &highlighter, &facets);
  CandidateList list = finder.Find(request.sort, request.offset + request.limit);
  response.total = list.total;
  response.total_exact = list.exact;
  response.match = list.total_all > 0 ? Match::kAll : list.total > 0 ? Match::kSome : Match::kNone;
  response.facets = facets.Results();
  if (list.cut) {
    response.diagnostics.push_back(
        {0, fmt::format("the best {} pages were read for the phrases; more may have them", kMaxChecked)});
  }
  if (request.explain)
    response.explanation = "read as " + Dump(parsed.root) + "\nsearched " + plan.all.get_description();

  HitBuilder builder(&highlighter, weights.units, settings->snippet_length);
  const size_t end = std::min(list.candidates.size(), request.offset + request.limit);
  for (size_t i = request.offset; i < end; ++i)
    response.hits.push_back(MakeHit(&list.candidates[i], request, &builder));
  return response;
}

Hit Searcher::State::MakeHit(Candidate* candidate, const SearchRequest& request, HitBuilder* builder) const {
  if (!candidate->page) {
    Result<Page> read = store::DecodePage(database.get_document(candidate->id).get_data());
    if (!read.ok()) throw Xapian::DatabaseCorruptError(read.error().message);
    candidate->page = std::move(*read);
  }
  const std::optional<Page>& page = candidate->page;
  Hit hit;
  if (request.snippets) {
    hit = builder->Build(*page);
  } else {
    hit.id = page->id;
    hit.path = page->path;
    hit.url = page->url;
  }
  hit.score = candidate->score;
  if (request.explain) hit.explanation = Explain(*candidate, settings->ranking, *page);
  return hit;
}

}  // namespace sou::query
