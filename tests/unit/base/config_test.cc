// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "common/base/nearest.h"

namespace sou {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

class ConfigTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& yaml) const { std::ofstream(folder_ / "sou.yaml") << yaml; }

  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(ConfigTest, DefaultsNeedNoFile) {
  const Result<Config> config = LoadConfig("", folder_, {});
  ASSERT_TRUE(config.ok()) << config.error().ToString();
  EXPECT_EQ(config->Text("serve.listen"), "127.0.0.1:7700");
  EXPECT_EQ(config->Number("search.snippet_length"), 160U);
  EXPECT_FALSE(config->Flag("index.drafts"));
}

TEST_F(ConfigTest, TheCommandLineWinsOverTheFile) {
  Write("index:\n  drafts: yes\n  jobs: 3\n");
  const std::vector<Override> overrides = {{"index.jobs", {"2"}, "--jobs"}};
  const Result<Config> config = LoadConfig("", folder_, overrides);
  ASSERT_TRUE(config.ok()) << config.error().ToString();
  EXPECT_TRUE(config->Flag("index.drafts"));
  EXPECT_EQ(config->Number("index.jobs"), 2U);
  EXPECT_THAT(config->Print(), HasSubstr("index.jobs: 2  # --jobs\n"));
  EXPECT_THAT(config->Print(), HasSubstr("sou.yaml:2\n"));
}

struct BadConfig {
  const char* yaml;
  const char* message;
};

TEST_F(ConfigTest, EveryMistakeIsNamedWithItsPlace) {
  const BadConfig cases[] = {
      {"index:\n  draft: true\n", "sou.yaml:2: unknown setting \"index.draft\"; did you mean \"index.drafts\"?"},
      {"index:\n  jobs: many\n", "index.jobs is \"many\"; it takes a whole number from 0 to 256"},
      {"index:\n  jobs: 300\n", "it takes a whole number from 0 to 256"},
      {"index:\n  drafts: perhaps\n", "it takes true or false"},
      {"serve:\n  listen: [a, b]\n", "one value, not a list"},
      {"- a\n", "must be a mapping of settings"},
      {"a: [\n", "not valid YAML"},
      {"index:\n  source: {a: b}\n", "unknown setting \"index.source.a\""},
  };
  for (const BadConfig& row : cases) {
    Write(row.yaml);
    const Result<Config> config = LoadConfig("", folder_, {});
    ASSERT_FALSE(config.ok()) << row.yaml;
    EXPECT_THAT(config.error().ToString(), HasSubstr(row.message)) << row.yaml;
  }
}

// "serve:" alone was an unknown setting, although only what stood below it had been commented out.
TEST_F(ConfigTest, ASectionMayBeEmpty) {
  Write("serve:\n  # threads: 3\nindex:\n  drafts: true\n");
  const auto config = LoadConfig({}, folder_, {});
  ASSERT_TRUE(config.ok()) << config.error().ToString();
  EXPECT_TRUE(config->Flag("index.drafts"));
}

TEST_F(ConfigTest, ItemsOfAListKnowTheirLines) {
  Write("search:\n  stop_words:\n    - kafka\n\n    - zh: 请问\n  hide: [/a/]\n");
  const Result<Config> config = LoadConfig("", folder_, {});
  ASSERT_TRUE(config.ok()) << config.error().ToString();
  const std::vector<ListItem> items = config->Items("search.stop_words");
  ASSERT_EQ(items.size(), 2U);
  EXPECT_THAT(items[0].source, EndsWith("sou.yaml:3"));
  EXPECT_EQ(items[1].text, "zh: 请问") << "YAML takes it for a mapping";
  EXPECT_THAT(items[1].source, EndsWith("sou.yaml:5"));
  Write("search:\n  hide:\n    - {a: b, c: d}\n");
  EXPECT_THAT(LoadConfig("", folder_, {}).error().ToString(), HasSubstr("search.hide takes a list of plain values"));
}

TEST_F(ConfigTest, AFileThatIsAskedForMustBeThere) {
  const Result<Config> config = LoadConfig(folder_ / "nothing.yaml", folder_, {});
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().code, ErrorCode::kNotFound);
}

TEST(Nearest, NamesWhatWasProbablyMeant) {
  const std::string_view names[] = {"drafts", "future", "jobs"};
  EXPECT_EQ(NearestName("draft", names), "drafts");
  EXPECT_EQ(NearestName("futrue", names), "future");
  EXPECT_EQ(NearestName("xyz", names), std::nullopt);
}

}  // namespace
}  // namespace sou
