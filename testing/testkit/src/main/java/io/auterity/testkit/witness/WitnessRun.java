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
 * What a contract run against a server proves: an operation that answered there in a test which
 * passed, and that no test which failed had called, whether it answered there or not.
 */
public class WitnessRun implements InvocationInterceptor, WitnessedPlugin.Watch {

  private enum End {
    PASSED,
    FAILED,
    SAYS_NOTHING
  }

  private final Set<String> passed = new HashSet<>();
  private final Set<String> doubtful = new HashSet<>();
  private final Set<String> omitted = new HashSet<>();
  private Set<String> called = new HashSet<>();
  private Set<String> answered = new HashSet<>();

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
    try {
      invocation.proceed();
    } catch (TestAbortedException e) {
      end(End.SAYS_NOTHING);
      throw e;
    } catch (Throwable e) {
      end(End.FAILED);
      throw e;
    }
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Throwable {
    tidy(invocation);
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
    watch(invocation, End.PASSED);
  }

  /** Runs what tidies up after a test: only a failure says something of what it called. */
  public final void tidy(Invocation<@Nullable Void> invocation) throws Throwable {
    watch(invocation, End.SAYS_NOTHING);
  }

  private void watch(Invocation<@Nullable Void> invocation, End whenDone) throws Throwable {
    End end = End.FAILED;
    try {
      invocation.proceed();
      end = whenDone;
    } catch (TestAbortedException e) {
      end = End.SAYS_NOTHING;
      throw e;
    } finally {
      end(end);
    }
  }

  private synchronized void end(End end) {
    if (end == End.PASSED) {
      passed.addAll(answered);
    } else if (end == End.FAILED) {
      doubtful.addAll(called);
    }
    called = new HashSet<>();
    answered = new HashSet<>();
  }

  /** Tells nothing of an operation, whatever it answers. */
  public final synchronized void omit(String operation) {
    omitted.add(operation);
  }

  /** By operation that answered in a test which passed or is in doubt, whether it is proven. */
  public final synchronized SortedMap<String, Boolean> proven() {
    SortedMap<String, Boolean> proven = new TreeMap<>();
    passed.forEach(operation -> proven.put(operation, true));
    doubtful.forEach(operation -> proven.put(operation, false));
    proven.keySet().removeAll(omitted);
    return proven;
  }
}
