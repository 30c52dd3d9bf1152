package main

import (
	"archive/zip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// prepare makes a certificate authority with a server's certificate, and unpacks the time zones that Go brings.
func prepare(directory string) {
	authorityKey, authority := certificate(nil, nil, &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "authority of the test"},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	})
	key, server := certificate(authorityKey, authority, &x509.Certificate{
		SerialNumber: big.NewInt(2),
		DNSNames:     []string{"service.example"},
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	write(filepath.Join(directory, "authority.pem"), pemOf("CERTIFICATE", authority.Raw))
	write(filepath.Join(directory, "server.pem"), pemOf("CERTIFICATE", server.Raw))
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		fail(err)
	}
	write(filepath.Join(directory, "server.key"), pemOf("PRIVATE KEY", encoded))
	unpackZones(filepath.Join(directory, "zoneinfo"))
}

func certificate(parentKey *ecdsa.PrivateKey, parent, template *x509.Certificate) (*ecdsa.PrivateKey, *x509.Certificate) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		fail(err)
	}
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour)
	if parent == nil {
		parentKey, parent = key, template
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, parentKey)
	if err != nil {
		fail(err)
	}
	made, err := x509.ParseCertificate(raw)
	if err != nil {
		fail(err)
	}
	return key, made
}

func pemOf(kind string, raw []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw})
}

func unpackZones(directory string) {
	archive, err := zip.OpenReader(filepath.Join(runtime.GOROOT(), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		fail(err)
	}
	defer archive.Close()
	for _, zone := range []string{"Europe/Berlin", "Asia/Tokyo", "UTC"} {
		file, err := archive.Open(zone)
		if err != nil {
			fail(err)
		}
		text, err := io.ReadAll(file)
		if err != nil {
			fail(err)
		}
		write(filepath.Join(directory, zone), text)
	}
}

func write(path string, text []byte) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		fail(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		fail(err)
	}
}

// startServers answers at ports 443 and 80; what comes to the second is sent to the first, other hosts get a text.
func startServers(directory string) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(directory, "server.pem"), filepath.Join(directory, "server.key"))
	if err != nil {
		fail(err)
	}
	answer := http.HandlerFunc(func(writer http.ResponseWriter, _ *http.Request) { fmt.Fprint(writer, "answer") })
	secure, err := tls.Listen("tcp", "127.0.0.1:443", &tls.Config{Certificates: []tls.Certificate{pair}})
	if err != nil {
		fail(err)
	}
	plain, err := net.Listen("tcp", "127.0.0.1:80")
	if err != nil {
		fail(err)
	}
	quiet := func(handler http.Handler) *http.Server { return &http.Server{Handler: handler, ErrorLog: silent()} }
	go quiet(answer).Serve(secure)
	go quiet(http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		if request.Host == "service.example" {
			http.Redirect(writer, request, "https://service.example/", http.StatusFound)
			return
		}
		fmt.Fprint(writer, "plain answer")
	})).Serve(plain)
}

func silent() *log.Logger {
	return log.New(io.Discard, "", 0)
}
