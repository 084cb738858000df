// SPDX-License-Identifier: GPL-3.0-or-later
//
// Suggestions over 100,000 made-up titles in four languages: microseconds for ten suggestions, by what is typed. Prints
// JSON: {"titles", "file_bytes", "make_seconds", "rows": [{"typed", "queries", "p50_us", "p99_us", "max_us",
// "worst"}]}.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/store/suggestions_writer.h"
#include "common/text/sounds.h"
#include "common/text/typing_key.h"
#include "common/text/utf8.h"
#include "query/correct/han_correction.h"
#include "query/suggest/suggester.h"

namespace sou {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kTitles = 100'000;
constexpr size_t kQueries = 3'000;  // of each sort

struct Words {
  const char* language;
  const char* between;
  std::vector<const char*> words;
};

const Words kWords[] = {
    {"zh", "", {"云原生", "服务", "网格", "容器",   "编排", "部署",   "数据库", "备份", "恢复", "集群", "节点",
                "调度",   "存储", "网络", "安全",   "认证", "授权",   "日志",   "监控", "告警", "配置", "升级",
                "迁移",   "性能", "优化", "缓存",   "消息", "队列",   "分布式", "事务", "索引", "查询", "语法",
                "函数",   "接口", "开发", "测试",   "发布", "版本",   "入门",   "指南", "实践", "原理", "架构",
                "设计",   "模式", "教程", "常见",   "问题", "使用",   "管理",   "工具", "命令", "参数", "说明",
                "概述",   "快速", "开始", "高级",   "特性", "银行",   "长连接", "重试", "限流", "熔断", "负载",
                "均衡",   "流量", "治理", "微服务", "框架", "中间件", "代码",   "生成", "编译", "运行", "环境",
                "变量",   "镜像", "仓库", "的",     "与",   "在",     "中",     "如何"}},
    {"en", " ", {"kubernetes", "cluster",   "deploy",      "guide",     "introduction", "cloud",    "native",
                 "service",    "mesh",      "backup",      "restore",   "database",     "index",    "query",
                 "search",     "engine",    "performance", "tuning",    "network",      "security", "policy",
                 "token",      "login",     "logging",     "metrics",   "alerts",       "config",   "reference",
                 "upgrade",    "migration", "cache",       "queue",     "message",      "stream",   "transaction",
                 "storage",    "volume",    "node",        "scheduler", "container",    "image",    "registry",
                 "build",      "test",      "release",     "notes",     "how",          "to",       "and",
                 "with",       "the",       "for",         "docker",    "compose",      "go",       "rust",
                 "python",     "template",  "variable",    "function",  "class",        "error",    "warning",
                 "compiler",   "linker",    "debug",       "profile",   "api",          "client"}},
    {"ja", "", {"ワークフロー", "データベース",   "コンテナ", "サーバー", "クラスタ", "ネットワーク", "セキュリティ",
                "テンプレート", "コンパイラ",     "エラー",   "クラス",   "メソッド", "プロパティ",   "ライブラリ",
                "インストール", "アップグレード", "設定",     "入門",     "検索",     "環境",         "構築",
                "概要",         "使用",           "方法",     "の",       "と",       "による",       "はじめに",
                "ひらがな",     "警告",           "関数"}},
    {"ko", " ", {"쿠버네티스", "클러스터", "컨테이너",   "데이터베이스", "서버",   "네트워크", "보안",
                 "설치",       "시작하기", "설정",       "검색",         "엔진",   "백업",     "복구",
                 "배포",       "가이드",   "소개",       "성능",         "최적화", "서비스",   "메시",
                 "로그",       "모니터링", "업그레이드", "개발",         "테스트", "환경",     "변수",
                 "함수",       "클래스",   "값",         "비교",         "도커",   "이미지",   "저장소"}},
};

std::string TitleOf(const Words& words, std::mt19937* random) {
  std::string title;
  const size_t count = 3 + (*random)() % 4;
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) title += words.between;
    // Product names stand in titles of every language.
    const bool latin = words.words[0][0] < 0 && (*random)() % 8 == 0;
    const std::vector<const char*>& from = latin ? kWords[1].words : words.words;
    title += latin && *words.between == '\0' ? " " : "";
    title += from[(*random)() % from.size()];
    title += latin && *words.between == '\0' ? " " : "";
  }
  return title;
}

std::vector<store::NewSuggestion> Titles() {
  std::mt19937 random(2026);
  std::set<std::string> seen;
  std::vector<store::NewSuggestion> titles;
  while (titles.size() < kTitles) {
    constexpr size_t kShare[] = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3};
    const Words& words = kWords[kShare[random() % std::size(kShare)]];
    std::string title = TitleOf(words, &random);
    if (!seen.insert(title).second) continue;
    const std::string url = "/" + std::string(words.language) + "/" + std::to_string(titles.size()) + "/";
    titles.push_back({std::move(title), url, "", words.language, words.language, store::SuggestionKind::kTitle, 1});
  }
  return titles;
}

std::string FirstCharacters(std::string_view text, size_t count) {
  size_t end = 0;
  for (size_t i = 0; i < count && end < text.size(); ++i) text::NextCodePoint(text, &end);
  return std::string(text.substr(0, end));
}

struct Sort {
  const char* name;
  std::vector<std::string> queries;
};

const text::Sound* SoundOf(const std::vector<text::Sound>& sounds, text::SoundKind kind) {
  for (const text::Sound& sound : sounds) {
    if (sound.kind == kind) return &sound;
  }
  return nullptr;
}

