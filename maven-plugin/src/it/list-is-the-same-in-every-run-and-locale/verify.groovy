def log = new File(basedir, 'build.log').text

def one = new File(basedir, 'target/list-is-the-same-in-every-run-and-locale-1-one.json')
def two = new File(basedir, 'target/list-is-the-same-in-every-run-and-locale-1-two.json')
assert one.bytes == two.bytes
assert one.length() > 1000
assert log.contains('Reading 4 packages')
