def log = new File(basedir, 'build.log').text

assert log.contains('Differs: ')
assert log.contains('The recorded list is not what would be published now')
