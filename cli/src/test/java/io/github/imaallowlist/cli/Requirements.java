package io.github.imaallowlist.cli;

import org.junit.jupiter.api.Assumptions;

/** What a test needs that is no program: as {@code RequiresTool}, but asked from within a test. */
final class Requirements {
  private Requirements() {}

  /** Skips the test, or fails it where all that tests use is promised to be there. */
  static void require(boolean isThere, String problem) {
    boolean promised =
        "true".equals(System.getenv("CI"))
            || "1".equals(System.getenv("IMA_ALLOWLIST_REQUIRE_TOOLS"));
    if (!isThere && promised) {
      throw new AssertionError(
          problem + ". CI=true and IMA_ALLOWLIST_REQUIRE_TOOLS=1 allow no test to be skipped.");
    }
    Assumptions.assumeTrue(isThere, problem);
  }
}
