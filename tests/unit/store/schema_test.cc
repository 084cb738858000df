// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/schema.h"

#include <gtest/gtest.h>

#include <set>

namespace sou::store {
namespace {

TEST(Schema, TermsFollowTheConventions) {
  EXPECT_EQ(MakeTerm(TermField::kWord, "nginx"), "nginx");
  EXPECT_EQ(MakeTerm(TermField::kStem, "run"), "Zrun");
  EXPECT_EQ(MakeTerm(TermField::kTag, "cloud native"), "Kcloud native");
  EXPECT_EQ(MakeTerm(TermField::kPath, "README.md"), "P:README.md") << "a capital could be a part of the prefix";
  EXPECT_EQ(MakeTerm(TermField::kPath, ":x"), "P::x");
  EXPECT_EQ(MakeTerm(TermField::kWord, std::string("a\0b", 3)), "a b") << "a zero byte counts twice";
}

// Xapian refuses terms over 245 bytes; a too long word is still one term, and another one another.
TEST(Schema, LongTermsAreHashedBetweenCodePoints) {
  const auto repeated = [](size_t count) {
    std::string text;
    for (size_t i = 0; i < count; ++i) text += "云";
    return text;
  };
  EXPECT_EQ(MakeTerm(TermField::kWord, repeated(66)), repeated(66));
  const std::string long_term = MakeTerm(TermField::kWord, repeated(67));
  EXPECT_LE(long_term.size(), kMaxTermBytes);
  EXPECT_EQ((long_term.size() - 16) % 3, 0U);
  EXPECT_EQ(MakeTerm(TermField::kWord, repeated(67)), long_term);
  EXPECT_NE(MakeTerm(TermField::kWord, repeated(68)), long_term);
  EXPECT_EQ(MakeTerm(TermField::kWord, std::string(200, 'a')).size(), 200U);
  EXPECT_EQ(MakeTerm(TermField::kWord, std::string(201, 'a')).size(), 200U);
}

TEST(Schema, EveryFieldHasItsRow) {
  std::set<std::string_view> prefixes;
  for (const TermRule& rule : kTermRules) {
    EXPECT_FALSE(rule.help.empty());
    EXPECT_TRUE(prefixes.insert(rule.prefix).second);
  }
  for (size_t i = 0; i < kTextRules.size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(kTextRules[i].field), i);
    EXPECT_GT(kTextRules[i].weight, 0U);
  }
}

}  // namespace
}  // namespace sou::store
