package main

import (
	"go/constant"
	"go/token"
	"go/types"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// effect is one thing that a function can do. argument says by which name: "0" is the first parameter as it is given,
// "0~" a name that is made from it, "0*" each of the texts from there on, `"text"` a name of its own, "" one that is not told here.
// Inside of the walk "^0" is a variable of the function around a literal.
type effect struct{ kind, argument string }

type effects map[effect]bool

func (e effects) add(more effect) bool {
	if e[more] {
		return false
	}
	e[more] = true
	return true
}

// walker finds the effects of each function by those of the functions it calls or mentions, until nothing is added.
type walker struct {
	program *ssa.Program
	of      map[*ssa.Function]effects
	uses    map[*ssa.Function][]use
	globals map[*ssa.Global]*content
	queue   []*ssa.Function
	queued  map[*ssa.Function]bool
	users   map[*ssa.Function][]*ssa.Function
}

// use is a mention of a function: a call with its arguments, or its value (then arguments is nil).
type use struct {
	called    *ssa.Function
	arguments []ssa.Value
	bindings  []ssa.Value
	// as is set for a call with the flags that create a file.
	creates bool
}

// content is what a variable of a package may hold: functions, and methods that can be called through an interface.
type content struct{ functions map[*ssa.Function]bool }

func newWalker(program *ssa.Program, all map[*ssa.Function]bool) *walker {
	w := &walker{program: program, of: map[*ssa.Function]effects{}, uses: map[*ssa.Function][]use{}, globals: map[*ssa.Global]*content{},
		queued: map[*ssa.Function]bool{}, users: map[*ssa.Function][]*ssa.Function{}}
	for f := range all {
		w.collectGlobals(f)
	}
	for f := range all {
		w.enter(f)
	}
	return w
}

func (w *walker) enter(f *ssa.Function) {
	if _, known := w.of[f]; known {
		return
	}
	w.of[f] = effects{}
	if known, ok := barriers[f.String()]; ok {
		offset := receivers(f)
		for _, one := range known {
			w.of[f].add(effect{one.kind, shift(one.argument, offset)})
		}
		return
	}
	for _, one := range systemCall(f) {
		w.of[f].add(one)
	}
	w.uses[f] = w.usesOf(f)
	for _, one := range w.uses[f] {
		w.users[one.called] = append(w.users[one.called], f)
		w.enter(one.called)
	}
	w.push(f)
}

func receivers(f *ssa.Function) int {
	if f.Signature.Recv() != nil {
		return 1
	}
	return 0
}

func shift(argument string, by int) string {
	if argument == "" || argument[0] < '0' || argument[0] > '9' || by == 0 {
		return argument
	}
	digits := strings.TrimRight(argument, "~*")
	number, _ := strconv.Atoi(digits)
	if number+by < 0 {
		return ""
	}
	return strconv.Itoa(number+by) + argument[len(digits):]
}

func (w *walker) push(f *ssa.Function) {
	if !w.queued[f] {
		w.queued[f] = true
		w.queue = append(w.queue, f)
	}
}

func (w *walker) run() {
	for len(w.queue) > 0 {
		f := w.queue[0]
		w.queue = w.queue[1:]
		w.queued[f] = false
		changed := false
		for _, one := range w.uses[f] {
			for what := range w.of[one.called] {
				for _, seen := range w.seenFrom(f, one, what) {
					changed = w.of[f].add(seen) || changed
				}
			}
		}
		if changed {
			for _, user := range w.users[f] {
				w.push(user)
			}
		}
	}
}

// seenFrom is an effect of a function as its user has it: parameters become what they are given.
func (w *walker) seenFrom(user *ssa.Function, one use, what effect) []effect {
	kind := what.kind
	if one.creates && kind == "open" {
		kind = "create"
	}
	if what.argument == "" || what.argument[0] == '"' {
		return []effect{{kind, what.argument}}
	}
	outer := what.argument[0] == '^'
	digits := strings.Trim(what.argument, "^~*")
	index, _ := strconv.Atoi(digits)
	suffix := what.argument[strings.Index(what.argument, digits)+len(digits):]
	values := one.arguments
	if outer {
		values = one.bindings
	}
	if index >= len(values) {
		return []effect{{kind, ""}}
	}
	sources := map[string]bool{}
	w.trace(user, values[index], suffix, sources, map[ssa.Value]bool{})
	found := []effect{}
	for source := range sources {
		if !isOfEveryContainer(source) && !(kind == "protocols" && strings.HasPrefix(source, `"`) && !strings.HasPrefix(source, `"ip`)) {
			found = append(found, effect{kind, source})
		}
	}
	return found
}

func isOfEveryContainer(source string) bool {
	for _, tree := range ofEveryContainer {
		if strings.HasPrefix(source, `"`+tree) {
			return true
		}
	}
	return false
}

// trace says where a text comes from.
func (w *walker) trace(f *ssa.Function, value ssa.Value, suffix string, found map[string]bool, seen map[ssa.Value]bool) {
	if seen[value] {
		return
	}
	seen[value] = true
	switch v := value.(type) {
	case *ssa.Parameter:
		for index, parameter := range f.Params {
			if parameter == v {
				found[strconv.Itoa(index)+suffix] = true
			}
		}
	case *ssa.FreeVar:
		for index, free := range f.FreeVars {
			if free == v {
				found["^"+strconv.Itoa(index)+suffix] = true
			}
		}
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String && suffix == "" {
			found[strconv.Quote(constant.StringVal(v.Value))] = true
		} else {
			found[""] = true
		}
	case *ssa.Phi:
		for _, edge := range v.Edges {
			w.trace(f, edge, suffix, found, seen)
		}
	case *ssa.ChangeType:
		w.trace(f, v.X, suffix, found, seen)
	case *ssa.Convert:
		w.trace(f, v.X, suffix, found, seen)
	case *ssa.MultiConvert:
		w.trace(f, v.X, suffix, found, seen)
	case *ssa.Slice:
		if isText(v.X.Type()) {
			suffix = "~"
		}
		w.trace(f, v.X, suffix, found, seen)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			w.trace(f, v.X, "~", found, seen)
			w.trace(f, v.Y, "~", found, seen)
			return
		}
		found[""] = true
	case *ssa.Extract:
		w.trace(f, v.Tuple, suffix, found, seen)
	case *ssa.UnOp:
		w.traceLoad(f, v, suffix, found, seen)
	case *ssa.Alloc:
		w.traceStores(f, v, suffix, found, seen)
	case *ssa.Call:
		called := v.Call.StaticCallee()
		if called != nil && sameName[called.String()] {
			w.trace(f, v.Call.Args[0], suffix, found, seen)
			return
		}
		texts := false
		for _, argument := range v.Call.Args {
			if isText(argument.Type()) {
				texts = true
				w.trace(f, argument, "~", found, seen)
			}
		}
		if !texts {
			found[""] = true
		}
	default:
		found[""] = true
	}
}

