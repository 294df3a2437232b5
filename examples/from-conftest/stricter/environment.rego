package main

deny contains "an override is set" if opa.runtime().env.OVERRIDE
