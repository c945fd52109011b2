def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }

def made = list('target/rpm-in-a-folder-is-listed-1-ima-allowlist.json')
assert made.digests['/usr/bin/sample-greet']
assert made.provenance.complete
assert made.provenance.trust == ['package-and-metadata-signatures': 4]
