// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which language a page is in: by a tag that someone wrote, else by the scripts of its text. Pure functions,
// thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "common/store/page.h"

namespace sou::indexer {

// The primary subtag, lower case: "zh-Hans" → "zh", "pt_BR" → "pt". Empty if the text is no language tag: 2 or 3
// letters, then parts of 1 to 8 letters or digits.
[[nodiscard]] std::string PrimaryLanguage(std::string_view tag);

// Whether a folder of that name holds a language's pages: one of a short list of languages, as "ja", "zh-cn",
// "zh-Hant", "pt-br". Short on purpose: "go", "id" and "no" are folders of other things.
[[nodiscard]] bool IsLanguageFolder(std::string_view name);

// By the letters outside code: Kana → "ja", Hangul → "ko", Han → "zh", mostly Latin → "en". A CJK character weighs as
// much as several Latin letters, and a title with CJK characters settles it: Chinese documentation is full of English
// names. Empty if there is too little text. Latin letters say "en" whatever the language; other scripts say nothing.
[[nodiscard]] std::string GuessLanguage(const Page& page);

// Sets the page's language, its tag and who said so: the first of these that is a language tag, else GuessLanguage.
void SetLanguage(std::string_view of_site, std::string_view of_page, std::string_view by_setting, Page* page);

}  // namespace sou::indexer
