package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.util.Locale;

/** Parameters that do not fit, by themselves or together. */
public final class Misuse {
  private Misuse() {}

  /**
   * @param problem may name options of the command line, which become parameters in the end
   */
  public static AllowlistException of(String problem, String remedy) {
    return new AllowlistException(ExitCode.USAGE, problem, remedy);
  }

  /** A parameter's value that cannot be. */
  public static AllowlistException value(String parameter, String value, String expected) {
    return new AllowlistException(
        ExitCode.USAGE,
        String.format(
            Locale.ROOT, "the parameter %s has the value '%s': %s", parameter, value, expected),
        "Correct it in the POM, or with " + ParameterText.property(parameter) + ".");
  }

  /** Fails where something is said that has no meaning without something else. */
  public static void requireTogether(boolean given, boolean needed, String problem)
      throws AllowlistException {
    if (given && !needed) {
      throw of(problem, "Give both, or neither.");
    }
  }
}
