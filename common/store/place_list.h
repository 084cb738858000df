// SPDX-License-Identifier: GPL-3.0-or-later
//
// The places of one sort while a suggestions file is made: sorted by the strings that begin there, then packed with the
// minima that find the best of a range (suggestions_format.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sou::store {

// The first eight bytes of a text, which a zero byte may end sooner, as a number that orders like them.
[[nodiscard]] uint64_t HeadOf(std::string_view text);

class PlaceList {
 public:
  // `place`: as the file has it. `offset`: of the string in `blob`, which a zero byte ends.
  void Add(uint32_t place, std::string_view blob, uint32_t offset);

  // By the strings; equal ones as they were added. `blob`: what Add was given, with more behind it.
  void Sort(std::string_view blob);

  [[nodiscard]] size_t size() const { return places_.size(); }

  // The section's bytes.
  [[nodiscard]] std::string Bytes(uint32_t bits) const;

 private:
  struct Place {
    uint64_t head;  // of the string
    uint32_t place;
    uint32_t offset;
  };
  static void SortByHead(Place* begin, Place* end);

  std::vector<Place> places_;
};

}  // namespace sou::store
