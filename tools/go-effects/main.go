// Writes what each exported symbol of the standard library can do at run time, from the library's own sources: which
// files it opens (by an argument, or by a name of its own), lists, makes or removes, which programs it starts, which
// variables it reads, whether it needs certificates, time zones, accounts …
//
//	npm run go-effects                                    writes rules/golang/sources/knowledge/standard-library-effects.ts
//	go run . 'net/http.ListenAndServe' hosts              says by which way a function reaches an effect
//
// A function can do what the functions do that it calls or mentions, and what the variables hold that it mentions. A
// value that is put into an interface brings the methods of that interface along; who calls through an interface brings
// nothing. So http.Get needs certificates (it mentions http.DefaultTransport), and fmt.Println opens nothing.
package main

import (
	_ "embed"
	"fmt"
	"go/types"
	"os"
	"runtime"
	"sort"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

func main() {
	os.Setenv("CGO_ENABLED", "0")
	os.Setenv("GOOS", "linux")
	os.Setenv("GOARCH", "amd64")
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax}, "std")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program, _ := ssautil.AllPackages(loaded, ssa.InstantiateGenerics)
	program.Build()
	w := newWalker(program, ssautil.AllFunctions(program))
	w.run()

	if len(os.Args) == 3 {
		for f := range w.of {
			if f.String() == os.Args[1] {
				fmt.Println(strings.Join(w.why(f, os.Args[2]), "\n  "))
			}
		}
		return
	}
	callable := interfaceMethods(program)
	paths := map[string]*ssa.Package{}
	for _, each := range program.AllPackages() {
		if isPublic(each.Pkg.Path()) {
			paths[each.Pkg.Path()] = each
		}
	}
	acting := w.actingTypes(paths)
	rows := strings.Builder{}
	counts := map[string]int{}
	symbols := 0
	for _, path := range sorted(paths) {
		byEffects := map[string][]string{}
		for name, what := range w.symbols(paths[path], callable) {
			symbols++
			byEffects[what] = append(byEffects[what], name)
			for _, one := range strings.Fields(what) {
				kind, _, _ := strings.Cut(one, ":")
				counts[kind]++
			}
		}
		rows.WriteString(path + "\n")
		for _, what := range sorted(byEffects) {
			names := byEffects[what]
			sort.Strings(names)
			rows.WriteString("\t" + what + "\t" + strings.Join(shortened(names), " ") + "\n")
		}
		byType := givers(paths[path], acting)
		for _, of := range sorted(byType) {
			names := byType[of]
			sort.Strings(names)
			rows.WriteString("\t> " + of + "\t" + strings.Join(shortened(names), " ") + "\n")
		}
	}
	fmt.Printf(header, runtime.Version(), symbols, rows.String())
	for _, kind := range sorted(counts) {
		fmt.Fprintf(os.Stderr, "%-20s %d\n", kind, counts[kind])
	}
	fmt.Fprintf(os.Stderr, "%-20s %d\n", "symbols", symbols)
}

func isPublic(path string) bool {
	for _, element := range strings.Split(path, "/") {
		if element == "internal" || element == "vendor" {
			return false
		}
	}
	return true
}

// interfaceMethods are the interfaces through which the library can call what it is given.
func interfaceMethods(program *ssa.Program) []*types.Interface {
	found := []*types.Interface{}
	for _, each := range program.AllPackages() {
		scope := each.Pkg.Scope()
		for _, name := range scope.Names() {
			declared, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || !isPublic(each.Pkg.Path()) {
				continue
			}
			if through, ok := declared.Type().Underlying().(*types.Interface); ok {
				if through.NumMethods() > 0 && through.IsMethodSet() {
					found = append(found, through)
				}
			}
		}
	}
	return found
}

// isCallable tells whether the library has an interface with this method that the type implements.
func isCallable(t types.Type, method string, interfaces []*types.Interface) bool {
	for _, through := range interfaces {
		for index := 0; index < through.NumMethods(); index++ {
			if through.Method(index).Name() == method && types.Implements(t, through) {
				return true
			}
		}
	}
	return false
}

// symbols gives the effects of everything that a package exports; `init` is its initialisation.
func (w *walker) symbols(each *ssa.Package, callable []*types.Interface) map[string]string {
	found := map[string]string{}
	path := each.Pkg.Path()
	if initialisation := each.Func("init"); initialisation != nil {
		if what := strings.Join(w.initialisation(initialisation), " "); what != "" {
			found["init"] = what
		}
	}
	scope := each.Pkg.Scope()
	for _, name := range scope.Names() {
		object := scope.Lookup(name)
		if !object.Exported() {
			continue
		}
		switch declared := object.(type) {
		case *types.Func:
			found[name] = strings.Join(w.exported(w.program.FuncValue(declared)), " ")
		case *types.Var:
			global := each.Var(name)
			held := effects{}
			if content := w.globals[global]; content != nil {
				for called := range content.functions {
					w.enter(called)
					w.run()
					for one := range w.of[called] {
						if own := (effect{one.kind, ""}); !isNothing(own, path == "net") {
							held.add(own)
						}
					}
				}
			}
			found[name] = strings.Join(words(held), " ")
		case *types.TypeName:
			w.typeSymbols(found, name, declared, callable)
		case *types.Const:
			// System calls have thousands of constants, all in upper case.
			if path != "syscall" || strings.ToUpper(name) != name {
				found[name] = ""
			}
		}
	}
	return found
}

