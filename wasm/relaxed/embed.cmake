# Writes the bytes of BINARY as a list that C++ includes:
#   cmake -DBINARY=side_module.wasm -DOUT=side_module.inc -P embed.cmake
file(READ ${BINARY} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE ${OUT} "${bytes}\n")
