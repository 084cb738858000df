// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/search_service.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "common/store/generation.h"
#include "query/suggest/suggester.h"

namespace sou::query {
namespace {

// Idle handles of one generation. Shared by the searches that run on it, so it lives as long as the last of them.
struct HandlePool {
  std::shared_ptr<const OpenGeneration> open;
  std::shared_ptr<const SearchSettings> settings;
  std::vector<std::string> notes;
  std::vector<uint32_t> hidden_suggestions;
  std::mutex mutex;
  std::vector<Searcher> idle;

  Result<Searcher> Take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        Searcher searcher = std::move(idle.back());
        idle.pop_back();
        return searcher;
      }
    }
    return Searcher::Open(open, settings);
  }

  // Runs `call` on a handle; one that could not read the index is not used again.
  template <typename Call>
  auto With(const Call& call) -> decltype(call(static_cast<Searcher*>(nullptr))) {
    Result<Searcher> searcher = Take();
    if (!searcher.ok()) return searcher.error();
    auto response = call(&*searcher);
    if (response.ok() || response.error().code == ErrorCode::kNotFound) GiveBack(std::move(*searcher));
    return response;
  }

  void GiveBack(Searcher searcher) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(searcher));
  }
};

// The last searches, to be asked again of a new generation before readers ask it.
class RecentSearches {
 public:
  void Add(const SearchRequest& request) {
    // What is half typed or further down is asked seldom.
    if (request.typing || request.offset > 0) return;
    const std::lock_guard lock(mutex_);
    if (requests_.size() < kMost) {
      requests_.push_back(request);
    } else {
      requests_[next_] = request;
    }
    next_ = (next_ + 1) % kMost;
  }

  [[nodiscard]] std::vector<SearchRequest> All() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  static constexpr size_t kMost = 32;
  mutable std::mutex mutex_;
  std::vector<SearchRequest> requests_;
  size_t next_ = 0;
};

// Opens the current generation and `handles` of it, and asks them `requests`, so that a broken one is refused before it
// is used and nobody waits for the first reading of a file.
Result<std::shared_ptr<HandlePool>> OpenPool(const std::filesystem::path& index,
                                             std::shared_ptr<const SearchSettings> settings, size_t handles,
                                             const std::vector<SearchRequest>& requests) {
  Result<store::Generation> generation = store::FindCurrent(index);
  if (!generation.ok()) return generation.error();
  // A copy that is still under way, or bits that have flipped, must not answer for days.
  const Status sound = store::CheckFileSums(generation->folder, generation->manifest.files);
  if (!sound.ok()) return sound.error();
  Result<std::shared_ptr<const OpenGeneration>> open = query::Open(std::move(*generation));
  if (!open.ok()) return open.error();
  auto pool = std::make_shared<HandlePool>();
  pool->open = std::move(*open);
  pool->settings = std::move(settings);
  for (size_t i = 0; i < handles; ++i) {
    Result<Searcher> searcher = Searcher::Open(pool->open, pool->settings);
    if (!searcher.ok()) return searcher.error();
    for (size_t r = i; r < requests.size(); r += handles) {
      const Result<SearchResponse> response = searcher->Search(requests[r]);
      if (!response.ok()) return response.error();
    }
    pool->idle.push_back(std::move(*searcher));
  }
  const Searcher& first = pool->idle.front();
  pool->notes = first.notes();
  Result<std::vector<uint32_t>> hidden = first.HiddenSuggestions();
  if (!hidden.ok()) return hidden.error();
  pool->hidden_suggestions = std::move(*hidden);
  return pool;
}

}  // namespace

struct SearchService::State {
  State(std::filesystem::path folder, std::shared_ptr<const SearchSettings> with, size_t ready)
      : index(std::move(folder)), settings(std::move(with)), handles(ready) {}

  const std::filesystem::path index;
  const std::shared_ptr<const SearchSettings> settings;
  const size_t handles;
  RecentSearches recent;
  mutable std::mutex mutex;
  std::shared_ptr<HandlePool> pool;  // guarded by mutex

  [[nodiscard]] std::shared_ptr<HandlePool> Current() const {
    const std::lock_guard lock(mutex);
    return pool;
  }

  [[nodiscard]] Status OpenCurrent() {
    Result<std::shared_ptr<HandlePool>> opened = OpenPool(index, settings, handles, recent.All());
    if (!opened.ok()) return opened.error();
    const std::lock_guard lock(mutex);
    pool.swap(*opened);
    return {};
  }
};

SearchService::SearchService(std::unique_ptr<State> state) : state_(std::move(state)) {}
SearchService::~SearchService() = default;

Result<std::unique_ptr<SearchService>> SearchService::Open(const std::filesystem::path& index, SearchSettings settings,
                                                           size_t handles) {
  auto state = std::make_unique<State>(index, std::make_shared<const SearchSettings>(std::move(settings)),
                                       std::max<size_t>(1, handles));
  const Status opened = state->OpenCurrent();
  if (!opened.ok()) return opened.error();
  return std::unique_ptr<SearchService>(new SearchService(std::move(state)));
}

Result<SearchResponse> SearchService::Search(const SearchRequest& request) {
  state_->recent.Add(request);
  return state_->Current()->With([&](Searcher* searcher) { return searcher->Search(request); });
}

SuggestResponse SearchService::Suggest(const SuggestRequest& request, const QueryMemory* memory) const {
  const std::shared_ptr<HandlePool> pool = state_->Current();
  SuggestResponse response = query::Suggest(pool->open->suggestions, memory, request, pool->hidden_suggestions);
  response.generation = pool->open->generation.manifest.generation;
  return response;
}

Result<RelatedResponse> SearchService::Related(const RelatedRequest& request) {
  return state_->Current()->With([&](Searcher* searcher) { return searcher->Related(request); });
}

Result<Page> SearchService::PageAt(const std::string& url) const {
  return state_->Current()->With([&](Searcher* searcher) { return searcher->PageAt(url); });
}

std::vector<std::string> SearchService::notes() const { return state_->Current()->notes; }

Result<bool> SearchService::Refresh() {
  const Result<uint64_t> current = store::CurrentGeneration(state_->index);
  if (!current.ok()) return current.error();
  if (*current == generation()) return false;
  const Status opened = state_->OpenCurrent();
  if (!opened.ok()) return opened.error();
  return true;
}

IndexSummary SearchService::Summary() const {
  const std::shared_ptr<HandlePool> pool = state_->Current();
  const store::Manifest& manifest = pool->open->generation.manifest;
  IndexSummary summary{manifest.generation, manifest.pages, 0, manifest.built_at};
  for (const auto& [path, sum] : manifest.files) summary.bytes += sum.bytes;
  return summary;
}

uint64_t SearchService::generation() const { return state_->Current()->open->generation.manifest.generation; }

}  // namespace sou::query
