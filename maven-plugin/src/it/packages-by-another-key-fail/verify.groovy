def log = new File(basedir, 'build.log').text

assert log.contains('-Dima.keyring')
assert !new File(basedir, 'target').list()?.any { it.endsWith('.json') }
