package main

denyall contains "this rule is never asked" if input.kind
