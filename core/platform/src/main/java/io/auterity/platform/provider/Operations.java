package io.auterity.platform.provider;

import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.Call;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Calls the method of a kind that a capability stands for. */
final class Operations {

  private Operations() {}

  static @Nullable Object invoke(Capability capability, Object target, Record input, Call call) {
    try {
      return capability.method().invoke(target, input, call);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
  }
}
