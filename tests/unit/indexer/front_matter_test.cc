// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/front_matter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace sou::indexer {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A value on one line: {a: 1, b: [x, "y"]}; quoted scalars in quotes.
std::string Dump(const Value& value) {
  switch (value.kind) {
    case Value::Kind::kNull:
      return "null";
    case Value::Kind::kScalar:
      return value.quoted ? '"' + value.text + '"' : value.text;
    case Value::Kind::kList:
    case Value::Kind::kMap:
      break;
  }
  std::string out;
  for (const Value& item : value.items) {
    if (!out.empty()) out += ", ";
    out += value.IsMap() ? item.key + ": " + Dump(item) : Dump(item);
  }
  return value.IsMap() ? '{' + out + '}' : '[' + out + ']';
}

Result<FrontMatter> Read(std::string_view text, std::vector<Warning>* warnings) {
  return ReadFrontMatter(text, "posts/a.md", warnings);
}

struct ReadCase {
  const char* name;
  std::string text;
  const char* fields;
  const char* body;
  uint32_t body_line;
};

void PrintTo(const ReadCase& row, std::ostream* out) { *out << row.name; }

class FrontMatterRead : public testing::TestWithParam<ReadCase> {};

TEST_P(FrontMatterRead, GivesFieldsAndBody) {
  const ReadCase& row = GetParam();
  std::vector<Warning> warnings;
  const Result<FrontMatter> matter = Read(row.text, &warnings);
  ASSERT_TRUE(matter.ok()) << matter.error().ToString();
  EXPECT_EQ(Dump(matter->fields), row.fields);
  EXPECT_EQ(matter->body, row.body);
  EXPECT_EQ(matter->body_line, row.body_line);
  EXPECT_THAT(warnings, IsEmpty());
}

