// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/builtin_stop_words.h"

namespace sou::query {
namespace {

// In scripts without spaces an entry may be several words of the dictionary: it is found wherever it begins and ends at
// their borders, so 怎么办 hides no 办 of its own.
constexpr BuiltinStopWords kLists[] = {
    {"en", true,
     "a an the and or of in on at by to for from with as is are was were be do does did has have had can will "
     "i you we it its my your their that this there what which who whom whose when where why how "
     "am been could would should me if about please tell_me what's how's i'm don't"},
    {"zh", true,
     "的 了 是 在 和 与 及 或 也 都 就 而 之 吗 呢 吧 啊 呀 么 被 把 从 对 为 于 有 其 中 个 年 这 那 这个 那个 一个 "
     "以及 "
     "什么 什么是 是什么 什么意思 是什么意思 什么叫 怎么 怎么样 怎么办 怎么回事 怎样 如何 为什么 为什么要 为何 为啥 啥 "
     "啥是 咋 "
     "哪 哪些 有哪些 哪个 哪里 哪儿 谁 几 多少 何时 是否 是不是 能否 能不能 可否 可以 可不可以 有没有 会不会 要不要 "
     "请问 请教 请教一下 请问一下 一下 介绍一下 讲一下 谁知道 有人知道"},
    {"ja", true,
     "の を は が に で と も へ や か ね よ な た て だ から まで より とは です ます する した して いる ある れる "
     "れ さ し い う "
     "何 何か 何ですか どの どう どうやって どうすれば どのように どのような どこ いつ なぜ どれ どちら 誰 "
     "こと もの という この その って ですか ますか でしょうか なのでしょうか のでしょうか なのですか ですかね のか "
     "なのか "
     "について に関する に関して における ください 下さい 教えて 教えてください する方法 の方法 とは何ですか とは何か "
     "何でしょうか とは何でしょうか 何でしょう"},
    {"ko", true,
     "은 는 이 가 을 를 에 의 와 과 도 로 에서 으로 란 이란 및 것 "
     "무엇 무엇을 무엇이 무엇인가 무엇인가요 무엇인지 무엇입니까 무슨 뭐 뭐야 뭐예요 뭔가요 뭘까 어떤 어떻게 왜 누구 "
     "누가 언제 "
     "어디 어디서 어디에서 하나요 하는 하는지 하는가 합니까 할까 되나요 인가요 있나요 방법 방법은 방법을 대해 대해서 "
     "대한 관한 "
     "알려줘 알려주세요"},
    {"de", false,
     "der die das den dem des ein eine einen einem einer und oder ist sind was wer wie wo wann warum welche welcher "
     "zu zum zur im in von mit für auf bei man ich"},
    {"fr", false,
     "le la les un une des de du et ou est sont que qui quoi quel quelle comment pourquoi quand où dans en pour sur "
     "avec par ce cette au aux à est-ce qu'est-ce"},
    {"es", false,
     "el la los las un una de del y o es son que qué como cómo por para con en cuándo cuando dónde donde cuál cuáles "
     "quién al lo se"},
    {"ru", false,
     "и в во на с со к ко о об от у из по за для или что это как где когда кто почему зачем какой какая какие ли"},
};

}  // namespace

std::span<const BuiltinStopWords> AllBuiltinStopWords() { return kLists; }

}  // namespace sou::query
