def log = new File(basedir, 'build.log').text

assert log.contains("the parameter trust has the value 'eihter': expected one of either, packages, metadata, both")
assert log.contains('-Dima.trust')
