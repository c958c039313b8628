set(room_libraries mpfr gmp)
set(room_peers elementary.cpp reduce.cpp fma_mpfr.cpp)
