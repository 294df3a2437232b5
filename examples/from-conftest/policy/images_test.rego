package main_test

import data.main

test_latest_is_denied if {
	pod := {"containers": [{"name": "web", "image": "web:latest"}]}
	count(main.deny) == 1 with input as {"kind": "Deployment", "spec": {"template": {"spec": pod}}}
}
