def log = new File(basedir, 'build.log').text

assert log.contains('no-such.pem does not exist')
assert log.contains('-Dima.key=FILE')
