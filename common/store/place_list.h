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
  // `place`: as the file has it. `offset`: where its string begins in a blob, in which a zero byte ends it.
  void Add(uint32_t place, uint32_t offset) { places_.push_back({place, offset}); }

  [[nodiscard]] size_t size() const { return places_.size(); }

  // The section's bytes: the places sorted by their strings, equal ones as they were added. The list is empty then.
  [[nodiscard]] std::string Pack(std::string_view blob, uint32_t bits);

 private:
  // Small while there are many lists, more to sort one.
  struct Added {
    uint32_t place;
    uint32_t offset;
  };
  struct Place {
    uint64_t head;  // of the string
    uint32_t place;
    uint32_t offset;
  };
  static void SortByHead(Place* begin, Place* end);
  static void Sort(std::string_view blob, std::vector<Place>* places);

  std::vector<Added> places_;
};

}  // namespace sou::store
