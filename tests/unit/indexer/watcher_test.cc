// SPDX-License-Identifier: GPL-3.0-or-later
//
// inotify queues an event before the system call that caused it returns. So "has anything changed?" needs no waiting
// here: what has been done is in the queue.
#include "indexer/build/watcher.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

class WatcherTest : public testing::Test {
 protected:
  WatcherTest() {
    site_.Write("site/a.md", "a");
    site_.Write("site/posts/b.md", "b");
    options_.site = Path("site");
  }

  [[nodiscard]] fs::path Path(const std::string& path) const { return site_.path() / path; }
  void Write(const std::string& path) const { site_.Write(path, "text " + std::to_string(++writes_)); }
  void Move(const std::string& from, const std::string& to) const { fs::rename(Path(from), Path(to)); }

  void Start() { watcher_ = std::make_unique<Watcher>(options_); }
  bool Changed() { return watcher_->Wait({milliseconds(0), milliseconds(0), milliseconds(0)}) == Wake::kChanged; }

  testing_support::TestFolder site_;
  WatcherOptions options_;
  std::unique_ptr<Watcher> watcher_;
  mutable int writes_ = 0;
};

// ---- what wakes

struct Step {
  std::string name;
  std::function<void(const fs::path& site)> act;
  bool wakes = true;
};

void Put(const fs::path& path) { std::ofstream(path) << "put"; }

// Vim with backupcopy=no: tries whether it may write, moves the old file aside, writes a new one.
void SaveLikeVim(const fs::path& site) {
  Put(site / "4913");
  fs::remove(site / "4913");
  fs::rename(site / "a.md", site / "a.md~");
  Put(site / "a.md");
  fs::remove(site / "a.md~");
}

class WakingTest : public WatcherTest, public testing::WithParamInterface<Step> {};

TEST_P(WakingTest, WakesForWhatMayChangeThePages) {
  Start();
  EXPECT_FALSE(Changed());
  GetParam().act(Path("site"));
  EXPECT_EQ(Changed(), GetParam().wakes);
  EXPECT_FALSE(Changed());
}

// The same without inotify.
TEST_P(WakingTest, WakesWithoutInotify) {
  options_.max_watches = 1;
  Start();
  EXPECT_TRUE(watcher_->looks_itself());
  EXPECT_FALSE(Changed());
  GetParam().act(Path("site"));
  EXPECT_EQ(Changed(), GetParam().wakes);
  EXPECT_FALSE(Changed());
}

INSTANTIATE_TEST_SUITE_P(
    Steps, WakingTest,
    testing::Values(
        Step{"written_in_place", [](const fs::path& site) { Put(site / "posts/b.md"); }},
        Step{"appended", [](const fs::path& site) { std::ofstream(site / "a.md", std::ios::app) << "more"; }},
        Step{"renamed_over",
             [](const fs::path& site) {
               Put(site / "a.md.tmp");
               fs::rename(site / "a.md.tmp", site / "a.md");
             }},
        Step{"deleted_and_made",
             [](const fs::path& site) {
               fs::remove(site / "a.md");
               Put(site / "a.md");
             }},
        Step{"saved_by_vim", SaveLikeVim}, Step{"removed", [](const fs::path& site) { fs::remove(site / "a.md"); }},
        Step{"renamed", [](const fs::path& site) { fs::rename(site / "a.md", site / "c.md"); }},
        Step{"linked", [](const fs::path& site) { fs::create_symlink("a.md", site / "c.md"); }},
        Step{"made_unreadable", [](const fs::path& site) { fs::permissions(site / "a.md", fs::perms::none); }},
        Step{"settings", [](const fs::path& site) { Put(site / "sou.yaml"); }},
        Step{"folder_made", [](const fs::path& site) { fs::create_directories(site / "x/y"); }},
        Step{"folder_renamed", [](const fs::path& site) { fs::rename(site / "posts", site / "x"); }},
        Step{"folder_removed", [](const fs::path& site) { fs::remove_all(site / "posts"); }},
        Step{"swap_file", [](const fs::path& site) { Put(site / "posts/.b.md.swp"); }, false},
        Step{"backup", [](const fs::path& site) { Put(site / "posts/b.md~"); }, false},
        Step{"emacs_lock", [](const fs::path& site) { fs::create_symlink("me@host.1:2", site / ".#a.md"); }, false},
        Step{"only_read", [](const fs::path& site) { std::ifstream(site / "a.md").get(); }, false}),
    testing_support::RowName<Step>);

