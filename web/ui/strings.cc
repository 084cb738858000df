// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/strings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace sou::web {
namespace {

constexpr std::array<Strings, 5> kStrings = {{
    {.code = "en",
     .name = "English",
     .search = "Search",
     .query_label = "Search this site",
     .skip_link = "Skip to the results",
     .results_title = "{} – search results",
     .one_result = "1 result",
     .results = "{} results",
     .about_results = "About {} results",
     .newest_pages = "Newest pages",
     .some_words = "No page has all of these words. These pages have some of them.",
     .corrected = "Showing results for {}",
     .did_you_mean = "Did you mean {}?",
     .nothing = "Nothing found for “{}”",
     .nothing_at_all = "There are no pages here",
     .try_spelling = "Check the spelling, or try another word for it.",
     .try_fewer = "Use fewer or more general words.",
     .without_filters = "Search without filters",
     .past_end = "The results end before this page.",
     .first_page = "Go to the first page",
     .filters = "Filters",
     .clear_filters = "Clear all",
     .remove_filter = "Remove filter {}",
     .language = "Language",
     .tags = "Tags",
     .categories = "Categories",
     .section = "Section",
     .year = "Year",
     .more = "More",
     .sort_by = "Sort by",
     .by_relevance = "Relevance",
     .by_date = "Newest",
     .pages = "Pages of results",
     .previous = "Previous",
     .next = "Next",
     .page = "Page {}",
     .page_of = "Page {} of {}",
     .in_this_page = "In this page",
     .tips = "What you can type",
     .word = "word",
     .tip_phrase = "exactly this phrase",
     .tip_without = "without this word",
     .tip_title = "in the title",
     .tip_prefix = "words that begin like this",
     .failed = "This search did not work",
     .bad_address = "Something in the address is not understood:",
     .unavailable = "The index cannot be read at the moment. Please try again in a minute.",
     .page_language = "Language of this page",
     .date = "{2} {3} {0}"},
    {.code = "zh-Hans",
     .name = "简体中文",
     .search = "搜索",
     .query_label = "搜索本站",
     .skip_link = "跳到搜索结果",
     .results_title = "{} – 搜索结果",
     .one_result = "1 条结果",
     .results = "{} 条结果",
     .about_results = "约 {} 条结果",
     .newest_pages = "最新页面",
     .some_words = "没有页面包含全部词语，以下页面包含其中一部分。",
     .corrected = "以下是“{}”的搜索结果",
     .did_you_mean = "您要找的是不是：{}",
     .nothing = "没有找到与“{}”相关的内容",
     .nothing_at_all = "这里还没有页面",
     .try_spelling = "检查有没有错别字，或者换一个说法。",
     .try_fewer = "减少词语，或使用更宽泛的词。",
     .without_filters = "不加筛选再搜一次",
     .past_end = "结果不到这一页就结束了。",
     .first_page = "回到第一页",
     .filters = "筛选",
     .clear_filters = "全部清除",
     .remove_filter = "移除筛选 {}",
     .language = "语言",
     .tags = "标签",
     .categories = "分类",
     .section = "栏目",
     .year = "年份",
     .more = "更多",
     .sort_by = "排序",
     .by_relevance = "相关度",
     .by_date = "最新",
     .pages = "结果分页",
     .previous = "上一页",
     .next = "下一页",
     .page = "第 {} 页",
     .page_of = "第 {} 页，共 {} 页",
     .in_this_page = "页内章节",
     .tips = "可以这样搜",
     .word = "词语",
     .tip_phrase = "完全匹配这个短语",
     .tip_without = "不含这个词",
     .tip_title = "标题中出现",
     .tip_prefix = "以此开头的词",
     .failed = "这次搜索没有成功",
     .bad_address = "网址中有无法识别的内容：",
     .unavailable = "暂时无法读取索引，请稍后再试。",
     .page_language = "本页语言",
     .date = "{0}年{1}月{2}日"},
    {.code = "zh-Hant",
     .name = "繁體中文",
     .search = "搜尋",
     .query_label = "搜尋本站",
     .skip_link = "跳到搜尋結果",
     .results_title = "{} – 搜尋結果",
     .one_result = "1 筆結果",
     .results = "{} 筆結果",
     .about_results = "約 {} 筆結果",
     .newest_pages = "最新頁面",
     .some_words = "沒有頁面包含全部詞語，以下頁面包含其中一部分。",
     .corrected = "以下是「{}」的搜尋結果",
     .did_you_mean = "您要找的是不是：{}",
     .nothing = "找不到與「{}」相關的內容",
     .nothing_at_all = "這裡還沒有頁面",
     .try_spelling = "檢查有沒有錯字，或換個說法。",
     .try_fewer = "減少詞語，或使用更廣泛的詞。",
     .without_filters = "不加篩選再搜一次",
     .past_end = "結果不到這一頁就結束了。",
     .first_page = "回到第一頁",
     .filters = "篩選",
     .clear_filters = "全部清除",
     .remove_filter = "移除篩選 {}",
     .language = "語言",
     .tags = "標籤",
     .categories = "分類",
     .section = "單元",
     .year = "年份",
     .more = "更多",
     .sort_by = "排序",
     .by_relevance = "相關度",
     .by_date = "最新",
     .pages = "結果分頁",
     .previous = "上一頁",
     .next = "下一頁",
     .page = "第 {} 頁",
     .page_of = "第 {} 頁，共 {} 頁",
     .in_this_page = "頁內章節",
     .tips = "可以這樣搜尋",
     .word = "詞語",
     .tip_phrase = "完全符合這個詞組",
     .tip_without = "不含這個詞",
     .tip_title = "標題中出現",
     .tip_prefix = "以此開頭的詞",
     .failed = "這次搜尋沒有成功",
     .bad_address = "網址中有無法辨識的內容：",
     .unavailable = "暫時無法讀取索引，請稍後再試。",
     .page_language = "本頁語言",
     .date = "{0}年{1}月{2}日"},
    {.code = "ja",
     .name = "日本語",
     .search = "検索",
     .query_label = "サイト内を検索",
     .skip_link = "検索結果へ移動",
     .results_title = "{} – 検索結果",
     .one_result = "1 件",
     .results = "{} 件",
     .about_results = "約 {} 件",
     .newest_pages = "新着ページ",
     .some_words = "すべての語を含むページはありません。一部の語を含むページを表示しています。",
     .corrected = "「{}」の検索結果を表示しています",
     .did_you_mean = "もしかして：{}",
     .nothing = "「{}」に一致するページはありません",
     .nothing_at_all = "ページがまだありません",
     .try_spelling = "誤字がないか確かめるか、別の言い方で試してください。",
     .try_fewer = "語を減らすか、より一般的な語にしてください。",
     .without_filters = "絞り込みなしで検索",
     .past_end = "検索結果はこのページより前で終わっています。",
     .first_page = "最初のページへ",
     .filters = "絞り込み",
     .clear_filters = "すべて解除",
     .remove_filter = "絞り込み {} を解除",
     .language = "言語",
     .tags = "タグ",
     .categories = "カテゴリー",
     .section = "セクション",
     .year = "年",
     .more = "さらに表示",
     .sort_by = "並べ替え",
     .by_relevance = "関連度順",
     .by_date = "新しい順",
     .pages = "検索結果のページ",
     .previous = "前へ",
     .next = "次へ",
     .page = "{} ページ",
     .page_of = "{} / {} ページ",
     .in_this_page = "ページ内の見出し",
     .tips = "検索のヒント",
     .word = "言葉",
     .tip_phrase = "この語句と完全に一致",
     .tip_without = "この語を含まない",
     .tip_title = "タイトルに含む",
     .tip_prefix = "この文字で始まる語",
     .failed = "検索できませんでした",
     .bad_address = "アドレスに解釈できない部分があります：",
     .unavailable = "現在インデックスを読み込めません。しばらくしてからもう一度お試しください。",
     .page_language = "このページの言語",
     .date = "{0}年{1}月{2}日"},
    {.code = "ko",
     .name = "한국어",
     .search = "검색",
     .query_label = "사이트 검색",
     .skip_link = "검색 결과로 건너뛰기",
     .results_title = "{} – 검색 결과",
     .one_result = "결과 1개",
     .results = "결과 {}개",
     .about_results = "결과 약 {}개",
     .newest_pages = "최신 페이지",
     .some_words = "모든 단어가 들어 있는 페이지가 없어 일부 단어가 들어 있는 페이지를 보여 드립니다.",
     .corrected = "‘{}’에 대한 검색 결과입니다",
     .did_you_mean = "이것을 찾으셨나요? {}",
     .nothing = "‘{}’에 대한 검색 결과가 없습니다",
     .nothing_at_all = "아직 페이지가 없습니다",
     .try_spelling = "맞춤법을 확인하거나 다른 표현으로 검색해 보세요.",
     .try_fewer = "단어 수를 줄이거나 더 일반적인 단어를 써 보세요.",
     .without_filters = "필터 없이 검색",
     .past_end = "검색 결과는 이 페이지 전에 끝납니다.",
     .first_page = "첫 페이지로",
     .filters = "필터",
     .clear_filters = "모두 지우기",
     .remove_filter = "필터 {} 제거",
     .language = "언어",
     .tags = "태그",
     .categories = "카테고리",
     .section = "섹션",
     .year = "연도",
     .more = "더 보기",
     .sort_by = "정렬",
     .by_relevance = "관련도순",
     .by_date = "최신순",
     .pages = "검색 결과 페이지",
     .previous = "이전",
     .next = "다음",
     .page = "{}쪽",
     .page_of = "{} / {}쪽",
     .in_this_page = "페이지 안의 제목",
     .tips = "이렇게 검색해 보세요",
     .word = "단어",
     .tip_phrase = "정확히 이 구문",
     .tip_without = "이 단어 제외",
     .tip_title = "제목에 포함",
     .tip_prefix = "이렇게 시작하는 단어",
     .failed = "검색하지 못했습니다",
     .bad_address = "주소에 알 수 없는 내용이 있습니다:",
     .unavailable = "지금은 색인을 읽을 수 없습니다. 잠시 후 다시 시도해 주세요.",
     .page_language = "이 페이지의 언어",
     .date = "{0}년 {1}월 {2}일"},
}};

constexpr std::array<std::string_view, 12> kEnglishMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = '-';
  }
  return out;
}

