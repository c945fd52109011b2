package io.github.imaallowlist.error;

/** What a run of the program ended with, as a process exit status. */
public enum ExitCode {
  /** Done, and nothing was left out that matters. */
  OK(0),
  /** Something does not match, or is missing. */
  FINDINGS(1),
  /** Wrong use of the command line. */
  USAGE(2),
  /** Malformed input. */
  MALFORMED(3),
  /** Input or output failed: network, disk, a tool that is not installed. */
  IO(4),
  /** A signature or key is missing, wrong, expired or revoked. */
  NO_TRUST(5),
  /** A bug in this program. */
  BUG(70);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process exit status, 0 to 255. */
  public int status() {
    return status;
  }
}
