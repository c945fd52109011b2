def log = new File(basedir, 'build.log').text

assert log.contains('-Dima.sources=PATH')
assert log.contains('-Dima.skip')
