// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/place_list.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "common/store/suggestions_format.h"

namespace sou::store {
namespace {

constexpr size_t kHeadBytes = sizeof(uint64_t);

}  // namespace

uint64_t HeadOf(std::string_view text) {
  uint64_t head = 0;
  std::memcpy(&head, text.data(), std::min(text.size(), sizeof(head)));
  // The high bit of each byte from the first zero byte on, maybe of others behind it.
  constexpr uint64_t kEachByte = 0x0101010101010101;
  const uint64_t zeros = (head - kEachByte) & ~head & (kEachByte << 7);
  if (zeros != 0) head &= (uint64_t{1} << (std::countr_zero(zeros) / 8 * 8)) - 1;
  return __builtin_bswap64(head);
}

// By head; equal ones stay in their order. Many at once byte by byte, the last one first (radix sort).
void PlaceList::SortByHead(Place* begin, Place* end) {
  constexpr ptrdiff_t kFew = 500;
  if (end - begin < kFew) {
    std::stable_sort(begin, end, [](const Place& a, const Place& b) { return a.head < b.head; });
    return;
  }
  std::vector<Place> other(begin, end);
  std::span<Place> from(begin, end);
  std::span<Place> to(other);
  for (uint32_t shift = 0; shift < 64; shift += 8) {
    std::array<size_t, 257> starts = {};
    for (const Place& place : from) ++starts[(place.head >> shift & 0xFF) + 1];
    if (std::find(starts.begin(), starts.end(), from.size()) != starts.end()) continue;  // all are the same here
    for (size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const Place& place : from) to[starts[place.head >> shift & 0xFF]++] = place;
    std::swap(from, to);
  }
  if (from.data() != begin) std::copy(from.begin(), from.end(), begin);
}

void PlaceList::Sort(std::string_view blob, std::vector<Place>* places) {
  // By the first eight bytes; then those that have them in common by the next eight, and so on.
  struct Run {
    size_t begin;
    size_t end;
    size_t depth;  // bytes that are the same
  };
  std::vector<Run> left = {{0, places->size(), 0}};
  while (!left.empty()) {
    const Run run = left.back();
    left.pop_back();
    Place* const begin = places->data() + run.begin;
    Place* const end = places->data() + run.end;
    if (run.depth > 0) {
      for (Place* place = begin; place < end; ++place) place->head = HeadOf(blob.substr(place->offset + run.depth));
    }
    SortByHead(begin, end);
    for (Place* same = begin; same < end;) {
      Place* const next = std::find_if(same, end, [&](const Place& place) { return place.head != same->head; });
      const bool more = next - same > 1 && (same->head & 0xFF) != 0;
      if (more) {
        left.push_back({static_cast<size_t>(same - places->data()), static_cast<size_t>(next - places->data()),
                        run.depth + kHeadBytes});
      }
      same = next;
    }
  }
}

std::string PlaceList::Pack(std::string_view blob, uint32_t bits) {
  std::vector<Place> places;
  places.reserve(places_.size());
  for (const Added& added : places_) places.push_back({HeadOf(blob.substr(added.offset)), added.place, added.offset});
  places_ = {};
  Sort(blob, &places);
  std::vector<uint64_t> numbers;
  numbers.reserve(NumbersOf(places.size()));
  for (const Place& place : places) numbers.push_back(place.place);
  places = {};
  size_t begin = 0;
  for (int level = 0; level < 2; ++level) {
    const size_t end = numbers.size();
    for (size_t block = begin; block < end; block += kBlock) {
      const auto first = numbers.begin() + static_cast<ptrdiff_t>(block);
      const auto last = numbers.begin() + static_cast<ptrdiff_t>(std::min<size_t>(block + kBlock, end));
      numbers.push_back(*std::min_element(first, last));
    }
    begin = end;
  }
  return store::Pack(numbers, bits);
}

}  // namespace sou::store
