// Tells whether the bytes of a file that is to be a table are a text, and turns that text into UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ntk::data {

/// The text as UTF-8 without a byte-order mark. `bytes` may be in UTF-8, or in UTF-16 with or without a mark. Any other
/// text is read as Windows-1252, and a note tells it. `storage` holds the result where it is not a part of `bytes`.
/// Throws an Error of the file `source` for what is no text or no table. The Error says what it is, where that is known
/// (a workbook, an archive, a picture).
std::string_view as_utf8(std::string_view bytes, std::string_view source, std::string& storage,
                         std::vector<std::string>& notes);

}  // namespace ntk::data
