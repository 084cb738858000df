// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random texts for property tests: code points of every script and sign that the analyzer treats in its own way, and
// broken UTF-8.
#pragma once

#include <random>
#include <string>

#include "common/text/utf8.h"

namespace sou::text {

class RandomText {
 public:
  explicit RandomText(uint32_t seed) : random_(seed) {}

  std::string Next() {
    std::string out;
    const size_t length = Below(40);
    for (size_t i = 0; i < length; ++i) {
      if (Below(40) == 0) {
        out += static_cast<char>(Below(256));  // as likely as not broken
      } else {
        AppendCodePoint(CodePoint(), &out);
      }
    }
    return out;
  }

 private:
  struct Block {
    char32_t first;
    char32_t last;
  };

  size_t Below(size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random_); }

  char32_t CodePoint() {
    static constexpr Block kBlocks[] = {
        {'a', 'z'},         {'A', 'Z'},       {'0', '9'},         {' ', '/'},         {':', '@'},
        {0xC0, 0x24F},      {0x300, 0x36F},   {0x370, 0x3FF},     {0x400, 0x4FF},     {0x590, 0x6FF},
        {0x900, 0x97F},     {0xE00, 0xE7F},   {0x1100, 0x11FF},   {0x2000, 0x206F},   {0x2100, 0x214F},
        {0x2460, 0x24FF},   {0x3000, 0x303F}, {0x3041, 0x30FF},   {0x30A1, 0x30FF},   {0x3130, 0x318F},
        {0x3400, 0x4DBF},   {0x4E00, 0x9FFF}, {0x4E00, 0x9FFF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
        {0xFE00, 0xFE0F},   {0xFF01, 0xFFEE}, {0x1F300, 0x1FAFF}, {0x20000, 0x2A6DF}, {0x2F800, 0x2FA1F},
        {0xE0100, 0xE01EF}, {'\n', '\n'},
    };
    const Block& block = kBlocks[Below(std::size(kBlocks))];
    return block.first + static_cast<char32_t>(Below(block.last - block.first + 1));
  }

  std::mt19937 random_;
};

}  // namespace sou::text
