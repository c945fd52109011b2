def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }

def made = list('target/selinux-profile-cuts-the-list-1-ima-allowlist.json')
assert made.digests['/usr/bin/sample-greet']
assert made.digests['/etc/ima/ima-policy']
assert made.provenance.filter.profile == 'code'
def policy = new File(basedir, 'target/selinux-profile-cuts-the-list-1-ima-policy')
assert policy.readLines().any { it.startsWith('measure func=BPRM_CHECK') }
assert new File(localRepositoryPath, 'org/example/it/selinux-profile-cuts-the-list/1/'
    + 'selinux-profile-cuts-the-list-1-ima-policy.txt').text == policy.text
