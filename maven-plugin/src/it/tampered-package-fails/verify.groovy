def log = new File(basedir, 'build.log').text

assert log.contains('sample-tools-1.1-1.x86_64.rpm')
assert log.contains('no list was written')
assert log.contains('-Dima.failOnFindings=false')
assert !new File(basedir, 'target').list().any { it.endsWith('.json') }
