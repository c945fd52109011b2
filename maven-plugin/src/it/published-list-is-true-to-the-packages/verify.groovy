def log = new File(basedir, 'build.log').text

assert new File(basedir, 'repo/repodata/repomd.xml').text.contains('type="ima-allowlist"')
assert !new File(basedir, 'repo/repodata/repomd.xml.asc').exists()
assert log.contains('Recorded ima-allowlist: ')
assert log.contains('nothing changed, all was there already')
assert log.split('The recorded list is true to the packages, signed by ', -1).length == 3
