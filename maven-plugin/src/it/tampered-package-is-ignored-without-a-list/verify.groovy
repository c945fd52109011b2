def log = new File(basedir, 'build.log').text

assert log.contains('[WARNING]   sample-tools-1.1-1.x86_64.rpm')
assert log.contains('no list was written')
assert !new File(basedir, 'target').list().any { it.endsWith('.json') }
