def log = new File(basedir, 'build.log').text

assert log.contains('Good: ')
def folder = new File(localRepositoryPath, 'org/example/it/detached-signature-is-attached/1')
assert new File(folder, 'detached-signature-is-attached-1-ima-allowlist.txt').isFile()
assert new File(folder, 'detached-signature-is-attached-1-ima-allowlist.txt.p7s').isFile()
