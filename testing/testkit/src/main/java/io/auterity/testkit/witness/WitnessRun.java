package io.auterity.testkit.witness;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * What a contract run against a server proves: an operation that answered there, and that no test
 * which failed had called, whether it answered there or not.
 */
public class WitnessRun implements InvocationInterceptor, WitnessedPlugin.Watch {

  private final Set<String> answered = new HashSet<>();
  private final Set<String> doubtful = new HashSet<>();
  private Set<String> called = new HashSet<>();

  @Override
  public final synchronized void called(String operation) {
    called.add(operation);
  }

  @Override
  public final synchronized void answered(String operation) {
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

  /** Runs a test, and doubts what it called when it fails. */
  public final void watch(Invocation<@Nullable Void> invocation) throws Throwable {
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
  public final synchronized SortedMap<String, Boolean> proven() {
    SortedMap<String, Boolean> proven = new TreeMap<>();
    answered.forEach(operation -> proven.put(operation, true));
    doubtful.forEach(operation -> proven.put(operation, false));
    return proven;
  }
}
