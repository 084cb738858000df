// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/job.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <iterator>
#include <string>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

std::ptrdiff_t OpenDescriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

// sou-index --watch runs the job again and again in one process: nothing of a run may stay behind. The lock of the
// index once did, for as long as a reader of pages took to end, and the next run was refused.
TEST(JobTest, LeavesNoProcessesAndNoDescriptors) {
  const testing_support::TestFolder folder;
  for (int i = 0; i < 10; ++i) folder.Write("site/p" + std::to_string(i) + ".md", "# Page\n\n湖边的茶馆\n");
  JobOptions options;
  options.site = folder.path() / "site";
  options.index = folder.path() / "index";
  options.progress = ProgressMode::kNever;
  options.jobs = 2;
  std::ptrdiff_t before = 0;
  for (int run = 1; run <= 50; ++run) {
    if (run % 3 != 0) folder.Write("site/p1.md", "# Page\n\nrun " + std::to_string(run) + "\n");
    if (run % 10 == 5) folder.Write("site/hugo.toml", "baseURL = [");
    const Result<Report> report = RunJob(options);
    std::filesystem::remove(options.site / "hugo.toml");
    ASSERT_EQ(report.ok(), run % 10 != 5) << "run " << run << (report.ok() ? "" : report.error().ToString());
    if (run == 1) before = OpenDescriptors();
    ASSERT_EQ(OpenDescriptors(), before) << "after run " << run;
    ASSERT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "after run " << run;
    ASSERT_EQ(errno, ECHILD);
  }
}

}  // namespace
}  // namespace sou::indexer
