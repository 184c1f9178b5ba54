// Command main checks a published ledger with golang.org/x/mod/sumdb, code that this project did not write:
// the checkpoint's signature, every hash tile, every entry, the root, and proofs for a sample.
//
//	main LEDGER-FOLDER VKEY-FILE [WITNESS-VKEY]
//
// With the key of a witness also that this witness cosigned what stands as `witnessed`, and that the ledger contains it.
//
// It prints "golang check OK size=N", or what is wrong, and exits 1.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	if len(os.Args) != 3 && len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: main LEDGER-FOLDER VKEY-FILE [WITNESS-VKEY]")
		os.Exit(64)
	}
	witness := ""
	if len(os.Args) == 4 {
		witness = os.Args[3]
	}
	tree, err := check(os.Args[1], os.Args[2], witness)
	if err != nil {
		fmt.Fprintln(os.Stderr, "golang check FAILED:", err)
		os.Exit(1)
	}
	fmt.Printf("golang check OK size=%d\n", tree.N)
}

func check(ledger, vkeyFile, witness string) (tlog.Tree, error) {
	tree, err := openCheckpoint(ledger, "checkpoint", vkeyFile, "")
	if err != nil {
		return tree, err
	}
	tiles := &folderTiles{ledger: ledger, size: tree.N}
	hashes := tlog.TileHashReader(tree, tiles)
	stored, err := storeEntries(ledger, tree.N)
	if err != nil {
		return tree, err
	}
	root, err := tlog.TreeHash(tree.N, stored)
	if err != nil {
		return tree, err
	}
	if root != tree.Hash {
		return tree, fmt.Errorf("the entries give the root %v, the checkpoint says %v", root, tree.Hash)
	}
	if err := compareTiles(tiles, tree.N, stored); err != nil {
		return tree, err
	}
	if witness != "" {
		if err := checkWitnessed(ledger, vkeyFile, witness, tree, hashes); err != nil {
			return tree, err
		}
	}
	return tree, checkProofs(tree, hashes, stored)
}

// checkWitnessed checks that the witness cosigned what is called witnessed, and that the tree of the checkpoint contains it.
func checkWitnessed(ledger, vkeyFile, witness string, tree tlog.Tree, hashes tlog.HashReader) error {
	old, err := openCheckpoint(ledger, "witnessed", vkeyFile, witness)
	if err != nil {
		return fmt.Errorf("witnessed: %w", err)
	}
	proof, err := tlog.ProveTree(tree.N, old.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

// cosigner verifies the cosignatures of one witness (C2SP tlog-cosignature, Ed25519).
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("witness key %q", vkey)
	}
	typed, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(typed) != 1+ed25519.PublicKeySize || typed[0] != 4 {
		return nil, fmt.Errorf("witness key %q", vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("witness key %q has another hash", vkey)
	}
	return &cosigner{parts[0], hash, typed[1:]}, nil
}

func (c *cosigner) Name() string { return c.name }

func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), text)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

// openCheckpoint opens the note, and reads the three lines of a C2SP checkpoint. Where a witness is named, it must have cosigned it.
func openCheckpoint(ledger, file, vkeyFile, witness string) (tree tlog.Tree, err error) {
	vkey, err := os.ReadFile(vkeyFile)
	if err != nil {
		return tree, err
	}
	verifier, err := note.NewVerifier(strings.TrimSuffix(string(vkey), "\n"))
	if err != nil {
		return tree, err
	}
	signed, err := os.ReadFile(filepath.Join(ledger, file))
	if err != nil {
		return tree, err
	}
	wanted := []note.Verifier{verifier}
	if witness != "" {
		cosigner, err := newCosigner(witness)
		if err != nil {
			return tree, err
		}
		wanted = append(wanted, cosigner)
	}
	opened, err := note.Open(signed, note.VerifierList(wanted...))
	if err != nil {
		return tree, err
	}
	if len(opened.Sigs) != len(wanted) {
		return tree, fmt.Errorf("%s has %d of %d signatures", file, len(opened.Sigs), len(wanted))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return tree, fmt.Errorf("checkpoint %q is not three lines for %s", opened.Text, verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil || strconv.FormatInt(tree.N, 10) != lines[1] || tree.N < 0 {
		return tree, fmt.Errorf("size %q", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tree, fmt.Errorf("root %q", lines[2])
	}
	copy(tree.Hash[:], root)
	return tree, nil
}

// storeEntries reads all entry tiles and returns the hashes of the tree as tlog stores them.
func storeEntries(ledger string, size int64) (tlog.HashReader, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("hash %d is not stored", index)
			}
			found[i] = stored[index]
		}
		return found, nil
	})
	for first := int64(0); first < size; first += 1 << tileHeight {
		width := min(size-first, 1<<tileHeight)
		path := tilePath("entries", first>>tileHeight, int(width))
		data, err := os.ReadFile(filepath.Join(ledger, path))
		if err != nil {
			return nil, err
		}
		for n := first; n < first+width; n++ {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("%s: cut off at entry %d", path, n)
			}
			length := int(binary.BigEndian.Uint16(data))
			more, err := tlog.StoredHashes(n, data[2:2+length], reader)
			if err != nil {
				return nil, err
			}
			stored = append(stored, more...)
			data = data[2+length:]
		}
		if len(data) != 0 {
			return nil, fmt.Errorf("%s: %d bytes after the last entry", path, len(data))
		}
	}
	return reader, nil
}

