// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/value_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sou::indexer {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class ValueBuilderTest : public testing::Test {
 protected:
  DocumentPlace place_{"a.md", 11};
  std::vector<Warning> warnings_;
  ValueBuilder builder_{Syntax::kYaml, &place_, &warnings_};
};

TEST_F(ValueBuilderTest, NoEventsGiveNull) { EXPECT_EQ(builder_.Finish().value().kind, Value::Kind::kNull); }

TEST_F(ValueBuilderTest, LinesAreTheFiles) {
  builder_.Open(Value::Kind::kList, 1);
  builder_.Scalar("x", false, 3);
  builder_.Close();
  const Result<Value> value = builder_.Finish();
  EXPECT_EQ(value->line, 11U);
  EXPECT_EQ(value->items[0].line, 13U);
}

TEST_F(ValueBuilderTest, TextIsAlwaysUtf8) {
  builder_.Scalar("a\xFF", true, 1);
  EXPECT_EQ(builder_.Finish()->text, "a\uFFFD");
}

TEST_F(ValueBuilderTest, CopiesCountLikeWrittenValues) {
  builder_.Open(Value::Kind::kList, 1);
  Value list;
  list.kind = Value::Kind::kList;
  list.items.resize(kMaxValues / 2);
  builder_.Copy(list, 2);
  EXPECT_FALSE(builder_.failed());
  builder_.Copy(list, 3);
  EXPECT_TRUE(builder_.failed());
  const Error error = builder_.Finish().error();
  EXPECT_EQ(error.code, ErrorCode::kLimit);
  EXPECT_EQ(error.place, (Place{"a.md", 13, 0}));
}

TEST_F(ValueBuilderTest, CopiesCannotNestDeeperThanTheLimit) {
  Value deep;
  for (size_t i = 0; i + 2 < kMaxValueDepth; ++i) {
    Value outer;
    outer.kind = Value::Kind::kList;
    outer.items.push_back(std::move(deep));
    deep = std::move(outer);
  }
  builder_.Open(Value::Kind::kList, 1);
  builder_.Copy(deep, 1);
  EXPECT_FALSE(builder_.failed());
  builder_.Open(Value::Kind::kList, 1);
  builder_.Copy(deep, 1);
  EXPECT_TRUE(builder_.failed());
}

TEST_F(ValueBuilderTest, FirstErrorStays) {
  builder_.Fail(ErrorCode::kInvalidInput, "first", 1);
  builder_.Fail(ErrorCode::kInvalidInput, "second", 2);
  builder_.Scalar("ignored", false, 3);
  EXPECT_EQ(builder_.Finish().error().message, "first");
}

TEST_F(ValueBuilderTest, DoubledKeyKeepsThePlaceOfTheFirstAndTheValueOfTheLast) {
  builder_.Open(Value::Kind::kMap, 1);
  for (const char* text : {"a", "1", "b", "2", "a", "3"}) builder_.Scalar(text, false, 1);
  builder_.Close();
  const Result<Value> value = builder_.Finish();
  ASSERT_THAT(value->items, SizeIs(2));
  EXPECT_EQ(value->items[0].key, "a");
  EXPECT_EQ(value->items[0].text, "3");
  ASSERT_THAT(warnings_, SizeIs(1));
  EXPECT_THAT(warnings_[0].message, HasSubstr("'a' is there twice"));
}

}  // namespace
}  // namespace sou::indexer
