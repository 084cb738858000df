// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/containers.h"

#include <gtest/gtest.h>

#include "indexer/source/markdown.h"

namespace sou::indexer {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* body;  // the text of the page, a line per block
};

class ContainersTest : public testing::TestWithParam<Case> {};

TEST_P(ContainersTest, OnlyWhatReadersSeeStays) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ReadMarkdown(DropContainers(GetParam().text), {"a.md"}, &warnings).text, GetParam().body);
}

constexpr Case kCases[] = {
    {"title", "::: tip 提示\n正文\n:::\n", "提示\n正文"},
    {"no_title", ":::warning\nText\n:::\n", "Text"},
    {"bracket_title", ":::note[Take *care*]{.big}\nText\n:::\n", "Take care\nText"},
    {"attributes", "::: details Click {open}\nText\n:::\n", "Click\nText"},
    {"nested", ":::: a\n::: b Inner\nText\n:::\n::::\n", "Inner\nText"},
    {"group", "::: code-group\n```sh [npm]\nnpm i\n```\n:::\n", "npm i"},
    {"in_code", "```\n::: tip\n[[toc]]\n```\n", "::: tip\n[[toc]]"},
    {"not_a_mark", "a ::: b\n\n:: c\n", "a ::: b\n:: c"},
    {"colons_and_prose", "::: 这是正文\n", "::: 这是正文"},
    {"toc", "[[toc]]\n\n[TOC]\n\ntext\n", "text"},
    {"alert", "> [!NOTE]\n> 小心\n", "小心"},
    {"vitepress_include", "<<< @/snippets/a.js{2}\n\ntext", "text"},
    {"mdbook_include", "{{#include a.rs:2}}\n\ntext", "text"},
    {"mkdocs", "!!! note \"注意\"\n    第一段\n\n    第二段\n\n外面\n", "注意\n第一段\n第二段\n外面"},
    {"mkdocs_without_title", "??? tip\n    Text\n", "Text"},
    {"mkdocs_tabs", "=== \"C\"\n\n    ``` c\n    int x;\n    ```\n\n=== \"Go\"\n\n    text\n", "C\nint x;\nGo\ntext"},
    {"mkdocs_nested", "!!! a \"A\"\n    one\n\n    !!! b \"B\"\n        two\n\n    three\n", "A\none\nB\ntwo\nthree"},
    {"exclamations", "!!! what a day\n", "!!! what a day"},
    {"setext", "Title\n===\n\ntext\n", "Title\ntext"},
};
INSTANTIATE_TEST_SUITE_P(Cases, ContainersTest, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace sou::indexer
