def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }

def file = new File(basedir, 'target/tampered-package-is-left-out-1-ima-allowlist.json')
// Numbers of what was found look the same, whatever the user's locale.
assert !(file.getText('UTF-8') =~ /[\u0660-\u0669]/)
def made = list('target/tampered-package-is-left-out-1-ima-allowlist.json')
assert !made.provenance.complete
assert made.provenance.'left-out'[0].file == 'sample-tools-1.1-1.x86_64.rpm'
assert made.digests['/usr/share/sample/empty']
assert !made.digests['/usr/bin/sample-greet']