// typeSymbols adds a type's methods, and to the type itself what those do that the library calls through interfaces.
func (w *walker) typeSymbols(found map[string]string, name string, declared *types.TypeName, callable []*types.Interface) {
	carried := effects{}
	named := declared.Type()
	if types.IsInterface(named) {
		through := named.Underlying().(*types.Interface)
		for index := 0; index < through.NumMethods(); index++ {
			if method := through.Method(index); method.Exported() {
				found[name+"."+method.Name()] = ""
			}
		}
	} else {
		set := w.program.MethodSets.MethodSet(types.NewPointer(named))
		for index := 0; index < set.Len(); index++ {
			selection := set.At(index)
			if !selection.Obj().Exported() {
				continue
			}
			method := selection.Obj().Name()
			if generic, ok := named.(*types.Named); ok && generic.TypeParams().Len() > 0 {
				found[name+"."+method] = strings.Join(w.exported(w.program.FuncValue(selection.Obj().(*types.Func))), " ")
				continue
			}
			what := w.exported(w.program.MethodValue(selection))
			found[name+"."+method] = strings.Join(what, " ")
			if len(what) > 0 && isCallable(types.NewPointer(named), method, callable) {
				for _, one := range ownNames(what) {
					carried.add(effect{one, ""})
				}
			}
		}
	}
	found[name] = strings.Join(words(carried), " ")
}

// ownNames leaves the kinds alone: by which name is not known any more.
func ownNames(what []string) []string {
	found := effects{}
	for _, one := range what {
		kind, argument, _ := strings.Cut(one, ":")
		if !strings.HasPrefix(argument, `"`) {
			argument = ""
		}
		found.add(effect{kind, argument})
	}
	return words(found)
}

// shortened writes methods of one type as `Type.First .Second`.
func shortened(names []string) []string {
	short := make([]string, len(names))
	for index, name := range names {
		short[index] = name
		if owner, method, isMethod := strings.Cut(name, "."); isMethod && index > 0 {
			if previous, _, _ := strings.Cut(names[index-1], "."); previous == owner {
				short[index] = "." + method
			}
		}
	}
	return short
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// actingTypes are the types with methods that do something beyond asking for the local time.
func (w *walker) actingTypes(paths map[string]*ssa.Package) map[string]bool {
	acting := map[string]bool{}
	for path, each := range paths {
		scope := each.Pkg.Scope()
		for _, name := range scope.Names() {
			declared, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || !declared.Exported() || types.IsInterface(declared.Type()) {
				continue
			}
			set := w.program.MethodSets.MethodSet(types.NewPointer(declared.Type()))
			for index := 0; index < set.Len(); index++ {
				method := w.program.FuncValue(set.At(index).Obj().(*types.Func))
				if what := strings.Join(w.exported(method), " "); what != "" && what != "local-zone" && set.At(index).Obj().Exported() {
					acting[path+"."+name] = true
				}
			}
		}
	}
	return acting
}

// givers are the functions, methods, variables and fields whose value is of a type that acts, by that type.
func givers(each *ssa.Package, acting map[string]bool) map[string][]string {
	found := map[string][]string{}
	add := func(name string, t types.Type) {
		if of := typeKey(t); acting[of] {
			found[of] = append(found[of], name)
		}
	}
	addResult := function(add)
	scope := each.Pkg.Scope()
	for _, name := range scope.Names() {
		object := scope.Lookup(name)
		if !object.Exported() {
			continue
		}
		switch declared := object.(type) {
		case *types.Func:
			addResult(name, declared)
		case *types.Var:
			add(name, declared.Type())
		case *types.TypeName:
			if fields, ok := declared.Type().Underlying().(*types.Struct); ok {
				for index := 0; index < fields.NumFields(); index++ {
					if field := fields.Field(index); field.Exported() {
						add(name+"."+field.Name(), field.Type())
					}
				}
			}
			set := types.NewMethodSet(types.NewPointer(declared.Type()))
			if types.IsInterface(declared.Type()) {
				set = types.NewMethodSet(declared.Type())
			}
			for index := 0; index < set.Len(); index++ {
				if method := set.At(index).Obj().(*types.Func); method.Exported() {
					addResult(name+"."+method.Name(), method)
				}
			}
		}
	}
	return found
}

func function(add func(string, types.Type)) func(string, *types.Func) {
	return func(name string, called *types.Func) {
		if results := called.Signature().Results(); results.Len() > 0 {
			add(name, results.At(0).Type())
		}
	}
}

// typeKey is `path.Name` of a named type, or of what it points to or is a list of.
func typeKey(t types.Type) string {
	switch of := types.Unalias(t).(type) {
	case *types.Pointer:
		return typeKey(of.Elem())
	case *types.Named:
		if of.Obj().Pkg() != nil {
			return of.Obj().Pkg().Path() + "." + of.Obj().Name()
		}
	}
	return ""
}

//go:embed header.txt
var header string
