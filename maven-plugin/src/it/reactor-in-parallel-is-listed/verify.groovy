def list = { name -> new groovy.json.JsonSlurper().parse(new File(basedir, name)) }
def log = new File(basedir, 'build.log').text

assert list('tools/target/reactor-in-parallel-is-listed-tools-1-ima-allowlist.json').digests.keySet() == ['/usr/bin/tool'] as Set
assert list('data/target/reactor-in-parallel-is-listed-data-1-ima-allowlist.json').digests.keySet() == ['/usr/share/data'] as Set
assert list('list/target/reactor-in-parallel-is-listed-list-1-ima-allowlist.json').digests.keySet() == ['/usr/bin/tool', '/usr/share/data'] as Set
// The parent has no packages, and that is no error.
assert log.contains('No packages: nothing to make a list of')
assert !log.contains('not marked as thread-safe')
