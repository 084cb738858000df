// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/sha1.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>

namespace sou::indexer {
namespace {

constexpr size_t kBlockBytes = 64;

using State = std::array<uint32_t, 5>;

uint32_t Mix(size_t round, const State& s) {
  if (round < 20) return ((s[1] & s[2]) | (~s[1] & s[3])) + 0x5A827999;
  if (round < 40) return (s[1] ^ s[2] ^ s[3]) + 0x6ED9EBA1;
  if (round < 60) return ((s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3])) + 0x8F1BBCDC;
  return (s[1] ^ s[2] ^ s[3]) + 0xCA62C1D6;
}

void AddBlock(std::string_view block, State* state) {
  std::array<uint32_t, 80> words{};
  for (size_t i = 0; i < kBlockBytes; ++i) {
    words[i / 4] = (words[i / 4] << 8) | static_cast<unsigned char>(block[i]);
  }
  for (size_t i = 16; i < words.size(); ++i) {
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  State s = *state;
  for (size_t i = 0; i < words.size(); ++i) {
    const uint32_t next = std::rotl(s[0], 5) + Mix(i, s) + s[4] + words[i];
    s = {next, s[0], std::rotl(s[1], 30), s[2], s[3]};
  }
  for (size_t i = 0; i < s.size(); ++i) (*state)[i] += s[i];
}

}  // namespace

std::string Sha1Hex(std::string_view bytes) {
  std::string padded(bytes);
  padded += '\x80';
  while (padded.size() % kBlockBytes != kBlockBytes - 8) padded += '\0';
  const uint64_t bits = uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) padded += static_cast<char>(bits >> shift & 0xFF);

  State state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  for (size_t at = 0; at < padded.size(); at += kBlockBytes) {
    AddBlock(std::string_view(padded).substr(at, kBlockBytes), &state);
  }
  std::string hex;
  for (const uint32_t word : state) {
    std::array<char, 9> digits{};
    std::snprintf(digits.data(), digits.size(), "%08x", word);
    hex += digits.data();
  }
  return hex;
}

}  // namespace sou::indexer
