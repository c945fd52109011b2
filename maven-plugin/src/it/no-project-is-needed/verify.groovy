
assert new File(basedir, 'list.json').isFile() || new File(basedir, 'target/list.json').isFile()