template <typename Row>
std::string RowName(const testing::TestParamInfo<Row>& row) {
  return row.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, FrontMatterRead,
    testing::Values(
        ReadCase{"yaml", "---\ntitle: A\n---\nbody\n", "{title: A}", "body\n", 4},
        ReadCase{"yaml_crlf", "---\r\ntitle: A\r\ntags: [x, y]\r\n---\r\nbody\r\n", "{title: A, tags: [x, y]}",
                 "body\r\n", 5},
        ReadCase{"yaml_mixed_line_ends", "---\r\ntitle: A\nb: c\r\n---\nbody\r\n", "{title: A, b: c}", "body\r\n", 5},
        ReadCase{"blanks_after_fence", "--- \t\ntitle: A\n---  \nbody", "{title: A}", "body", 4},
        ReadCase{"blank_lines_before", "\n \n---\ntitle: A\n---\nbody", "{title: A}", "body", 6},
        ReadCase{"closing_fence_at_end", "---\ntitle: A\n---", "{title: A}", "", 3},
        ReadCase{"empty_yaml", "---\n---\nbody", "null", "body", 3},
        ReadCase{"only_comments", "---\n# nothing\n---\nbody", "null", "body", 4},
        ReadCase{"scalars_keep_their_text",
                 "---\na: 2048\nb: .386\nc: 0123\nd: 1.10\ne: yes\nf: 2018-08-11\ng: '7'\nh: 1e3\n---\n",
                 "{a: 2048, b: .386, c: 0123, d: 1.10, e: yes, f: 2018-08-11, g: \"7\", h: 1e3}", "", 11},
        ReadCase{"nulls", "---\na:\nb: ~\nc: null\n---\n", "{a: null, b: null, c: null}", "", 6},
        ReadCase{"block_text", "---\na: |\n  one\n  two\nb: >-\n  one\n  two\n---\n",
                 "{a: \"one\ntwo\n\", b: \"one two\"}", "", 9},
        ReadCase{"chinese_keys", "---\n标题: 湖\n---\nx", "{标题: 湖}", "x", 4},
        ReadCase{"alias", "---\na: &x [1, 2]\nb: *x\n---\n", "{a: [1, 2], b: [1, 2]}", "", 5},
        ReadCase{"merge", "---\nbase: &b {x: 1, y: 2}\npost:\n  <<: *b\n  y: 3\n---\n",
                 "{base: {x: 1, y: 2}, post: {y: 3, x: 1}}", "", 7},
        ReadCase{"merge_of_list", "---\na: &a {x: 1}\nb: &b {x: 2, z: 3}\nc: {<<: [*a, *b]}\n---\n",
                 "{a: {x: 1}, b: {x: 2, z: 3}, c: {x: 1, z: 3}}", "", 6},
        ReadCase{"dashes_inside", "---\ntitle: a --- b\nnote: ---\n---\nx", "{title: a --- b, note: ---}", "x", 5},
        ReadCase{"toml",
                 "+++\ntitle = \"A\"\nn = 1.10\nhex = 0x1F\nd = 2018-08-11T11:37:36+08:00\nok = true\n+++\nbody",
                 "{title: \"A\", n: 1.10, hex: 0x1F, d: 2018-08-11T11:37:36+08:00, ok: true}", "body", 8},
        ReadCase{"toml_crlf", "+++\r\ntitle = \"A\"\r\nn = 7\r\n+++\r\nbody", "{title: \"A\", n: 7}", "body", 5},
        ReadCase{"toml_keeps_the_order", "+++\nz = 1\na = { \"键\" = 2.50, b = [1, 'x'] }\n[t.u]\nv = 3\n+++\n",
                 "{z: 1, a: {键: 2.50, b: [1, \"x\"]}, t: {u: {v: 3}}}", "", 7},
        ReadCase{"json", "{\n  \"title\": \"A } \\\" b\",\n  \"n\": 1.10,\n  \"l\": [true, null]\n}\nbody",
                 "{title: \"A } \" b\", n: 1.10, l: [true, null]}", "\nbody", 5},
        ReadCase{"thematic_break", "---\n\nSome text\n", "null", "---\n\nSome text\n", 1},
        ReadCase{"two_thematic_breaks", "---\n\nSome text\n\n---\nmore", "null", "---\n\nSome text\n\n---\nmore", 1},
        ReadCase{"four_dashes", "----\ntitle: A\n---\n", "null", "----\ntitle: A\n---\n", 1},
        ReadCase{"shortcode_first", "{{< toc >}}\nbody", "null", "{{< toc >}}\nbody", 1},
        ReadCase{"liquid_first", "{% include x %}", "null", "{% include x %}", 1},
        ReadCase{"indented_dashes", "  ---\ntitle: A\n---\n", "null", "  ---\ntitle: A\n---\n", 1},
        ReadCase{"plain", "# Title\n", "null", "# Title\n", 1}, ReadCase{"empty", "", "null", "", 1}),
    RowName<ReadCase>);

struct ErrorCase {
  const char* name;
  std::string text;
  const char* message;  // a part of it
  uint32_t line;
  uint32_t column;
};

void PrintTo(const ErrorCase& row, std::ostream* out) { *out << row.name; }

class FrontMatterError : public testing::TestWithParam<ErrorCase> {};

TEST_P(FrontMatterError, SaysWhereInTheFile) {
  const ErrorCase& row = GetParam();
  std::vector<Warning> warnings;
  const Result<FrontMatter> matter = Read(row.text, &warnings);
  ASSERT_FALSE(matter.ok()) << Dump(matter->fields);
  EXPECT_THAT(matter.error().message, HasSubstr(row.message));
  EXPECT_EQ(matter.error().place, (Place{"posts/a.md", row.line, row.column}));
}

// Each level holds ten aliases of the one before: 10^9 values.
std::string AliasBomb() {
  std::string text = "---\na0: &a0 x\n";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int n = 1; n < 10; ++n) text += ", " + before;
    text += "]\n";
  }
  return text + "---\n";
}

