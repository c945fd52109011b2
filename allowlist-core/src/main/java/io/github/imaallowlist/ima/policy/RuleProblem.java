package io.github.imaallowlist.ima.policy;

/**
 * Why a rule is not what it should be.
 *
 * @param refused whether the kernel refuses the policy for it; else it reads something else in it
 *     than stands there
 * @param problem what is wrong; one line
 * @param remedy what to write instead; one line
 */
public record RuleProblem(boolean refused, String problem, String remedy) {
  static RuleProblem refusal(String problem, String remedy) {
    return new RuleProblem(true, problem, remedy);
  }

  static RuleProblem oddity(String problem, String remedy) {
    return new RuleProblem(false, problem, remedy);
  }
}