bool IsTraditional(const std::string& tag) {
  return tag.find("-hant") != std::string::npos || tag.ends_with("-tw") || tag.ends_with("-hk") || tag.ends_with("-mo");
}

// nullptr if the page does not speak the language of the tag.
const Strings* StringsOfTag(std::string_view tag_as_written) {
  const std::string tag = Lower(tag_as_written);
  const std::string primary = tag.substr(0, tag.find('-'));
  const std::string wanted = primary != "zh" ? primary : (IsTraditional(tag) ? "zh-hant" : "zh-hans");
  const auto found = std::find_if(kStrings.begin(), kStrings.end(),
                                  [&](const Strings& strings) { return Lower(strings.code) == wanted; });
  return found == kStrings.end() ? nullptr : &*found;
}

// The thousandths of a q-value ("0.8" is 800); 1000 without one.
int ParseQuality(std::string_view parameters) {
  const size_t at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  const std::string_view number = parameters.substr(at + 2);
  int value = 0;
  int unit = 1000;
  for (const char c : number.substr(0, 5)) {
    if (c == '.') continue;
    if (c < '0' || c > '9') break;
    value += (c - '0') * unit;
    unit /= 10;
  }
  return value;
}

std::string_view Trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

const Strings* StringsOfHeader(std::string_view accept_language) {
  const Strings* best = nullptr;
  int best_quality = 0;
  while (!accept_language.empty()) {
    const size_t comma = accept_language.find(',');
    const std::string_view item = accept_language.substr(0, comma);
    accept_language.remove_prefix(comma == std::string_view::npos ? accept_language.size() : comma + 1);
    const size_t semicolon = item.find(';');
    const int quality = semicolon == std::string_view::npos ? 1000 : ParseQuality(item.substr(semicolon));
    const Strings* strings = StringsOfTag(Trim(item.substr(0, semicolon)));
    if (strings == nullptr || quality <= best_quality) continue;
    best = strings;
    best_quality = quality;
  }
  return best;
}

}  // namespace

