#pragma once

namespace mamori {

/// Whether the processor has the SHA extensions, and SSSE3 and SSE4.1, which code that uses them needs as well.
bool hasShaInstructions() noexcept;

}  // namespace mamori
