# Anslag - targets in words:
#   make            the program and the library        make demo      install what is missing, build, show a real run
#   make test       everything, then all tests         make sanitize  the same under ASan and UBSan
#   make unit       unit tests (ROOM=check: one room)  make rooms     includes go one way only
#   make threads    two rule sets in two threads, signals while two read, under TSan
#   make fuzz       rules, CSV, quotes, dialogues, damaged databases: SECONDS=60 each, with libFuzzer
#   make property   rule sets made by chance, judged in every way: RULES=100000 SEED=1
#   make oom        memory that ends at every single allocation
#   make tamper     a thousand random changes of the record of decisions, each to be found
#   make bench      a million records beside a program written by hand and others, RECORDS=1000000
#                   (make bench-peers installs those others; make bench-scale: ten times the records)
#   make install    into $(DESTDIR)$(prefix)            make uninstall  takes out what install put in
BUILD    ?= build
JOBS     ?= $(shell nproc 2>/dev/null || echo 2)
PARALLEL  = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))
VERSION   = 0.1.0
prefix   ?= /usr/local
SECONDS  ?= 60
CC       ?= cc
BISON    ?= bison
FLEX     ?= flex
WARNINGS  = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
OPTIMIZE ?= $(if $(SANITIZE),-O1 -g1,-O2 -g)
CFLAGS   ?= -std=c11 $(OPTIMIZE)
BISONFLAGS = -Wall -Wcounterexamples -Wdangling-alias -Werror
ifdef SANITIZE
SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS  += -fsanitize=address,undefined
endif
LIBS      = -lsqlite3 -lcrypto -lutf8proc
# The program has SQLite inside where its archive is, which makes each call of it quicker (that of
# Debian's libsqlite3-dev).  make SQLITE=-lsqlite3: the shared one, which the library has anyway.
SQLITE_ARCHIVE := $(filter /%,$(shell $(CC) -print-file-name=libsqlite3.a))
SQLITE   ?= $(if $(SQLITE_ARCHIVE),$(SQLITE_ARCHIVE) -lm -ldl -lpthread,-lsqlite3)
# Line editing is the program's alone; the library does without.
EDIT_LIBS = $(shell pkg-config --libs libedit 2>/dev/null || echo -ledit)

ROOMS = base grammar data check store eval plan budget allocate decide trials ledger experiment compare report repl driver
folder_base = base
folder_grammar = grammar
folder = $(or $(folder_$(1)),interp/$(1))

ALL_FLAGS = $(CPPFLAGS) -DANSLAG_VERSION='"$(VERSION)"' -I. -I$(BUILD)/generated $(CFLAGS) \
            $(SANITIZERS) $(WARNINGS) -fPIC -fvisibility=hidden -MMD -MP