std::span<const Strings> AllStrings() { return kStrings; }

const Strings& ChooseStrings(std::string_view ui, std::string_view accept_language) {
  if (const Strings* chosen = StringsOfTag(ui)) return *chosen;
  if (const Strings* accepted = StringsOfHeader(accept_language)) return *accepted;
  return kStrings.front();
}

std::string FormatCount(size_t count) {
  std::string digits = std::to_string(count);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string FormatDate(const Strings& strings, const Timestamp& time) {
  const CivilDate date = ToCivilDate(time);
  return fmt::format(fmt::runtime(strings.date), date.year, date.month, date.day,
                     kEnglishMonths.at(static_cast<size_t>(date.month) - 1));
}

std::string Insert(std::string_view text, std::string_view value) {
  std::string out(text);
  if (const size_t at = out.find("{}"); at != std::string::npos) out.replace(at, 2, value);
  return out;
}

std::string LanguageName(std::string_view tag) {
  const std::string lower = Lower(tag);
  if (lower == "zh") return "中文";
  const Strings* strings = StringsOfTag(tag);
  if (strings == nullptr) return std::string(tag);
  // A region that is not Chinese stays visible: en-GB and en-US are different things to whoever
  // tagged them.
  const bool plain = lower.find('-') == std::string::npos || lower.starts_with("zh-");
  return plain ? std::string(strings->name) : fmt::format("{} ({})", strings->name, tag);
}

}  // namespace sou::web
