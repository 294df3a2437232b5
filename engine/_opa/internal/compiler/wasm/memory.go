package wasm

import (
	"slices"

	"github.com/open-policy-agent/opa/internal/wasm/instruction"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
)

// OPA's allocator takes a block of 64 bytes for 32, walks a list to free a large one, and forgets the compiled regular expressions
// whenever its host takes garbage back, so that a host lets garbage grow beyond any cache. This one has a class for each size, with a
// list of what was freed, and keeps what regular expressions and globs take apart: in an arena of its own, below all that a host
// takes back. When that is full, it goes on in the heap, and all compiled expressions are forgotten the next time.
//
// A block has 8 bytes before it: its class, and 0, which OPA's sorting of arrays takes as the end.
const (
	blockHead    = 8
	smallClasses = 33 // multiples of 8 up to 256
	largeClasses = 96 // four to each power of two up to 1 GiB
	classes      = smallClasses + largeClasses
	arenaLists   = classes*4 + 4
	arenaBytes   = 2 << 20
	mostBytes    = 1 << 30

	growPages = 8

	opMemorySize = 0x3f
	opMemoryGrow = 0x40
)

// Of the runtime's functions those that keep expressions.
var expressionBuiltins = [...]*ast.Builtin{
	ast.RegexIsValid, ast.RegexMatch, ast.RegexMatchDeprecated, ast.RegexFindAllStringSubmatch, ast.GlobMatch,
}

// The heap's variables. The lists of the arena follow those of the heap; listsInUse says by its offset which are asked.
type heapGlobals struct {
	next, top, lists, listsInUse, arena, arenaNext, arenaEnd, isArenaFull uint32
}

const heapGrow = "sluice_heap_grow"

func (c *Compiler) defineMemory() error {
	heap := heapGlobals{
		c.addGlobal(), c.addGlobal(), c.addGlobal(), c.addGlobal(), c.addGlobal(), c.addGlobal(), c.addGlobal(), c.addGlobal(),
	}
	c.emitFunctionDecl(heapGrow, signature(1, false), false)
	keeping := c.keepingFunctions()
	size := int32(0)
	if len(keeping) > 0 {
		size = arenaBytes
	}
	for _, err := range []error{
		c.defineHeapStart(heap, size),
		c.defineHeapGrow(heap),
		c.defineAllocate(heap),
		c.defineFree(heap),
		c.defineReallocate(),
		c.defineHeapReset(heap),
		c.define("opa_heap_ptr_get", 0, 0, getGlobal(heap.next)),
		// Free blocks are not worth to be kept by a host that has taken garbage back.
		c.define("opa_heap_blocks_stash", 0, 0),
		c.define("opa_heap_blocks_restore", 0, 0),
		c.define("opa_heap_stash_clear", 0, 0),
		c.define("opa_free_bulk", 0, 0, call(c.function("opa_free"), get(0))),
	} {
		if err != nil {
			return err
		}
	}
	for _, name := range keeping {
		if err := c.defineKeeping(heap, name); err != nil {
			return err
		}
	}
	return nil
}

