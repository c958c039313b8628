set(room_libraries crypto)
set(room_peers hash.cpp)
