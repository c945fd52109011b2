def log = new File(basedir, 'build.log').text

assert log.split('Good: ', -1).length == 3
assert log.split('Nothing changed since the last run: ', -1).length == 3
def folder = new File(localRepositoryPath, 'org/example/it/list-is-signed-after-it-was-made/1')
assert new File(folder, 'list-is-signed-after-it-was-made-1-ima-allowlist.json').isFile()
assert new File(folder, 'list-is-signed-after-it-was-made-1-ima-allowlist-signed.json').isFile()