std::vector<Sort> Queries(const std::vector<store::NewSuggestion>& titles) {
  std::mt19937 random(7);
  Sort one{"one character", {}};
  Sort beginning{"beginning of a title", {}};
  Sort inner{"later word", {}};
  Sort two{"two words", {}};
  Sort pinyin{"pinyin", {}};
  Sort initials{"initials", {}};
  Sort mixed{"pinyin and Han", {}};
  Sort romaji{"romaji", {}};
  Sort jamo{"Hangul letters", {}};
  Sort nothing{"nothing like it", {}};
  const auto add = [](Sort* sort, std::string text) {
    if (sort->queries.size() < kQueries && !text.empty()) sort->queries.push_back(std::move(text));
  };
  for (size_t i = 0; i < 20 * kQueries; ++i) {
    const store::NewSuggestion& title = titles[random() % titles.size()];
    const text::TypingKey key(title.text);
    const size_t typed = 2 + random() % 7;
    add(&one, FirstCharacters(title.text, 1));
    add(&beginning, FirstCharacters(title.text, typed));
    const size_t start = key.starts()[random() % key.starts().size()];
    add(&inner, FirstCharacters(std::string_view(key.text()).substr(start), typed));
    add(&two, FirstCharacters(std::string_view(key.text()).substr(start), 4) + " " + FirstCharacters(key.text(), 1));
    const auto sounds = text::SoundsOfTitle(key.text(), std::string_view(title.language) == "zh");
    if (const auto* sound = SoundOf(sounds, text::SoundKind::kPinyin)) {
      add(&pinyin, sound->text.substr(0, typed));
      add(&mixed, FirstCharacters(title.text, 1) +
                      (sound->units.size() > 1 ? sound->text.substr(sound->units[1].at, typed) : ""));
      if (const auto* letters = SoundOf(sounds, text::SoundKind::kInitials))
        add(&initials, letters->text.substr(0, typed));
    }
    if (const auto* sound = SoundOf(sounds, text::SoundKind::kRomaji)) add(&romaji, sound->text.substr(0, typed));
    if (const auto* sound = SoundOf(sounds, text::SoundKind::kJamo)) add(&jamo, FirstCharacters(sound->text, typed));
    add(&nothing, "q" + std::to_string(random() % 1000) + "z");
  }
  return {one, beginning, inner, two, pinyin, initials, mixed, romaji, jamo, nothing};
}

double At(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<size_t>(share * static_cast<double>(sorted.size())))];
}

nlohmann::json Measure(const char* name, const std::vector<std::string>& queries, const auto& run) {
  // The best of a few runs of each: what other programs take from the machine is not the query's.
  constexpr int kRuns = 3;
  std::vector<double> times(queries.size(), 1e9);
  for (int i = 0; i < kRuns; ++i) {
    for (size_t j = 0; j < queries.size(); ++j) {
      const Clock::time_point begin = Clock::now();
      run(queries[j]);
      times[j] = std::min(times[j], std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
  }
  const auto worst = static_cast<size_t>(std::max_element(times.begin(), times.end()) - times.begin());
  std::sort(times.begin(), times.end());
  return {{"typed", name},
          {"worst", queries[worst]},
          {"queries", times.size()},
          {"p50_us", At(times, 0.5)},
          {"p99_us", At(times, 0.99)},
          {"max_us", times.back()}};
}

int Run() {
  const std::vector<store::NewSuggestion> titles = Titles();
  const Clock::time_point begin = Clock::now();
  const Result<std::string> file = store::MakeSuggestions(titles);
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  if (!file.ok()) return 2;
  const Result<store::Suggestions> suggestions = store::Suggestions::FromBytes(*file);
  if (!suggestions.ok()) return 2;
  nlohmann::json rows = nlohmann::json::array();
  size_t found = 0;
  for (const Sort& sort : Queries(titles)) {
    const auto suggest = [&](const std::string& query) {
      found += query::Suggest(*suggestions, nullptr, {query, 10, {}}).suggestions.size();
    };
    rows.push_back(Measure(sort.name, sort.queries, suggest));
  }
  const std::vector<std::string> common = {"s",  "a",  "c",  "i",  "k",  "ku", "的",
                                           "服", "云", "の", "コ", "서", "ㅅ", "a s"};
  for (const char* language : {"", "zh", "en", "ja", "ko"}) {
    const std::vector<std::string> langs(*language == '\0' ? 0 : 1, language);
    const auto suggest = [&](const std::string& query) {
      found += query::Suggest(*suggestions, nullptr, {query, 10, langs}).suggestions.size();
    };
    const std::string name = std::string("the most common letters") + (langs.empty() ? "" : ", only ") + language;
    rows.push_back(Measure(name.c_str(), common, suggest));
  }
  const std::vector<std::string> misspelt = {"云元生",     "服务往格",     "容其编排",
                                             "分部式事务", "yunyuansheng", "fuwuwangge"};
  const auto correct = [&](const std::string& word) { found += query::CorrectHan(*suggestions, word).size(); };
  rows.push_back(Measure("correction of Han", misspelt, correct));
  const nlohmann::json out = {{"titles", titles.size()},
                              {"file_bytes", file->size()},
                              {"make_seconds", seconds},
                              {"found", found},
                              {"rows", rows}};
  std::printf("%s\n", out.dump(1).c_str());
  return 0;
}

}  // namespace
}  // namespace sou

int main() { return sou::Run(); }
