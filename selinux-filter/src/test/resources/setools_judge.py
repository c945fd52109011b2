"""Tells what a policy says, through the setools library: components, and for each permission who has
it to what. Arguments: the policy file, and booleans as name=on or name=off.

Prints lines of words with tabs between them: kind, name, and a sorted list."""

import sys

import setools

PERMISSIONS = {
    "file": "execute entrypoint read write append create relabelto".split(),
    "system": "module_load firmware_load kexec_image_load kexec_initramfs_load policy_load".split(),
}


def show(kind, name, members):
    print("\t".join([kind, name] + sorted(str(member) for member in members)))


def main(file, *values):
    policy = setools.SELinuxPolicy(file)
    booleans = {each.name: each.state for each in policy.bools()}
    show("types", "", policy.types())
    show("permissive", "", (each for each in policy.types() if each.ispermissive))
    show("users", "", policy.users())
    show("roles", "", policy.roles())
    show("booleans", "", (name + "=" + ("on" if on else "off") for name, on in booleans.items()))
    for each in policy.types():
        for alias in each.aliases():
            show("alias", str(alias), [each])
    for each in policy.typeattributes():
        show("attribute", str(each), each.expand())

    for value in values:
        name, on = value.split("=")
        assert name in booleans
        booleans[name] = on == "on"

    # A boolean's name need not be a name in Python: evaluate, not enabled, and by our own stack.
    def holds(rule):
        try:
            condition = rule.conditional
        except setools.exception.RuleNotConditional:
            return True
        stack = []
        for node in condition.expression():
            if str(node) in booleans:
                stack.append(bool(booleans[str(node)]))
            elif node.unary:
                stack.append(not stack.pop())
            else:
                right, left = stack.pop(), stack.pop()
                stack.append(
                    {
                        "||": left or right,
                        "&&": left and right,
                        "^": left != right,
                        "!=": left != right,
                        "==": left == right,
                    }[str(node)]
                )
        (value,) = stack
        return value == rule.conditional_block

    granted = {}
    for rule in policy.terules():
        if rule.ruletype != setools.TERuletype.allow or str(rule.tclass) not in PERMISSIONS:
            continue
        wanted = [each for each in PERMISSIONS[str(rule.tclass)] if each in rule.perms]
        if wanted and holds(rule):
            sources = {str(each) for each in rule.source.expand()}
            for target in rule.target.expand():
                for permission in wanted:
                    granted.setdefault((permission, str(target)), set()).update(sources)
    for (permission, target), sources in sorted(granted.items()):
        show(permission, target, sources)


main(*sys.argv[1:])
