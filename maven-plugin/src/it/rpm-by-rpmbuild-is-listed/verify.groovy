def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }

def made = list('target/rpm-by-rpmbuild-is-listed-1-ima-allowlist.json')
assert made.digests.keySet().contains('/usr/share/hello/greeting')
