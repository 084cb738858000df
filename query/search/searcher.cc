// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/searcher.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "common/store/schema.h"
#include "common/text/analyzer.h"
#include "common/text/utf8.h"
#include "query/correct/corrector.h"
#include "query/correct/second_try.h"
#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "query/search/candidates.h"
#include "query/search/curation.h"
#include "query/search/evidence.h"
#include "query/search/facet_counter.h"
#include "query/search/highlight.h"
#include "query/search/hit_builder.h"
#include "query/search/index_reader.h"
#include "query/search/related.h"
#include "query/search/unit_weights.h"
#include "query/suggest/hidden_suggestions.h"

namespace sou::query {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kSecondsPerDay = 86'400;

// With as few pages that have all words another query may be suggested.
constexpr size_t kFewPages = 3;

// "words 12.3, exact title +6.1, side by side +1.2 …": the parts add up to the hit's score.
std::string Explain(const Candidate& candidate, const Ranking& ranking, const Page& page) {
  if (candidate.pinned) return "pinned to this query";
  std::string out = fmt::format("words {:.3f}", candidate.matched);
  if (candidate.boost != 1) out += fmt::format(" (boosted x{:g})", candidate.boost);
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

// Words and phrases that name no field are looked for in titles.
void SearchTitles(Node* node) {
  if (node->kind != NodeKind::kFilter && node->field == QueryField::kText) node->field = QueryField::kTitle;
  for (Node& child : node->children) SearchTitles(&child);
}

// The language of most pages; of equally many, the first by name.
std::string MainLanguage(const store::Manifest& manifest) {
  std::string language;
  uint64_t most = 0;
  for (const auto& [name, pages] : manifest.languages) {
    if (pages > most) language = name;
    most = std::max(most, pages);
  }
  return language;
}

// Calls that reach into the database; its errors as values.
template <typename Answer, typename Call>
Result<Answer> Guarded(const OpenGeneration& open, const Call& call) {
  try {
    return call();
  } catch (const Xapian::Error& error) {
    return Error{
        ErrorCode::kCorrupt, "cannot read the index: " + error.get_description(), {open.generation.folder.string()}};
  }
}

template <typename Response, typename Call>
Result<Response> Timed(const OpenGeneration& open, const Call& call) {
  const Clock::time_point begin = Clock::now();
  Result<Response> response = Guarded<Response>(open, call);
  if (response.ok()) response->took_ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  return response;
}

}  // namespace

struct Searcher::State {
  State(std::shared_ptr<const OpenGeneration> opened, std::shared_ptr<const SearchSettings> with)
      : open(std::move(opened)),
        settings(std::move(with)),
        index(open),
        database(index.database()),
        stop_words(settings->stop_words.For(open->generation.manifest.languages)),
        curation(settings->curation, index) {}

  std::shared_ptr<const OpenGeneration> open;
  std::shared_ptr<const SearchSettings> settings;
  IndexReader index;
  const Xapian::Database& database;
  text::Analyzer analyzer;
  StopWords stop_words;
  OpenCuration curation;

  SearchResponse Search(const SearchRequest& request);
  // `tries`, if not null, becomes other texts to search for if nothing was found.
  SearchResponse SearchOnce(const std::string& text, const SearchRequest& request, std::vector<std::string>* tries);
  void AddSuggestion(const Plan& plan, const Corrector& corrector, SearchResponse* response) const;
  Result<RelatedResponse> Related(const RelatedRequest& request);
  [[nodiscard]] Result<Page> PageAt(const std::string& path_or_url) const;
  // Puts the pages that are pinned to the query before the others, which must not hold them.
  void AddPinned(const std::vector<Xapian::docid>& pinned, FacetCounter* facets, CandidateList* list) const;
  // Hidden pages and old versions are never found, pinned pages not a second time.
  void Exclude(const std::vector<Xapian::docid>& pinned, Plan* plan) const;
  Hit MakeHit(Candidate* candidate, const SearchRequest& request, Highlighter* highlighter, HitBuilder* builder) const;
};

Searcher::Searcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Result<Searcher> Searcher::Open(std::shared_ptr<const OpenGeneration> open,
                                std::shared_ptr<const SearchSettings> settings) {
  const std::filesystem::path folder = open->generation.folder;
  try {
    return Searcher(std::make_unique<State>(std::move(open), std::move(settings)));
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::kCorrupt, "cannot open the index: " + error.get_description(), {folder.string()}};
  }
}

