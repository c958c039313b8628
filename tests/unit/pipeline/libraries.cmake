# The command's own files that are tested here; it isn't built for another machine.
set(room_peers capacity.cpp)
if(NOT NTK_CROSS)
  list(APPEND sources ${PROJECT_SOURCE_DIR}/pipeline/capacity.cpp)
endif()
