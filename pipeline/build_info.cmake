# Writes build_info.cpp.
include(${CMAKE_CURRENT_LIST_DIR}/core_digest.cmake)
configure_file(${CMAKE_CURRENT_LIST_DIR}/build_info.cpp.in ${output} @ONLY)
