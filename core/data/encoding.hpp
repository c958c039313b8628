// The bytes of a file that is to be a table: which are a text, and as UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ntk::data {

/// The text as UTF-8 without a byte-order mark. `bytes` may be in UTF-8, in UTF-16 with or without a mark, or else,
/// which a note tells, in Windows-1252. `storage` holds the result where it is not a part of `bytes`. Throws an Error
/// of the file `source` for what is no text, which says what it is (a workbook, an archive, a picture).
std::string_view as_utf8(std::string_view bytes, std::string_view source, std::string& storage,
                         std::vector<std::string>& notes);

}  // namespace ntk::data
