def log = new File(basedir, 'build.log').text

assert log.contains('-Dima.keyring=FILE')
assert log.contains('-Dima.allowUnsigned')
assert !log.contains('--allow-unsigned')
