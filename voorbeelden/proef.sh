#!/usr/bin/env bash
# The demo: two agreements, measured on invented deliveries. Nothing in it is about a real person.
# Usage: BIN=.venv/bin voorbeelden/proef.sh MAP      (MAP is made anew)
set -euo pipefail
cd "$(dirname "$0")/.."
map=${1:?geef een map} koers="${BIN:-.venv/bin}/koers" tot=2018-02-28
rm -rf "$map"
mkdir -p "$map"

# Invent the deliveries of one agreement and take them in. One delivery of the Werkplein is refused,
# and mended later: that is exit code 1, and meant.
lever() {
  "$koers" verzin leveringen "$1" "$map/$1/leveringen" >"$map/$1.txt"
  "$koers" lever "$map/$1/leveringen" --opslag "$map/$1/opslag" --op mapnaam --bevestig \
    >>"$map/$1.txt" 2>&1 || (($? == 1)) || { cat "$map/$1.txt" >&2; return 2; }
}
tel() {
  "$koers" tel "voorbeelden/$1/overeenkomst.yaml" --opslag "$map/$2/opslag" --tot-en-met $tot "${@:3}"
}

echo "Leveringen van twee overeenkomsten worden verzonnen en aangenomen. Niemand daarin bestaat."
lever werkplein &
een=$!
lever prestatiedenken &
twee=$!
wait $een
wait $twee
grep -h "leveringen staan in de opslag" "$map/werkplein.txt" "$map/prestatiedenken.txt"
echo
tel werkplein-drentsche-aa werkplein --html "$map/werkplein.html" >/dev/null &
een=$!
tel prestatiedenken prestatiedenken --html "$map/prestatiedenken.html" >/dev/null &
twee=$!
tel werkplein-drentsche-aa werkplein --soort kpi
echo
tel prestatiedenken prestatiedenken --soort kpi
wait $een
wait $twee
a=voorbeelden/werkplein-drentsche-aa/overeenkomst.yaml
opslag=$map/werkplein/opslag
klant=$(sed -n '2s/;.*//p' "$map"/werkplein/leveringen/2016-08-*/trede.csv)
cat <<EINDE

Alles is verzonnen: de cijfers zeggen niets over deze gemeenten. Vijf dingen om te proberen
(in deze map, met $koers als 'koers'):

1. Open $map/werkplein.html en $map/prestatiedenken.html in een browser.
2. Lees wat er precies geteld wordt, en wat er aan de afspraak nog ontbreekt:
   koers lees $a --indicator K-02
3. Zie waarom iemand meetelt of niet:
   koers verklaar $a K-07b $klant --opslag $opslag --tot-en-met $tot
4. Zie wat latere leveringen aan de cijfers veranderden, en waardoor:
   koers verschil 2017-07-31 2018-03-31 --opslag $opslag --overeenkomst $a
5. Kijk wat er met elke levering gebeurde:
   koers leveringen --opslag $opslag
EINDE
