package io.auterity.connector.witness;

import io.auterity.testkit.witness.WitnessRun;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * What an emulator is known to do otherwise than the vendor says. Tests that meet such a fault are
 * not run, and of the operations that only they could prove nothing is told, whatever they answer
 * elsewhere.
 *
 * @param byTest by the name of a test, of one of its cases, or of the class that a part of the
 *     contract is
 */
record EmulatorFaults(Map<String, Fault> byTest, WitnessRun run) implements InvocationInterceptor {

  /** A fault, and the operations of which nothing is proven for it. */
  record Fault(String what, List<String> unproven) {
    Fault(String what, String... unproven) {
      this(what, List.of(unproven));
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    unlessFaulty(test, context, method.getExecutable().getName());
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> test,
      DynamicTestInvocationContext dynamic,
      ExtensionContext context)
      throws Throwable {
    unlessFaulty(test, context, context.getDisplayName());
  }

  private void unlessFaulty(Invocation<@Nullable Void> test, ExtensionContext context, String name)
      throws Throwable {
    String part = context.getTestClass().map(Class::getSimpleName).orElse("");
    Fault fault = byTest.getOrDefault(name, byTest.get(part));
    if (fault == null) {
      test.proceed();
      return;
    }
    test.skip();
    fault.unproven().forEach(run::omit);
    context.publishReportEntry("fault of the emulator", fault.what());
  }
}
