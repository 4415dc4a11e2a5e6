#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: build-html.sh DIRECTORY STAMP PAGE...
#
# Makes a web page of each page of the help, for computers without a help viewer. The pages refer to nothing
# on the network. The empty file STAMP tells the build that they are made.
set -eu
directory=$1
stamp=$2
shift 2

rm -rf "$directory"
mkdir "$directory"
yelp-build html -o "$directory" "$@"
: > "$stamp"
