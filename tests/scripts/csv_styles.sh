#!/bin/bash
# A table gives `ntk kernel` the same bits in each of many styles of CSV. Rows without a value and columns of texts are
# read on request. What a reader should know of a table is said. A hundred thousand rows are read.
#   csv_styles.sh NTK
ntk=$1
small=$(realpath "$(dirname "$0")/small")
. "$(dirname "$0")/common.sh"

kernel() { expect 0 "$ntk" kernel "$@" --kind ntk --hidden-layers 1; }

for i in $(seq 9); do echo "$i,$((i * i % 7)).25,-$((i * 3 % 5))e-1"; done > rows
{ echo "age,b,c"; cat rows; } > plain.csv
kernel plain.csv --out plain.npy
[ ! -s err ] || fail "notes without need: $(cat err)"
style() {
  kernel "$1" --out style.npy
  cmp plain.npy style.npy || fail "$1 gives other numbers"
}
sed 's/$/\r/' plain.csv > crlf.csv
{ printf '\xEF\xBB\xBF'; cat plain.csv; } > mark.csv
sed 's/,/;/g' plain.csv > semicolons.csv
sed 's/,/;/g; s/\./,/' plain.csv > decimal-commas.csv
tr , '\t' < plain.csv > tabs.csv
sed 's/[^,]*/"&"/g' plain.csv > quoted.csv
sed 's/,/ , /g; s/$/\n/' plain.csv > blanks.csv
tr '\n' '\r' < plain.csv > old-mac.csv
head -c -1 plain.csv > no-last-newline.csv
{ echo '"2019","2020","2021"'; cat rows; } > years.csv
for file in crlf mark semicolons decimal-commas tabs quoted blanks old-mac no-last-newline years; do style $file.csv; done

sed '3s/$/\n,5,6\n7,NA,8/' plain.csv > missing.csv
expect 2 "$ntk" kernel missing.csv --kind ntk --hidden-layers 1 --out none.npy
grep -q '^ntk: error: missing.csv:4: column "age" .*2 rows of 11 .*lines 4, 5.*(--drop-missing)' err || fail "rows not named: $(cat err)"
kernel missing.csv --drop-missing --out style.npy
grep -q "^ntk: note: missing.csv: 2 rows of 11 dropped" err || fail "dropped without a word: $(cat err)"
cmp plain.npy style.npy || fail "missing.csv gives other numbers"

printf 'a,origin\n1,usa\n2,japan\n3,usa\n' > text.csv
printf 'a,origin=japan,origin=usa\n1,0,1\n2,1,0\n3,0,1\n' > coded.csv
expect 2 "$ntk" kernel text.csv --kind ntk --hidden-layers 1 --out none.npy
grep -q '^ntk: error: text.csv:2: column "origin" .*(--one-hot)' err || fail "column not named: $(cat err)"
kernel text.csv --one-hot --out text.npy
kernel coded.csv --out coded.npy
cmp text.npy coded.npy || fail "one-hot columns give other numbers"
printf 'a,origin\n1,france\n' > unknown.csv
expect 2 "$ntk" kernel text.csv unknown.csv --one-hot --kind ntk --hidden-layers 1 --out none.npy
grep -q '^ntk: error: unknown.csv:2: column "origin" has "france"' err || fail "unknown text not named: $(cat err)"

# A study file asks for the same by its keys, which gives the same numbers and so the same artifacts.
awk 'BEGIN { srand(2); print "a,b,kind,y"; for (i = 0; i < 60; ++i) printf "%.3f,%s,%s,%.3f\n", rand(), i % 7 ? rand() : "NA", i % 2 ? "old" : "new", rand() }' > raw.csv
{ echo "a,b,kind=new,kind=old,y"; sed '1d; /NA/d; s/,new,/,1,0,/; s/,old,/,0,1,/' raw.csv; } > clean.csv
study() { # FILE, KEYS: prints the hashes
  sed 's/^tasks = .*/tasks = ["mine"]/; s/^training_points = .*/training_points = 20/; s/^splits = .*/splits = 2/; s/^test_points = .*/test_points = 20/' \
    "$small/depth.toml" > depth.toml
  printf '\n[data.mine]\nfile = "%s"\ntarget = "y"\n%s' "$1" "$2" >> depth.toml
  rm -rf results
}
study raw.csv ""
expect 2 "$ntk" study depth.toml
grep -q '^ntk: error: .*raw.csv:2: column "b" has "NA" .*(parameter "data.mine.drop_missing")$' err || fail "the missing value is not named: $(cat err)"
study raw.csv $'drop_missing = 1\n'
expect 2 "$ntk" study depth.toml
grep -q '^ntk: error: depth.toml:[0-9]*: parameter "data.mine.drop_missing" ' err || fail "the ill-typed key is not named: $(cat err)"
study raw.csv $'drop_missing = true\none_hot = true\n'
expect 0 "$ntk" study depth.toml
cp results/depth/manifest.json raw.json
study clean.csv ""
expect 0 "$ntk" study depth.toml
grep -o '"data/mine": "[0-9a-f]*"\|"depth/[^"]*": "[0-9a-f]*"' raw.json > raw.hashes
[ -s raw.hashes ] || fail "the manifest names no artifact"
grep -o '"data/mine": "[0-9a-f]*"\|"depth/[^"]*": "[0-9a-f]*"' results/depth/manifest.json | cmp raw.hashes - || fail "the keys give other numbers"

awk -F, 'NR == 1 { print $0 ",when" } NR > 1 { print $0 ",2012-01-" NR }' plain.csv > dated.csv
expect 2 "$ntk" kernel dated.csv --kind ntk --hidden-layers 1 --without whem --out none.npy
grep -q '^ntk: error: dated.csv:1: there is no column "whem" to leave out; ' err || fail "unknown column not named: $(cat err)"
kernel dated.csv --without when --out style.npy
cmp plain.npy style.npy || fail "a column left out gives other numbers"

printf 'a,b\n1,2\n3,2\n1,2\n' > odd.csv
kernel odd.csv --out odd.npy
grep -q '^ntk: note: odd.csv: column "b" has 2 in every row' err && grep -q 'odd.csv: 1 row repeats .*line 4' err ||
  fail "neither constant column nor repeated row are noted: $(cat err)"

# Most of the time here is reading, because the kernel of all rows with one row is a single product.
awk 'BEGIN { srand(1); print "a,b,c,d,e,f,g,h"; for (i = 0; i < 100000; ++i) { for (j = 0; j < 7; ++j) printf "%.6f,", rand(); print rand() } }' > many.csv
sed -n '1p;2p' many.csv > one.csv
begin=$(date +%s%N)
kernel many.csv one.csv --out many.npy
echo "100,000 rows in $((($(date +%s%N) - begin) / 1000000)) ms"
[ ! -e none.npy ] || fail "a refused file gave a result"
