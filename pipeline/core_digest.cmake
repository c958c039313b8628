# The digest of core/: the SHA-256 of one line a source, "path sha256", in name order. Prose, and scripts that find
# coefficients, change no result.
#   cmake -D source_folder=FOLDER -P core_digest.cmake     prints it
# Included, it sets `sources`.
file(GLOB_RECURSE files RELATIVE ${source_folder} ${source_folder}/core/*)
list(FILTER files EXCLUDE REGEX "[.](md|py)$")
list(SORT files)
set(lines "")
foreach(file IN LISTS files)
  file(SHA256 ${source_folder}/${file} hash)
  string(APPEND lines "${file} ${hash}\n")
endforeach()
string(SHA256 sources "${lines}")
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo ${sources})
endif()
