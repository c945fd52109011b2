def log = new File(basedir, 'build.log').text

assert log.contains("no server 'no-such-server' (-Dima.passphraseServerId)")
