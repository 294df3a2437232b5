package wasm

import (
	"github.com/open-policy-agent/opa/internal/wasm/instruction"
	"github.com/open-policy-agent/opa/internal/wasm/opcode"
)

// What compiled policies do most is to look up a member by a constant name. OPA's runtime hashes the name each time, and compares
// it byte by byte; it walks the elements of a set by hashing each of them again. The functions here do the same at less cost, and
// leave everything unusual to those of OPA's runtime. The layouts are those of OPA's wasm/src/value.h.
const (
	stringLength = 4
	stringText   = 8
	// Of a constant, behind OPA's struct.
	stringHash = 12
	// What an array has, an object or a set.
	arrayElements = 4
	arrayLength   = 8
	tableBuckets  = 4
	tableCapacity = 8
	tableLength   = 12
	// Of a member of an object.
	memberValue = 4
	memberNext  = 8
	// Of an element of a set.
	elementNext = 4

	numberRepr    = 1
	numberIsInt   = 1
	numberInteger = 8
	numberText    = 8
	numberLength  = 12

	pairSize = 8
)

const (
	runtimeEntries = "sluice_entries"
	runtimeSort    = "sluice_sort"
	runtimeMerge   = "sluice_merge"
)

// Insertion is faster up to here.
const sortedRun = 8

// fnvHash is how OPA hashes strings.
func fnvHash(text string) uint32 {
	hash := uint32(0x811c9dc5)
	for i := range len(text) {
		hash = hash*0x01000193 ^ uint32(text[i])
	}
	return hash
}

// defineRuntime replaces the parts of OPA's runtime that policies spend their time in.
func (c *Compiler) defineRuntime() error {
	c.entriesEnd = c.addGlobal()
	c.emitFunctionDecl(runtimeEntries, signature(1, true), false)
	c.emitFunctionDecl(runtimeSort, signature(2, true), false)
	c.emitFunctionDecl(runtimeMerge, signature(4, false), false)
	c.declareNumbers()
	for _, define := range []func() error{
		c.defineMemory, c.defineNumbers,
		c.defineHash, c.defineObjectGet, c.defineGet, c.defineCompare,
		c.defineEntries, c.defineSort, c.defineMerge,
		c.defineCompareTables, c.defineMemoize,
	} {
		if err := define(); err != nil {
			return err
		}
	}
	return nil
}

// ruleNumber counts the functions of the policies alone.
func (c *Compiler) ruleNumber(index uint32) int32 {
	return int32(index - c.funcs[c.policy.Funcs.Funcs[0].Name])
}

// isString tells of a type whether it is that of a string, be it a constant or not: 4 and 8 have one bit each.
func isString(kind code) code {
	return apply(opI32Eqz, apply(opI32And, kind, number(^(opaTypeString|opaTypeStringInterned))))
}

func (c *Compiler) defineHash() error {
	general := c.setAside("opa_value_hash")
	const value, kind, hash, next, end = 0, 1, 2, 3, 4
	return c.define("opa_value_hash", 4, 0,
		set(kind, loadByte(get(value), 0)),
		when(apply(opI32Eq, get(kind), number(opaTypeStringInterned)), giveBack(load(get(value), stringHash))),
		when(apply(opI32Ne, get(kind), number(opaTypeString)), giveBack(call(general, get(value)))),
		set(next, load(get(value), stringText)),
		set(end, sum(get(next), load(get(value), stringLength))),
		set(hash, number(-0x7ee3623b)),
		block(loop(
			leaveWhen(1, apply(opI32Eq, get(next), get(end))),
			set(hash, apply(opI32Xor, apply(opI32Mul, get(hash), number(0x01000193)), loadByte(get(next), 0))),
			increase(next, 1),
			leave(0),
		)),
		get(hash),
	)
}

// leaveUnlessSame leaves by depth unless so many bytes are the same at two places. It changes all three locals.
func leaveUnlessSame(depth, a, b, length uint32) code {
	// A piece of a size, compared within so many blocks.
	piece := func(deeper uint32, load, differ opcode.Opcode, size int32) code {
		return seq(
			leaveWhen(depth+deeper, apply(differ, at(load, get(a), 0), at(load, get(b), 0))),
			increase(a, size), increase(b, size), increase(length, -size),
		)
	}
	return seq(
		block(loop(
			leaveWhen(1, apply(opI32LtU, get(length), number(8))),
			piece(2, opI64Load, opI64Ne, 8),
			leave(0),
		)),
		when(apply(opI32GeU, get(length), number(4)), piece(1, opI32Load, opI32Ne, 4)),
		when(apply(opI32GeU, get(length), number(2)), piece(1, opI32Load16, opI32Ne, 2)),
		when(get(length), piece(1, opI32Load8, opI32Ne, 1)),
	)
}

