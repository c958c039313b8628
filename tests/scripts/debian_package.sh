#!/bin/bash
# cpack makes a Debian package. Unpacked, its command verifies with the files beside it. tests/fresh_machine --package
# installs it in a new Debian.
#   debian_package.sh SOURCE_DIR BUILD_DIR
source=$(realpath "$1") build=$(realpath "$2")
. "$(dirname "$0")/common.sh"
command -v dpkg-shlibdeps > /dev/null || exit 77

expect 0 cpack -G DEB --config "$build/CPackConfig.cmake" -B packages
package=$(ls packages/ntk_*.deb)
dpkg-deb --field "$package" Depends | grep -q libtbb || fail "the package does not depend on oneTBB: $(dpkg-deb --info "$package")"
dpkg-deb -x "$package" root
expect 0 root/usr/bin/ntk info
grep -q "^files  *$work/root/usr/share/ntk$" out || fail "other files are read: $(cat out)"
expect 0 root/usr/bin/ntk verify
for file in ntk.hpp ntkConfig.cmake ntk.pc libntk.a; do
  [ -n "$(find root/usr/include root/usr/lib -name $file)" ] || fail "the package lacks $file"
done
