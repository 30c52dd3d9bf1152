// Command buildkit prints what BuildKit sees of Dockerfiles: its own parser, its own shell lexer, its own dispatch.
//
// It reads one JSON object a line from standard input, {"name", "text", "arguments", "images"}, and writes one a line to
// standard output: the instructions as they are parsed, and the config of the image that the last stage makes. Nothing is
// built and nothing is fetched: the config of a base image is the one that stands in "images", or an empty one.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

type request struct {
	Name      string                          `json:"name"`
	Text      string                          `json:"text"`
	Arguments map[string]string               `json:"arguments"`
	Images    map[string]ocispecs.ImageConfig `json:"images"`
}

type answer struct {
	Name string `json:"name"`
	// What the parser says of the text as a whole; the other fields are empty then.
	ParseError string `json:"parseError,omitempty"`
	// What is wrong with the arguments of an instruction.
	InstructionError string        `json:"instructionError,omitempty"`
	Escape           string        `json:"escape,omitempty"`
	Instructions     []instruction `json:"instructions"`
	Config           *config       `json:"config,omitempty"`
	// Why there is no config.
	EvaluationError string `json:"evaluationError,omitempty"`
}

type instruction struct {
	Keyword string   `json:"keyword"`
	Line    int      `json:"line"`
	EndLine int      `json:"endLine"`
	Flags   []string `json:"flags"`
	JSON    bool     `json:"json"`
	// The words after the keyword, as the parser has them.
	Words    []string  `json:"words"`
	Heredocs []heredoc `json:"heredocs"`
}

type heredoc struct {
	Name    string `json:"name"`
	Expand  bool   `json:"expand"`
	Chomp   bool   `json:"chomp"`
	Content string `json:"content"`
}

type config struct {
	Env         []string            `json:"env"`
	Workdir     string              `json:"workdir"`
	User        string              `json:"user"`
	Exposed     map[string]struct{} `json:"exposed"`
	Volumes     map[string]struct{} `json:"volumes"`
	Labels      map[string]string   `json:"labels"`
	Cmd         []string            `json:"cmd"`
	Entrypoint  []string            `json:"entrypoint"`
	StopSignal  string              `json:"stopSignal"`
	Shell       []string            `json:"shell"`
	OnBuild     []string            `json:"onbuild"`
	Healthcheck any                 `json:"healthcheck"`
}

func main() {
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var asked request
			if wrong := json.Unmarshal(line, &asked); wrong != nil {
				fmt.Fprintln(os.Stderr, wrong)
				os.Exit(2)
			}
			if wrong := encoder.Encode(see(asked)); wrong != nil {
				fmt.Fprintln(os.Stderr, wrong)
				os.Exit(2)
			}
		}
		if err != nil {
			return
		}
	}
}

// see never fails: a panic of BuildKit's is an answer, too.
func see(asked request) (result answer) {
	result = answer{Name: asked.Name, Instructions: []instruction{}}
	defer func() {
		if wrong := recover(); wrong != nil {
			result.EvaluationError = fmt.Sprint("panic: ", wrong)
		}
	}()
	parsed, err := parser.Parse(strings.NewReader(asked.Text))
	if err != nil {
		result.ParseError = err.Error()
		return result
	}
	result.Escape = string(parsed.EscapeToken)
	for _, node := range parsed.AST.Children {
		result.Instructions = append(result.Instructions, instructionOf(node))
	}
	if _, _, err := instructions.Parse(parsed.AST, linter.New(&linter.Config{})); err != nil {
		result.InstructionError = err.Error()
		return result
	}
	made, err := evaluate(asked)
	if err != nil {
		result.EvaluationError = err.Error()
		return result
	}
	result.Config = made
	return result
}

func instructionOf(node *parser.Node) instruction {
	words := []string{}
	for next := node.Next; next != nil; next = next.Next {
		words = append(words, next.Value)
		// ONBUILD has its trigger as a child.
		for _, child := range next.Children {
			words = append(words, child.Value)
			for word := child.Next; word != nil; word = word.Next {
				words = append(words, word.Value)
			}
		}
	}
	heredocs := []heredoc{}
	for _, each := range node.Heredocs {
		heredocs = append(heredocs, heredoc{each.Name, each.Expand, each.Chomp, each.Content})
	}
	flags := node.Flags
	if flags == nil {
		flags = []string{}
	}
	return instruction{
		Keyword:  strings.ToUpper(node.Value),
		Line:     node.StartLine,
		EndLine:  node.EndLine,
		Flags:    flags,
		JSON:     node.Attributes["json"],
		Words:    words,
		Heredocs: heredocs,
	}
}

// bases answers for the registry.
type bases map[string]ocispecs.ImageConfig

func (known bases) ResolveImageConfig(_ context.Context, reference string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	short := strings.TrimPrefix(strings.TrimPrefix(reference, "docker.io/"), "library/")
	image := ocispecs.Image{Platform: ocispecs.Platform{OS: "linux", Architecture: "amd64"}, Config: known[short]}
	text, err := json.Marshal(image)
	return reference, "", text, err
}

func evaluate(asked request) (*config, error) {
	caps := pb.Caps.CapSet(pb.Caps.All())
	platform := ocispecs.Platform{OS: "linux", Architecture: "amd64"}
	seen, err := dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(asked.Text), dockerfile2llb.ConvertOpt{
		Config: dockerui.Config{
			BuildArgs:       asked.Arguments,
			BuildPlatforms:  []ocispecs.Platform{platform},
			TargetPlatforms: []ocispecs.Platform{platform},
		},
		MetaResolver:   bases(asked.Images),
		TargetPlatform: &platform,
		LLBCaps:        &caps,
	})
	if err != nil {
		return nil, err
	}
	made := seen.Image.Config
	var check any
	if made.Healthcheck != nil {
		check = made.Healthcheck
	}
	return &config{
		Env:         made.Env,
		Workdir:     made.WorkingDir,
		User:        made.User,
		Exposed:     made.ExposedPorts,
		Volumes:     made.Volumes,
		Labels:      made.Labels,
		Cmd:         made.Cmd,
		Entrypoint:  made.Entrypoint,
		StopSignal:  made.StopSignal,
		Shell:       made.Shell,
		OnBuild:     made.OnBuild,
		Healthcheck: check,
	}, nil
}
