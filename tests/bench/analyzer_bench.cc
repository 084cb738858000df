// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loops alone: folding and analyzing a short and a long text of each script, reading a query, finding a
// query's words in texts. Of the sites in the folder $SOU_DATA, those that are there are searched, too.
#include <benchmark/benchmark.h>
#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/files.h"
#include "common/text/analyzer.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "query/search/highlight.h"

namespace sou {
namespace {

struct Sample {
  const char* name;
  const char* language;
  const char* text;
};

constexpr Sample kSamples[] = {
    {"english", "en", "The scheduler watches for newly created pods that have no node assigned. "},
    {"identifiers", "en", "kube-apiserver --etcd-servers=https://10.0.0.1:2379 v1.24.5 getUserById C++ "},
    {"german", "de", "Die Datenbankverbindungen werden beim Überprüfen der Größe geschlossen. "},
    {"russian", "ru", "Планировщик следит за недавно созданными подами без узла. "},
    {"simplified", "zh", "调度器监视新创建的、没有分配节点的容器组，并为它们选择合适的节点。"},
    {"traditional", "zh", "排程器監視新建立的、沒有分配節點的容器組，並為它們選擇合適的節點。"},
    {"mixed", "zh", "在Kubernetes上运行Istio1.6版本的bookinfo应用，使用API网关（Gateway）。"},
    {"japanese", "ja", "スケジューラーは、ノードが割り当てられていない新しいポッドを監視します。"},
    {"korean", "ko", "스케줄러는 노드가 배정되지 않은 새로 생성된 파드를 감시합니다. "},
    {"thai", "th", "ตัวจัดกำหนดการคอยเฝ้าดูพอดที่สร้างขึ้นใหม่ซึ่งยังไม่มีโหนด "},
};
constexpr size_t kLongBytes = 64 << 10;

std::string Repeated(std::string_view text, size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += text;
  return out;
}

void CountBytes(benchmark::State& state, size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes));
}

void Analyze(benchmark::State& state, const Sample& sample, size_t bytes, text::Purpose purpose) {
  const std::string text = Repeated(sample.text, bytes);
  text::Analyzer analyzer;
  size_t tokens = 0;
  for (auto _ : state) {
    tokens = 0;
    analyzer.Analyze(text, purpose, sample.language, [&](const text::Token&) { ++tokens; });
    benchmark::DoNotOptimize(tokens);
  }
  CountBytes(state, text.size());
  state.counters["tokens"] = static_cast<double>(tokens);
}

void Fold(benchmark::State& state, const Sample& sample) {
  const std::string text = Repeated(sample.text, kLongBytes);
  text::FoldedText folded;
  for (auto _ : state) {
    text::Fold(text, &folded);
    benchmark::DoNotOptimize(folded.text().data());
  }
  CountBytes(state, text.size());
}

// Finding the words of a query in bodies; a searcher keeps its highlighter for all pages of a query.
void Find(benchmark::State& state, const std::vector<std::string>& bodies, const std::string& query,
          const std::string& language) {
  const Xapian::Database database;
  const std::vector<std::string> languages = {"en"};
  const query::StopWords stop_words;
  text::Analyzer analyzer;
  const query::UnitReading reading{languages, stop_words, &analyzer};
  const store::Vocabulary vocabulary;
  const query::Plan plan =
      query::Planner({reading, query::Synonyms(), query::Boosts(), vocabulary, query::Ranking(), database})
          .MakePlan(query::Parse(query).root, {}, query);
  size_t bytes = 0;
  for (const std::string& body : bodies) bytes += body.size();
  size_t found = 0;
  for (auto _ : state) {
    found = 0;
    query::Highlighter highlighter(plan.units, &analyzer);
    for (const std::string& body : bodies) found += highlighter.Find(body, language).size();
    benchmark::DoNotOptimize(found);
  }
  CountBytes(state, bytes);
  state.counters["matches"] = static_cast<double>(found);
}

void Parse(benchmark::State& state, const std::string& query) {
  for (auto _ : state) {
    query::ParsedQuery parsed = query::Parse(query);
    benchmark::DoNotOptimize(parsed);
  }
  CountBytes(state, query.size());
}

void RegisterText(const Sample& sample) {
  const std::string name = sample.name;
  const auto analyze = [&](const char* what, size_t bytes, text::Purpose purpose) {
    benchmark::RegisterBenchmark((what + name).c_str(),
                                 [=](benchmark::State& state) { Analyze(state, sample, bytes, purpose); });
  };
  analyze("document/short/", 1, text::Purpose::kDocument);
  analyze("document/long/", kLongBytes, text::Purpose::kDocument);
  analyze("highlight/long/", kLongBytes, text::Purpose::kHighlight);
  benchmark::RegisterBenchmark(("fold/long/" + name).c_str(), [=](benchmark::State& state) { Fold(state, sample); });
}

struct Site {
  const char* folder;
  const char* language;
  const char* query;
};
constexpr Site kSites[] = {
    {"pingcap-docs-cn", "zh", "TiDB 集群 部署 配置"},
    {"cpp-docs-ja", "ja", "テンプレート クラス compiler error"},
    {"vue-ko", "ko", "컴포넌트 props"},
    {"rust-blog", "en", "release notes compiler"},
};
constexpr size_t kSitePages = 50;  // as many as the second phase of ranking looks at
constexpr size_t kMaxPageBytes = 1 << 20;

// Every n-th page, so that they are of all parts of the site.
std::vector<std::string> PagesOf(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> pages;
  const size_t step = std::max<size_t>(1, paths.size() / kSitePages);
  for (size_t i = 0; i < paths.size() && pages.size() < kSitePages; i += step) {
    if (Result<std::string> page = ReadFile(paths[i], kMaxPageBytes); page.ok())
      pages.push_back(text::RepairUtf8(*page));
  }
  return pages;
}

void RegisterFind() {
  const auto add = [](const std::string& name, std::vector<std::string> bodies, const std::string& query,
                      const std::string& language) {
    benchmark::RegisterBenchmark(("find/" + name).c_str(),
                                 [bodies = std::move(bodies), query, language](benchmark::State& state) {
                                   Find(state, bodies, query, language);
                                 });
  };
  for (const Sample& sample : kSamples)
    add(sample.name, {Repeated(sample.text, kLongBytes)}, "kubernetes pods 节点 ポッド 노드", sample.language);
  const char* data = std::getenv("SOU_DATA");
  if (data == nullptr) return;
  for (const Site& site : kSites) {
    const std::filesystem::path folder = std::filesystem::path(data) / site.folder;
    if (std::filesystem::is_directory(folder)) add(site.folder, PagesOf(folder), site.query, site.language);
  }
}

void RegisterQuery(const char* name, const std::string& query) {
  benchmark::RegisterBenchmark(name, [=](benchmark::State& state) { Parse(state, query); });
}

}  // namespace
}  // namespace sou

int main(int argc, char** argv) {
  for (const sou::Sample& sample : sou::kSamples) sou::RegisterText(sample);
  sou::RegisterFind();
  sou::RegisterQuery("parse/words", "cloud native 云原生");
  sou::RegisterQuery("parse/operators",
                     "(nginx OR \"apache httpd\") -iis title:部署 tag:\"cloud native\" date:2018..2020 kube*");
  sou::RegisterQuery("parse/longest", sou::Repeated("(a -\"b c\") OR 云原生 ", 2048));
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
