// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/answer_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace sou::web {
namespace {

Response Answer(std::string body, uint64_t generation = 1, int status = 200) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  response.trace.generation = generation;
  return response;
}

class AnswerCacheTest : public testing::Test {
 protected:
  Response Get(const std::string& key, uint64_t generation = 1) {
    return cache_.Get(generation, key, [&] {
      ++computed_;
      return Answer("answer to " + key, generation);
    });
  }

  AnswerCache cache_{10'000};
  int computed_ = 0;
};

TEST_F(AnswerCacheTest, AnswersTheSameFromMemory) {
  EXPECT_EQ(Get("a").trace.cache, CacheUse::kMiss);
  const Response again = Get("a");
  EXPECT_EQ(again.trace.cache, CacheUse::kHit);
  EXPECT_EQ(again.body, "answer to a");
  EXPECT_EQ(Get("b").body, "answer to b");
  EXPECT_EQ(computed_, 2);
  EXPECT_EQ(cache_.counts().entries, 2U);
}

TEST_F(AnswerCacheTest, AnotherGenerationIsAnotherAnswer) {
  EXPECT_EQ(Get("a", 1).trace.generation, 1U);
  EXPECT_EQ(Get("a", 2).trace.generation, 2U);
  EXPECT_EQ(Get("a", 1).trace.cache, CacheUse::kHit);
  EXPECT_EQ(computed_, 2);
}

TEST_F(AnswerCacheTest, TheLeastRecentlyUsedGoesFirst) {
  for (int i = 0; i < 200; ++i) {
    static_cast<void>(Get("kept"));
    static_cast<void>(Get(std::to_string(i)));
  }
  EXPECT_LE(cache_.counts().bytes, 10'000U);
  EXPECT_EQ(Get("kept").trace.cache, CacheUse::kHit);
  EXPECT_EQ(Get("0").trace.cache, CacheUse::kMiss);
}

TEST_F(AnswerCacheTest, WhatDoesNotFitIsGivenAndNotKept) {
  for (int i = 0; i < 2; ++i) {
    const Response response = cache_.Get(1, "large", [] { return Answer(std::string(20'000, 'x')); });
    EXPECT_EQ(response.body.size(), 20'000U);
    EXPECT_EQ(response.trace.cache, CacheUse::kMiss);
  }
  EXPECT_EQ(cache_.counts().bytes, 0U);
}

TEST_F(AnswerCacheTest, ErrorsAndAnswersOfAnotherGenerationAreNotKept) {
  static_cast<void>(cache_.Get(1, "a", [] { return Answer("busy", 1, 503); }));
  static_cast<void>(cache_.Get(1, "b", [] { return Answer("of the next", 2); }));
  EXPECT_EQ(cache_.counts().entries, 0U);
}

TEST_F(AnswerCacheTest, EqualRequestsWaitForOneAnswer) {
  std::latch computing{1};
  std::latch release{1};
  std::atomic<int> computed{0};
  const auto compute = [&] {
    ++computed;
    computing.count_down();
    release.wait();
    return Answer("once");
  };
  auto first = std::async(std::launch::async, [&] { return cache_.Get(1, "a", compute); });
  computing.wait();
  std::vector<std::future<Response>> others;
  for (int i = 0; i < 4; ++i)
    others.push_back(std::async(std::launch::async, [&] { return cache_.Get(1, "a", compute); }));
  while (cache_.counts().shared < 4) std::this_thread::yield();
  release.count_down();
  EXPECT_EQ(first.get().trace.cache, CacheUse::kMiss);
  for (auto& other : others) {
    const Response response = other.get();
    EXPECT_EQ(response.body, "once");
    EXPECT_EQ(response.trace.cache, CacheUse::kShared);
  }
  EXPECT_EQ(computed, 1);
}

TEST_F(AnswerCacheTest, AFailureIsOnlyItsOwn) {
  const auto fail = []() -> Response { throw std::runtime_error("failed"); };
  EXPECT_THROW(static_cast<void>(cache_.Get(1, "a", fail)), std::runtime_error);
  EXPECT_EQ(Get("a").trace.cache, CacheUse::kMiss);
  EXPECT_EQ(Get("a").trace.cache, CacheUse::kHit);
}

TEST(AnswerCache, OfNoSizeKeepsNothing) {
  AnswerCache cache(0);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(cache.Get(1, "a", [] { return Answer("x"); }).trace.cache, CacheUse::kNone);
  EXPECT_EQ(cache.counts().misses, 0U);
}

}  // namespace
}  // namespace sou::web
