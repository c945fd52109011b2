def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }
import java.security.MessageDigest

def made = list('target/rpm-by-dentrassi-is-listed-and-installed-1-ima-allowlist.json')
def digest = MessageDigest.getInstance('SHA-256').digest(new File(basedir, 'src/program').bytes)
assert made.digests == ['/usr/bin/hello': [digest.encodeHex().toString()]]
assert made.meta.timestamp == '2026-01-02T03:04:05Z'

def installed = new File(localRepositoryPath, 'org/example/it/rpm-by-dentrassi-is-listed-and-installed/1/'
    + 'rpm-by-dentrassi-is-listed-and-installed-1-ima-allowlist.json')
assert installed.text == new File(basedir, 'target/rpm-by-dentrassi-is-listed-and-installed-1-ima-allowlist.json').text
