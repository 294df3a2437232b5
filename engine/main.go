//go:build wasip1

// The engine is OPA's compiler, evaluator and tester behind one function that takes and gives JSON. See PROTOCOL.md.
package main

import (
	"runtime/debug"
	"unsafe"

	"sluice.dev/engine/internal/protocol"
)

// buffers keeps what the host was given alive: a pointer that the host holds is invisible to the garbage collector.
var buffers = map[uint32][]byte{}

// reply is the answer to the last call. It stays alive until the next call replaces it.
var reply []byte

func main() {}

// A call is short and its garbage small next to what the host can spare: collecting less often makes it a quarter faster.
func init() {
	debug.SetGCPercent(1600)
	debug.SetMemoryLimit(256 << 20)
}

//go:wasmexport sluice_alloc
func alloc(size uint32) uint32 {
	buffer := make([]byte, max(size, 1))
	address := addressOf(buffer)
	buffers[address] = buffer
	return address
}

//go:wasmexport sluice_free
func free(address uint32) {
	delete(buffers, address)
}

//go:wasmexport sluice_call
func call(address, length uint32) uint64 {
	buffer, known := buffers[address]
	if !known || int(length) > len(buffer) {
		reply = protocol.Failure(protocol.CodeRequest, "the request does not lie in a buffer from sluice_alloc")
	} else {
		reply = protocol.Call(buffer[:length])
	}
	return uint64(addressOf(reply))<<32 | uint64(len(reply))
}

func addressOf(bytes []byte) uint32 {
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(bytes))))
}
