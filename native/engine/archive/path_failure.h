#pragma once

#include <string>

#include "base/result.h"

namespace mamori {

/// One path's failure; the rest of the job goes on. The path is relative to the source's root, or to a restore's target.
struct PathFailure {
  std::string path;
  Error error;
};

}  // namespace mamori
