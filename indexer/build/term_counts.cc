// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/term_counts.h"

#include <xxhash.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace sou::indexer {
namespace {

constexpr size_t kFirstSlots = 4096;

}  // namespace

TermCounts::TermCounts() : slots_(kFirstSlots) {}

void TermCounts::Clear() {
  for (const uint32_t slot : used_) slots_[slot] = {};
  used_.clear();
  bytes_.clear();
}

void TermCounts::Add(std::string_view term, uint32_t count) {
  assert(!term.empty());
  const auto hash = static_cast<uint32_t>(XXH3_64bits(term.data(), term.size()));
  const size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  for (; slots_[at].size != 0; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.hash != hash || slot.size != term.size() || bytes_.compare(slot.begin, slot.size, term) != 0) continue;
    slot.count += count;
    return;
  }
  slots_[at] = {hash, static_cast<uint32_t>(bytes_.size()), static_cast<uint32_t>(term.size()), count};
  bytes_ += term;
  used_.push_back(static_cast<uint32_t>(at));
  if (used_.size() * 2 > slots_.size()) Grow();
}

void TermCounts::Grow() {
  std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  const size_t mask = slots_.size() - 1;
  for (uint32_t& used : used_) {
    size_t at = old[used].hash & mask;
    while (slots_[at].size != 0) at = (at + 1) & mask;
    slots_[at] = old[used];
    used = static_cast<uint32_t>(at);
  }
}

const std::vector<TermCounts::Entry>& TermCounts::Sorted() {
  sorted_.clear();
  const std::string_view bytes = bytes_;
  for (const uint32_t used : used_) {
    const Slot& slot = slots_[used];
    sorted_.push_back({bytes.substr(slot.begin, slot.size), slot.count});
  }
  std::sort(sorted_.begin(), sorted_.end(), [](const Entry& a, const Entry& b) { return a.term < b.term; });
  return sorted_;
}

}  // namespace sou::indexer
