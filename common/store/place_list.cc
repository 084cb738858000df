// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/place_list.h"

#include <algorithm>

#include "common/store/suggestions_format.h"

namespace sou::store {
namespace {

constexpr size_t kHeadBytes = sizeof(uint64_t);

// The bytes before the zero byte.
uint64_t HeadOf(std::string_view blob, uint32_t offset) {
  uint64_t head = 0;
  for (size_t i = 0; i < kHeadBytes; ++i) {
    const auto byte = static_cast<unsigned char>(blob[offset + i]);
    if (byte == 0) return head << 8 * (kHeadBytes - i);
    head = head << 8 | byte;
  }
  return head;
}

}  // namespace

void PlaceList::Add(uint32_t place, std::string_view blob, uint32_t offset) {
  places_.push_back({HeadOf(blob, offset), place, offset});
}

void PlaceList::Sort(std::string_view blob) {
  const auto rest = [&](const Place& place) {
    const std::string_view all = blob.substr(place.offset + kHeadBytes);
    return all.substr(0, all.find('\0'));
  };
  std::sort(places_.begin(), places_.end(), [&](const Place& a, const Place& b) {
    if (a.head != b.head) return a.head < b.head;
    const int order = (a.head & 0xFF) == 0 ? 0 : rest(a).compare(rest(b));
    return order != 0 ? order < 0 : a.place < b.place;
  });
}

std::string PlaceList::Bytes(uint32_t bits) const {
  std::vector<uint64_t> numbers;
  numbers.reserve(NumbersOf(places_.size()));
  for (const Place& place : places_) numbers.push_back(place.place);
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
  return Pack(numbers, bits);
}

}  // namespace sou::store
