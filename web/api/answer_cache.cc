// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/answer_cache.h"

#include <fmt/format.h>

#include <future>
#include <list>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sou::web {
namespace {

using Answer = std::shared_ptr<const Response>;

// Of the list, the table and the allocator, about.
constexpr size_t kOverheadBytes = 256;

size_t SizeOf(const std::string& key, const Response& response) {
  size_t bytes = kOverheadBytes + 2 * key.size() + response.body.size() + response.content_type.size();
  for (const auto& [name, value] : response.headers) bytes += name.size() + value.size() + 2 * sizeof(std::string);
  if (response.trace.query) bytes += response.trace.query->size();
  return bytes;
}

Response Copy(const Response& response, CacheUse use) {
  Response copy = response;
  copy.trace.cache = use;
  return copy;
}

}  // namespace

struct AnswerCache::State {
  struct Entry {
    std::string key;
    Answer answer;
    size_t bytes = 0;
  };
  // What is to be done about a request: `kept` is the answer, or `other` will have it, or neither: compute.
  struct Claim {
    Answer kept;
    std::shared_future<Answer> other;
    std::promise<Answer> own;
  };

  State(size_t max, std::shared_ptr<ComputePool> with) : max_bytes(max), pool(std::move(with)) {}

  const size_t max_bytes;
  const std::shared_ptr<ComputePool> pool;  // may be null
  mutable std::mutex mutex;                 // guards what follows
  std::list<Entry> entries;                 // most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key;
  std::unordered_map<std::string, std::shared_future<Answer>> computing;  // null if it could not be computed
  Counts counts;

  Response Compute(const AnswerCache::Compute& compute) const { return pool ? pool->Run(compute) : compute(); }

  Claim MakeClaim(const std::string& key) {
    Claim claim;
    const std::lock_guard lock(mutex);
    if (const auto found = by_key.find(key); found != by_key.end()) {
      ++counts.hits;
      entries.splice(entries.begin(), entries, found->second);
      claim.kept = found->second->answer;
      return claim;
    }
    const auto [running, first] = computing.try_emplace(key);
    if (first) {
      ++counts.misses;
      running->second = claim.own.get_future().share();
    } else {
      ++counts.shared;
      claim.other = running->second;
    }
    return claim;
  }

  void Settle(const std::string& key, const Answer& answer, bool keep) {
    const std::lock_guard lock(mutex);
    computing.erase(key);
    const size_t bytes = keep ? SizeOf(key, *answer) : 0;
    if (!keep || bytes > max_bytes) return;
    while (counts.bytes + bytes > max_bytes) {
      counts.bytes -= entries.back().bytes;
      by_key.erase(entries.back().key);
      entries.pop_back();
    }
    entries.push_front({key, answer, bytes});
    by_key.emplace(entries.front().key, entries.begin());
    counts.bytes += bytes;
  }
};

AnswerCache::AnswerCache(size_t max_bytes, std::shared_ptr<ComputePool> pool)
    : state_(std::make_unique<State>(max_bytes, std::move(pool))) {}
AnswerCache::~AnswerCache() = default;

Response AnswerCache::Get(uint64_t generation, const std::string& request, const Compute& compute) {
  if (state_->max_bytes == 0) return state_->Compute(compute);
  const std::string key = fmt::format("{}\n{}", generation, request);
  State::Claim claim = state_->MakeClaim(key);
  if (claim.kept) return Copy(*claim.kept, CacheUse::kHit);
  if (claim.other.valid()) {
    const Answer other = claim.other.get();
    return other ? Copy(*other, CacheUse::kShared) : state_->Compute(compute);
  }
  try {
    const auto answer = std::make_shared<const Response>(state_->Compute(compute));
    state_->Settle(key, answer, answer->status == 200 && answer->trace.generation == generation);
    claim.own.set_value(answer);
    return Copy(*answer, CacheUse::kMiss);
  } catch (...) {
    state_->Settle(key, nullptr, false);
    claim.own.set_value(nullptr);
    throw;
  }
}

AnswerCache::Counts AnswerCache::counts() const {
  const std::lock_guard lock(state_->mutex);
  Counts counts = state_->counts;
  counts.entries = state_->entries.size();
  return counts;
}

}  // namespace sou::web
