package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

// run is one start of a container.
type run struct {
	Name      string
	Root      string
	Directory string
	User      uint32
	Group     uint32
	Variables []string
	Words     []string
}

type result struct {
	Name   string
	Code   int
	Output string
	Errors string
}

const longest = 20 * time.Second

// apart goes on in a network and mounts of its own, so that nothing outside is reached or changed.
func apart(directory, file string) {
	self, err := os.Executable()
	if err != nil {
		fail(err)
	}
	command := exec.Command(self, "serve", directory, file)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if err := command.Run(); err != nil {
		fail(err)
	}
}

func serve(directory, file string) {
	if err := bringUp("lo"); err != nil {
		fail(err)
	}
	startServers(directory)
	text, err := os.ReadFile(file)
	if err != nil {
		fail(err)
	}
	var runs []run
	if err := json.Unmarshal(text, &runs); err != nil {
		fail(err)
	}
	work, results := make(chan run), make(chan result)
	var workers sync.WaitGroup
	for range 3 {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for each := range work {
				results <- start(each)
			}
		}()
	}
	go func() {
		for _, each := range runs {
			work <- each
		}
		close(work)
		workers.Wait()
		close(results)
	}()
	output := json.NewEncoder(os.Stdout)
	for each := range results {
		if err := output.Encode(each); err != nil {
			fail(err)
		}
	}
}

// start runs the program in its tree, by way of a process that enters the tree first.
func start(it run) result {
	self, err := os.Executable()
	if err != nil {
		fail(err)
	}
	text, err := json.Marshal(it)
	if err != nil {
		fail(err)
	}
	var output, errorOutput bytes.Buffer
	command := exec.Command(self, "enter", string(text))
	command.Stdout, command.Stderr = &output, &errorOutput
	command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	timer := time.AfterFunc(longest, func() { command.Process.Kill() })
	err = command.Run()
	timer.Stop()
	code := command.ProcessState.ExitCode()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		fail(err)
	}
	return result{it.Name, code, output.String(), errorOutput.String()}
}

// enter is the last step before the program: what is mounted, the root, the user, and then the program itself.
func enter(text string) {
	var it run
	if err := json.Unmarshal([]byte(text), &it); err != nil {
		fail(err)
	}
	steps := []error{syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, "")}
	for _, name := range []string{"proc", "dev"} {
		steps = append(steps, syscall.Mount("/"+name, filepath.Join(it.Root, name), "", syscall.MS_BIND|syscall.MS_REC, ""))
	}
	steps = append(steps, syscall.Chroot(it.Root), syscall.Chdir(it.Directory), syscall.Setgroups(nil))
	if it.Group != 0 {
		steps = append(steps, syscall.Setgid(int(it.Group)))
	}
	if it.User != 0 {
		steps = append(steps, syscall.Setuid(int(it.User)))
	}
	if err := errors.Join(steps...); err != nil {
		fail(err)
	}
	os.Clearenv()
	for _, each := range it.Variables {
		if name, value, found := bytes.Cut([]byte(each), []byte("=")); found {
			os.Setenv(string(name), string(value))
		}
	}
	path, err := exec.LookPath(it.Words[0])
	if err == nil {
		err = syscall.Exec(path, it.Words, os.Environ())
	}
	fmt.Fprintln(os.Stderr, "cannot start:", err)
	os.Exit(127)
}

func bringUp(name string) error {
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(socket)
	var request struct {
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:], name)
	request.flags = syscall.IFF_UP | syscall.IFF_RUNNING
	_, _, number := syscall.Syscall(syscall.SYS_IOCTL, uintptr(socket), syscall.SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request)))
	if number != 0 {
		return number
	}
	_, err = net.InterfaceByName(name)
	return err
}
