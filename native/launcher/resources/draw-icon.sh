#!/bin/bash
# Draws the program's icon with ImageMagick, all sizes from 100 % to 400 %: native/launcher/resources/draw-icon.sh
# A shield with a tick, white on green: the mark of a protected file, grown to a sign of its own.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

files=()
for size in 16 20 24 32 40 48 64 128 256; do
  convert -size 640x640 xc:none -fill '#107c10' -stroke white -strokewidth 20 -draw 'path "M 320,30 L 570,120 L 570,320 C 570,470 460,570 320,615 C 180,570 70,470 70,320 L 70,120 Z"' \
    -fill none -stroke white -strokewidth 60 -draw 'stroke-linecap round stroke-linejoin round path "M 200,320 L 290,410 L 450,235"' -filter Lanczos -resize "${size}x${size}" "$work/$size.png"
  files+=("$work/$size.png")
done
convert "${files[@]}" mamori.ico
convert "$work/256.png" -depth 8 -strip toast-icon.png # toasts take no icons
