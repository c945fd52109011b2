"""Analyses the types of an SELinux policy by setools' library, in the plainest way. Reads runs, one a
line: names of trusted domains, of unconfined domains, and booleans to change, apart by tabs. Answers
each run with a line for each file type, and an empty line."""

import collections
import sys

import setools

ACCESSES = {
    "execute": ("file", ["execute"]),
    "enter": ("file", ["entrypoint"]),
    "load": (
        "system",
        ["module_load", "firmware_load", "kexec_image_load", "kexec_initramfs_load", "policy_load"],
    ),
    "write": ("file", ["write", "append", "create", "relabelto"]),
    "create": ("file", ["create"]),
    "read": ("file", ["read"]),
}

policy = setools.SELinuxPolicy(sys.argv[1])
defaults = {str(boolean): boolean.state for boolean in policy.bools()}
attributes = {str(a): {str(t) for t in a.expand()} for a in policy.typeattributes()}

# Each with the accesses that it gives.
rules = []
for tclass in ("file", "system"):
    for rule in setools.TERuleQuery(policy, ruletype=["allow"], tclass=[tclass]).results():
        given = [a for a, (c, perms) in ACCESSES.items() if c == tclass and any(p in rule.perms for p in perms)]
        if given:
            rules.append((rule, given))


def expand(name):
    return attributes.get(name, {name})


def holds(rule, booleans):
    try:
        expression = rule.conditional
    except setools.exception.RuleNotConditional:
        return True
    values = {str(b): booleans[str(b)] for b in expression.booleans}
    return expression.evaluate(**values) == rule.conditional_block


def analyse(trusted, unconfined, booleans):
    broad = {access: collections.defaultdict(set) for access in ACCESSES}
    named = {access: collections.defaultdict(set) for access in ACCESSES}
    for rule, given in rules:
        if not holds(rule, booleans):
            continue
        sources, target = expand(str(rule.source)), str(rule.target)
        for access in given:
            for each in expand(target):
                broad[access][each] |= sources
            if target not in attributes:
                named[access][target] |= sources & unconfined
    for file_type in sorted(attributes["file_type"]):
        found = {}
        for access in ACCESSES:
            found[access] = broad[access][file_type] - unconfined
            meant = named[access][file_type]
            if access != "execute" and not (len(meant) > 1 and meant == unconfined):
                found[access] |= meant
        found["write"] -= trusted
        found["read"] &= trusted
        code = found["execute"] or found["enter"] or found["load"]
        kind = ("mutable " if found["write"] else "" if code else "trusted ") + ("code" if code else "data")
        print(file_type, kind, *(" ".join(sorted(found[access])) for access in ACCESSES), sep="\t")
    print()


types = {str(t) for t in policy.types()}
for run in sys.stdin:
    trusted, unconfined, changed = (field.split() for field in run.rstrip("\n").split("\t"))
    state = dict(defaults)
    for name in changed:
        state[name] = not state[name]
    known = types | set(attributes)
    analyse(
        {t for name in trusted if name in known for t in expand(name)},
        {t for name in unconfined if name in known for t in expand(name)},
        state,
    )
