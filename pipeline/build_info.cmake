# Writes build_info.cpp. The digest of core/ is the SHA-256 of one line a source, "path sha256", in name order; what is
# prose there changes no result.
file(GLOB_RECURSE files RELATIVE ${source_folder} ${source_folder}/core/*)
list(FILTER files EXCLUDE REGEX "[.]md$")
list(SORT files)
set(lines "")
foreach(file IN LISTS files)
  file(SHA256 ${source_folder}/${file} hash)
  string(APPEND lines "${file} ${hash}\n")
endforeach()
string(SHA256 sources "${lines}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/build_info.cpp.in ${output} @ONLY)
