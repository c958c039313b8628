# OpenBLAS is loaded at run time (peer.hpp): linked, its names would clash with ours.
set(room_libraries ${CMAKE_DL_LIBS})
# Besides the machine's own number of threads: one, and more than any product has parts for.
foreach(threads 1 5)
  add_test(NAME unit_blas.threads_${threads} COMMAND unit_blas)
  set_tests_properties(unit_blas.threads_${threads} PROPERTIES LABELS unit ENVIRONMENT NTK_THREADS=${threads})
endforeach()