func (w *walker) traceLoad(f *ssa.Function, v *ssa.UnOp, suffix string, found map[string]bool, seen map[ssa.Value]bool) {
	switch place := v.X.(type) {
	case *ssa.Alloc:
		w.traceStores(f, place, suffix, found, seen)
	case *ssa.FreeVar:
		w.trace(f, place, suffix, found, seen)
	case *ssa.IndexAddr:
		if _, ok := place.X.(*ssa.Parameter); ok && !isText(place.X.Type()) {
			w.trace(f, place.X, "*", found, seen)
			return
		}
		found[""] = true
	default:
		found[""] = true
	}
}

// traceStores follows a variable that a function literal shares with the function around it.
func (w *walker) traceStores(f *ssa.Function, place *ssa.Alloc, suffix string, found map[string]bool, seen map[ssa.Value]bool) {
	stored := false
	for _, referrer := range *place.Referrers() {
		if store, ok := referrer.(*ssa.Store); ok && store.Addr == place {
			stored = true
			w.trace(f, store.Val, suffix, found, seen)
		}
	}
	if !stored {
		found[""] = true
	}
}

func isText(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

// usesOf lists the functions that a function calls or mentions.
func (w *walker) usesOf(f *ssa.Function) []use {
	found := []use{}
	initialises := f.Name() == "init" && f.Synthetic != ""
	for _, block := range f.Blocks {
		for _, instruction := range block.Instrs {
			if initialises && isStored(instruction) {
				continue
			}
			found = append(found, w.usesIn(instruction)...)
		}
	}
	return found
}

// isStored tells what the initialiser of a package only puts into its variables: who uses the variable has it.
func isStored(instruction ssa.Instruction) bool {
	switch instruction.(type) {
	case *ssa.Store, *ssa.MakeInterface, *ssa.MakeClosure, *ssa.MapUpdate:
		return true
	}
	return false
}

func (w *walker) usesIn(instruction ssa.Instruction) []use {
	found := []use{}
	var calledValue ssa.Value
	if call, ok := instruction.(ssa.CallInstruction); ok {
		common := call.Common()
		calledValue = common.Value
		if called := common.StaticCallee(); called != nil {
			one := use{called: called, arguments: common.Args, creates: createsFile(common)}
			if closure, ok := common.Value.(*ssa.MakeClosure); ok {
				one.bindings = closure.Bindings
			}
			found = append(found, one)
		}
	}
	if closure, ok := instruction.(*ssa.MakeClosure); ok {
		return append(found, use{called: closure.Fn.(*ssa.Function), bindings: closure.Bindings})
	}
	if made, ok := instruction.(*ssa.MakeInterface); ok {
		for called := range w.callable(made.X.Type(), made.Type()) {
			found = append(found, use{called: called})
		}
	}
	for _, operand := range instruction.Operands(nil) {
		if *operand == nil || *operand == calledValue {
			continue
		}
		switch value := (*operand).(type) {
		case *ssa.Function:
			found = append(found, use{called: value})
		case *ssa.Global:
			if held := w.globals[value]; held != nil {
				for called := range held.functions {
					found = append(found, use{called: called})
				}
			}
		}
	}
	return found
}

// createsFile tells a call that opens a file with constant flags, O_CREATE among them.
func createsFile(call *ssa.CallCommon) bool {
	called := call.StaticCallee()
	if called == nil || !strings.HasPrefix(strings.ToLower(called.Name()), "openfile") {
		return false
	}
	index := 1 + receivers(called)
	if index >= len(call.Args) {
		return false
	}
	flags, ok := call.Args[index].(*ssa.Const)
	return ok && flags.Value != nil && flags.Int64()&0x40 != 0
}

// callable are the methods of a type that can be called through an interface.
func (w *walker) callable(t, through types.Type) map[*ssa.Function]bool {
	found := map[*ssa.Function]bool{}
	wanted, ok := through.Underlying().(*types.Interface)
	if !ok || types.IsInterface(t) {
		return found
	}
	set := w.program.MethodSets.MethodSet(t)
	for index := 0; index < wanted.NumMethods(); index++ {
		method := wanted.Method(index)
		if selection := set.Lookup(method.Pkg(), method.Name()); selection != nil {
			if called := w.program.MethodValue(selection); called != nil {
				found[called] = true
			}
		}
	}
	return found
}

// collectGlobals finds what functions put into variables of packages, through what they make for that.
func (w *walker) collectGlobals(f *ssa.Function) {
	for _, block := range f.Blocks {
		for _, instruction := range block.Instrs {
			store, ok := instruction.(*ssa.Store)
			if !ok {
				continue
			}
			if global := globalOf(store.Addr); global != nil && canHold(global) {
				if w.globals[global] == nil {
					w.globals[global] = &content{map[*ssa.Function]bool{}}
				}
				w.gather(store.Val, w.globals[global], map[ssa.Value]bool{})
			}
		}
	}
}

// canHold leaves out variables of plain types, and errors, which are asked for their text alone.
func canHold(global *ssa.Global) bool {
	of := global.Type().(*types.Pointer).Elem()
	if _, plain := of.Underlying().(*types.Basic); plain {
		return false
	}
	return !types.Identical(of, types.Universe.Lookup("error").Type())
}

func globalOf(address ssa.Value) *ssa.Global {
	switch place := address.(type) {
	case *ssa.Global:
		return place
	case *ssa.FieldAddr:
		return globalOf(place.X)
	case *ssa.IndexAddr:
		return globalOf(place.X)
	}
	return nil
}

func (w *walker) gather(value ssa.Value, held *content, seen map[ssa.Value]bool) {
	if value == nil || seen[value] {
		return
	}
	seen[value] = true
	switch v := value.(type) {
	case *ssa.Function:
		held.functions[v] = true
		return
	case *ssa.Global:
		return
	case *ssa.MakeInterface:
		for called := range w.callable(v.X.Type(), v.Type()) {
			held.functions[called] = true
		}
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
		for _, referrer := range *v.Referrers() {
			w.gatherInto(referrer, held, seen)
		}
		return
	case *ssa.Call:
		// Not the function that made it is held, but what that returns; what it was given where it returns that.
		called := v.Call.StaticCallee()
		if called != nil {
			for _, block := range called.Blocks {
				if returned, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok {
					for _, result := range returned.Results {
						w.gather(result, held, seen)
					}
				}
			}
		}
		for index, argument := range v.Call.Args {
			if called == nil || index >= len(called.Params) || seen[called.Params[index]] {
				w.gather(argument, held, seen)
			}
		}
		return
	}
	if instruction, ok := value.(ssa.Instruction); ok {
		for _, operand := range instruction.Operands(nil) {
			if *operand != nil {
				w.gather(*operand, held, seen)
			}
		}
	}
}

func (w *walker) gatherInto(referrer ssa.Instruction, held *content, seen map[ssa.Value]bool) {
	switch into := referrer.(type) {
	case *ssa.Store:
		w.gather(into.Val, held, seen)
	case *ssa.MapUpdate:
		w.gather(into.Value, held, seen)
	case *ssa.FieldAddr:
		for _, further := range *into.Referrers() {
			w.gatherInto(further, held, seen)
		}
	case *ssa.IndexAddr:
		for _, further := range *into.Referrers() {
			w.gatherInto(further, held, seen)
		}
	}
}

// systemCall are the effects of a function that gives a path to the kernel.
func systemCall(f *ssa.Function) []effect {
	if f.Pkg == nil {
		return nil
	}
	path := f.Pkg.Pkg.Path()
	if path != "syscall" && path != "internal/syscall/unix" {
		return nil
	}
	found := []effect{}
	for _, block := range f.Blocks {
		for _, instruction := range block.Instrs {
			call, ok := instruction.(*ssa.Call)
			if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().String() != "syscall.BytePtrFromString" {
				continue
			}
			for index, parameter := range f.Params {
				if call.Call.Args[0] == parameter {
					kind := systemCalls[f.Name()]
					if kind == "" {
						kind = "open"
					}
					found = append(found, effect{kind, strconv.Itoa(index)})
				}
			}
		}
	}
	return found
}

// exported are the effects of a function for those who call it: without what only the inside of the walk knows.
func (w *walker) exported(f *ssa.Function) []string {
	if f == nil {
		return nil
	}
	w.enter(f)
	w.run()
	offset := receivers(f)
	found := effects{}
	ofNetworks := f.Pkg != nil && f.Pkg.Pkg.Path() == "net"
	resolves := w.of[f][effect{"hosts", ""}]
	for one := range w.of[f] {
		if isNothing(one, ofNetworks) || resolves && ofResolver[one] {
			continue
		}
		argument := shift(one.argument, -offset)
		if strings.HasPrefix(argument, "^") {
			argument = ""
		}
		found.add(effect{one.kind, argument})
	}
	return words(found)
}

func isNothing(one effect, ofNetworks bool) bool {
	if one.argument == "" {
		return ofNetworksOnly[one.kind] && !ofNetworks
	}
	text, err := strconv.Unquote(one.argument)
	return err == nil && (text == "" || ofOtherSystems[text])
}

func words(found effects) []string {
	list := []string{}
	for one := range found {
		if one.argument == "" {
			list = append(list, one.kind)
		} else {
			list = append(list, one.kind+":"+one.argument)
		}
	}
	sort.Strings(list)
	return list
}

// why gives a way from a function to an effect of a kind, for those who wonder.
func (w *walker) why(f *ssa.Function, kind string) []string {
	seen := map[*ssa.Function]bool{f: true}
	type step struct {
		at   *ssa.Function
		path []string
	}
	queue := []step{{f, []string{f.String()}}}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, one := range append(barriers[at.at.String()], systemCall(at.at)...) {
			if one.kind == kind {
				return at.path
			}
		}
		for _, one := range w.uses[at.at] {
			has := false
			for what := range w.of[one.called] {
				has = has || what.kind == kind
			}
			if has && !seen[one.called] {
				seen[one.called] = true
				queue = append(queue, step{one.called, append(append([]string{}, at.path...), one.called.String())})
			}
		}
	}
	return nil
}

