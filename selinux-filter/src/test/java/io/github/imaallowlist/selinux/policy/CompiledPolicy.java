package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A policy with a few types, compiled by checkpolicy. */
final class CompiledPolicy {
  private static final String BEFORE =
      """
      class file
      class process
      sid kernel
      class file { read write execute getattr }
      class process { fork }
      """;

  /** Without a rule that is not conditional libsepol refuses a policy. */
  private static final String AFTER =
      """
      allow test_t self:process fork;
      role test_r;
      role test_r types test_t;
      user test_u roles test_r;
      sid kernel test_u:test_r:test_t
      """;

  private CompiledPolicy() {}

  /**
   * @param statements of attributes, types, of which one is test_t, booleans and rules, in this
   *     order
   */
  static Path compile(Path folder, String statements) throws IOException {
    Path source = Files.writeString(folder.resolve("policy.conf"), BEFORE + statements + AFTER);
    Path policy = folder.resolve("policy.31");
    Tools.run("checkpolicy", "-c", "31", "-o", policy, source).succeeded();
    return policy;
  }
}
