def log = new File(basedir, 'build.log').text

assert log.split('Nothing changed since the last run: ', -1).length == 2
assert log.split('Wrote ', -1).count { it.contains('second-run-does-nothing-1-ima-allowlist.json, signed') } == 1
