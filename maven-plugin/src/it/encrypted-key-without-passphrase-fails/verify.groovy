def log = new File(basedir, 'build.log').text

assert log.contains('-Dima.passphraseServerId=ID')
assert log.contains('-Dima.passphraseEnv=NAME')
