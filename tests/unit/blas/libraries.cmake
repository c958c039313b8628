# OpenBLAS is loaded at run time (peer.hpp), because linked its names would clash with ours.
set(room_libraries ${CMAKE_DL_LIBS})
set(room_peers solvers.cpp syevd.cpp)
# The tests also run with one thread, and with more threads than any product has parts for.
if(NOT NTK_CROSS)
  foreach(threads 1 5)
    add_test(NAME unit_blas.threads_${threads} COMMAND unit_blas)
    set_tests_properties(unit_blas.threads_${threads} PROPERTIES LABELS unit ENVIRONMENT NTK_THREADS=${threads})
  endforeach()
endif()
