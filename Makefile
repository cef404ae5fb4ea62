# The verbs are in make.py, which works without make too: `python make.py site`. `make test ARGS=-x` adds words.
PYTHON ?= python3
.DEFAULT_GOAL := site
.NOTPARALLEL:

%: FORCE
	@$(PYTHON) make.py $@ $(ARGS)

FORCE: ;
Makefile: ;
