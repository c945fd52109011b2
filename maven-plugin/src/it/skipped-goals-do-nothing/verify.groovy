def log = new File(basedir, 'build.log').text

assert log.split('Skipped: -Dima.skip', -1).length == 3
assert !new File(basedir, 'target').exists()
