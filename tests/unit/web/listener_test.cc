// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include "raw_client.h"

namespace sou::web {
namespace {

using testing::HasSubstr;

Result<Listener> OpenAt(std::string_view text) {
  const auto address = ParseListenAddress(text);
  if (!address.ok()) return address.error();
  return Listener::Open(*address);
}

TEST(ListenAddress, ReadsEveryForm) {
  EXPECT_EQ(ParseListenAddress("127.0.0.1:7700")->host, "127.0.0.1");
  EXPECT_EQ(ParseListenAddress("127.0.0.1:7700")->port, "7700");
  EXPECT_EQ(ParseListenAddress("[::1]:0")->host, "::1");
  EXPECT_EQ(ParseListenAddress("localhost:80")->host, "localhost");
  EXPECT_EQ(ParseListenAddress("unix:/run/sou.sock")->unix_path, "/run/sou.sock");
}

TEST(ListenAddress, RefusesWithTheRightForms) {
  for (const char* text : {"", "7700", ":7700", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
                           "127.0.0.1:-1", "::1:7700", "unix:", "127.0.0.1:999999999999999999999"}) {
    const auto address = ParseListenAddress(text);
    ASSERT_FALSE(address.ok()) << text;
    EXPECT_THAT(address.error().message, HasSubstr("give HOST:PORT such as 127.0.0.1:7700")) << text;
  }
  EXPECT_FALSE(ParseListenAddress("unix:/" + std::string(200, 'x')).ok());
}

TEST(Listener, ChoosesAFreePortAndRefusesATakenOne) {
  const auto first = OpenAt("127.0.0.1:0");
  ASSERT_TRUE(first.ok()) << first.error().message;
  EXPECT_GT(first->port(), 0);
  EXPECT_TRUE(first->is_local());
  const std::string taken = "127.0.0.1:" + std::to_string(first->port());
  EXPECT_EQ(first->url(), "http://" + taken + "/");
  const auto second = OpenAt(taken);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error().message, HasSubstr("--listen"));
}

TEST(Listener, KnowsWhenOthersCanConnect) {
  const auto open = OpenAt("0.0.0.0:0");
  ASSERT_TRUE(open.ok()) << open.error().message;
  EXPECT_FALSE(open->is_local());
}

class UnixListener : public testing::Test {
 protected:
  UnixListener() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sou-listener-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    path_ = (folder_ / "sou.sock").string();
  }
  ~UnixListener() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  std::string path_;
};

TEST_F(UnixListener, IsForTheGroupAndGoesAwayAtTheEnd) {
  {
    const auto listener = OpenAt("unix:" + path_);
    ASSERT_TRUE(listener.ok()) << listener.error().message;
    struct stat info {};
    ASSERT_EQ(stat(path_.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0660U);
    EXPECT_TRUE(RawClient(path_).connected());
  }
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(UnixListener, TakesOverOnlyASocketThatNobodyAnswersOn) {
  std::optional<Result<Listener>> first = OpenAt("unix:" + path_);
  ASSERT_TRUE(first->ok());
  EXPECT_FALSE(OpenAt("unix:" + path_).ok());
  // What a crash leaves: the file without a listener.
  const std::string moved = path_ + ".left";
  std::filesystem::rename(path_, moved);
  first.reset();
  ASSERT_TRUE(std::filesystem::exists(moved));
  EXPECT_TRUE(OpenAt("unix:" + moved).ok());
}

TEST_F(UnixListener, LeavesASocketThatIsOnlyBusy) {
  const auto listener = OpenAt("unix:" + path_);
  ASSERT_TRUE(listener.ok());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.copy(address.sun_path, sizeof address.sun_path - 1);
  void* const generic = &address;
  std::vector<Fd> waiting;  // fills the queue of connections that nobody has accepted
  do {
    waiting.emplace_back(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0));
    ASSERT_LT(waiting.size(), 1000U);
  } while (connect(waiting.back().get(), static_cast<sockaddr*>(generic), sizeof address) == 0);
  EXPECT_FALSE(OpenAt("unix:" + path_).ok());
  EXPECT_TRUE(std::filesystem::exists(path_));
}

TEST_F(UnixListener, NeverRemovesAFile) {
  std::ofstream(path_) << "precious";
  const auto listener = OpenAt("unix:" + path_);
  ASSERT_FALSE(listener.ok());
  EXPECT_THAT(listener.error().message, HasSubstr("no socket"));
  EXPECT_TRUE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace sou::web