// ---- folders come and go

// Of the whole process, as the kernel counts them.
size_t KernelWatches() {
  size_t watches = 0;
  for (const auto& entry : fs::directory_iterator("/proc/self/fdinfo")) {
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) watches += line.starts_with("inotify wd:") ? 1U : 0U;
  }
  return watches;
}

TEST_F(WatcherTest, WatchesNewFoldersAtOnce) {
  Start();
  Write("site/x/y/z/deep.md");
  EXPECT_TRUE(Changed());
  EXPECT_EQ(watcher_->watches(), 5U);
  Write("site/x/y/z/deep.md");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, WatchesFoldersMovedIn) {
  Write("elsewhere/x/y/page.md");
  Start();
  Move("elsewhere/x", "site/posts/x");
  EXPECT_TRUE(Changed());
  Write("site/posts/x/y/page.md");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, ForgetsFoldersMovedOut) {
  Write("site/x/y/page.md");
  fs::create_directory(Path("elsewhere"));
  Start();
  EXPECT_EQ(watcher_->watches(), 4U);
  Move("site/x", "elsewhere/x");
  EXPECT_TRUE(Changed());
  EXPECT_EQ(watcher_->watches(), 2U);
  EXPECT_EQ(KernelWatches(), 2U);
  Write("elsewhere/x/y/page.md");
  EXPECT_FALSE(Changed());
}

TEST_F(WatcherTest, FollowsFoldersRenamedAndSwapped) {
  Write("site/x/page.md");
  Start();
  Move("site/x", "site/tmp");
  Move("site/posts", "site/x");
  Move("site/tmp", "site/posts");
  EXPECT_TRUE(Changed());
  for (const char* path : {"site/x/b.md", "site/posts/page.md"}) {
    Write(path);
    EXPECT_TRUE(Changed()) << path;
  }
  fs::remove_all(Path("site/x"));
  EXPECT_TRUE(Changed());
  Write("site/x/again.md");
  EXPECT_TRUE(Changed());
  Write("site/x/again.md");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, WatchesAllAgainAfterAnOverflow) {
  Start();
  size_t limit = 16384;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> limit;
  for (size_t i = 0; i <= limit; ++i) {  // in turns, because equal events in a row become one
    const int fd = ::open(Path(i % 2 == 0 ? "site/a.md" : "site/posts/b.md").c_str(), O_WRONLY | O_CLOEXEC);
    ASSERT_GE(fd, 0);
    ::close(fd);
  }
  Write("site/x/unheard.md");
  EXPECT_TRUE(Changed());
  EXPECT_FALSE(Changed());
  Write("site/x/unheard.md");
  EXPECT_TRUE(Changed());
}

// ---- what does not count

TEST_F(WatcherTest, PassesOverWhatTheJobWrites) {
  fs::create_directory(Path("site/index"));
  options_.ignored = {Path("site/index"), Path("site/report.json"), Path("site/later")};
  Start();
  Write("site/index/gen-000001/db/x");
  Write("site/report.json");
  Write("site/later/CURRENT");
  EXPECT_FALSE(Changed());
  Write("site/index.md");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, TakesTheRulesOfTheKind) {
  Write("site/public/index.html");
  Write("site/.git/HEAD");
  Start();
  Write("site/.git/HEAD");
  EXPECT_FALSE(Changed());
  Write("site/public/index.html");
  EXPECT_TRUE(Changed());
  watcher_->SetFolders("hugo", {"posts"});
  Write("site/public/index.html");
  Write("site/posts/b.md");
  EXPECT_FALSE(Changed());
  watcher_->SetFolders("hugo", {});
  Write("site/posts/b.md");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, FollowsIgnoreFiles) {
  Start();
  site_.Write("site/.souignore", "posts/\n");
  EXPECT_TRUE(Changed());
  Write("site/posts/b.md");
  EXPECT_FALSE(Changed());
  fs::remove(Path("site/.souignore"));
  EXPECT_TRUE(Changed());
  Write("site/posts/b.md");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, FollowsNoLinksToFolders) {
  Write("elsewhere/page.md");
  fs::create_directory_symlink(Path("elsewhere"), Path("site/link"));
  fs::create_directory_symlink("..", Path("site/posts/loop"));
  Start();
  EXPECT_EQ(watcher_->watches(), 2U);
  Write("elsewhere/page.md");
  EXPECT_FALSE(Changed());
}