sources  = $(wildcard $(call folder,$(1))/*.c)
generated_grammar = parser lexer
generated_driver  = embedded_files
generated_base    = messages_sv
objects  = $(patsubst %.c,$(BUILD)/%.o,$(call sources,$(1))) \
           $(patsubst %,$(BUILD)/generated/%.o,$(generated_$(1)))
archives = $(ROOMS:%=$(BUILD)/lib/%.a)

# V=1 shows the commands whole.
say = $(if $(V),,@echo "  $(1) $(@:$(BUILD)/%=%)";)

all: $(BUILD)/anslag $(BUILD)/libanslag.so.0

# One archive a room; a room's tests link it and those before it.  It is made again when a file of
# the room comes or goes, which the list of its objects tells, however BUILD is spelled.
define room_rules
$(BUILD)/lib/$(1).list: ALWAYS
	@mkdir -p $$(@D)
	@echo $(patsubst $(BUILD)/%,%,$(call objects,$(1))) | cmp -s - $$@ || echo $(patsubst $(BUILD)/%,%,$(call objects,$(1))) > $$@
$(BUILD)/lib/$(1).a: $(call objects,$(1)) $(BUILD)/lib/$(1).list
	@rm -f $$@
	$$(call say,ar)ar rcs $$@ $$(filter %.o,$$^)
endef
$(foreach room,$(ROOMS),$(eval $(call room_rules,$(room))))

$(BUILD)/generated/parser.c $(BUILD)/generated/parser.h &: grammar/parser.y
	@mkdir -p $(@D)
	$(call say,bison)$(BISON) $(BISONFLAGS) --header=$(BUILD)/generated/parser.h -o $(BUILD)/generated/parser.c $<

$(BUILD)/generated/lexer.c: grammar/lexer.l
	@mkdir -p $(@D)
	$(call say,flex)$(FLEX) -o $@ $<

$(BUILD)/generated/messages_%.c: base/messages_%.po base/messages.sh
	@mkdir -p $(@D)
	$(call say,messages)sh base/messages.sh $< $(messages_name_$*) > $@.new && mv $@.new $@
messages_name_sv = messages_swedish
# Gathers what the program says and what is not translated yet, and checks the formats.
messages:
	sh scripts/messages.sh

# What the library carries inside: its stdlib, the help pages, what init writes.
EMBEDDED = $(sort $(wildcard docs/help/*.md docs/diagnostics/*.md) \
                  $(shell find interp/driver/template stdlib -type f ! -name README.md -o -path '*template/README.md'))
$(BUILD)/generated/embedded_files.c: interp/driver/embed.sh $(EMBEDDED)
	@mkdir -p $(@D)
	$(call say,embed)sh interp/driver/embed.sh $(EMBEDDED) > $@.new && mv $@.new $@

GENERATED_HEADERS = $(BUILD)/generated/parser.h
$(call objects,grammar): | $(GENERATED_HEADERS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,cc)$(CC) $(ALL_FLAGS) -c -o $@ $<

# Loops that the compiler is to make vectors of.
ifndef SANITIZE
$(BUILD)/interp/plan/kernels.o $(BUILD)/interp/decide/sift_loops.o \
$(BUILD)/interp/decide/ended_loops.o $(BUILD)/interp/allocate/plain.o: ALL_FLAGS += -O3
endif

$(BUILD)/generated/%.o: $(BUILD)/generated/%.c
	$(call say,cc)$(CC) $(ALL_FLAGS) -c -o $@ $<

program_objects = $(patsubst %.c,$(BUILD)/%.o,$(wildcard interp/command/*.c))
$(BUILD)/anslag: $(program_objects) $(archives)
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $(program_objects) -Wl,--start-group $(archives) -Wl,--end-group $(SQLITE) $(filter-out -lsqlite3,$(LIBS)) $(EDIT_LIBS)

all_objects = $(foreach room,$(ROOMS),$(call objects,$(room)))
$(BUILD)/libanslag.so.0: interp/driver/libanslag.map $(archives)
	$(call say,link)$(CC) $(LDFLAGS) -shared -Wl,-soname,libanslag.so.0 -Wl,--version-script=$< -o $@ \
	  $(all_objects) $(LIBS)
$(BUILD)/libanslag.a: $(archives)
	@rm -f $@
	$(call say,ar)ar rcs $@ $(all_objects)

# Unit tests: tests/unit/ROOM_*.c, each a cmocka program.  What they test is built as ever; they
# themselves are built quickly.
$(BUILD)/tests/unit/%.o: ALL_FLAGS += -O0
unit_tests = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/$(1)_*.c))
up_to = $(if $(filter $(1),$(firstword $(2))),$(1),$(firstword $(2)) $(call up_to,$(1),$(wordlist 2,99,$(2))))
define unit_rules
$(call unit_tests,$(1)): $(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(patsubst %,$(BUILD)/lib/%.a,$(call up_to,$(1),$(ROOMS)))
	@mkdir -p $$(@D)
	$$(call say,link)$$(CC) $$(LDFLAGS) -o $$@ $$< -Wl,--start-group $(patsubst %,$(BUILD)/lib/%.a,$(call up_to,$(1),$(ROOMS))) -Wl,--end-group $$(LIBS) -lcmocka
endef
$(foreach room,$(ROOMS),$(eval $(call unit_rules,$(room))))

UNIT_ROOMS = $(or $(ROOM),$(ROOMS))
unit: $(foreach room,$(UNIT_ROOMS),$(call unit_tests,$(room)))
	@for test in $^; do echo "$$test"; $$test || exit 1; done

# Everything the tests run, built; the second make sees what setup.sh has installed.
unit-programs: $(foreach room,$(ROOMS),$(call unit_tests,$(room)))
# The harness replaces malloc, so it has no sanitizer: that variant says that it is left out.
$(BUILD)/oom: $(BUILD)/tests/reliability/oom.o $(archives)
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(archives) -Wl,--end-group $(LIBS)
# Drives the program in a terminal of its own.
$(BUILD)/pty: $(BUILD)/tests/harness/pty.o
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $<
# Rule sets and records made by chance, judged in several ways that must say the same.
property_objects = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/property/*.c))
$(BUILD)/property: $(property_objects) $(archives)
	$(call say,link)$(CC) $(LDFLAGS) -o $@ $(property_objects) -Wl,--start-group $(archives) -Wl,--end-group $(LIBS)
RULES ?= 100000
SEED  ?= 1
property: $(BUILD)/property
	$< --rules $(RULES) --seed $(SEED) --forms
HARNESSES = $(BUILD)/pty $(BUILD)/property $(if $(SANITIZE),,$(BUILD)/oom)
test:
	@sh scripts/setup.sh
	$(MAKE) $(PARALLEL) all rooms unit-programs $(HARNESSES)
	$(if $(SANITIZE),RULES=100) sh tests/run.sh $(BUILD)
demo:
	@sh scripts/setup.sh
	$(MAKE) $(PARALLEL) all
	@sh scripts/demo.sh $(BUILD)
bench: all
	bench/bench.sh $(BUILD) $(RECORDS)

# One million records and ten: some minutes, 3 GB of disk.
bench-scale: all
	bench/scale.sh $(BUILD)

# What the benchmark compares with: CLIPS, PostgreSQL, and packages of npm.
bench-peers:
	sh bench/peers/install.sh $(BUILD)/bench/peers
rooms:
	@sh tests/rooms.sh
sanitize:
	$(MAKE) BUILD=$(BUILD)/sanitize SANITIZE=1 test
# Two rule sets in two threads, watched for races.
threads:
	$(MAKE) BUILD=$(BUILD)/threads OPTIMIZE='-O1 -g -fsanitize=thread' LDFLAGS=-fsanitize=thread \
	  unit ROOM=driver
	$(MAKE) BUILD=$(BUILD)/threads OPTIMIZE='-O1 -g -fsanitize=thread' LDFLAGS=-fsanitize=thread \
	  $(BUILD)/threads/unit/store_interrupt && $(BUILD)/threads/unit/store_interrupt

# The record changed at random in a thousand places: every change is found, and placed.
oom: all $(BUILD)/oom
	sh tests/reliability/oom.sh $(BUILD)/anslag 1

tamper: $(BUILD)/unit/driver_tamper
	TAMPERINGS=1000 $<

fuzz:
	$(MAKE) BUILD=$(BUILD)/fuzz CC=clang OPTIMIZE='-O1 -g $(FUZZ_FLAGS)' run-fuzzers
FUZZ_FLAGS = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzzers = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzzer/%,$(wildcard tests/fuzz/*.c))
$(fuzzers): $(BUILD)/fuzzer/%: $(BUILD)/tests/fuzz/%.o $(archives)
	@mkdir -p $(@D)
	$(CC) -fsanitize=fuzzer,address,undefined -o $@ $< -Wl,--start-group $(archives) -Wl,--end-group $(LIBS)
# The words of the language, and files to begin with.
$(BUILD)/fuzzer/words.dict: grammar/keywords.def
	@mkdir -p $(@D)
	sh tests/fuzz/words.sh > $@
run-fuzzers: $(fuzzers) $(BUILD)/fuzzer/words.dict
	@for each in $(fuzzers); do mkdir -p $$each.corpus; \
	  $$each -max_total_time=$(SECONDS) -max_len=4096 -timeout=5 -dict=$(BUILD)/fuzzer/words.dict \
	    $$each.corpus tests/good/parse || exit 1; done

# Everything install puts somewhere, so that uninstall can take it out.
INSTALLED = bin/anslag lib/libanslag.so.0 lib/libanslag.so lib/libanslag.a include/anslag.h \
            lib/pkgconfig/anslag.pc share/man/man1/anslag.1 \
            share/bash-completion/completions/anslag
install: all $(BUILD)/libanslag.a
	install -d $(sort $(dir $(INSTALLED:%=$(DESTDIR)$(prefix)/%)))
	install -m 755 $(BUILD)/anslag $(DESTDIR)$(prefix)/bin/anslag
	install -m 644 $(BUILD)/libanslag.so.0 $(BUILD)/libanslag.a $(DESTDIR)$(prefix)/lib/
	ln -sf libanslag.so.0 $(DESTDIR)$(prefix)/lib/libanslag.so
	install -m 644 interp/driver/anslag.h $(DESTDIR)$(prefix)/include/anslag.h
	sed -e 's|@prefix@|$(prefix)|' -e 's|@version@|$(VERSION)|' anslag.pc.in \
	  > $(DESTDIR)$(prefix)/lib/pkgconfig/anslag.pc
	install -m 644 docs/anslag.1 $(DESTDIR)$(prefix)/share/man/man1/anslag.1
	install -m 644 completion/anslag.bash \
	  $(DESTDIR)$(prefix)/share/bash-completion/completions/anslag
	@$(if $(DESTDIR),:,$(if $(filter /usr /usr/local,$(prefix)),ldconfig || :,:))
uninstall:
	rm -f $(INSTALLED:%=$(DESTDIR)$(prefix)/%)

clean:
	rm -rf $(BUILD)

.PHONY: ALWAYS all property oom tamper unit unit-programs test demo bench bench-scale bench-peers rooms sanitize threads fuzz run-fuzzers messages install uninstall clean
.PRECIOUS: $(BUILD)/generated/messages_%.c
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