// bucketOf is where a table has those of a hash. It has 8 buckets, or a multiple of two of them.
func bucketOf(table, hash code) code {
	last := apply(opI32Sub, load(table, tableCapacity), number(1))
	return load(sum(load(table, tableBuckets), apply(opI32Shl, apply(opI32And, hash, last), number(2))), 0)
}

func (c *Compiler) defineObjectGet() error {
	const object, key, member, name, isText, a, b, length, hash = 0, 1, 2, 3, 4, 5, 6, 7, 8
	return c.define("opa_object_get", 7, 0,
		set(isText, isString(loadByte(get(key), 0))),
		block(
			when(apply(opI32Eq, loadByte(get(key), 0), number(opaTypeStringInterned)),
				set(hash, load(get(key), stringHash)),
				leave(1),
			),
			set(hash, call(c.function("opa_value_hash"), get(key))),
		),
		set(member, bucketOf(get(object), get(hash))),
		block(loop(
			leaveWhen(1, apply(opI32Eqz, get(member))),
			set(name, load(get(member), 0)),
			when(apply(opI32Eq, get(name), get(key)), giveBack(get(member))),
			block(
				when(apply(opI32Eqz, get(isText)),
					leaveWhen(1, call(c.function(opaValueCompare), get(name), get(key))),
					giveBack(get(member)),
				),
				set(length, load(get(key), stringLength)),
				leaveWhen(0, apply(opI32Ne, load(get(name), stringLength), get(length))),
				leaveWhen(0, apply(opI32Eqz, isString(loadByte(get(name), 0)))),
				set(a, load(get(name), stringText)),
				set(b, load(get(key), stringText)),
				leaveUnlessSame(0, a, b, length),
				giveBack(get(member)),
			),
			set(member, load(get(member), memberNext)),
			leave(0),
		)),
		number(0),
	)
}

func (c *Compiler) defineGet() error {
	general := c.setAside(opaValueGet)
	const node, key, kind, found, index = 0, 1, 2, 3, 4
	return c.define(opaValueGet, 2, 1,
		when(apply(opI32Eqz, get(node)), giveBack(number(0))),
		set(kind, loadByte(get(node), 0)),
		when(apply(opI32Eq, get(kind), number(opaTypeObject)),
			set(found, call(c.function("opa_object_get"), get(node), get(key))),
			when(get(found), giveBack(load(get(found), memberValue))),
			giveBack(number(0)),
		),
		block(
			leaveWhen(0, apply(opI32Ne, get(kind), number(opaTypeArray))),
			c.leaveUnlessInteger(0, index, key),
			// What is negative is larger than any array.
			when(apply(opI64GeU, get(index), apply(opI64ExtendI32U, load(get(node), arrayLength))), giveBack(number(0))),
			giveBack(load(sum(load(get(node), arrayElements),
				apply(opI32Shl, apply(opI32WrapI64, get(index)), number(3))), 4)),
		),
		call(general, get(node), get(key)),
	)
}

