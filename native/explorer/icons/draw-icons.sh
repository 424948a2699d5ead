#!/bin/bash
# Draws the overlay icons with ImageMagick, one .ico per state with all sizes from 16 at 100 % to 256 ("extra large", 48 at 300 % and more), and the
# package's logos: native/explorer/icons/draw-icons.sh
# Outlines differ (triangle, square, circle), as do the signs inside; a white rim keeps them apart from any icon and in high contrast.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# The shell lays an overlay over the whole icon: the sign stands in the lower left, as large as 10 of 16.
draw() {
  local name=$1 colour=$2 outline=$3 sign=$4 files=()
  for size in 16 20 24 32 40 48 64 72 96 128 192 256; do
    convert -size 640x640 xc:none -fill "$colour" -stroke white -strokewidth 28 -draw "$outline" \
      -fill none -stroke white -strokewidth 44 -draw "stroke-linecap round stroke-linejoin round $sign" -filter Lanczos -resize "${size}x${size}" -depth 8 "$work/$name-$size.png"
    files+=("$work/$name-$size.png")
  done
  convert "${files[@]}" "$name.ico"
}

draw problem '#c42b1c' 'path "M 210,240 L 400,620 L 20,620 Z"' 'path "M 210,380 L 210,490 M 210,560 L 210,562"'
draw in-progress '#0f6cbd' 'roundrectangle 20,240 400,620 60,60' 'path "M 110,430 L 112,430 M 210,430 L 212,430 M 310,430 L 312,430"'
draw protected '#107c10' 'circle 210,430 210,240' 'path "M 130,430 L 190,490 L 295,365"'

# The logos of the package for the menu of Windows 11: the sign for "protected", as large as the picture.
for size in 44 50 150; do
  convert -size 640x640 xc:none -fill '#107c10' -draw 'circle 320,320 320,20' -fill none -stroke white -strokewidth 70 \
    -draw 'stroke-linecap round stroke-linejoin round path "M 190,330 L 285,425 L 455,225"' -filter Lanczos -resize "${size}x${size}" -depth 8 -strip "../package/Assets/logo-$size.png"
done
