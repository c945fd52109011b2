def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }

def made = list('target/tampered-package-is-left-out-1-ima-allowlist.json')
assert !made.provenance.complete
assert made.provenance.'left-out'[0].file == 'sample-tools-1.1-1.x86_64.rpm'
assert made.digests['/usr/share/sample/empty']
assert !made.digests['/usr/bin/sample-greet']
