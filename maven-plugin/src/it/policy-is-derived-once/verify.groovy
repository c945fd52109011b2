def log = new File(basedir, 'build.log').text

assert new File(basedir, 'target/policy-is-derived-once-1-ima-policy').readLines().any { it.startsWith('measure func=FILE_CHECK') }
assert log.split('Nothing changed since the last run: ', -1).length == 2
