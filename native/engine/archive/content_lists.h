#pragma once

#include <functional>

#include "base/result.h"
#include "codec/record.h"

namespace mamori {

/// Names one list of ids; where content is stored, stores it too.
using NameList = std::function<Result<ChunkId>(ByteView)>;

/// Content of any length from its chunks (vault format, section 6): as it is up to 64 ids, else with the lists themselves as chunks.
/// Errors are those of `nameList`.
Result<ContentReference> referenceTo(std::vector<ChunkId> ids, const NameList& nameList);

}  // namespace mamori
