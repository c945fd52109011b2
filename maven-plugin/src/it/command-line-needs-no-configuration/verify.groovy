def log = new File(basedir, 'build.log').text

assert log.contains('Left out 1 package: ')
assert log.contains('Good: ')
