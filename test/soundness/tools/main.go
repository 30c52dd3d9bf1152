// Helper stands for the programs of an image, and runs programs in directory trees as a container engine does.
//
//	helper prepare DIRECTORY   writes certificates and time zones for the trees
//	helper run DIRECTORY FILE  runs what the JSON file lists, one result a line on standard output
//
// Under any other name it is the program of that name.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	path, err := os.Executable()
	if err != nil {
		fail(err)
	}
	switch name := filepath.Base(path); {
	case name != "helper":
		applet(name, os.Args[1:])
	case len(os.Args) == 3 && os.Args[1] == "prepare":
		prepare(os.Args[2])
	case len(os.Args) == 4 && os.Args[1] == "run":
		apart(os.Args[2], os.Args[3])
	case len(os.Args) == 4 && os.Args[1] == "serve":
		serve(os.Args[2], os.Args[3])
	case len(os.Args) == 3 && os.Args[1] == "enter":
		enter(os.Args[2])
	default:
		fmt.Fprintln(os.Stderr, "helper: prepare, run")
		os.Exit(2)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "helper:", err)
	os.Exit(125)
}

// applet is what a program of an image does, as far as it matters here.
func applet(name string, arguments []string) {
	switch {
	case name == "cat":
		for _, path := range arguments {
			text, err := os.ReadFile(path)
			if err != nil {
				fmt.Fprintln(os.Stderr, "cat:", err)
				os.Exit(1)
			}
			os.Stdout.Write(text)
		}
	case (name == "sh" || name == "bash") && len(arguments) == 2 && arguments[0] == "-c":
		words := strings.Fields(arguments[1])
		command := exec.Command(words[0], words[1:]...)
		command.Stdout, command.Stderr = os.Stdout, os.Stderr
		if err := command.Run(); err != nil {
			fmt.Fprintln(os.Stderr, name+":", err)
			os.Exit(127)
		}
	default:
		fmt.Println("this is", name)
	}
}
