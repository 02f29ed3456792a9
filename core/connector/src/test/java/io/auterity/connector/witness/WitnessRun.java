package io.auterity.connector.witness;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * What a contract run against a real server proves: an operation that answered there, and that no
 * test which failed had called, whether it answered there or not.
 */
final class WitnessRun implements InvocationInterceptor, AfterAllCallback, WitnessedPlugin.Watch {

  private final Witnessed of;
  private final Set<String> answered = new HashSet<>();
  private final Set<String> doubtful = new HashSet<>();
  private Set<String> called = new HashSet<>();

  /** The connector that was run, and the server. */
  record Witnessed(String file, String connector, String server) {}

  WitnessRun(Witnessed of) {
    this.of = of;
  }

  @Override
  public synchronized void called(String operation) {
    called.add(operation);
  }

  @Override
  public synchronized void answered(String operation) {
    answered.add(operation);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Throwable {
    boolean failed = true;
    try {
      invocation.proceed();
      failed = false;
    } finally {
      if (failed) {
        end(true);
      }
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Throwable {
    watch(invocation);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext context,
      ExtensionContext extension)
      throws Throwable {
    watch(invocation);
  }

  void watch(Invocation<@Nullable Void> invocation) throws Throwable {
    boolean failed = true;
    try {
      invocation.proceed();
      failed = false;
    } catch (TestAbortedException e) {
      failed = false;
      throw e;
    } finally {
      end(failed);
    }
  }

  private synchronized void end(boolean failed) {
    if (failed) {
      doubtful.addAll(called);
    }
    called = new HashSet<>();
  }

  /** By operation that answered or is in doubt, whether it is proven. */
  synchronized SortedMap<String, Boolean> proven() {
    SortedMap<String, Boolean> proven = new TreeMap<>();
    answered.forEach(operation -> proven.put(operation, true));
    doubtful.forEach(operation -> proven.put(operation, false));
    return proven;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getEnclosingTestClasses().isEmpty()) { // The parts of a contract end before it.
      Evidence.write(of, proven());
    }
  }
}
