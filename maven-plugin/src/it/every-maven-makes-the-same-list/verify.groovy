def log = new File(basedir, 'build.log').text

def lists = ['3.6', '3.8', '3.9', '4'].collect {
  new File(basedir, "target/every-maven-makes-the-same-list-1-${it}.json").text
}
assert lists.toSet().size() == 1
assert log.split('Good: ', -1).length == 5
assert log.contains('Building every-maven-makes-the-same-list')
