#!/bin/bash
# The disk fills up, a folder becomes read-only, the clock jumps, or the store is from an older build. `ntk reproduce`
# says in a line what is wrong and leaves no half-written file, or it ends with the hashes of an undisturbed run.
#   hostile_machine.sh NTK
if [ -z "${NTK_OWN_MOUNTS:-}" ]; then
  export NTK_OWN_MOUNTS=1
  for namespace in --mount "--map-root-user --mount"; do
    unshare $namespace true 2> /dev/null && exec unshare $namespace "$0" "$@"
  done
  echo "SKIPPED: this machine lets nobody mount a file system"
  exit 77
fi
ntk=$1
studies=$(dirname "$(realpath "$0")")
. "$studies/common.sh"
reproduce() { "$ntk" reproduce --studies "$studies" --profile small "$@"; }
stopped() {
  sed -i '/^ntk: note: the disk may not suffice: /d' err
  [ "$(wc -l < err)" = 1 ] && grep -Eq "^ntk: error: .*$1; " err || fail "does not say \"$1\" and what to do in a line: $(cat err)"
  [ -z "$(find "$2" -name '*.tmp-*')" ] || fail "left behind: $(find "$2" -name '*.tmp-*')"
  cat err
}
same() { cmp "$1/small/manifest.json" reference/small/manifest.json || fail "other hashes: $2"; }

expect 0 reproduce --results reference
stages=$(sed -En 's/^small: ([0-9]+) stages computed.*/\1/p' out)

mkdir disk
mount -t tmpfs -o size=256k none disk || fail "cannot mount a file system"
trap 'umount "$work/disk"; rm -rf "$work"' EXIT
expect 2 reproduce --results disk/results
stopped "No space left on device" disk
mount -o remount,size=64m disk
expect 0 reproduce --results disk/results
[ ! -s err ] || fail "warnings after a full disk: $(cat err)"
same disk/results "after a full disk"
kept=$(sed -En 's/^small: .* ([0-9]+) kept.*/\1/p' out)
[ "$kept" -gt 0 ] || fail "nothing was kept from before the disk was full"
echo "the disk filled up: $kept of $stages stages kept"

mount -o remount,ro disk
expect 2 reproduce --results disk/other
stopped "Read-only file system" disk
expect 0 reproduce --results disk/results  # all is there: nothing to write
mount -o remount,rw disk

# The wall clock goes 400 days ahead and back again and again, as far as this process sees.
library=$(ls /usr/lib/*/faketime/libfaketime.so.1 2> /dev/null) || fail "libfaketime is missing; tests/packages.txt names its package"
set_clock() { echo "$1" > next && mv next clock; } # at once, as libfaketime refuses an empty file
set_clock +0
FAKETIME_TIMESTAMP_FILE=$work/clock FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 LD_PRELOAD=$library \
  reproduce --results jumping > out 2> err &
while kill -0 $! 2> /dev/null; do
  set_clock +400d
  sleep 0.02
  set_clock -400d
  sleep 0.02
done
wait $! || fail "a clock that jumps stops it: $(cat err)"
[ ! -s err ] || fail "warnings: $(cat err)"
same jumping "with a clock that jumps"
# A temporary file that someone is writing must not be removed, whatever the clock here says. One that was left behind
# must.
folder=$(ls -d jumping/store/keys/* | head -n 1)
touch "$folder/.under-way.tmp-1-1"
touch -d "3 days ago" "$folder/.left.tmp-1-1"
FAKETIME=+400d LD_PRELOAD=$library expect 0 reproduce --results jumping
[ -e "$folder/.under-way.tmp-1-1" ] || fail "another's temporary file was removed"
[ ! -e "$folder/.left.tmp-1-1" ] || fail "a killed writer's temporary file stays"

# Makes the command look as if built from other core sources, by changing the digest of them in the binary.
expect 0 "$ntk" info
digest=$(sed -n 's/^core sources *//p' out)
[ "$(grep -c . <<< "$digest")" = 1 ] || fail "ntk info tells no digest"
sed "s/$digest/$(rev <<< "$digest")/g" "$ntk" > older && chmod +x older
expect 0 ./older reproduce --studies "$studies" --profile small --results old
cp -r old/store old-store
expect 0 reproduce --results old
grep -q "^small: $stages stages computed, 0 kept" out || fail "results of an older build were served: $(grep ^small out)"
[ ! -s err ] || fail "warnings: $(cat err)"
same old "in an older build's folder"
expect 0 ./older reproduce --studies "$studies" --profile small --results old
grep -q "^small: 0 stages computed" out || fail "the older build's own results are gone"
echo "all of it survived"