func (c *Compiler) defineCompare() error {
	general := c.setAside(opaValueCompare)
	const a, b, textA, textB, length, lengthA, lengthB = 0, 1, 2, 3, 4, 5, 6
	const integerA, integerB = 7, 8
	order := func(less, more code) code { return apply(opI32Sub, more, less) }
	return c.define(opaValueCompare, 5, 2,
		when(apply(opI32Eq, get(a), get(b)), giveBack(number(0))),
		block(
			leaveWhen(0, apply(opI32Eqz, get(a))),
			leaveWhen(0, apply(opI32Eqz, get(b))),
			when(isString(loadByte(get(a), 0)),
				leaveWhen(1, apply(opI32Eqz, isString(loadByte(get(b), 0)))),
				set(textA, load(get(a), stringText)),
				set(textB, load(get(b), stringText)),
				set(lengthA, load(get(a), stringLength)),
				set(lengthB, load(get(b), stringLength)),
				set(length, get(lengthA)),
				when(apply(opI32LtU, get(lengthB), get(length)), set(length, get(lengthB))),
				// Where they differ, or none is left.
				block(loop(
					leaveWhen(1, apply(opI32LtU, get(length), number(8))),
					leaveWhen(1, apply(opI64Ne, at(opI64Load, get(textA), 0), at(opI64Load, get(textB), 0))),
					increase(textA, 8), increase(textB, 8), increase(length, -8),
					leave(0),
				)),
				block(loop(
					leaveWhen(1, apply(opI32Eqz, get(length))),
					when(apply(opI32Ne, loadByte(get(textA), 0), loadByte(get(textB), 0)),
						giveBack(order(
							apply(opI32LtU, loadByte(get(textA), 0), loadByte(get(textB), 0)),
							apply(opI32LtU, loadByte(get(textB), 0), loadByte(get(textA), 0)),
						)),
					),
					increase(textA, 1), increase(textB, 1), increase(length, -1),
					leave(0),
				)),
				giveBack(order(
					apply(opI32LtU, get(lengthA), get(lengthB)),
					apply(opI32LtU, get(lengthB), get(lengthA)),
				)),
			),
			c.leaveUnlessInteger(0, integerA, a),
			c.leaveUnlessInteger(0, integerB, b),
			giveBack(order(
				apply(opI64LtS, get(integerA), get(integerB)),
				apply(opI64GtS, get(integerA), get(integerB)),
			)),
		),
		call(general, get(a), get(b)),
	)
}

// defineEntries: the address of pairs of a key and a value, in OPA's order, of whatever can be walked; the variable entriesEnd is
// where they end. Of an array they are its elements themselves; a set has its elements as both. Anything else has none.
func (c *Compiler) defineEntries() error {
	const value, kind, first, next, end, bucket, lastBucket, member, length = 0, 1, 2, 3, 4, 5, 6, 7, 8
	return c.define(runtimeEntries, 8, 0,
		setGlobal(c.entriesEnd, number(0)),
		when(apply(opI32Eqz, get(value)), giveBack(number(0))),
		set(kind, loadByte(get(value), 0)),
		when(apply(opI32Eq, get(kind), number(opaTypeArray)),
			set(first, load(get(value), arrayElements)),
			setGlobal(c.entriesEnd, sum(get(first), apply(opI32Shl, load(get(value), arrayLength), number(3)))),
			giveBack(get(first)),
		),
		when(apply(opI32Ne, get(kind), number(opaTypeObject)),
			when(apply(opI32Ne, get(kind), number(opaTypeSet)), giveBack(number(0))),
		),
		set(length, load(get(value), tableLength)),
		when(apply(opI32Eqz, get(length)), giveBack(number(0))),
		set(length, apply(opI32Shl, get(length), number(3))),
		set(first, call(c.function("opa_malloc"), get(length))),
		set(next, get(first)),
		set(end, sum(get(first), get(length))),
		set(bucket, load(get(value), tableBuckets)),
		set(lastBucket, sum(get(bucket), apply(opI32Shl, load(get(value), tableCapacity), number(2)))),
		loop(
			set(member, load(get(bucket), 0)),
			block(loop(
				leaveWhen(1, apply(opI32Eqz, get(member))),
				// A table that had more than it says would be written beyond the list.
				when(apply(opI32Eq, get(next), get(end)), one(instruction.Unreachable{})),
				store(opI32Store, get(next), 0, load(get(member), 0)),
				block(
					when(apply(opI32Eq, get(kind), number(opaTypeObject)),
						store(opI32Store, get(next), 4, load(get(member), memberValue)),
						set(member, load(get(member), memberNext)),
						leave(1),
					),
					store(opI32Store, get(next), 4, load(get(member), 0)),
					set(member, load(get(member), elementNext)),
				),
				increase(next, pairSize),
				leave(0),
			)),
			increase(bucket, 4),
			leaveWhen(0, apply(opI32LtU, get(bucket), get(lastBucket))),
		),
		set(first, call(c.function(runtimeSort), get(first), get(next))),
		// Whatever was compared meanwhile has walked other tables.
		setGlobal(c.entriesEnd, sum(get(first), apply(opI32Sub, get(next), apply(opI32Sub, get(end), get(length))))),
		get(first),
	)
}