// compareTiles compares each published hash tile with what the entries give.
func compareTiles(tiles *folderTiles, size int64, stored tlog.HashReader) error {
	for level := 0; size>>(level*tileHeight) > 0; level++ {
		count := size >> (level * tileHeight)
		for n := int64(0); n<<tileHeight < count; n++ {
			width := min(count-n<<tileHeight, 1<<tileHeight)
			tile := tlog.Tile{H: tileHeight, L: level, N: n, W: int(width)}
			want, err := tlog.ReadTileData(tile, stored)
			if err != nil {
				return err
			}
			got, err := tiles.read(tile)
			if err != nil {
				return err
			}
			if !bytes.Equal(got, want) {
				return fmt.Errorf("%s differs from the entries", tilePath(strconv.Itoa(level), n, int(width)))
			}
		}
	}
	return nil
}

// checkProofs proves a sample of entries and of earlier sizes from the tiles, and checks the proofs.
func checkProofs(tree tlog.Tree, hashes, stored tlog.HashReader) error {
	step := max(tree.N/50, 1)
	for n := int64(0); n < tree.N; n += step {
		leaf, err := stored.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(tree.N, n, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaf[0]); err != nil {
			return fmt.Errorf("entry %d: %w", n, err)
		}
		old, err := tlog.TreeHash(n+1, stored)
		if err != nil {
			return err
		}
		consistency, err := tlog.ProveTree(tree.N, n+1, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(consistency, tree.N, tree.Hash, n+1, old); err != nil {
			return fmt.Errorf("size %d: %w", n+1, err)
		}
	}
	return nil
}

// folderTiles reads the hash tiles of a tree of the given size from a folder.
type folderTiles struct {
	ledger string
	size   int64
}

func (t *folderTiles) Height() int { return tileHeight }

func (t *folderTiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t *folderTiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		one, err := t.read(tile)
		if err != nil {
			return nil, err
		}
		data = append(data, one)
	}
	return data, nil
}

// read reads a tile; tlog may ask for a narrower one than the folder has.
func (t *folderTiles) read(tile tlog.Tile) ([]byte, error) {
	there := min(t.size>>(tile.L*tileHeight)-tile.N<<tileHeight, 1<<tileHeight)
	path := filepath.Join(t.ledger, tilePath(strconv.Itoa(tile.L), tile.N, int(there)))
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && there < 1<<tileHeight {
		there = 1 << tileHeight
		path = filepath.Join(t.ledger, tilePath(strconv.Itoa(tile.L), tile.N, int(there)))
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	if len(data) != int(there)*tlog.HashSize || tile.W > int(there) {
		return nil, fmt.Errorf("%s has %d bytes", path, len(data))
	}
	return data[:tile.W*tlog.HashSize], nil
}

// tilePath is the path of C2SP tlog-tiles: that of tlog.Tile.Path without the height.
func tilePath(level string, n int64, width int) string {
	tile := tlog.Tile{H: tileHeight, L: 0, N: n, W: width}
	return "tile/" + level + strings.TrimPrefix(tile.Path(), "tile/8/0")
}
