def log = new File(basedir, 'build.log').text

assert log.contains('no-such.asc does not exist')
assert log.contains('-Dima.keyring=FILE')
