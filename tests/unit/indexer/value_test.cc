// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/value.h"

#include <gtest/gtest.h>

namespace sou::indexer {
namespace {

TEST(Value, FindsKeysInEitherCaseAndPrefersTheExactOne) {
  std::vector<Warning> warnings;
  const Result<Value> value = ParseYaml("Title: A\ntitle: B\nOuter: {Inner: C}\n", {"a.yaml", 1}, &warnings);
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(value->Find("title")->text, "B");
  EXPECT_EQ(value->Find("TITLE")->text, "A");
  EXPECT_EQ(value->Find("outer", "inner")->text, "C");
  EXPECT_EQ(value->Find("outer", "none"), nullptr);
  EXPECT_EQ(value->Find("none", "inner"), nullptr);
  EXPECT_EQ(value->Find("title")->Find("x"), nullptr);
}

TEST(Value, EachSyntaxHasItsParser) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ParseDocument(Syntax::kYaml, "a: 1", {"x", 1}, &warnings).value().Find("a")->text, "1");
  EXPECT_EQ(ParseDocument(Syntax::kToml, "a = 1", {"x", 1}, &warnings).value().Find("a")->text, "1");
  EXPECT_EQ(ParseDocument(Syntax::kJson, "{\"a\": 1}", {"x", 1}, &warnings).value().Find("a")->text, "1");
  EXPECT_FALSE(ParseDocument(Syntax::kJson, "a = 1", {"x", 1}, &warnings).ok());
}

}  // namespace
}  // namespace sou::indexer
