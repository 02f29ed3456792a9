package io.auterity.testkit.contract;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Ends tests of what a connector does not declare, or its set-up cannot bring about: nothing of
 * them is left to look at, and nothing was left out that could have been.
 */
final class Offered implements InvocationInterceptor {

  private static final class NothingToTestException extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    private NothingToTestException() {
      super("this is not offered");
    }
  }

  /** Goes on when there is something to test. */
  static void require(boolean offered) {
    if (!offered) {
      throw new NothingToTestException();
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    ended(test);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    ended(test);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> test,
      DynamicTestInvocationContext dynamic,
      ExtensionContext context)
      throws Throwable {
    ended(test);
  }

  private static void ended(Invocation<@Nullable Void> test) throws Throwable {
    try {
      test.proceed();
    } catch (NothingToTestException e) {
      // Nothing is left to look at.
    }
  }

  @SuppressWarnings("unchecked") // A factory may always make an empty stream.
  @Override
  public <T extends @Nullable Object> T interceptTestFactoryMethod(
      Invocation<T> factory, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    try {
      return factory.proceed();
    } catch (NothingToTestException e) {
      return (T) Stream.empty();
    }
  }
}
