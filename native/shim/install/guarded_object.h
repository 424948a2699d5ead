#pragma once

#include <optional>
#include <string>

#include "install/security_descriptor.h"

namespace mamori::shim {

/// What a part of a path is to the file at its end.
enum class PathRole {
  kHeld,   // the file, or a folder of ours: nobody else may write there at all
  kAbove,  // a folder of others on the way: nobody may put something else in our folder's place, files and folders of their own are no harm
};

/// The first whom we do not trust that owns an object or may change it; nothing when only the system, its installer and administrators may. Pure.
///
/// What will be inherited by things made later is passed over: they are looked at themselves once they are there. What somebody is denied is not
/// subtracted, so an unusual list is rather refused.
std::optional<std::string> strangerAt(const AccessFacts& facts, PathRole role);

}  // namespace mamori::shim
