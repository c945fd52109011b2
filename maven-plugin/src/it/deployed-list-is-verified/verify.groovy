def log = new File(basedir, 'build.log').text

assert log.contains('Good: ')
assert log.contains('setup-rpm-and-list-are-deployed-1-ima-allowlist.json, signed by ')