Result<SearchResponse> Searcher::Search(const SearchRequest& request) {
  return Timed<SearchResponse>(*state_->open, [&] { return state_->Search(request); });
}

Result<RelatedResponse> Searcher::Related(const RelatedRequest& request) {
  return Timed<RelatedResponse>(*state_->open, [&] { return state_->Related(request); });
}

Result<Page> Searcher::PageAt(const std::string& path_or_url) const {
  return Guarded<Page>(*state_->open, [&] { return state_->PageAt(path_or_url); });
}

Result<std::vector<uint32_t>> Searcher::HiddenSuggestions() const {
  return Guarded<std::vector<uint32_t>>(*state_->open, [&] {
    return query::HiddenSuggestions(state_->open->suggestions, state_->curation.hidden(), state_->index);
  });
}

const std::vector<std::string>& Searcher::notes() const { return state_->curation.notes(); }

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
  if (request.title_only) SearchTitles(&parsed.root);
  const UnitReading reading{open->languages, stop_words, &analyzer};
  Plan plan = Planner({reading, settings->synonyms, curation.boosts(), open->vocabulary, settings->ranking, database})
                  .MakePlan(parsed.root, request.filters, response.query, request.typing);
  if (!plan.corrections.empty()) response.corrected = Rewrite(response.query, plan.corrections);
  response.diagnostics = std::move(parsed.diagnostics);
  response.diagnostics.insert(response.diagnostics.end(), plan.diagnostics.begin(), plan.diagnostics.end());

  Highlighter highlighter(plan.units, &analyzer);
  const UnitWeights weights = WeighUnits(plan.units, database);
  const FreshnessRule freshness{settings->half_life_days * kSecondsPerDay,
                                open->generation.manifest.built_at.unix_seconds};
  EvidenceReader evidence(plan.units, weights, freshness, &highlighter);
  FacetCounter facets(request.facets, database);
  // Someone who sorts by date wants no other order.
  std::vector<Xapian::docid> pinned;
  if (request.sort == Sort::kRelevance) pinned = curation.PinnedTo(response.query, request.filters, index);
  Exclude(pinned, &plan);
  if (request.all_words) plan.some = Xapian::Query();
  const Scoring scoring{settings->ranking, curation.boosts(), &evidence, &highlighter};
  CandidateList list =
      CandidateFinder(index, plan, scoring, &facets).Find(request.sort, request.offset + request.limit);
  AddPinned(pinned, &facets, &list);
  response.total = list.total;
  response.total_exact = list.exact;
  response.match = list.total_all > 0 ? Match::kAll : list.total > 0 ? Match::kSome : Match::kNone;
  if (list.total_all <= kFewPages) AddSuggestion(plan, Corrector(open->vocabulary, reading, database), &response);
  if (list.total == 0 && tries != nullptr)
    *tries = SecondTries(response.query, plan.units, open->vocabulary, open->suggestions);
  response.facets = facets.Results();
  if (list.cut) {
    response.diagnostics.push_back(
        {0, fmt::format("the best {} pages were read for the phrases; more may have them", list.checked)});
  }
  if (request.explain) {
    response.explanation = "read as " + Dump(parsed.root) + "\nsearched " + plan.all.get_description();
    for (const std::string& note : plan.notes) response.explanation += "\n" + note;
    for (const std::string& note : curation.notes()) response.explanation += "\n" + note;
  }

  HitBuilder builder(&highlighter, weights, request.snippet_length.value_or(settings->snippet_length));
  const size_t end = std::min(list.candidates.size(), request.offset + request.limit);
  for (size_t i = request.offset; i < end; ++i)
    response.hits.push_back(MakeHit(&list.candidates[i], request, &highlighter, &builder));
  return response;
}

