package io.github.imaallowlist.cli.progress;

/** Says nothing. */
final class NoProgress implements Progress {
  @Override
  public void phase(Phase phase) {}

  @Override
  public void scanStarted(int packages, long bytes) {}

  @Override
  public void packageScanned(String name, long bytes) {}

  @Override
  public void finish() {}
}
