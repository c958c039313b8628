# The digest of core/: the SHA-256 of a text with a line "path sha256" for each source, in order of names. Pages of prose and
# scripts that find coefficients are left out, because they change no result.
#   cmake -D source_folder=FOLDER -P core_digest.cmake     prints it
# Where it is included it sets `sources`.
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
