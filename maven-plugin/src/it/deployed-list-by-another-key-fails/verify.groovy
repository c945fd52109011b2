def log = new File(basedir, 'build.log').text

assert log.contains('-Dima.verifyKey')
assert !log.contains('Good: ')
