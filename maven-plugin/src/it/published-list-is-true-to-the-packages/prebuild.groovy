def repo = new File(basedir, '../../../../samples/repo')
repo.eachFileRecurse(groovy.io.FileType.FILES) {
  def target = new File(basedir, 'repo').toPath().resolve(repo.toPath().relativize(it.toPath()))
  java.nio.file.Files.createDirectories(target.parent)
  java.nio.file.Files.copy(it.toPath(), target)
}
return true
