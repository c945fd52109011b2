def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }

assert list('target/rpm-as-dependency-is-listed-1-ima-allowlist.json').digests.keySet() == ['/usr/bin/deployed'] as Set