// initialisation are the effects of the functions that are called when a package is initialised; what is only put into
// variables then is of those who use the variables.
func (w *walker) initialisation(f *ssa.Function) []string {
	found := effects{}
	seen := map[*ssa.Function]bool{}
	var follow func(f *ssa.Function)
	follow = func(f *ssa.Function) {
		if seen[f] {
			return
		}
		seen[f] = true
		if known, ok := barriers[f.String()]; ok {
			for _, one := range known {
				found.add(effect{one.kind, ""})
			}
			return
		}
		for _, one := range systemCall(f) {
			found.add(effect{one.kind, ""})
		}
		for _, block := range f.Blocks {
			for _, instruction := range block.Instrs {
				call, ok := instruction.(ssa.CallInstruction)
				if !ok || call.Common().StaticCallee() == nil {
					continue
				}
				called := call.Common().StaticCallee()
				if called.Name() == "init" && called.Pkg != f.Pkg {
					continue
				}
				if called.String() == "os.Getenv" || called.String() == "syscall.Getenv" {
					if name, ok := call.Common().Args[0].(*ssa.Const); ok {
						found.add(effect{"environment", strconv.Quote(constant.StringVal(name.Value))})
						continue
					}
				}
				follow(called)
			}
		}
	}
	follow(f)
	return words(found)
}
