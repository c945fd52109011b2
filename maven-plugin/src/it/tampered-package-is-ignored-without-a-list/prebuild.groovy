import java.nio.file.Files

def packages = new File(basedir, 'packages')
packages.mkdirs()
['sample-data-2.0-1.noarch.rpm', 'sample-tools-1.1-1.x86_64.rpm'].each {
  Files.copy(new File(basedir, '../../../../samples/repo/' + it).toPath(), new File(packages, it).toPath())
}
// In the payload, which is the package's end.
def file = new File(packages, 'sample-tools-1.1-1.x86_64.rpm')
def bytes = file.bytes
bytes[bytes.length - 40] ^= 1
file.bytes = bytes
return true

// A list of earlier packages, which must not pass for one of these.
new File(basedir, 'target').mkdirs()
new File(basedir, 'target/tampered-package-is-ignored-without-a-list-1-ima-allowlist.json').text = '{}'
return true
