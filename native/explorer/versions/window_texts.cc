#include "versions/window_texts.h"

namespace mamori::explorer {

const wchar_t* textOf(WindowText text, Language language) noexcept {
  const bool japanese = language == Language::kJapanese;
  switch (text) {
    case WindowText::kTitle: return japanese ? L"すべてのバージョン" : L"All versions";
    case WindowText::kSaved: return japanese ? L"バックアップした日時" : L"Backed up";
    case WindowText::kSize: return japanese ? L"サイズ" : L"Size";
    case WindowText::kRestore: return japanese ? L"この版に戻す(&R)" : L"&Restore";
    case WindowText::kCopy: return japanese ? L"コピーを復元(&C)" : L"Restore a &copy";
    case WindowText::kClose: return japanese ? L"閉じる(&X)" : L"Close (&X)";
    case WindowText::kAsking: return japanese ? L"バージョンを調べています…" : L"Looking for versions…";
    case WindowText::kNone: return japanese ? L"バージョンはまだありません。" : L"There are no versions yet.";
    case WindowText::kAway:
      return japanese ? L"Mamoriが応答しません。Mamoriを起動して、もう一度開いてください。" : L"Mamori does not answer. Start it, then open this window again.";
    case WindowText::kChoose:
      return japanese ? L"バージョンを選んでください。戻す前に、今の内容をバックアップします。" : L"Choose a version. What is there now is backed up before it is brought back.";
    case WindowText::kHandedOver: return japanese ? L"復元を始めました。結果は通知で表示されます。" : L"Restoring. A notice will say how it went.";
    case WindowText::kKept: return japanese ? L"Mamoriが起動したら復元します。" : L"It will be restored once Mamori runs.";
    case WindowText::kLost: return japanese ? L"依頼できませんでした。ディスクの空きを確かめてください。" : L"That could not be asked for. Check that the disk has room.";
  }
  return L"";
}

}  // namespace mamori::explorer