std::string Repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, FrontMatterError,
    testing::Values(
        ErrorCase{"unclosed_yaml", "---\ntitle: A\n\nbody", "front matter opened with --- on line 1 is never closed", 1,
                  0},
        ErrorCase{"unclosed_after_blank_lines", "\n\n---\ntitle: A\n", "opened with --- on line 3 is never closed", 3,
                  0},
        ErrorCase{"unclosed_toml", "+++\ntitle = 1\n", "front matter opened with +++ on line 1 is never closed", 1, 0},
        ErrorCase{"unclosed_json", "{\"title\": \"A\"\nbody", "front matter opened with { on line 1 is never closed", 1,
                  0},
        ErrorCase{"colon_in_value", "---\nx: 1\ntitle: foo: bar\n---\n", "put text that contains ': ' in quotes", 3,
                  11},
        ErrorCase{"at_sign", "---\ntitle: @x\n---\n", "put it in quotes", 2, 8},
        ErrorCase{"backquote", "---\ntitle: `x`\n---\n", "put it in quotes", 2, 8},
        ErrorCase{"asterisk", "---\ntitle: *x*\n---\n", "text cannot start with '*'", 2, 8},
        ErrorCase{"tab", "---\nx:\n\ty: 1\n---\n", "check the indentation", 3, 3},
        ErrorCase{"open_quote", "---\ntitle: \"A\nx: y\n---\n", "a quote is never closed", 2, 0},
        ErrorCase{"open_quote_in_the_last_line", "---\nx: y\ntitle: \"A\n---\n", "a quote is never closed", 3, 0},
        ErrorCase{"open_bracket", "---\ntags: [a, b\nx: 1\n---\n", "a '[' is never closed", 3, 2},
        ErrorCase{"text_after_quote", "---\ntitle: \"A\" b\n---\n", "text after a closing quote", 2, 12},
        ErrorCase{"cycle", "---\nx: 1\na: &a [1, *a]\n---\n", "points at the list or map it stands in", 3, 11},
        ErrorCase{"alias_bomb", AliasBomb(), "more than 100000 values", 7, 0},
        ErrorCase{"deep_yaml", "---\na: " + Repeat("[", 100) + Repeat("]", 100) + "\n---\n", "nested deeper than 64", 2,
                  0},
        ErrorCase{"very_deep_yaml", "---\na: " + Repeat("[", 5000) + "\n---\n", "nested deeper than 64", 2, 0},
        ErrorCase{"toml_error", "+++\na = 1\nb = foo\n+++\n", "not valid TOML", 3, 6},
        ErrorCase{"toml_doubled_key", "+++\na = 1\na = 2\n+++\n", "cannot redefine", 3, 5},
        ErrorCase{"toml_dots", "+++\n" + Repeat("a.", 100'000) + "a = 1\n+++\n", "a key with more than 256 dots", 2, 0},
        ErrorCase{"toml_deep", "+++\na = " + Repeat("[", 200) + Repeat("]", 200) + "\n+++\n", "nested deeper than 64",
                  2, 0},
        ErrorCase{"sentence", "---\none sentence\n---\n", "must be 'key: value' lines", 2, 0},
        ErrorCase{"list", "---\n- a\n---\n", "must be 'key: value' lines", 2, 0},
        ErrorCase{"control_character", "---\na: b\nc: \x1B[31m\n---\n", "a control character", 3, 0},
        ErrorCase{"json_error", "{\n\"title\": \"A\",\n\"b\": oops\n}\n", "not valid JSON", 3, 6},
        ErrorCase{"json_deep", "{\"a\": " + Repeat("[", 100'000) + Repeat("]", 100'000) + "}\n",
                  "nested deeper than 64", 1, 0}),
    RowName<ErrorCase>);

TEST(FrontMatter, EveryValueKnowsItsLineInTheFile) {
  for (const std::string text :
       {"\n---\na: 1\nb:\n  - x\n  - {c: 2}\n---\n", "\n+++\na = 1\nb = [\n 'x',\n {c = 2}]\n+++\n",
        "\n\n{\"a\": 1,\n\"b\": [\n\"x\",\n{\"c\": 2}]}"}) {
    std::vector<Warning> warnings;
    const Result<FrontMatter> matter = Read(text, &warnings);
    ASSERT_TRUE(matter.ok()) << matter.error().ToString();
    EXPECT_EQ(matter->fields.Find("a")->line, 3U) << text;
    EXPECT_EQ(matter->fields.Find("b")->line, 4U) << text;
    EXPECT_EQ(matter->fields.Find("b")->items[0].line, 5U) << text;
    EXPECT_EQ(matter->fields.Find("b")->items[1].Find("c")->line, 6U) << text;
  }
}

TEST(FrontMatter, FindsKeysInEitherCase) {
  std::vector<Warning> warnings;
  const Result<FrontMatter> matter = Read("---\nTitle: A\ntitle: B\nTAGS: c\n---\n", &warnings);
  ASSERT_TRUE(matter.ok());
  EXPECT_EQ(matter->fields.Find("title")->text, "B");
  EXPECT_EQ(matter->fields.Find("TITLE")->text, "A");
  EXPECT_EQ(matter->fields.Find("tags")->text, "c");
  EXPECT_EQ(matter->fields.Find("tag"), nullptr);
}

struct WarningCase {
  const char* name;
  const char* text;
  const char* fields;
  const char* message;
  uint32_t line;
};

void PrintTo(const WarningCase& row, std::ostream* out) { *out << row.name; }

class FrontMatterWarning : public testing::TestWithParam<WarningCase> {};

TEST_P(FrontMatterWarning, IsGivenForWhatIsLeftOut) {
  const WarningCase& row = GetParam();
  std::vector<Warning> warnings;
  const Result<FrontMatter> matter = Read(row.text, &warnings);
  ASSERT_TRUE(matter.ok()) << matter.error().ToString();
  EXPECT_EQ(Dump(matter->fields), row.fields);
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_THAT(warnings[0].message, HasSubstr(row.message));
  EXPECT_EQ(warnings[0].place, (Place{"posts/a.md", row.line, 0}));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, FrontMatterWarning,
    testing::Values(
        WarningCase{"doubled_key", "---\na: 1\nb: 2\na: 3\n---\n", "{a: 3, b: 2}", "the key 'a' is there twice", 4},
        WarningCase{"doubled_json_key", "{\n\"a\": 1,\n\"b\": 2, \"a\": 3}", "{a: 3, b: 2}",
                    "the key 'a' is there twice", 3},
        WarningCase{"key_is_a_list", "---\nt: A\n? [x, y]\n: z\n---\n", "{t: A}", "a list or map stands where", 3},
        WarningCase{"key_is_null", "---\nt: A\n~: z\n---\n", "{t: A}", "a key is null", 3},
        WarningCase{"key_is_a_number", "---\n12: z\nt: A\n---\n", "{t: A}", "a key is a number", 2},
        WarningCase{"key_is_a_truth_value", "---\nt: A\ntrue: z\n---\n", "{t: A}", "a key is a truth value", 3},
        WarningCase{"bare_equals", "---\nt: A\n=: z\n---\n", "{t: A}", "'=' is no key", 3},
        WarningCase{"merge_of_text", "---\n<<: text\nt: A\n---\n", "{t: A}", "'<<' takes over", 2}),
    RowName<WarningCase>);

TEST(FrontMatter, HundredThousandKeysAreReadInLinearTime) {
  std::string text = "---\n";
  for (int i = 0; i < 40'000; ++i) text += "k" + std::to_string(i) + ": v\n";
  std::vector<Warning> warnings;
  const Result<FrontMatter> matter = Read(text + "---\n", &warnings);
  ASSERT_TRUE(matter.ok()) << matter.error().ToString();
  EXPECT_THAT(matter->fields.items, SizeIs(40'000));
}

}  // namespace
}  // namespace sou::indexer
