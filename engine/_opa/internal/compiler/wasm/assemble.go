package wasm

import (
	"github.com/open-policy-agent/opa/internal/wasm/instruction"
	"github.com/open-policy-agent/opa/internal/wasm/module"
	"github.com/open-policy-agent/opa/internal/wasm/opcode"
	"github.com/open-policy-agent/opa/internal/wasm/types"
)

// Functions of a policy's runtime are written down here as expressions: each of these functions gives back the instructions
// that leave a value on the stack, or that do something.

type code = []instruction.Instruction

// plain is an instruction that OPA's compiler does not need.
type plain struct {
	op   opcode.Opcode
	args []any
}

func (p plain) Op() opcode.Opcode    { return p.op }
func (p plain) ImmediateArgs() []any { return p.args }

const (
	opGetGlobal     = 0x23
	opSetGlobal     = 0x24
	opI32Load       = 0x28
	opI64Load       = 0x29
	opI32Load8      = 0x2d
	opI32Load16     = 0x2f
	opI32Store      = 0x36
	opI64Store      = 0x37
	opI32Eqz        = 0x45
	opI32Eq         = 0x46
	opI32Ne         = 0x47
	opI32LtU        = 0x49
	opI32GtS        = 0x4a
	opI32GeU        = 0x4f
	opI64Eqz        = 0x50
	opI64Eq         = 0x51
	opI64Ne         = 0x52
	opI64LtS        = 0x53
	opI64GtS        = 0x55
	opI64GeU        = 0x5a
	opI32Clz        = 0x67
	opI32Add        = 0x6a
	opI32Sub        = 0x6b
	opI32Mul        = 0x6c
	opI32And        = 0x71
	opI32Xor        = 0x73
	opI32Shl        = 0x74
	opI32ShrU       = 0x76
	opI64Clz        = 0x79
	opI64Add        = 0x7c
	opI64Sub        = 0x7d
	opI64Mul        = 0x7e
	opI64DivS       = 0x7f
	opI64RemS       = 0x81
	opI64Xor        = 0x85
	opI64ShrS       = 0x87
	opI32WrapI64    = 0xa7
	opI64ExtendI32S = 0xac
	opI64ExtendI32U = 0xad
)

func seq(parts ...code) code {
	var all code
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

func one(i instruction.Instruction) code { return code{i} }

func get(local uint32) code { return one(instruction.GetLocal{Index: local}) }

func set(local uint32, value code) code {
	return append(seq(value), instruction.SetLocal{Index: local})
}

func getGlobal(index uint32) code { return one(plain{opGetGlobal, []any{index}}) }

func setGlobal(index uint32, value code) code {
	return append(seq(value), plain{opSetGlobal, []any{index}})
}

func number(value int32) code { return one(instruction.I32Const{Value: value}) }

func long(value int64) code { return one(instruction.I64Const{Value: value}) }

func apply(op opcode.Opcode, operands ...code) code { return append(seq(operands...), plain{op: op}) }

// Addresses in OPA's memory are aligned to nothing: its allocator's blocks begin with 12 bytes.
func at(op opcode.Opcode, address code, offset uint32) code {
	return append(seq(address), plain{op, []any{uint32(0), offset}})
}

func load(address code, offset uint32) code { return at(opI32Load, address, offset) }

func loadByte(address code, offset uint32) code { return at(opI32Load8, address, offset) }

func store(op opcode.Opcode, address code, offset uint32, value code) code {
	return append(seq(address, value), plain{op, []any{uint32(0), offset}})
}

func call(index uint32, operands ...code) code {
	return append(seq(operands...), instruction.Call{Index: index})
}

func when(condition code, body ...code) code {
	return append(seq(condition), instruction.If{Instrs: seq(body...)})
}

func block(body ...code) code { return one(instruction.Block{Instrs: seq(body...)}) }

func loop(body ...code) code { return one(instruction.Loop{Instrs: seq(body...)}) }

func leave(depth uint32) code { return one(instruction.Br{Index: depth}) }

func leaveWhen(depth uint32, condition code) code {
	return append(seq(condition), instruction.BrIf{Index: depth})
}

func giveBack(value code) code { return append(seq(value), instruction.Return{}) }

func sum(a, b code) code { return apply(opI32Add, a, b) }

func increase(local uint32, by int32) code { return set(local, sum(get(local), number(by))) }

// signature has 32-bit operands.
func signature(operands int, gives bool) module.FunctionType {
	t := module.FunctionType{}
	for range operands {
		t.Params = append(t.Params, types.I32)
	}
	if gives {
		t.Results = []types.ValueType{types.I32}
	}
	return t
}

// define stores the body of a declared function, with so many 32-bit and 64-bit locals after its operands.
func (c *Compiler) define(name string, locals, longLocals uint32, body ...code) error {
	entry := &module.CodeEntry{}
	entry.Func.Expr.Instrs = seq(body...)
	for _, local := range []module.LocalDeclaration{{Count: locals, Type: types.I32}, {Count: longLocals, Type: types.I64}} {
		if local.Count > 0 {
			entry.Func.Locals = append(entry.Func.Locals, local)
		}
	}
	return c.storeFunc(name, entry)
}

// setAside moves what OPA's runtime has as a function to another one, so that the function can be defined anew and ask the old one.
func (c *Compiler) setAside(name string) uint32 {
	imports := uint32(c.functionImportCount())
	old := c.function(name) - imports
	aside := name + ".general"
	c.emitFunctionDecl(aside, c.module.Type.Functions[c.module.Function.TypeIndices[old]], false)
	c.module.Code.Segments[c.function(aside)-imports] = c.module.Code.Segments[old]
	c.asides = append(c.asides, [2]uint32{c.function(name), c.function(aside)})
	return c.function(aside)
}

// addGlobal gives the module another 32-bit variable, which is 0.
func (c *Compiler) addGlobal() uint32 {
	c.module.Global.Globals = append(c.module.Global.Globals, module.Global{
		Type:    types.I32,
		Mutable: true,
		Init:    module.Expr{Instrs: number(0)},
	})
	return uint32(len(c.module.Global.Globals) - 1)
}
