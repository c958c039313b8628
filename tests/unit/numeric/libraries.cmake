set(room_libraries mpfr gmp)
