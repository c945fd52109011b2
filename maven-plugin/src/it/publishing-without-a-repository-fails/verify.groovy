def log = new File(basedir, 'build.log').text

assert log.contains('-Dima.repository=FOLDER')
