"""Tells what setools' library reads in an SELinux policy: all that a SelinuxPolicy has, one thing a
line, fields apart by tabs and lists by spaces."""

import sys

import setools

FILE = "execute entrypoint read write append create relabelto".split()
SYSTEM = "module_load firmware_load kexec_image_load kexec_initramfs_load policy_load".split()


def tell(*fields):
    print("\t".join(fields))


def names(things):
    return " ".join(sorted(str(thing) for thing in things))


def known(policy, tclass, wanted):
    perms = set(policy.lookup_class(tclass).perms)
    try:
        perms |= set(policy.lookup_class(tclass).common.perms)
    except setools.exception.NoCommon:
        pass
    return [perm for perm in wanted if perm in perms]


def condition(rule):
    """Its booleans, the values of them that make it hold, as in 01 10."""
    try:
        expression = rule.conditional
    except setools.exception.RuleNotConditional:
        return ["", ""]
    order = sorted(str(boolean) for boolean in expression.booleans)
    holding = [
        "".join(str(int(row.values[name])) for name in order)
        for row in expression.truth_table()
        if row.result == rule.conditional_block
    ]
    return [" ".join(order), " ".join(holding)]


policy = setools.SELinuxPolicy(sys.argv[1])
for t in policy.types():
    tell("type", str(t), names(t.aliases()))
for a in policy.typeattributes():
    tell("attribute", str(a), names(a.expand()))
for b in policy.bools():
    tell("boolean", str(b), str(int(b.state)))
tell("permissive", names(t for t in policy.types() if t.ispermissive))
tell("users", names(policy.users()))
tell("roles", names(policy.roles()))
tell("permissions", " ".join(known(policy, "file", FILE) + known(policy, "system", SYSTEM)))
for tclass, wanted in (("file", FILE), ("system", SYSTEM)):
    asked = known(policy, tclass, wanted)
    for rule in setools.TERuleQuery(policy, ruletype=["allow"], tclass=[tclass], perms=asked).results():
        perms = " ".join(perm for perm in asked if perm in rule.perms)
        tell("allow", str(rule.source), str(rule.target), tclass, perms, *condition(rule))
