#!/bin/bash
# Draws the emblems with ImageMagick, one PNG per state and size: native/filemanager/icons/draw-emblems.sh
# Outlines differ (triangle, square, circle), as do the signs inside; a white rim keeps them apart from any icon.
# For the theme of high contrast they are black and white: NAME-high-contrast-SIZE.png.
set -eu
cd "$(dirname "$0")"

# A file manager lays an emblem into a corner by itself: the sign fills it.
draw() {
  local name=$1 colour=$2 outline=$3 sign=$4
  shift 4
  for size in "$@"; do
    convert -size 640x640 xc:none -fill "$colour" -stroke white -strokewidth 40 -draw "$outline" -fill none -stroke white -strokewidth 66 \
      -draw "stroke-linecap round stroke-linejoin round $sign" -filter Lanczos -resize "${size}x${size}" -strip -define png:exclude-chunk=date,time "$name-$size.png"
  done
}

# 100 to 300 % of what file managers show, in the steps of both themes (src/shell/install/install-plan.ts)
draw_both() {
  local name=$1 colour=$2 outline=$3 sign=$4
  draw "$name" "$colour" "$outline" "$sign" 16 22 24 32 48 64 72 96 128 192
  draw "$name-high-contrast" black "$outline" "$sign" 16 22 24 32 48 256
}

draw_both problem '#c42b1c' 'path "M 320,40 L 610,600 L 30,600 Z"' 'path "M 320,250 L 320,400 M 320,500 L 320,502"'
draw_both in-progress '#0f6cbd' 'roundrectangle 40,40 600,600 90,90' 'path "M 170,320 L 172,320 M 320,320 L 322,320 M 470,320 L 472,320"'
draw_both protected '#107c10' 'circle 320,320 320,30' 'path "M 195,325 L 285,415 L 450,225"'
