package wasm

import (
	"math"

	"github.com/open-policy-agent/opa/internal/wasm/instruction"
	"github.com/open-policy-agent/opa/internal/wasm/module"
	"github.com/open-policy-agent/opa/internal/wasm/types"
	"github.com/open-policy-agent/opa/v1/ast"
)

// OPA's runtime makes two decimal numbers of any length out of what is added, and a third one, and a text to read what that is. Most
// numbers of a policy are integers of some digits, as such or as the text that a document or a policy has: here they are computed with
// as 64-bit integers. What is longer, no integer, or gives none, is left to OPA. A result is what OPA makes of it: an integer of 32
// bits as such, any other as its digits.
const (
	// Stands for what is no integer of some digits.
	noInteger = math.MinInt64
	// The sum of two such integers fits into 64 bits, and the quotient into the 18 digits to which OPA divides.
	mostDigits = 18
	// Bits of two factors together, of which the product fits, too.
	mostFactorBits = 62
	// Digits of 64 bits, a sign and the end.
	integerText = 24

	runtimeInteger = "sluice_integer"
	runtimeNumber  = "sluice_number"
)

func (c *Compiler) declareNumbers() {
	i32, i64 := []types.ValueType{types.I32}, []types.ValueType{types.I64}
	c.emitFunctionDecl(runtimeInteger, module.FunctionType{Params: i32, Results: i64}, false)
	c.emitFunctionDecl(runtimeNumber, module.FunctionType{Params: i64, Results: i32}, false)
}

// leaveUnlessInteger puts the integer that a value is into a local, and leaves by depth when it is none of some digits.
func (c *Compiler) leaveUnlessInteger(depth, local, value uint32) code {
	return seq(
		set(local, call(c.function(runtimeInteger), get(value))),
		leaveWhen(depth, apply(opI64Eq, get(local), long(noInteger))),
	)
}

// has32Bits tells of an integer whether it is the same in 32 bits.
func has32Bits(local uint32) code {
	return apply(opI64Eq, get(local), apply(opI64ExtendI32S, apply(opI32WrapI64, get(local))))
}

func (c *Compiler) defineNumbers() error {
	for _, define := range []func() error{c.defineInteger, c.defineNumber, c.defineArithmetic} {
		if err := define(); err != nil {
			return err
		}
	}
	return nil
}

// defineInteger: the integer that a value is, or noInteger.
func (c *Compiler) defineInteger() error {
	const value, next, end, digit, isNegative, integer = 0, 1, 2, 3, 4, 5
	none := giveBack(long(noInteger))
	return c.define(runtimeInteger, 4, 1,
		when(apply(opI32Ne, loadByte(get(value), 0), number(opaTypeNumber)), none),
		when(apply(opI32Eq, loadByte(get(value), numberRepr), number(numberIsInt)),
			set(integer, at(opI64Load, get(value), numberInteger)),
			// Of a longer one OPA takes 32 bits.
			when(has32Bits(integer), giveBack(get(integer))),
			none,
		),
		set(next, load(get(value), numberText)),
		set(end, load(get(value), numberLength)),
		when(apply(opI32GeU, apply(opI32Sub, get(end), number(1)), number(mostDigits)), none),
		set(end, sum(get(next), get(end))),
		set(isNegative, apply(opI32Eq, loadByte(get(next), 0), number('-'))),
		set(next, sum(get(next), get(isNegative))),
		when(apply(opI32Eq, get(next), get(end)), none),
		loop(
			set(digit, apply(opI32Sub, loadByte(get(next), 0), number('0'))),
			when(apply(opI32GeU, get(digit), number(10)), none),
			set(integer, apply(opI64Add, apply(opI64Mul, get(integer), long(10)), apply(opI64ExtendI32U, get(digit)))),
			increase(next, 1),
			leaveWhen(0, apply(opI32LtU, get(next), get(end))),
		),
		when(get(isNegative), giveBack(apply(opI64Sub, long(0), get(integer)))),
		get(integer),
	)
}

// defineNumber makes a value of an integer.
func (c *Compiler) defineNumber() error {
	const integer, text = 0, 1
	return c.define(runtimeNumber, 1, 0,
		when(has32Bits(integer), giveBack(call(c.function(opaNumberInt), get(integer)))),
		set(text, call(c.function("opa_malloc"), number(integerText))),
		call(c.function("opa_itoa"), get(integer), get(text), number(10)), one(instruction.Drop{}),
		call(c.function(opaNumberRef), get(text), call(c.function("opa_strlen"), get(text))),
	)
}

// leadingZeros of how far an integer is from zero, or from -1 if it is negative.
func leadingZeros(integer uint32) code {
	return apply(opI64Clz, apply(opI64Xor, get(integer), apply(opI64ShrS, get(integer), long(63))))
}

// defineArithmetic defines of it what the policies call. What computes the result leaves the block when OPA is to do it.
func (c *Compiler) defineArithmetic() error {
	const a, b, x, y = 0, 1, 2, 3
	// OPA's stops the policy at zero by zero, where its interpreter goes on.
	undefinedWhenZero := when(apply(opI64Eqz, get(y)), giveBack(number(0)))
	remainder := apply(opI64RemS, get(x), get(y))
	for _, operation := range []struct {
		builtin *ast.Builtin
		result  code
	}{
		{ast.Plus, apply(opI64Add, get(x), get(y))},
		{ast.Minus, apply(opI64Sub, get(x), get(y))},
		{ast.Multiply, seq(
			leaveWhen(0, apply(opI64LtS, apply(opI64Add, leadingZeros(x), leadingZeros(y)), long(128-mostFactorBits))),
			apply(opI64Mul, get(x), get(y)),
		)},
		{ast.Divide, seq(undefinedWhenZero, leaveWhen(0, apply(opI64Ne, remainder, long(0))), apply(opI64DivS, get(x), get(y)))},
		{ast.Rem, seq(undefinedWhenZero, remainder)},
	} {
		if !c.isCalled(operation.builtin) {
			continue
		}
		name := builtinsFunctions[operation.builtin.Name]
		general := c.setAside(name)
		if err := c.define(name, 0, 2,
			block(
				c.leaveUnlessInteger(0, x, a),
				c.leaveUnlessInteger(0, y, b),
				giveBack(call(c.function(runtimeNumber), operation.result)),
			),
			call(general, get(a), get(b)),
		); err != nil {
			return err
		}
	}
	return nil
}
