def log = new File(basedir, 'build.log').text

['check', 'generate', 'help', 'policy', 'publish', 'sign', 'verify'].each { assert log.contains('ima-allowlist:' + it) }
assert log.contains('User property: ima.allowUnsigned')