// defineSort sorts pairs by their keys, and gives back where they are then: runs are sorted by insertion and merged, from one list
// to another and back.
func (c *Compiler) defineSort() error {
	const first, end, run, runEnd, next, key, other, width, swap, size = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
	const pair = 10
	return c.define(runtimeSort, 8, 1,
		set(size, apply(opI32Sub, get(end), get(first))),
		set(run, get(first)),
		// One run after the other.
		loop(
			set(runEnd, sum(get(run), number(sortedRun*pairSize))),
			when(apply(opI32LtU, get(end), get(runEnd)), set(runEnd, get(end))),
			set(next, sum(get(run), number(pairSize))),
			block(loop(
				leaveWhen(1, apply(opI32GeU, get(next), get(runEnd))),
				set(key, load(get(next), 0)),
				set(pair, at(opI64Load, get(next), 0)),
				set(other, get(next)),
				block(loop(
					leaveWhen(1, apply(opI32Eq, get(other), get(run))),
					leaveWhen(1, apply(opI32Eqz, apply(opI32GtS,
						call(c.function(opaValueCompare), load(apply(opI32Sub, get(other), number(pairSize)), 0), get(key)), number(0)))),
					store(opI64Store, get(other), 0, at(opI64Load, apply(opI32Sub, get(other), number(pairSize)), 0)),
					increase(other, -pairSize),
					leave(0),
				)),
				store(opI64Store, get(other), 0, get(pair)),
				increase(next, pairSize),
				leave(0),
			)),
			set(run, get(runEnd)),
			leaveWhen(0, apply(opI32LtU, get(run), get(end))),
		),
		set(width, number(sortedRun*pairSize)),
		when(apply(opI32GeU, get(width), get(size)), giveBack(get(first))),
		set(other, call(c.function("opa_malloc"), get(size))),
		loop(
			call(c.function(runtimeMerge), get(first), get(other), get(size), get(width)),
			set(swap, get(first)), set(first, get(other)), set(other, get(swap)),
			set(width, apply(opI32Shl, get(width), number(1))),
			leaveWhen(0, apply(opI32LtU, get(width), get(size))),
		),
		call(c.function("opa_free"), get(other)),
		get(first),
	)
}

// defineMerge merges pairs of sorted runs of a width from one list to another.
func (c *Compiler) defineMerge() error {
	const from, to, size, width, end, a, endA, b, endB = 0, 1, 2, 3, 4, 5, 6, 7, 8
	atMost := func(local uint32) code {
		return when(apply(opI32LtU, get(end), get(local)), set(local, get(end)))
	}
	take := func(local uint32) code {
		return seq(
			store(opI64Store, get(to), 0, at(opI64Load, get(local), 0)),
			increase(local, pairSize), increase(to, pairSize),
		)
	}
	return c.define(runtimeMerge, 5, 0,
		set(end, sum(get(from), get(size))),
		set(a, get(from)),
		loop(
			set(endA, sum(get(a), get(width))), atMost(endA),
			set(b, get(endA)),
			set(endB, sum(get(b), get(width))), atMost(endB),
			block(loop(
				block(
					leaveWhen(0, apply(opI32Eq, get(b), get(endB))),
					when(apply(opI32Ne, get(a), get(endA)),
						// Of two that are equal the first comes first.
						leaveWhen(1, apply(opI32Eqz, apply(opI32GtS,
							call(c.function(opaValueCompare), load(get(a), 0), load(get(b), 0)), number(0)))),
					),
					take(b),
					leave(1),
				),
				leaveWhen(1, apply(opI32Eq, get(a), get(endA))),
				take(a),
				leave(0),
			)),
			set(a, get(endB)),
			leaveWhen(0, apply(opI32LtU, get(a), get(end))),
		),
	)
}

