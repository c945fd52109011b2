package io.github.imaallowlist.ima.policy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes policy files: each line ends with a line feed, the last one too, without which the kernel
 * refuses a file that it reads by its path ({@code ima_fs.c}, ima_read_policy).
 */
public final class ImaPolicyWriter {
  private ImaPolicyWriter() {}

  /** Writes the policy in UTF-8; leaves the stream open. */
  public static void write(ImaPolicy policy, OutputStream out) throws IOException {
    for (PolicyLine line : policy.lines()) {
      out.write((line.text() + '\n').getBytes(StandardCharsets.UTF_8));
    }
  }
}