// keepingFunctions are those that the policies call.
func (c *Compiler) keepingFunctions() []string {
	var names []string
	for _, builtin := range expressionBuiltins {
		name := builtinsFunctions[builtin.Name]
		if c.isCalled(builtin) && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	return names
}

// isCalled tells whether the policies call a built-in.
func (c *Compiler) isCalled(builtin *ast.Builtin) bool {
	return slices.ContainsFunc(c.policy.Static.BuiltinFuncs, func(called *ir.BuiltinFunc) bool { return called.Name == builtin.Name })
}

// defineKeeping lets a function take from the arena whatever it takes.
func (c *Compiler) defineKeeping(heap heapGlobals, name string) error {
	old := c.module.Type.Functions[c.module.Function.TypeIndices[c.function(name)-uint32(c.functionImportCount())]]
	general := c.setAside(name)
	result := uint32(len(old.Params))
	operands := seq()
	for i := range result {
		operands = append(operands, get(i)...)
	}
	before := result + 1
	return c.define(name, 2, 0,
		// A glob asks a regular expression.
		set(before, getGlobal(heap.listsInUse)),
		setGlobal(heap.listsInUse, number(arenaLists)),
		set(result, call(general, operands)),
		setGlobal(heap.listsInUse, get(before)),
		get(result),
	)
}

// zero clears so many bytes, a multiple of 8.
func zero(next, end uint32) code {
	return block(loop(
		leaveWhen(1, apply(opI32GeU, get(next), get(end))),
		store(opI64Store, get(next), 0, long(0)),
		increase(next, 8),
		leave(0),
	))
}

// defineHeapStart: the lists, the arena, and then the heap. A memory that has no room for the arena has none.
func (c *Compiler) defineHeapStart(heap heapGlobals, size int32) error {
	const base, lists, end = 0, 1, 2
	return c.define("opa_malloc_init", 2, 0,
		set(lists, apply(opI32And, sum(get(base), number(7)), number(-8))),
		setGlobal(heap.lists, get(lists)),
		setGlobal(heap.top, memoryEnd()),
		set(end, sum(get(lists), number(2*arenaLists))),
		setGlobal(heap.arena, get(end)),
		setGlobal(heap.arenaNext, get(end)),
		setGlobal(heap.arenaEnd, get(end)),
		when(apply(opI32LtU, getGlobal(heap.top), get(end)), call(c.function(heapGrow), get(end))),
		set(lists, getGlobal(heap.lists)),
		zero(lists, end),
		block(
			set(end, sum(get(end), number(size))),
			leaveWhen(0, apply(opI32GeU, getGlobal(heap.top), get(end))),
			set(lists, moreMemory(pagesUpTo(heap, end))),
			when(apply(opI32Eq, get(lists), number(-1)), set(end, getGlobal(heap.arena)), leave(1)),
			setGlobal(heap.top, memoryEnd()),
		),
		setGlobal(heap.arenaEnd, get(end)),
		setGlobal(heap.next, get(end)),
	)
}

// pagesUpTo is how many pages the memory lacks up to an address.
func pagesUpTo(heap heapGlobals, end uint32) code {
	return apply(opI32ShrU, sum(apply(opI32Sub, get(end), getGlobal(heap.top)), number(65535)), number(16))
}

func moreMemory(pages code) code { return append(seq(pages), plain{opMemoryGrow, []any{byte(0)}}) }

func memoryEnd() code { return apply(opI32Shl, one(plain{opMemorySize, []any{byte(0)}}), number(16)) }

// defineHeapGrow makes the memory reach an address, or stops the policy. Each growth costs the same, so small ones are avoided.
func (c *Compiler) defineHeapGrow(heap heapGlobals) error {
	const end, pages = 0, 1
	return c.define(heapGrow, 1, 0,
		set(pages, pagesUpTo(heap, end)),
		block(
			when(apply(opI32LtU, get(pages), number(growPages)),
				leaveWhen(1, apply(opI32Ne, moreMemory(number(growPages)), number(-1))),
			),
			leaveWhen(0, apply(opI32Ne, moreMemory(get(pages)), number(-1))),
			number(c.builtinStringAddr(errNoMemory)), call(c.function(opaAbort)), one(instruction.Unreachable{}),
		),
		setGlobal(heap.top, memoryEnd()),
	)
}

// put makes a block of a class out of what begins at an address, which becomes where its content begins.
func put(address, class uint32) code {
	return seq(
		store(opI32Store, get(address), 0, get(class)),
		store(opI32Store, get(address), 4, number(0)),
		giveBack(sum(get(address), number(blockHead))),
	)
}

func (c *Compiler) defineAllocate(heap heapGlobals) error {
	const size, class, bytes, list, free, end, shift = 0, 1, 2, 3, 4, 5, 6
	return c.define("opa_malloc", 6, 0,
		block(
			when(apply(opI32GeU, number(8*(smallClasses-1)), get(size)),
				set(class, apply(opI32ShrU, sum(get(size), number(7)), number(3))),
				when(apply(opI32Eqz, get(class)), set(class, number(1))),
				set(bytes, apply(opI32Shl, get(class), number(3))),
				leave(1),
			),
			when(apply(opI32LtU, number(mostBytes), get(size)),
				number(c.builtinStringAddr(errNoMemory)), call(c.function(opaAbort)), one(instruction.Unreachable{}),
			),
			// The first three digits of size - 1 say how many quarters of a power of two there are.
			set(bytes, apply(opI32Sub, get(size), number(1))),
			set(shift, apply(opI32Sub, number(29), apply(opI32Clz, get(bytes)))),
			set(bytes, apply(opI32ShrU, get(bytes), get(shift))),
			set(class, sum(sum(apply(opI32Shl, get(shift), number(2)), get(bytes)), number(smallClasses-6*4-4))),
			set(bytes, apply(opI32Shl, sum(get(bytes), number(1)), get(shift))),
		),
		set(list, sum(sum(getGlobal(heap.lists), getGlobal(heap.listsInUse)), apply(opI32Shl, get(class), number(2)))),
		set(free, load(get(list), 0)),
		when(get(free),
			store(opI32Store, get(list), 0, load(get(free), 0)),
			giveBack(get(free)),
		),
		when(getGlobal(heap.listsInUse),
			set(free, getGlobal(heap.arenaNext)),
			set(end, sum(sum(get(free), get(bytes)), number(blockHead))),
			when(apply(opI32GeU, getGlobal(heap.arenaEnd), get(end)),
				setGlobal(heap.arenaNext, get(end)),
				put(free, class),
			),
			setGlobal(heap.isArenaFull, number(1)),
		),
		set(free, getGlobal(heap.next)),
		set(end, sum(sum(get(free), get(bytes)), number(blockHead))),
		when(apply(opI32LtU, get(end), get(free)),
			number(c.builtinStringAddr(errNoMemory)), call(c.function(opaAbort)), one(instruction.Unreachable{}),
		),
		when(apply(opI32LtU, getGlobal(heap.top), get(end)), call(c.function(heapGrow), get(end))),
		setGlobal(heap.next, get(end)),
		put(free, class),
		one(instruction.Unreachable{}),
	)
}

func (c *Compiler) defineFree(heap heapGlobals) error {
	const content, class, list = 0, 1, 2
	return c.define("opa_free", 2, 0,
		when(apply(opI32Eqz, get(content)), one(instruction.Return{})),
		set(class, load(apply(opI32Sub, get(content), number(blockHead)), 0)),
		// No block: this would be written anywhere.
		when(apply(opI32GeU, get(class), number(classes)), one(instruction.Unreachable{})),
		set(list, sum(getGlobal(heap.lists), apply(opI32Shl, get(class), number(2)))),
		when(apply(opI32LtU, apply(opI32Sub, get(content), getGlobal(heap.arena)),
			apply(opI32Sub, getGlobal(heap.arenaEnd), getGlobal(heap.arena))),
			increase(list, arenaLists),
		),
		store(opI32Store, get(content), 0, load(get(list), 0)),
		store(opI32Store, get(list), 0, get(content)),
	)
}

func (c *Compiler) defineReallocate() error {
	const content, size, class, has, other = 0, 1, 2, 3, 4
	return c.define("opa_realloc", 3, 0,
		set(class, load(apply(opI32Sub, get(content), number(blockHead)), 0)),
		set(has, apply(opI32Shl, get(class), number(3))),
		when(apply(opI32GeU, get(class), number(smallClasses)),
			set(class, apply(opI32Sub, get(class), number(smallClasses))),
			set(has, apply(opI32Shl,
				sum(apply(opI32And, get(class), number(3)), number(5)),
				sum(apply(opI32ShrU, get(class), number(2)), number(6)))),
		),
		when(apply(opI32GeU, get(has), get(size)), giveBack(get(content))),
		set(other, call(c.function("opa_malloc"), get(size))),
		call(c.function("memcpy"), get(other), get(content), get(has)), one(instruction.Drop{}),
		call(c.function("opa_free"), get(content)),
		get(other),
	)
}

// defineHeapReset gives all above an address back. Compiled expressions stay, unless some of them lie there.
func (c *Compiler) defineHeapReset(heap heapGlobals) error {
	const address, next, end = 0, 1, 2
	return c.define("opa_heap_ptr_set", 2, 0,
		setGlobal(heap.next, get(address)),
		set(next, getGlobal(heap.lists)),
		set(end, sum(get(next), number(arenaLists))),
		block(
			leaveWhen(0, apply(opI32Eqz, getGlobal(heap.isArenaFull))),
			increase(end, arenaLists),
			setGlobal(heap.arenaNext, getGlobal(heap.arena)),
			setGlobal(heap.isArenaFull, number(0)),
			call(c.function("opa_builtin_cache_set"), number(0), number(0)),
			call(c.function("opa_builtin_cache_set"), number(1), number(0)),
		),
		zero(next, end),
	)
}
