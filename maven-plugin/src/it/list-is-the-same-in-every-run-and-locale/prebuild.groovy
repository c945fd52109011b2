def copy = new File(basedir, 'copy')
def repo = new File(basedir, '../../../../samples/repo')
repo.eachFileRecurse(groovy.io.FileType.FILES) {
  def target = copy.toPath().resolve(repo.toPath().relativize(it.toPath()))
  java.nio.file.Files.createDirectories(target.parent)
  java.nio.file.Files.copy(it.toPath(), target)
}
