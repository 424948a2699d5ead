// The version of package.json, as a resource wants it; tests/unit/scripts/launcher-version.test.ts keeps them the same.
#define MAMORI_VERSION_NUMBERS 0, 1, 0, 0
#define MAMORI_VERSION_TEXT "0.1.0"