void Searcher::State::Exclude(const std::vector<Xapian::docid>& pinned, Plan* plan) const {
  std::vector<Xapian::Query> excluded;
  if (!curation.hidden().empty()) excluded.push_back(curation.hidden());
  if (!index.replaced().empty()) excluded.push_back(index.replaced());
  for (const Xapian::docid id : pinned)
    excluded.emplace_back(store::MakeTerm(store::TermField::kId, index.ReadPage(id).id));
  if (excluded.empty()) return;
  const Xapian::Query any(Xapian::Query::OP_OR, excluded.begin(), excluded.end());
  for (Xapian::Query* query : {&plan->all, &plan->some}) {
    if (!query->empty()) *query = Xapian::Query(Xapian::Query::OP_AND_NOT, *query, any);
  }
}

void Searcher::State::AddPinned(const std::vector<Xapian::docid>& pinned, FacetCounter* facets,
                                CandidateList* list) const {
  if (pinned.empty()) return;
  const double top = list->candidates.empty() ? 0 : list->candidates.front().score;
  std::vector<Candidate> first;
  for (size_t i = 0; i < pinned.size(); ++i) {
    // Scores go down the list.
    first.push_back({.id = pinned[i], .score = top + static_cast<double>(pinned.size() - i), .pinned = true});
    if (facets->wanted()) facets->Add(database.get_document(pinned[i]));
  }
  list->candidates.insert(list->candidates.begin(), first.begin(), first.end());
  list->total += pinned.size();
  list->total_all += pinned.size();
}

Result<Page> Searcher::State::PageAt(const std::string& path_or_url) const {
  const Xapian::docid id = FindPage(path_or_url, index);
  if (id != 0) return index.ReadPage(id);
  return Error{ErrorCode::kNotFound, "no page of the index has the path or address \"" + text::RepairUtf8(path_or_url) +
                                         "\"; both are as in hits: content/posts/a.md, /posts/a/"};
}

Result<RelatedResponse> Searcher::State::Related(const RelatedRequest& request) {
  const Result<Page> page = PageAt(request.page);
  if (!page.ok()) return page.error();
  RelatedResponse response;
  response.generation = open->generation.manifest.generation;
  RelatedFinder finder(index, stop_words, curation.hidden(), MainLanguage(open->generation.manifest), &analyzer);
  const std::vector<RelatedPage> related = finder.Find(*page, request.langs, request.limit);
  const std::vector<QueryUnit> nothing;
  Highlighter highlighter(nothing, &analyzer);
  HitBuilder builder(&highlighter, UnitWeights(), settings->snippet_length);
  for (const RelatedPage& found : related) {
    Hit hit = builder.Build(index.ReadPage(found.id), {});
    hit.score = found.score;
    response.hits.push_back(std::move(hit));
  }
  if (request.explain) {
    response.explanation = "searched for";
    for (const std::string& word : finder.words()) response.explanation += " " + word;
  }
  return response;
}

Hit Searcher::State::MakeHit(Candidate* candidate, const SearchRequest& request, Highlighter* highlighter,
                             HitBuilder* builder) const {
  if (!candidate->page) {
    candidate->page = index.ReadPage(candidate->id);
    if (request.snippets) candidate->matches = highlighter->Find(candidate->page->body, candidate->page->language);
  }
  const Page& page = *candidate->page;
  Hit hit;
  if (request.snippets) {
    hit = builder->Build(page, candidate->matches);
  } else {
    hit.id = page.id;
    hit.path = page.path;
    hit.url = page.url;
  }
  hit.score = candidate->score;
  hit.pinned = candidate->pinned;
  if (request.explain) hit.explanation = Explain(*candidate, settings->ranking, page);
  return hit;
}

}  // namespace sou::query
