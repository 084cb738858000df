// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/report_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "common/base/command_line.h"
#include "query/render/query_report.h"
#include "query/report/log_lines.h"

namespace sou::query {
namespace {

constexpr const char* kProgram = "sou-search";

// Says on a terminal how much has been read, now and then.
class Progress {
 public:
  void Add(size_t bytes) {
    bytes_ += bytes;
    if (!shown_ || bytes_ < next_) return;
    next_ = bytes_ + kStep;
    std::fprintf(stderr, "\r\033[Kread %.0f MB", static_cast<double>(bytes_) / 1e6);
  }
  void Finish() const {
    if (shown_ && next_ > kStep) std::fputs("\r\033[K", stderr);
  }

 private:
  static constexpr uint64_t kStep = 10'000'000;

  const bool shown_ = isatty(STDERR_FILENO) == 1;
  uint64_t bytes_ = 0;
  uint64_t next_ = kStep;
};

// Reads the logs into a report.
class LogReader {
 public:
  explicit LogReader(const ReportOptions& options) : reporter_(options) {}

  Status Read(const std::string& file) {
    Status status = ForEachLogLine(file, [&](std::string_view text, uint64_t number) {
      progress_.Add(text.size() + 1);
      Take(text, file, number);
    });
    progress_.Finish();
    return status;
  }

  [[nodiscard]] QueryReport Finish() {
    QueryReport report = reporter_.Finish();
    report.lines = lines_;
    report.skipped = skipped_;
    return report;
  }
  // Of the first line that was passed over.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  void Take(std::string_view text, const std::string& file, uint64_t number) {
    ++lines_;
    const Result<AccessLine> line = ParseAccessLine(text);
    if (line.ok()) return reporter_.Add(*line);
    ++skipped_;
    if (complaint_.empty()) complaint_ = fmt::format("{}:{}: {}", LogName(file), number, line.error().message);
  }

  QueryReporter reporter_;
  Progress progress_;
  uint64_t lines_ = 0;
  uint64_t skipped_ = 0;
  std::string complaint_;
};

void Warn(const std::string& message) { std::fprintf(stderr, "%s: warning: %s\n", kProgram, message.c_str()); }

void PrintWarnings(const QueryReport& report, const std::string& complaint, const ReportOptions& options) {
  if (report.skipped > 0) Warn(fmt::format("{} ({} of {} lines passed over)", complaint, report.skipped, report.lines));
  if (report.forgotten > 0) {
    Warn(
        fmt::format("more than {} different queries: rare ones were forgotten on the way; a shorter time with --after "
                    "and --before is told exactly",
                    options.max_queries));
  }
}

}  // namespace

int RunReport(const ReportArguments& arguments) {
  LogReader reader(arguments.options);
  for (const std::string& log : arguments.logs) {
    if (Status status = reader.Read(log); !status.ok()) return Fail(kProgram, status.error().ToString());
  }
  const QueryReport report = reader.Finish();
  PrintWarnings(report, reader.complaint(), arguments.options);
  const std::string out = arguments.json ? ToJson(report) + "\n" : ToTable(report);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return report.searches == 0 ? kExitPartial : kExitOk;
}

}  // namespace sou::query
