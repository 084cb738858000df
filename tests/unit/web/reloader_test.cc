// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/reloader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <latch>
#include <memory>
#include <sstream>

namespace sou::web {
namespace {

using std::chrono::milliseconds;

// Catches what is logged while it lives.
class CapturedLog {
 public:
  CapturedLog() : before_(spdlog::default_logger()) {
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_)));
  }
  ~CapturedLog() { spdlog::set_default_logger(before_); }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;

  [[nodiscard]] std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::shared_ptr<spdlog::logger> before_;
};

size_t CountOf(const std::string& text, std::string_view what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(Reloader, AsksAgainAndAgainUntilItEnds) {
  std::latch asked(3);
  std::atomic<int> calls = 0;
  {
    const Reloader reloader(
        [&]() -> Result<bool> {
          if (++calls <= 3) asked.count_down();
          return false;
        },
        milliseconds(1));
    asked.wait();
  }
  const int calls_at_end = calls;
  std::this_thread::sleep_for(milliseconds(20));
  EXPECT_EQ(calls, calls_at_end);
}

TEST(Reloader, EndsAtOnceInTheMiddleOfALongWait) {
  const auto start = std::chrono::steady_clock::now();
  {
    const Reloader reloader([]() -> Result<bool> { return false; }, std::chrono::hours(1));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Reloader, LogsAFailureOnceUntilItChanges) {
  const CapturedLog log;
  std::latch asked(9);
  std::atomic<int> calls = 0;
  {
    const Reloader reloader(
        [&]() -> Result<bool> {
          const int call = ++calls;
          if (call <= 9) asked.count_down();
          if (call <= 4) return Error{ErrorCode::kCorrupt, "first failure"};
          if (call <= 8) return Error{ErrorCode::kCorrupt, "second failure"};
          return call == 9;
        },
        milliseconds(1));
    asked.wait();
  }
  EXPECT_EQ(CountOf(log.text(), "first failure"), 1U);
  EXPECT_EQ(CountOf(log.text(), "second failure"), 1U);
  EXPECT_EQ(CountOf(log.text(), "new generation"), 1U);
}

}  // namespace
}  // namespace sou::web
