package io.auterity.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.witness.WitnessRun;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * What an emulator is known to do otherwise than the vendor says. Tests that meet such a fault are
 * reported as not run, and of the operations that only they could prove nothing is told, whatever
 * they answer elsewhere. A fault that no test of a whole run meets fails it.
 */
final class EmulatorFaults implements InvocationInterceptor, AfterAllCallback {

  private final Map<String, Fault> byTest;
  private final WitnessRun run;
  private final Set<String> met = new HashSet<>();

  /** A fault, and the operations of which nothing is proven for it. */
  record Fault(String what, List<String> unproven) {
    Fault(String what, String... unproven) {
      this(what, List.of(unproven));
    }
  }

  /**
   * The faults of one emulator.
   *
   * @param byTest by the name of a test, of one of its cases, or of the class that a part of the
   *     contract is
   */
  EmulatorFaults(Map<String, Fault> byTest, WitnessRun run) {
    this.byTest = Map.copyOf(byTest);
    this.run = run;
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    unlessFaulty(test, part(context), method.getExecutable().getName());
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> test,
      DynamicTestInvocationContext dynamic,
      ExtensionContext context)
      throws Throwable {
    unlessFaulty(test, part(context), context.getDisplayName());
  }

  private static String part(ExtensionContext context) {
    return context.getTestClass().map(Class::getSimpleName).orElse("");
  }

  /**
   * Runs a test, unless it meets a fault.
   *
   * @throws TestAbortedException with the fault that it meets
   */
  void unlessFaulty(Invocation<@Nullable Void> test, String part, String name) throws Throwable {
    String known = byTest.containsKey(name) ? name : part;
    Fault fault = byTest.get(known);
    if (fault == null) {
      test.proceed();
      return;
    }
    test.skip();
    met.add(known);
    fault.unproven().forEach(run::omit);
    throw new TestAbortedException("a fault of the emulator: " + fault.what());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getEnclosingTestClasses().isEmpty()) { // The parts of a contract end before it.
      assertMet();
    }
  }

  /** Fails when a test that is named is there no more. */
  void assertMet() {
    assertThat(met)
        .as("tests that meet a fault; one that has another name by now is run, or lost")
        .containsExactlyInAnyOrderElementsOf(byTest.keySet());
  }
}
