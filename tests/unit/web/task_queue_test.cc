// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/task_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>

namespace sou::web {
namespace {

using std::chrono::milliseconds;

TEST(TaskQueue, RefusesWhenFullAndGoesOnAfterwards) {
  std::latch started(1);
  std::latch release(1);
  std::atomic<int> done = 0;
  TaskQueue queue(1, 2);
  ASSERT_TRUE(queue.TryPush([&] {
    started.count_down();
    release.wait();
    ++done;
  }));
  started.wait();
  EXPECT_TRUE(queue.TryPush([&] { ++done; }));
  EXPECT_TRUE(queue.TryPush([&] { ++done; }));
  EXPECT_FALSE(queue.TryPush([&] { done = 100; }));
  release.count_down();
  EXPECT_TRUE(queue.Close(milliseconds(10'000)));
  EXPECT_EQ(done, 3);
}

TEST(TaskQueue, SurvivesExceptions) {
  std::atomic<int> done = 0;
  TaskQueue queue(1, 8);
  EXPECT_TRUE(queue.TryPush([] { throw std::runtime_error("expected by the test"); }));
  EXPECT_TRUE(queue.TryPush([] { throw 7; }));
  EXPECT_TRUE(queue.TryPush([&] { ++done; }));
  EXPECT_TRUE(queue.Close(milliseconds(10'000)));
  EXPECT_EQ(done, 1);
}

TEST(TaskQueue, ClosingHasPatienceAndTakesNothingNew) {
  std::latch release(1);
  TaskQueue queue(2, 8);
  EXPECT_TRUE(queue.TryPush([&] { release.wait(); }));
  EXPECT_FALSE(queue.Close(milliseconds(20)));
  EXPECT_FALSE(queue.TryPush([] {}));
  release.count_down();
  EXPECT_TRUE(queue.Close(milliseconds(10'000)));
}

}  // namespace
}  // namespace sou::web