// defineCompareTables compares objects by their first key that differs, or the value of it, and sets by their first element.
func (c *Compiler) defineCompareTables() error {
	const a, b, next, nextB, end, endB, order, first, firstB = 0, 1, 2, 3, 4, 5, 6, 7, 8
	differs := func(offset uint32) code {
		return seq(
			set(order, call(c.function(opaValueCompare), load(get(next), offset), load(get(nextB), offset))),
			leaveWhen(1, get(order)),
		)
	}
	compare := func(name string, each code) error {
		return c.define(name, 7, 0,
			set(first, call(c.function(runtimeEntries), get(a))),
			set(end, getGlobal(c.entriesEnd)),
			set(firstB, call(c.function(runtimeEntries), get(b))),
			set(endB, getGlobal(c.entriesEnd)),
			set(next, get(first)), set(nextB, get(firstB)),
			block(loop(
				when(apply(opI32Eq, get(next), get(end)),
					set(order, apply(opI32Sub, number(0), apply(opI32Ne, get(nextB), get(endB)))),
					leave(2),
				),
				when(apply(opI32Eq, get(nextB), get(endB)), set(order, number(1)), leave(2)),
				each,
				increase(next, pairSize), increase(nextB, pairSize),
				leave(0),
			)),
			when(get(first), call(c.function("opa_free"), get(first))),
			when(get(firstB), call(c.function("opa_free"), get(firstB))),
			get(order),
		)
	}
	if err := compare("opa_value_compare_object", seq(differs(0), differs(4))); err != nil {
		return err
	}
	return compare("opa_value_compare_set", differs(0))
}

// What a rule says is kept for the rest of an evaluation, and apart for what `with` changes: a frame has the frame before it and the
// addresses of groups of 16 rules, which most evaluations need one of.
const (
	memoGroup     = 16
	memoGroupSize = memoGroup * 4
)

func (c *Compiler) defineMemoize() error {
	memo := c.addGlobal()
	groups := int32((len(c.policy.Funcs.Funcs) + memoGroup - 1) / memoGroup)
	newFrame := func(previous code, frame, next, end uint32) code {
		return seq(
			set(frame, call(c.function("opa_malloc"), number(4+4*groups))),
			store(opI32Store, get(frame), 0, previous),
			set(next, sum(get(frame), number(4))),
			set(end, sum(get(next), number(4*groups))),
			block(loop(
				leaveWhen(1, apply(opI32Eq, get(next), get(end))),
				store(opI32Store, get(next), 0, number(0)),
				increase(next, 4),
				leave(0),
			)),
			setGlobal(memo, get(frame)),
		)
	}
	const rule, value = 0, 1
	groupAt := func() code {
		return sum(getGlobal(memo), apply(opI32Shl, apply(opI32ShrU, get(rule), number(4)), number(2)))
	}
	slotIn := func(group code) code {
		return sum(group, apply(opI32Shl, apply(opI32And, get(rule), number(memoGroup-1)), number(2)))
	}
	clear := seq()
	for offset := uint32(0); offset < memoGroupSize; offset += 8 {
		clear = append(clear, store(opI64Store, get(2), offset, long(0))...)
	}
	for _, err := range []error{
		c.define(opaMemoizeInit, 3, 0, newFrame(number(0), 0, 1, 2)),
		c.define(opaMemoizePush, 3, 0, newFrame(getGlobal(memo), 0, 1, 2)),
		c.define(opaMemoizePop, 0, 0, setGlobal(memo, load(getGlobal(memo), 0))),
		c.define(opaMemoizeGet, 1, 0,
			set(1, load(groupAt(), 4)),
			when(apply(opI32Eqz, get(1)), giveBack(number(0))),
			load(slotIn(get(1)), 0),
		),
		c.define(opaMemoizeInsert, 1, 0,
			set(2, load(groupAt(), 4)),
			when(apply(opI32Eqz, get(2)),
				set(2, call(c.function("opa_malloc"), number(memoGroupSize))),
				clear,
				store(opI32Store, groupAt(), 4, get(2)),
			),
			store(opI32Store, slotIn(get(2)), 0, get(value)),
		),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// walkEntries walks what a scan walks: the pairs between two addresses.
func (c *Compiler) walkEntries(source, key, value uint32, body code) code {
	next, end := c.genLocal(), c.genLocal()
	return seq(
		set(next, call(c.function(runtimeEntries), get(source))),
		set(end, getGlobal(c.entriesEnd)),
		block(loop(
			when(apply(opI32Eq, get(next), get(end)), set(key, number(0)), leave(2)),
			set(key, load(get(next), 0)),
			set(value, load(get(next), 4)),
			increase(next, pairSize),
			body,
			leave(0),
		)),
	)
}
