package io.github.imaallowlist.rpm.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who may have written a folder or a file, by the owner and the mode that it has on this machine.
 *
 * @param owner numeric user id
 * @param mode as {@code stat} gives it, type and permissions
 */
record Ownership(int owner, int mode) {
  private static final int ROOT = 0;
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int REGULAR = 0100000;
  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;

  /** A link's own. */
  static Ownership of(Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    return new Ownership(number(attributes, "uid"), number(attributes, "mode"));
  }

  private static int number(Map<String, Object> attributes, String name) {
    return (Integer) Objects.requireNonNull(attributes.get(name), name);
  }

  /** The user that this process runs as, by the owner of its folder in {@code /proc}. */
  static int ownUser() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  boolean isFolder() {
    return (mode & TYPE) == FOLDER;
  }

  boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  boolean groupWrites() {
    return (mode & GROUP_WRITES) != 0;
  }

  boolean othersWrite() {
    return (mode & OTHERS_WRITE) != 0;
  }

  /** Whether anybody may rename what stands in the folder. */
  boolean anybodyRenames() {
    return othersWrite() && (mode & STICKY) == 0;
  }

  /**
   * Why somebody else could have written it.
   *
   * @param user who runs this
   * @param shared whether the folder around it is one that a group writes to: then any owner is one
   *     of those who may put files there
   */
  Optional<String> distrust(int user, boolean shared) {
    if (othersWrite()) {
      return Optional.of("every user of the machine may write to it");
    }
    if (!shared && owner != user && owner != ROOT) {
      return Optional.of("it belongs to user %d, neither this user nor root".formatted(owner));
    }
    return Optional.empty();
  }
}
