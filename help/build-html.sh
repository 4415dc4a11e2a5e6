#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: build-html.sh DIRECTORY STAMP LANGUAGE [CATALOGUE] PAGE...
#
# Makes a web page of each page of the help, for computers without a help viewer, in a language: C, or another
# one with the .po file of the help. The pages refer to nothing on the network. The empty file STAMP tells the
# build that they are made.
set -eu
directory=$1
stamp=$2
language=$3
shift 3

rm -rf "$directory" "$directory.pages"
mkdir "$directory"
if [ "$language" = C ]; then
  yelp-build html -o "$directory" "$@"
else
  catalogue=$1
  shift
  mkdir "$directory.pages"
  msgfmt -o "$directory.pages/help.mo" "$catalogue"
  itstool --merge "$directory.pages/help.mo" --lang "$language" --output "$directory.pages" "$@"
  yelp-build html -o "$directory" "$directory.pages"/*.page
  rm -rf "$directory.pages"
fi
: > "$stamp"
