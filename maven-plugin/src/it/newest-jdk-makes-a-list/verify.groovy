def log = new File(basedir, 'build.log').text

assert log.contains('Good: ')
// Java 24 and later warn of what a future one forbids; a build's log must not have it from here.
assert !log.contains('WARNING: A restricted method')
