def list = new groovy.json.JsonSlurper().parse(
    new File(basedir, 'target/rpm-in-a-folder-is-listed-1-ima-allowlist.json'))
assert list.digests['/usr/bin/sample-greet'] != null : list.digests.keySet()
assert list.provenance.complete
