
def folder = new File(basedir.parentFile.parentFile, 'published')
assert new File(folder, 'org/example/it/setup-rpm-and-list-are-deployed/1/setup-rpm-and-list-are-deployed-1-ima-allowlist.json.sha1').isFile()
