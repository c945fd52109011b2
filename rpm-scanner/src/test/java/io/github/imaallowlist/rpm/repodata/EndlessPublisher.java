package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/**
 * Publishes into a repository, one list after the other, until it is killed. Says {@code ready}
 * when it is in full swing; a full disk does not stop it.
 */
final class EndlessPublisher {
  private static final int LARGEST = 120_000;

  private EndlessPublisher() {}

  /**
   * @param arguments the repository, whether it is signed, the seed of the lists, how many to
   *     publish if that is not to go on
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    boolean signed = Boolean.parseBoolean(arguments[1]);
    Random random = new Random(Long.parseLong(arguments[2]));
    int count = arguments.length > 3 ? Integer.parseInt(arguments[3]) : Integer.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      if (i == 3) {
        System.out.println("ready");
      }
      publish(root, change(signed, random));
    }
  }

  /** A list that does not get smaller when it is compressed. */
  static RepodataChange change(boolean signed, Random random) {
    byte[] content = new byte[random.nextInt(LARGEST)];
    random.nextBytes(content);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return PlainRepository.change(
        signed ? PlainRepository.RENEW : PlainRepository.REFUSE,
        1,
        PlainRepository.file(PlainRepository.LIST, text));
  }

  /** Whether there was room for it. */
  static boolean publish(Path root, RepodataChange change) throws IOException, AllowlistException {
    try {
      RepodataUpdate.run(root, change);
      return true;
    } catch (AllowlistException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left on device")) {
        throw e;
      }
      return false;
    }
  }
}
