package main

deny := input.kind == "Service"
