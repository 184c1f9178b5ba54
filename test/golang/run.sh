#!/bin/sh
# Checks a published folder (with ledger/) or a ledger folder with golang.org/x/mod/sumdb.
#   test/golang/run.sh FOLDER [VKEY-FILE [WITNESS-VKEY]]
# Needs Go and Debian's golang-golang-x-mod-dev. No network, no modules.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ledger=$1
if [ -d "$1/ledger" ]; then ledger=$1/ledger; fi
GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= exec go run "$here/main.go" "$ledger" "${2:-$ledger/vkey}" ${3:+"$3"}
