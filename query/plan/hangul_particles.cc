// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/hangul_particles.h"

#include <algorithm>
#include <array>

#include "common/text/utf8.h"

namespace sou::query {
namespace {

constexpr size_t kLeastLeft = 2;
// 에서는, 하였습니다만: particles follow one another.
constexpr int kMostInARow = 3;

constexpr auto kParticles = std::to_array<std::string_view>({
    // case and topic
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "에서",
    "에게",
    "에게서",
    "한테",
    "께",
    "께서",
    "으로",
    "로",
    "으로서",
    "로서",
    "으로써",
    "로써",
    "와",
    "과",
    "랑",
    "이랑",
    "하고",
    "도",
    "만",
    "부터",
    "까지",
    "마다",
    "조차",
    "보다",
    "처럼",
    "같이",
    "밖에",
    "이나",
    "나",
    "든지",
    "이든지",
    "란",
    "이란",
    "라는",
    "이라는",
    "라고",
    "이라고",
    "인",
    "들",
    "뿐",
    "대로",
    "만큼",
    "마저",
    "커녕",
    "에의",
    "으로의",
    "로의",
    // copula and its questions
    "이다",
    "입니다",
    "입니까",
    "인가",
    "인가요",
    "이에요",
    "예요",
    "인지",
    "였다",
    "이었다",
    "이며",
    "이고",
    "일까",
    // what makes a verb of a noun
    "하다",
    "하는",
    "하기",
    "하면",
    "하여",
    "해서",
    "해",
    "한",
    "할",
    "함",
    "합니다",
    "합니까",
    "하나요",
    "했다",
    "했던",
    "했습니다",
    "하고",
    "하지",
    "하려면",
    "하려고",
    "하도록",
    "되다",
    "되는",
    "되어",
    "되면",
    "되고",
    "된",
    "될",
    "됨",
    "됩니다",
    "되었다",
    "됐다",
    "되나요",
    "시키는",
    "시키다",
    "시킨",
});

// The longest particle that `word` ends with and that leaves enough; empty if none.
std::string_view LastParticle(std::string_view word) {
  std::string_view longest;
  for (const std::string_view particle : kParticles) {
    if (particle.size() <= longest.size() || !word.ends_with(particle)) continue;
    if (text::CountCodePoints(word.substr(0, word.size() - particle.size())) >= kLeastLeft) longest = particle;
  }
  return longest;
}

}  // namespace

std::string_view WithoutParticles(std::string_view word) {
  for (int i = 0; i < kMostInARow; ++i) {
    const std::string_view particle = LastParticle(word);
    if (particle.empty()) break;
    word.remove_suffix(particle.size());
  }
  return word;
}

}  // namespace sou::query
