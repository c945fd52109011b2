def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }
def log = new File(basedir, 'build.log').text

assert list('target/changed-parameter-runs-again-1-ima-allowlist.json').digests['/usr/bin/sample-greet'].every { it.length() == 128 }
assert log.split('Nothing changed since the last run: ', -1).length == 2
