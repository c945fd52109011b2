package io.github.imaallowlist.allowlist;

import java.io.IOException;
import java.util.Arrays;

/**
 * Every symbolic link of the packages, in the order in which they came. A distribution has millions
 * of them ({@code /usr/lib/.build-id}), of which hardly any leads to a folder.
 */
final class LinkSpool {
  /** Each link's path, and after it its target. */
  private final PathSpool spool;

  LinkSpool(SpillSupplier file) {
    this.spool = new PathSpool(file);
  }

  /** Gives the spill file, which is made when it is first needed. */
  @FunctionalInterface
  interface SpillSupplier {
    SpillFile get() throws IOException;
  }

  /** Takes links one by one. */
  @FunctionalInterface
  interface Visitor {
    void link(byte[] link, byte[] target) throws IOException;
  }

  boolean isEmpty() {
    return spool.count() == 0;
  }

  void add(byte[] link, byte[] target) throws IOException {
    spool.add(link, 0, link.length);
    spool.add(target, 0, target.length);
  }

  /**
   * @param filter the links whose paths it has not are not handed over
   */
  void forEach(PathFilter filter, Visitor visitor) throws IOException {
    spool.forEach(
        new PathSpool.Visitor() {
          private boolean atTarget;
          private byte[] link = new byte[0];

          @Override
          public void path(byte[] array, int from, int to) throws IOException {
            if (!atTarget) {
              link =
                  filter.mayContain(array, from, to)
                      ? Arrays.copyOfRange(array, from, to)
                      : new byte[0];
            } else if (link.length > 0) {
              visitor.link(link, Arrays.copyOfRange(array, from, to));
            }
            atTarget = !atTarget;
          }
        });
  }
}