// ---- the site as a whole

TEST_F(WatcherTest, WaitsForASiteThatIsGone) {
  Start();
  Move("site", "away");
  EXPECT_FALSE(Changed());
  EXPECT_FALSE(watcher_->site_is_there());
  Write("away/a.md");
  EXPECT_FALSE(Changed());
  Move("away", "site");
  EXPECT_TRUE(Changed());
  Write("site/posts/b.md");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, WaitsForASiteThatWasNeverThere) {
  options_.site = Path("later");
  Start();
  EXPECT_FALSE(Changed());
  Write("later/a.md");
  EXPECT_TRUE(Changed());
  Write("later/a.md");
  EXPECT_TRUE(Changed());
}

// inotify says nothing when a folder above the site is moved.
TEST_F(WatcherTest, SeesThatAFolderAboveWasMoved) {
  Write("above/site/a.md");
  options_.site = Path("above/site");
  Start();
  Move("above", "moved");
  EXPECT_FALSE(Changed());
  EXPECT_FALSE(watcher_->site_is_there());
  Write("above/site/a.md");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, SeesThatTheSiteIsALinkSetElsewhere) {
  Write("release2/a.md");
  fs::create_directory_symlink("site", Path("current"));
  options_.site = Path("current");
  Start();
  fs::create_directory_symlink("release2", Path("next"));
  Move("next", "current");
  EXPECT_TRUE(Changed());
  Write("release2/a.md");
  EXPECT_TRUE(Changed());
  Write("site/a.md");
  EXPECT_FALSE(Changed());
}

TEST_F(WatcherTest, WatchesAFile) {
  Write("pages.jsonl");
  Write("beside.jsonl");
  options_.site = Path("pages.jsonl");
  Start();
  EXPECT_FALSE(Changed());
  Write("beside.jsonl");
  EXPECT_FALSE(Changed());
  Write("pages.jsonl");
  EXPECT_TRUE(Changed());
  for (int i = 0; i < 2; ++i) {
    Write("next");
    Move("next", "pages.jsonl");
    EXPECT_TRUE(Changed());
    EXPECT_FALSE(Changed());
  }
  fs::remove(Path("pages.jsonl"));
  EXPECT_FALSE(Changed());
  Write("pages.jsonl");
  EXPECT_TRUE(Changed());
}

TEST_F(WatcherTest, WatchesSettingsOutsideTheSite) {
  Write("etc/sou.yaml");
  options_.files = {Path("etc/sou.yaml")};
  Start();
  Write("etc/other.yaml");
  EXPECT_FALSE(Changed());
  Write("etc/sou.yaml");
  EXPECT_TRUE(Changed());
}

// ---- waiting

TEST_F(WatcherTest, GathersUntilItIsQuiet) {
  Start();
  Write("site/a.md");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(watcher_->Wait({milliseconds(150), milliseconds(600'000), {}}), Wake::kChanged);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(150));
}

// Without an end to the patience this would wait for ever.
TEST_F(WatcherTest, DoesNotWaitForQuietForEver) {
  Start();
  std::atomic<bool> done = false;
  std::thread writer([&] {
    while (!done) {
      Write("site/posts/b.md");
      std::this_thread::sleep_for(milliseconds(5));
    }
  });
  EXPECT_EQ(watcher_->Wait({milliseconds(600'000), milliseconds(200), {}}), Wake::kChanged);
  done = true;
  writer.join();
}

TEST_F(WatcherTest, WaitsForQuietWithoutInotify) {
  options_.max_watches = 1;
  Start();
  Write("site/posts/b.md");
  EXPECT_EQ(watcher_->Wait({milliseconds(50), milliseconds(600'000), {}}), Wake::kChanged);
}

TEST_F(WatcherTest, EndsWhenAsked) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  options_.stop_fd = ends[0];
  Start();
  Write("site/a.md");
  EXPECT_TRUE(Changed());
  std::thread asker([&] { EXPECT_EQ(::write(ends[1], "x", 1), 1); });
  EXPECT_EQ(watcher_->Wait({}), Wake::kStop);
  asker.join();
  Write("site/a.md");
  EXPECT_EQ(watcher_->Wait({milliseconds(0), milliseconds(0), {}}), Wake::kStop);  // before any change
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace sou::indexer
